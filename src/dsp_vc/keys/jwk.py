"""Reading the members of a JSON Web Key strictly (RFC 7517, RFC 7518 §6, RFC 8037 §2)."""

from __future__ import annotations

from collections.abc import Mapping

from dsp_vc.encoding.base import b64url_decode
from dsp_vc.errors import Refused

_PRIVATE = ("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv")
_CURVE_KTY = {"Ed25519": "OKP", "P-256": "EC", "P-384": "EC"}
# RFC 9864 names the EdDSA algorithm of one curve "Ed25519"; a key may say either.
_ALSO = {"EdDSA": ("EdDSA", "Ed25519")}


def refuse_private(value: Mapping[str, object]) -> None:
    """Refuse (``key_private``) a key that gives away what must stay with its owner. Never says the value."""
    for name in _PRIVATE:
        if name in value:
            raise Refused("key_private", detail=f"member {name}")


def curve_name(value: Mapping[str, object], supported: tuple[str, ...]) -> str:
    """The ``crv`` of a key whose ``kty`` fits it. Raises ``key_type_unsupported`` or ``key_invalid``."""
    kty, crv = value.get("kty"), value.get("crv")
    if not isinstance(kty, str):
        raise Refused("key_invalid", detail="no kty")
    if kty in ("OKP", "EC"):
        if not isinstance(crv, str):
            raise Refused("key_invalid", detail="no crv")
        if crv not in supported:
            raise Refused("key_type_unsupported", name=crv)
        if _CURVE_KTY[crv] != kty:
            raise Refused("key_invalid", detail=f"{crv} does not go with kty {kty}")
        return crv
    raise Refused("key_type_unsupported", name=kty)


def check_use(value: Mapping[str, object], operation: str, algorithm: str) -> None:
    """Refuse (``key_use``) a key that is not for ``operation`` with ``algorithm`` (RFC 7517 §4.2 to §4.4)."""
    if "use" in value and value["use"] != "sig":
        raise Refused("key_use", detail="use is not sig")
    if "key_ops" in value:
        operations = value["key_ops"]
        if not isinstance(operations, list) or not all(isinstance(item, str) for item in operations):
            raise Refused("key_invalid", detail="key_ops is no list of texts")
        if len(set(operations)) != len(operations):
            raise Refused("key_invalid", detail="key_ops says something twice")
        if operation not in operations:
            raise Refused("key_use", detail=f"key_ops does not allow {operation}")
    if "alg" in value and value["alg"] not in _ALSO.get(algorithm, (algorithm,)):
        raise Refused("key_use", detail=f"alg is not {algorithm}")


def coordinate(value: Mapping[str, object], name: str, size: int) -> bytes:
    """The bytes of a member that has exactly ``size`` of them. Raises ``key_invalid``; never says the value."""
    text = value.get(name)
    if not isinstance(text, str):
        raise Refused("key_invalid", detail=f"no {name}")
    try:
        data = b64url_decode(text)
    except Refused:
        raise Refused("key_invalid", detail=f"{name} is not base64url") from None
    if len(data) != size:
        raise Refused("key_invalid", detail=f"{name} has {len(data)} bytes, not {size}")
    return data
