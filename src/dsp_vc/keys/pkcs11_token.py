"""One token while it is open: its keys, and what they sign (PKCS #11 v2.40, v3.1).

Ed25519 by ``CKM_EDDSA`` without parameters, which is the plain signature of RFC 8032 (v3.1 §2.3.14); P-256 by
``CKM_ECDSA`` over a SHA-256 that is computed here, since not every token does both, and which gives r and s as JOSE
wants them (§2.3.6). Nothing here reads ``CKA_VALUE``. What a token hands back is checked with the public key before it
is passed on.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from dsp_vc.errors import HardwareError, InputError, Refused
from dsp_vc.keys.pkcs11_uri import KeyUri
from dsp_vc.keys.public import KeyType, PublicKey, from_point

if TYPE_CHECKING:
    from pkcs11.types import Session, Token

_CHALLENGE = 32
# CKA_EC_PARAMS (v3.1 §2.3.5, §2.3.10): an object identifier, or the name of a curve. The last is from before RFC 8410.
_P256 = bytes.fromhex("06082a8648ce3d030107")
_ED25519 = (b"\x13\x0cedwards25519", bytes.fromhex("06032b6570"), bytes.fromhex("06092b06010401da470f01"))
_CURVES = {_P256: KeyType.P256, **dict.fromkeys(_ED25519, KeyType.ED25519)}

_ERRORS = {
    "PinIncorrect": "pkcs11_pin_wrong",
    "PinInvalid": "pkcs11_pin_wrong",
    "PinLenRange": "pkcs11_pin_wrong",
    "PinLocked": "pkcs11_pin_locked",
    "PinExpired": "pkcs11_pin_not_set",
    "UserPinNotInitialized": "pkcs11_pin_not_set",
    "MechanismInvalid": "pkcs11_mechanism_missing",
    "MechanismParamInvalid": "pkcs11_mechanism_missing",
    "FunctionNotSupported": "pkcs11_mechanism_missing",
    "TokenWriteProtected": "pkcs11_read_only",
    "SessionReadOnly": "pkcs11_read_only",
    "DeviceRemoved": "pkcs11_removed",
    "TokenNotPresent": "pkcs11_removed",
    "TokenNotRecognised": "pkcs11_removed",
    "SessionHandleInvalid": "pkcs11_removed",
    "SessionClosed": "pkcs11_removed",
    "SlotIDInvalid": "pkcs11_removed",
}


def find_token(module: str, uri: KeyUri) -> Token:
    """Load ``module`` and give the one token that ``uri`` means.

    Raises :class:`HardwareError` ``pkcs11_not_installed``, ``pkcs11_module_missing``, ``pkcs11_token_missing``,
    ``pkcs11_token_several``.
    """
    error_class()
    import pkcs11

    try:
        library = pkcs11.lib(module)
    except pkcs11.PKCS11Error as error:
        raise HardwareError("pkcs11_module_missing", path=module, detail=str(error)) from error
    about = {
        "library-manufacturer": library.manufacturer_id,
        "library-description": library.library_description,
        "library-version": ".".join(map(str, library.library_version)),
    }
    with told(uri.shown):
        present = [token for token in library.get_tokens() if token.flags & pkcs11.TokenFlag.TOKEN_INITIALIZED]
    found = [token for token in present if uri.fits({**about, **_attributes(token)})]
    if len(found) != 1:
        raise HardwareError("pkcs11_token_several" if found else "pkcs11_token_missing", name=uri.shown)
    return found[0]


@dataclass(frozen=True, slots=True)
class _Key:
    private: Any  # of the module's type, which has ``sign`` where the token lets it
    public: PublicKey
    pin_each_time: bool


@dataclass(slots=True)
class OpenToken:
    """A token that is logged in to. ``pin`` is for keys that want it with every signature."""

    module: str
    token: Token
    session: Session
    write: bool
    pin: str | None = field(default=None, repr=False)
    _keys: dict[str, _Key] = field(default_factory=dict)

    def find(self, uri: KeyUri) -> tuple[KeyUri, PublicKey] | None:
        """The key at ``uri`` after it signed a challenge that its public half verifies, with an address that means it
        alone. ``None`` where there is none.

        Raises :class:`HardwareError` ``pkcs11_key_several``, ``pkcs11_key_kind``, ``pkcs11_key_readable``,
        ``pkcs11_key_other``, ``pkcs11_public_missing``.
        """
        with told(self.token.label):
            key = self._key(uri)
            return None if key is None else self._proven(uri, key)

    def generate(self, uri: KeyUri, key_type: KeyType) -> tuple[KeyUri, PublicKey]:
        """Make a key pair at ``uri``, on the token itself, sensitive and not extractable. Its ``id`` is drawn where the
        address has none.

        Raises :class:`InputError` ``pkcs11_uri``, :class:`HardwareError` ``pkcs11_key_exists``,
        ``pkcs11_mechanism_missing``, ``pkcs11_read_only`` and as :meth:`find`.
        """
        if not uri.names_key:
            raise InputError("pkcs11_uri", reason="object or id is missing, which say what key")
        uri = replace(uri, id=uri.id if uri.id is not None else secrets.token_bytes(8))
        with told(self.token.label):
            if self._private(uri) is not None:
                raise HardwareError("pkcs11_key_exists", name=uri.shown)
            self._make_pair(uri, key_type)
            key = self._key(uri)
            if key is None:
                raise HardwareError("pkcs11_key_missing", name=uri.shown)
            return self._proven(uri, key)

    def sign(self, uri: KeyUri, expected: PublicKey, data: bytes) -> bytes:
        """A signature by the key at ``uri``, which must be ``expected``, and which verifies.

        Raises :class:`HardwareError` ``pkcs11_key_missing``, ``pkcs11_key_other``, ``pkcs11_signature_wrong``.
        """
        place = str(uri)
        with told(self.token.label):
            key = self._keys.get(place) or self._key(uri)
            if key is None:
                raise HardwareError("pkcs11_key_missing", name=uri.shown)
            self._keys[place] = key
            if key.public != expected:
                raise HardwareError("pkcs11_key_other", name=uri.shown)
            signature = self._signature(key, data)
        if not expected.verify(signature, data):
            raise HardwareError("pkcs11_signature_wrong", name=uri.shown)
        return signature

    def _signature(self, key: _Key, data: bytes) -> bytes:
        from pkcs11 import Mechanism

        pin: dict[str, Any] = {"pin": self.pin} if key.pin_each_time and self.pin is not None else {}
        if key.public.key_type is KeyType.ED25519:
            return bytes(key.private.sign(data, mechanism=Mechanism.EDDSA, **pin))
        return bytes(key.private.sign(sha256(data).digest(), mechanism=Mechanism.ECDSA, **pin))

    def _proven(self, uri: KeyUri, key: _Key) -> tuple[KeyUri, PublicKey]:
        from pkcs11 import Attribute

        if _attribute(key.private, Attribute.SENSITIVE) is False:
            raise HardwareError("pkcs11_key_readable", name=uri.shown)
        challenge = secrets.token_bytes(_CHALLENGE)
        if not key.public.verify(self._signature(key, challenge), challenge):
            raise HardwareError("pkcs11_key_other", name=uri.shown)
        names = {
            name: value for name, value in _attributes(self.token).items() if name in ("token", "serial") and value
        }
        label, identifier = (_attribute(key.private, name) or None for name in (Attribute.LABEL, Attribute.ID))
        return KeyUri(names, label, identifier, self.module, uri.pin_source), key.public

    def _key(self, uri: KeyUri) -> _Key | None:
        from pkcs11 import Attribute

        private = self._private(uri)
        if private is None:
            return None
        each_time = bool(_attribute(private, Attribute.ALWAYS_AUTHENTICATE))
        return _Key(private, self._public(uri, private), each_time)

    def _private(self, uri: KeyUri) -> Any:
        from pkcs11 import Attribute, ObjectClass

        wanted: dict[Attribute, Any] = {Attribute.CLASS: ObjectClass.PRIVATE_KEY}
        if uri.label is not None:
            wanted[Attribute.LABEL] = uri.label
        if uri.id is not None:
            wanted[Attribute.ID] = uri.id
        found: list[Any] = list(self.session.get_objects(wanted))
        if len(found) > 1:
            raise HardwareError("pkcs11_key_several", name=uri.shown)
        return found[0] if found else None

    def _public(self, uri: KeyUri, private: Any) -> PublicKey:
        """The public half: the public key of the same ``CKA_ID`` (v2.40 §4.8), else of the same label; some tokens show
        it at the private key."""
        from pkcs11 import Attribute, ObjectClass

        same = {name: value for name in (Attribute.ID, Attribute.LABEL) if (value := _attribute(private, name))}
        name = next(iter(same), None)
        found: list[Any] = []
        if name is not None:
            found = list(self.session.get_objects({Attribute.CLASS: ObjectClass.PUBLIC_KEY, name: same[name]}))
        holder = found[0] if len(found) == 1 else private
        params, point = (_attribute(holder, wanted) for wanted in (Attribute.EC_PARAMS, Attribute.EC_POINT))
        if params not in _CURVES:
            raise HardwareError("pkcs11_key_kind", name=uri.shown)
        public = None if point is None else read_public(params, point)
        if public is None:
            raise HardwareError("pkcs11_public_missing", name=uri.shown)
        return public

    def _make_pair(self, uri: KeyUri, key_type: KeyType) -> None:
        import pkcs11
        from pkcs11 import Attribute, Mechanism, MechanismFlag

        forms: tuple[bytes, ...]
        if key_type is KeyType.ED25519:
            kind, mechanism, forms = pkcs11.KeyType.EC_EDWARDS, Mechanism.EC_EDWARDS_KEY_PAIR_GEN, _ED25519[:2]
        else:
            kind, mechanism, forms = pkcs11.KeyType.EC, Mechanism.EC_KEY_PAIR_GEN, (_P256,)
        refused: pkcs11.PKCS11Error | None = None
        for form in forms:  # tokens know the curve by its name or by its number, some by one alone
            curve = self.session.create_domain_parameters(kind, {Attribute.EC_PARAMS: form}, local=True)
            try:
                _, private = curve.generate_keypair(
                    mechanism=mechanism,
                    capabilities=MechanismFlag.SIGN | MechanismFlag.VERIFY,
                    id=uri.id,
                    label=uri.label,
                    store=True,
                    public_template={Attribute.PRIVATE: False},
                    private_template={Attribute.SENSITIVE: True, Attribute.EXTRACTABLE: False},
                )
            except (
                pkcs11.AttributeValueInvalid, pkcs11.DomainParamsInvalid, pkcs11.TemplateInconsistent,
                pkcs11.GeneralError, pkcs11.FunctionFailed,
            ) as error:  # fmt: skip
                refused = error
                continue
            if private[Attribute.EXTRACTABLE]:  # a token that does as it likes
                raise HardwareError("pkcs11_key_readable", name=uri.shown)
            return
        assert refused is not None
        raise refused


def read_public(params: bytes, point: bytes) -> PublicKey | None:
    """The public key of ``CKA_EC_PARAMS`` and ``CKA_EC_POINT``; ``None`` where they are none that is known here.

    The point is a DER OCTET STRING by the letter (v3.1 §2.3.3, §2.3.5); tokens also give it bare, or as a BIT STRING.
    Each form has a length of its own, so there is nothing to guess.
    """
    key_type = _CURVES.get(params)
    if key_type is None:
        return None
    size = 32 if key_type is KeyType.ED25519 else 65
    for header in (b"", bytes((4, size)), bytes((3, size + 1, 0))):
        if len(point) == len(header) + size and point.startswith(header):
            raw = point[len(header) :]
            with suppress(Refused):
                return PublicKey(key_type, raw) if key_type is KeyType.ED25519 else from_point(key_type, raw)
    return None


def refused_pin(error: Exception, token: Token) -> Exception:
    """``error`` of a login as it is told: what the token says about the tries that are left, the person must know."""
    from pkcs11 import TokenFlag

    if _ERRORS.get(type(error).__name__) != "pkcs11_pin_wrong":
        return error
    flags = TokenFlag(0)
    with suppress(error_class()):
        flags = token.slot.get_token().flags
    if flags & TokenFlag.USER_PIN_LOCKED:
        return HardwareError("pkcs11_pin_locked", name=token.label)
    last = flags & TokenFlag.USER_PIN_FINAL_TRY
    return HardwareError("pkcs11_pin_wrong_last" if last else "pkcs11_pin_wrong", name=token.label)


@contextmanager
def told(name: str) -> Iterator[None]:
    """Errors of the module as ours, by a stable code; what has none is ``pkcs11_failed`` with the name of the error."""
    try:
        yield
    except error_class() as error:
        kind = type(error).__name__
        raise HardwareError(_ERRORS.get(kind, "pkcs11_failed"), name=name, detail=kind) from error


def error_class() -> type[Exception]:
    """What the library raises. Raises :class:`HardwareError` ``pkcs11_not_installed`` where it is not there."""
    try:
        from pkcs11 import PKCS11Error
    except ImportError:
        raise HardwareError("pkcs11_not_installed") from None
    return PKCS11Error


def _attribute(holder: Any, name: Any) -> Any:
    """An attribute of an object; ``None`` where the token does not have it or does not show it."""
    from pkcs11 import AttributeSensitive, AttributeTypeInvalid

    with suppress(AttributeTypeInvalid, AttributeSensitive):
        return holder[name]
    return None


def _attributes(token: Token) -> dict[str, str]:
    return {
        "token": token.label,
        "manufacturer": token.manufacturer_id,
        "model": token.model,
        "serial": token.serial.decode("utf-8", "replace"),
        "slot-id": str(token.slot.slot_id),
        "slot-description": token.slot.slot_description,
        "slot-manufacturer": token.slot.manufacturer_id,
    }
