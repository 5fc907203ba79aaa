"""dsp-vc: signed skill credentials, carried by the person and verified offline.

To verify: :class:`Verifier` with a :class:`TrustBundle` gives a :class:`VerificationReport`. To issue:
:class:`Issuer` signs a :class:`SkillAttestation`. To carry and to show: :class:`Wallet`, :class:`PresentationRequest`,
:func:`present`. Every name here is loaded when it is first used, so that an install that verifies loads no wallet.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from dsp_vc.actions.present import present
    from dsp_vc.errors import (
        DspVcError,
        InputError,
        IssuanceError,
        NetworkError,
        Refused,
        ResolutionError,
        TrustError,
        VerificationFailed,
        WalletError,
    )
    from dsp_vc.issuing.issuer import Issuer
    from dsp_vc.keys.public import KeyType, PublicKey
    from dsp_vc.keys.signer import MemorySigner, Signer
    from dsp_vc.model.attestation import SkillAttestation
    from dsp_vc.model.credential import Credential
    from dsp_vc.model.issuer_profile import IssuerProfile
    from dsp_vc.presentation.request import PresentationRequest
    from dsp_vc.trust.bundle import TrustBundle
    from dsp_vc.trust.card import IssuerCard
    from dsp_vc.verification.policy import VerificationPolicy
    from dsp_vc.verification.report import Check, CheckResult, Outcome, Presence, Verdict, VerificationReport
    from dsp_vc.verification.verifier import Evidence, Verifier
    from dsp_vc.wallet.wallet import Wallet

__all__ = [
    "Check",
    "CheckResult",
    "Credential",
    "DspVcError",
    "Evidence",
    "InputError",
    "IssuanceError",
    "Issuer",
    "IssuerCard",
    "IssuerProfile",
    "KeyType",
    "MemorySigner",
    "NetworkError",
    "Outcome",
    "Presence",
    "PresentationRequest",
    "PublicKey",
    "Refused",
    "ResolutionError",
    "Signer",
    "SkillAttestation",
    "TrustBundle",
    "TrustError",
    "Verdict",
    "VerificationFailed",
    "VerificationPolicy",
    "VerificationReport",
    "Verifier",
    "Wallet",
    "WalletError",
    "present",
]

# Where each public name lives; loaded by __getattr__ (PEP 562).
_MODULES = {
    "actions.present": ("present",),
    "errors": (
        "DspVcError",
        "InputError",
        "IssuanceError",
        "NetworkError",
        "Refused",
        "ResolutionError",
        "TrustError",
        "VerificationFailed",
        "WalletError",
    ),
    "issuing.issuer": ("Issuer",),
    "keys.public": (
        "KeyType",
        "PublicKey",
    ),
    "keys.signer": (
        "MemorySigner",
        "Signer",
    ),
    "model.attestation": ("SkillAttestation",),
    "model.credential": ("Credential",),
    "model.issuer_profile": ("IssuerProfile",),
    "presentation.request": ("PresentationRequest",),
    "trust.bundle": ("TrustBundle",),
    "trust.card": ("IssuerCard",),
    "verification.policy": ("VerificationPolicy",),
    "verification.report": (
        "Check",
        "CheckResult",
        "Outcome",
        "Presence",
        "Verdict",
        "VerificationReport",
    ),
    "verification.verifier": ("Evidence", "Verifier"),
    "wallet.wallet": ("Wallet",),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'dsp_vc' has no attribute {name!r}")
    value = getattr(import_module(f"dsp_vc.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
