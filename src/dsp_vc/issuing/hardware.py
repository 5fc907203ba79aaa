"""An issuer's keys on tokens: which ones, and what the folder keeps of them.

Their addresses stand in the encrypted key file. They are no secret, but they name a module that is loaded and that is
given the PIN: who can write in the folder, and does not know the passphrase, must not choose it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import HardwareError, InputError, IssuanceError, Refused
from dsp_vc.keys.pkcs11 import Pkcs11Signer, Tokens
from dsp_vc.keys.pkcs11_uri import KeyUri
from dsp_vc.keys.public import KeyType, PublicKey
from dsp_vc.keys.signer import MemorySigner

OwnSigner = MemorySigner | Pkcs11Signer
SECRET = "hardware"  # noqa: S105 - the name of an entry


def choose(
    addresses: Sequence[KeyUri], wanted: Sequence[KeyType], tokens: Tokens, *, generate: bool
) -> dict[KeyType, Pkcs11Signer]:
    """The keys at ``addresses``, one of each kind that is ``wanted``; with ``generate`` those that are not there are
    made, of the kinds that are lacking, in that order.

    Raises :class:`IssuanceError` ``pkcs11_keys_wanted``, :class:`HardwareError` ``pkcs11_*``.
    """
    kinds = ", ".join(wanted)
    if len(addresses) != len(wanted) or len(set(map(str, addresses))) != len(addresses):
        raise IssuanceError("pkcs11_keys_wanted", kinds=kinds)
    found = [(uri, tokens.find(uri)) for uri in addresses]
    there = {signer.public_key.key_type: signer for _, signer in found if signer is not None}
    absent = [uri for uri, signer in found if signer is None]
    if len(there) != len(addresses) - len(absent) or not set(there) <= set(wanted):
        raise IssuanceError("pkcs11_keys_wanted", kinds=kinds)
    if absent and not generate:
        raise HardwareError("pkcs11_key_missing", name=absent[0].shown)
    lacking = [key_type for key_type in wanted if key_type not in there]
    for uri, key_type in zip(absent, lacking, strict=True):
        there[key_type] = tokens.generate(uri, key_type)
    return {key_type: there[key_type] for key_type in wanted}


def to_json(signers: Mapping[str, OwnSigner]) -> JsonObject:
    """What the key file keeps of those that are on tokens: where each is, and its public half."""
    kept: JsonObject = {}
    for name, signer in signers.items():
        if isinstance(signer, Pkcs11Signer):
            jwk: JsonObject = {**signer.public_key.to_jwk(), "kid": signer.verification_method}
            kept[name] = {"uri": str(signer.uri), "public": jwk}
    return kept


def from_json(value: JsonValue, tokens: Tokens) -> dict[str, Pkcs11Signer]:
    """The signers of what :func:`to_json` gave; no token is asked for anything. Raises :class:`Refused`."""
    if not isinstance(value, dict):
        raise Refused("key_invalid", detail="no object")
    return {name: _signer(entry, tokens) for name, entry in value.items()}


def _signer(entry: JsonValue, tokens: Tokens) -> Pkcs11Signer:
    if not isinstance(entry, dict):
        raise Refused("key_invalid", detail="no object")
    uri, public = entry.get("uri"), entry.get("public")
    if not isinstance(uri, str) or not isinstance(public, dict) or not isinstance(kid := public.get("kid"), str):
        raise Refused("key_invalid", detail="an address or a public key is missing")
    try:
        return Pkcs11Signer(KeyUri.parse(uri), PublicKey.from_jwk(public), tokens, kid)
    except Refused:
        raise
    except InputError as error:
        raise Refused("key_invalid", detail=str(error)) from error
