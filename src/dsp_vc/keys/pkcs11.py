"""Keys in hardware: a signer whose private key stays on a PKCS #11 token, such as a card, a stick or an HSM.

A login holds for all sessions that a process has with a token (PKCS #11 v2.40 §5.6.7), so one thread at a time has
sessions open; they are opened for a piece of work and closed after it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import unquote, urlsplit

from dsp_vc.errors import HardwareError, InputError
from dsp_vc.files import locked, make_folder, read_first_line
from dsp_vc.keys.pkcs11_token import OpenToken, error_class, find_token, refused_pin, told
from dsp_vc.keys.pkcs11_uri import KeyUri
from dsp_vc.keys.public import KeyType, PublicKey

if TYPE_CHECKING:
    from cryptography.x509 import CertificateSigningRequest, CertificateSigningRequestBuilder
    from pkcs11.types import Session, Token

AskPin = Callable[[str], str]
MAX_PIN_FILE = 4096
_LOCK_SECONDS = 60.0  # others may be typing a PIN
_ONE_AT_A_TIME = RLock()


class Tokens:
    """The tokens that a piece of work needs: which module to load, and the PIN of each, asked for once.

    ``ask`` is given the label of a token and returns its PIN; ``pin_file`` is a file with the PIN on its first line,
    and outranks the ``pin-source`` of an address. ``module`` outranks the ``module-path`` of an address, which outranks
    ``default_module``. ``lock`` is a file that other processes hold while they log in: SoftHSM2 for one half
    writes then what another reads. Nothing of it is in a ``repr``; it can't be copied or pickled.
    """

    def __init__(
        self,
        ask: AskPin | None = None,
        *,
        pin_file: Path | str | None = None,
        module: Path | str | None = None,
        default_module: Path | str | None = None,
        lock: Path | None = None,
    ) -> None:
        self._ask, self._pin_file = ask, pin_file
        self._module, self._default_module = module, default_module
        self._lock = lock
        self._pins: dict[tuple[str, bytes], str] = {}
        self._open: dict[tuple[str, int], OpenToken] = {}
        self._places: dict[str, tuple[str, int]] = {}

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("access to tokens can't be copied or pickled: it holds PINs")

    def find(self, uri: KeyUri) -> Pkcs11Signer | None:
        """The key at ``uri``, which has shown that it signs; ``None`` where the token has no such key.

        Raises :class:`HardwareError` with a code of :mod:`dsp_vc.keys.pkcs11_token`, ``pkcs11_module_needed``,
        ``pkcs11_pin_*``; :class:`InputError` ``pkcs11_uri``.
        """
        with self.opened(uri) as token:
            found = token.find(uri)
        return None if found is None else Pkcs11Signer(*found, self)

    def generate(self, uri: KeyUri, key_type: KeyType) -> Pkcs11Signer:
        """A new key made on the token itself, sensitive and not extractable. Raises as :meth:`find`."""
        with self.opened(uri, write=True) as token:
            return Pkcs11Signer(*token.generate(uri, key_type), self)

    @contextmanager
    def opened(self, uri: KeyUri, *, write: bool = False) -> Iterator[OpenToken]:
        """The token at ``uri``, logged in to; inside another such block with that token, the same session."""
        with _ONE_AT_A_TIME:
            held = self._open.get(self._places.get(str(uri), ("", 0)))
            if held is not None and held.write >= write:
                yield held
                return
            module = self._module_of(uri)
            with self._alone():
                token = find_token(module, uri)
                place = (module, token.slot.slot_id)
                held = self._open.get(place)
                if held is None or held.write < write:
                    with told(token.label):
                        session, pin = self._log_in(module, token, uri, write)
                    self._open[place] = OpenToken(module, token, session, write, pin)
            self._places[str(uri)] = place
            current = self._open[place]
            try:
                yield current
            finally:
                if current is not held:
                    del self._open[place]
                    if held is not None:
                        self._open[place] = held
                    with suppress(error_class()):  # a token that was pulled out has closed it already
                        current.session.close()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if self._lock is None:
            yield
            return
        make_folder(self._lock.parent)
        with locked(self._lock, _LOCK_SECONDS):
            yield

    def _module_of(self, uri: KeyUri) -> str:
        chosen = self._module or uri.module_path or self._default_module
        if not chosen:
            raise HardwareError("pkcs11_module_needed")
        if not Path(chosen).is_file():
            raise HardwareError("pkcs11_module_missing", path=chosen)
        return str(Path(chosen).absolute())

    def _log_in(self, module: str, token: Token, uri: KeyUri, write: bool) -> tuple[Session, str | None]:
        from pkcs11 import PROTECTED_AUTH, TokenFlag, UserAlreadyLoggedIn

        if not token.flags & TokenFlag.LOGIN_REQUIRED:
            return token.open(rw=write), None
        if token.flags & TokenFlag.USER_PIN_LOCKED:
            raise HardwareError("pkcs11_pin_locked", name=token.label)
        key = (module, token.serial)
        pin = None
        if not token.flags & TokenFlag.PROTECTED_AUTHENTICATION_PATH:  # else it is typed at the device itself
            pin = self._pins.get(key) or self._pin(token.label, uri)
        try:
            session = token.open(rw=write, user_pin=PROTECTED_AUTH if pin is None else pin)
        except UserAlreadyLoggedIn:  # by another piece of this process's work, around this one
            return token.open(rw=write), pin
        except error_class() as error:
            self._pins.pop(key, None)  # never tried again by itself: tokens count
            raise refused_pin(error, token) from error
        if pin is not None:
            self._pins[key] = pin
        return session, pin

    def _pin(self, label: str, uri: KeyUri) -> str:
        file = self._pin_file or (_local_file(uri.pin_source) if uri.pin_source is not None else None)
        if file is not None:
            pin = read_first_line(file, MAX_PIN_FILE)
        elif self._ask is not None:
            pin = self._ask(label)
        else:
            raise HardwareError("pkcs11_pin_needed", name=label)
        if not pin:
            raise HardwareError("pkcs11_pin_empty", name=label)
        return pin


@dataclass(frozen=True, slots=True)
class Pkcs11Signer:
    """A key on a token. Nothing is asked of the token until something is to be signed."""

    uri: KeyUri
    public_key: PublicKey
    tokens: Tokens = field(repr=False, compare=False)
    verification_method: str = ""

    @property
    def algorithm(self) -> str:
        """``EdDSA`` or ``ES256``."""
        return self.public_key.algorithm

    def with_method(self, verification_method: str) -> Pkcs11Signer:
        """The same key under the id that others find it by."""
        return replace(self, verification_method=verification_method)

    def sign(self, data: bytes) -> bytes:
        """The signature over ``data``: 64 bytes, for P-256 r and s (RFC 7518 §3.4).

        Raises :class:`HardwareError`; nothing is returned that the public key does not verify.
        """
        with self.tokens.opened(self.uri) as token:
            return token.sign(self.uri, self.public_key, data)

    def sign_request(self, builder: CertificateSigningRequestBuilder) -> CertificateSigningRequest:
        """A request for a certificate of this key (RFC 2986 §3): what ``builder`` says, signed by it."""
        from dsp_vc.keys.pkcs11_request import sign_request

        return sign_request(builder, self)


def in_one_session(signers: Iterable[object]) -> ExitStack:
    """Open the tokens of those of ``signers`` that are on one, until the stack is closed: for many signatures."""
    with ExitStack() as stack:
        for signer in signers:
            if isinstance(signer, Pkcs11Signer):
                stack.enter_context(signer.tokens.opened(signer.uri))
        return stack.pop_all()


def _local_file(source: str) -> Path:
    """The file that ``pin-source`` names: a whole path, or a ``file:`` URI (RFC 8089). No program is run for it."""
    path, local = Path(source), True
    if source.startswith("file:"):
        parts = urlsplit(source)
        text = unquote(parts.path)
        path = Path(text.removeprefix("/") if os.name == "nt" else text)  # file:///C:/pin.txt (RFC 8089 appendix E.2)
        local = parts.netloc in ("", "localhost") and not parts.query and not parts.fragment
    if not local or not path.is_absolute():
        raise InputError("pkcs11_uri", reason="pin-source is not the whole path of a file on this machine")
    return path
