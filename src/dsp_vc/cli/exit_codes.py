"""The exit codes: one enum, which also prints the table in the docs, and which error leads to which."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from dsp_vc.errors import (
    DspVcError,
    HardwareError,
    InputError,
    IssuanceError,
    NetworkError,
    RegisterError,
    ResolutionError,
    TrustError,
    VerificationFailed,
    WalletError,
)
from dsp_vc.files import FileError


class ExitCode(IntEnum):
    """What a run of ``dsp-vc`` ends with; each member carries its line in the docs."""

    meaning: str

    def __new__(cls, value: int, meaning: str) -> ExitCode:
        member = int.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    DONE = 0, "accepted, or done"
    INTERNAL = 1, "a fault in the program itself"
    USAGE = 2, "the command was not understood, or asks for what can't be done in this way"
    REJECTED = 3, "rejected"
    INDETERMINATE = 4, "indeterminate: could not find out"
    UNREADABLE = 5, "the input can't be read, or breaks a rule of its format"
    UNAVAILABLE = 6, "wallet, keys, trust, network or the place to write to not available"
    INTERRUPTED = 130, "interrupted"


# Of several files the worst counts; what is not in this order (usage, interrupt) ends the run at once.
_ORDER = (
    ExitCode.INTERNAL,
    ExitCode.UNAVAILABLE,
    ExitCode.UNREADABLE,
    ExitCode.REJECTED,
    ExitCode.INDETERMINATE,
    ExitCode.DONE,
)

# Read from top to bottom: a class stands above those it is derived from.
_BY_CLASS: tuple[tuple[type[DspVcError], ExitCode], ...] = (
    (VerificationFailed, ExitCode.REJECTED),
    (RegisterError, ExitCode.UNAVAILABLE),
    (HardwareError, ExitCode.UNAVAILABLE),
    (WalletError, ExitCode.UNAVAILABLE),
    (TrustError, ExitCode.UNAVAILABLE),
    (NetworkError, ExitCode.UNAVAILABLE),
    (ResolutionError, ExitCode.UNAVAILABLE),
    (FileError, ExitCode.UNAVAILABLE),
    (IssuanceError, ExitCode.UNREADABLE),
    (InputError, ExitCode.UNREADABLE),
)

# Where the code says more than the class of the error.
_BY_CODE: dict[str, ExitCode] = {
    "against_several": ExitCode.USAGE,
    "bundle_life": ExitCode.USAGE,
    "bundle_may": ExitCode.USAGE,
    "bundle_no_own_key": ExitCode.USAGE,
    "bundle_not_added": ExitCode.USAGE,
    "bundle_not_signed": ExitCode.USAGE,
    "bundle_threshold": ExitCode.USAGE,
    "catalogue_names_first": ExitCode.USAGE,
    "code_too_large": ExitCode.USAGE,
    "confirmation_needed": ExitCode.USAGE,
    "issue_declined": ExitCode.USAGE,
    "cohort_source": ExitCode.USAGE,
    "status_declined": ExitCode.USAGE,
    "issue_no_issuer": ExitCode.USAGE,
    "present_declined": ExitCode.USAGE,
    "remove_declined": ExitCode.USAGE,
    "export_declined": ExitCode.USAGE,
    "pkcs11_keys_wanted": ExitCode.USAGE,
    "pkcs11_pin_in_uri": ExitCode.USAGE,
    "pkcs11_uri": ExitCode.USAGE,
    "demo_folder": ExitCode.USAGE,
    "duration_form": ExitCode.USAGE,
    "forget_age": ExitCode.USAGE,
    "forget_which": ExitCode.USAGE,
    "image_kind": ExitCode.USAGE,
    "issuance_mechanism": ExitCode.USAGE,
    "issuance_nothing": ExitCode.USAGE,
    "issuance_one_only": ExitCode.USAGE,
    "issuer_did_kind": ExitCode.USAGE,
    "issuer_status_place": ExitCode.USAGE,
    "external_id_busy": ExitCode.UNAVAILABLE,
    "output_is_input": ExitCode.USAGE,
    "register_address": ExitCode.USAGE,
    "reissue_mixed": ExitCode.USAGE,
    "reissue_needs_request": ExitCode.USAGE,
    "request_contradicted": ExitCode.USAGE,
    "restore_register": ExitCode.USAGE,
    "previous_needed": ExitCode.USAGE,
    "previous_keys_unknown": ExitCode.USAGE,
    "previous_rotate": ExitCode.UNAVAILABLE,
    "previous_keys_conflict": ExitCode.UNAVAILABLE,
    "previous_other_issuer": ExitCode.UNAVAILABLE,
    "previous_older": ExitCode.UNAVAILABLE,
    "previous_incomplete": ExitCode.UNAVAILABLE,
    "previous_list": ExitCode.UNAVAILABLE,
    "rotate_declined": ExitCode.USAGE,
    "rotate_did_key": ExitCode.USAGE,
    "rotate_key_unknown": ExitCode.USAGE,
    "rotate_needs_token": ExitCode.USAGE,
    "rotate_same_key": ExitCode.USAGE,
    "rotate_revoked_before": ExitCode.USAGE,
    "rotate_since_future": ExitCode.USAGE,
    "site_in_folder": ExitCode.USAGE,
    "vacancy_confirm": ExitCode.USAGE,
    "site_newer": ExitCode.UNAVAILABLE,
    "site_other_issuer": ExitCode.UNAVAILABLE,
    "issuer_keys_changed": ExitCode.UNAVAILABLE,
    "request_skill": ExitCode.USAGE,
    "request_valid": ExitCode.USAGE,
    "issuer_damaged": ExitCode.UNAVAILABLE,
    "issuer_exists": ExitCode.UNAVAILABLE,
    "issuer_missing_folder": ExitCode.UNAVAILABLE,
    "passphrase_needed": ExitCode.UNAVAILABLE,
    "passphrase_empty": ExitCode.UNAVAILABLE,
    "passphrase_differs": ExitCode.UNAVAILABLE,
    "passphrase_wrong": ExitCode.UNAVAILABLE,
    "passphrase_unreadable": ExitCode.UNAVAILABLE,
    "weight_unknown": ExitCode.USAGE,
}


def code_of(error: DspVcError) -> ExitCode:
    """The exit code for ``error``."""
    if isinstance(error, VerificationFailed) and error.report.verdict.value == "indeterminate":
        return ExitCode.INDETERMINATE
    by_code = _BY_CODE.get(error.code)
    if by_code is not None:
        return by_code
    return next((code for kind, code in _BY_CLASS if isinstance(error, kind)), ExitCode.INTERNAL)


def worst(codes: Iterable[ExitCode]) -> ExitCode:
    """The one that counts of several files; ``DONE`` for none. A code outside the order outranks it."""
    found = set(codes)
    outside = sorted(found.difference(_ORDER))
    return outside[0] if outside else next((code for code in _ORDER if code in found), ExitCode.DONE)


def table() -> str:
    """The table of exit codes in Markdown."""
    rows = [f"| {code.value} | {code.meaning} |" for code in ExitCode]
    return "\n".join(["| Code | Meaning |", "|---|---|", *rows]) + "\n"


def order() -> str:
    """The codes from worst to best, as the docs tell it."""
    return ", ".join(str(code.value) for code in _ORDER)
