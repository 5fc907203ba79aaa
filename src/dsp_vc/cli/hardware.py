"""Keys in hardware on the command line: the options that say how to reach them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from dsp_vc import words
from dsp_vc.cli import terminal
from dsp_vc.errors import HardwareError

if TYPE_CHECKING:
    from dsp_vc.actions.issuer import OnToken
    from dsp_vc.keys.pkcs11 import Tokens

ENV_PIN_FILE, ENV_MODULE = "DSP_VC_PIN_FILE", "DSP_VC_PKCS11_MODULE"
_LOCK = "tokens.lock"

PinFile = Annotated[
    str | None,
    typer.Option(
        "--pin-file", metavar="F", help="Keys in hardware: file with the PIN; else DSP_VC_PIN_FILE, or asked."
    ),
]
Module = Annotated[
    str | None,
    typer.Option("--pkcs11-module", metavar="F", help="Keys in hardware: the maker's module; DSP_VC_PKCS11_MODULE."),
]
Generate = Annotated[
    bool, typer.Option("--generate", help="Make the keys in hardware that are not there, on the token itself.")
]


def tokens(pin_file: str | None, module: str | None) -> Tokens:
    """How to reach keys in hardware in this run. Nothing is opened and nobody is asked before a key is needed."""
    from dsp_vc.keys.pkcs11 import Tokens
    from dsp_vc.trust.store import data_folder

    return Tokens(
        _ask_pin,
        pin_file=pin_file or os.environ.get(ENV_PIN_FILE) or None,
        module=module,
        default_module=os.environ.get(ENV_MODULE) or None,
        lock=data_folder() / _LOCK,
    )


def on_token(addresses: list[str] | None, reach: Tokens, *, generate: bool, option: str) -> OnToken | None:
    """The keys that ``option`` named, if any. Raises :class:`dsp_vc.errors.InputError` ``pkcs11_uri``."""
    if not addresses:
        if generate:
            raise typer.BadParameter(f"goes with {option}", param_hint="--generate")
        return None
    from dsp_vc.actions.issuer import OnToken
    from dsp_vc.keys.pkcs11_uri import KeyUri

    return OnToken(tuple(KeyUri.parse(text) for text in addresses), reach, generate)


def _ask_pin(label: str) -> str:
    prompt = words.message("pin_prompt", terminal.language(), name=label)
    pin = terminal.type_secret(prompt)
    if pin is None:
        raise HardwareError("pkcs11_pin_needed", name=label)
    return pin
