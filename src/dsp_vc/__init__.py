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
        HardwareError,
        InputError,
        IssuanceError,
        NetworkError,
        Refused,
        RegisterError,
        ResolutionError,
        TrustError,
        VerificationFailed,
        WalletError,
    )
    from dsp_vc.files import FileError
    from dsp_vc.issuing.forgetting import Persons
    from dsp_vc.issuing.issuance import Done, Handed, Job
    from dsp_vc.issuing.issuer import Issuer
    from dsp_vc.issuing.register.renewal import Renewal
    from dsp_vc.issuing.register.tables import Status
    from dsp_vc.issuing.status_changes import CredentialStatus, StatusChange
    from dsp_vc.keys.public import KeyType, PublicKey
    from dsp_vc.keys.signer import MemorySigner, Signer
    from dsp_vc.model.attestation import SkillAttestation
    from dsp_vc.model.credential import Credential
    from dsp_vc.model.issuer_profile import IssuerProfile
    from dsp_vc.model.universal_wallet import read_delivery
    from dsp_vc.presentation.request import PresentationRequest
    from dsp_vc.trust.bundle import TrustBundle
    from dsp_vc.trust.card import IssuerCard
    from dsp_vc.trust.site import Place
    from dsp_vc.verification.policy import VerificationPolicy
    from dsp_vc.verification.report import Check, CheckResult, Outcome, Presence, Verdict, VerificationReport
    from dsp_vc.verification.verifier import Evidence, Verifier
    from dsp_vc.wallet.file import Unlock
    from dsp_vc.wallet.wallet import Stored, Wallet

__all__ = [
    "Check",
    "CheckResult",
    "Credential",
    "CredentialStatus",
    "Done",
    "DspVcError",
    "Evidence",
    "FileError",
    "Handed",
    "HardwareError",
    "InputError",
    "IssuanceError",
    "Issuer",
    "IssuerCard",
    "IssuerProfile",
    "Job",
    "KeyType",
    "MemorySigner",
    "NetworkError",
    "Outcome",
    "Persons",
    "Place",
    "Presence",
    "PresentationRequest",
    "PublicKey",
    "Refused",
    "RegisterError",
    "Renewal",
    "ResolutionError",
    "Signer",
    "SkillAttestation",
    "Status",
    "StatusChange",
    "Stored",
    "TrustBundle",
    "TrustError",
    "Unlock",
    "Verdict",
    "VerificationFailed",
    "VerificationPolicy",
    "VerificationReport",
    "Verifier",
    "Wallet",
    "WalletError",
    "present",
    "read_delivery",
]

# Where each public name lives; loaded by __getattr__ (PEP 562).
_MODULES = {
    "actions.present": ("present",),
    "errors": (
        "DspVcError",
        "HardwareError",
        "InputError",
        "IssuanceError",
        "NetworkError",
        "Refused",
        "RegisterError",
        "ResolutionError",
        "TrustError",
        "VerificationFailed",
        "WalletError",
    ),
    "files": ("FileError",),
    "issuing.forgetting": ("Persons",),
    "issuing.issuance": (
        "Done",
        "Handed",
        "Job",
    ),
    "issuing.issuer": ("Issuer",),
    "issuing.register.renewal": ("Renewal",),
    "issuing.register.tables": ("Status",),
    "issuing.status_changes": (
        "CredentialStatus",
        "StatusChange",
    ),
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
    "model.universal_wallet": ("read_delivery",),
    "presentation.request": ("PresentationRequest",),
    "trust.bundle": ("TrustBundle",),
    "trust.card": ("IssuerCard",),
    "trust.site": ("Place",),
    "verification.policy": ("VerificationPolicy",),
    "verification.report": (
        "Check",
        "CheckResult",
        "Outcome",
        "Presence",
        "Verdict",
        "VerificationReport",
    ),
    "verification.verifier": (
        "Evidence",
        "Verifier",
    ),
    "wallet.file": ("Unlock",),
    "wallet.wallet": (
        "Stored",
        "Wallet",
    ),
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
