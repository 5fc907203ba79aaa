"""``dsp-vc formats``: what is issued, verified and derived."""

from __future__ import annotations

from dsp_vc.cli import terminal
from dsp_vc.cli.options import Json
from dsp_vc.encoding.strict_json import JsonObject, dumps

_BADGE = "Open Badges 3.0 (VC 2.0)"
_BITSTRING = "Bitstring Status List 1.0"
_ROWS: tuple[JsonObject, ...] = (
    {
        "format": _BADGE,
        "mechanism": "eddsa-rdfc-2022",
        "keys": "Ed25519",
        "issue": True,
        "verify": True,
        "derive": False,
    },
    {
        "format": _BADGE,
        "mechanism": "eddsa-jcs-2022",
        "keys": "Ed25519",
        "issue": True,
        "verify": True,
        "derive": False,
    },
    {
        "format": "SD-JWT VC",
        "mechanism": "dc+sd-jwt",
        "keys": "Ed25519, P-256",
        "issue": True,
        "verify": True,
        "derive": True,
    },
    {
        "format": _BITSTRING,
        "mechanism": "eddsa-rdfc-2022",
        "keys": "Ed25519",
        "issue": True,
        "verify": True,
        "derive": False,
    },
    {
        "format": _BITSTRING,
        "mechanism": "eddsa-jcs-2022",
        "keys": "Ed25519",
        "issue": False,
        "verify": True,
        "derive": False,
    },
    {
        "format": "Token Status List",
        "mechanism": "statuslist+jwt",
        "keys": "Ed25519, P-256",
        "issue": True,
        "verify": True,
        "derive": False,
    },
)


def command(json: Json = False) -> None:
    """What is issued, verified, and can be shown in part (derived)."""
    if json:
        terminal.emit(dumps(list(_ROWS), indent=2) + "\n")
        return
    for row in _ROWS:
        can = ", ".join(name for name in ("issue", "verify", "derive") if row[name])
        terminal.emit(f"{row['format']:<26} {row['mechanism']:<17} {row['keys']:<15} {can}\n")
