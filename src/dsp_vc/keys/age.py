"""age v1 files, with bounds (https://age-encryption.org/v1); the header is read here first. pyrage does the work for
age keys, :mod:`dsp_vc.keys.age_passphrase` for passphrases.

The header is not authenticated before the key is derived, so it could ask for any amount of memory: what it asks for
is read and bounded before anything is computed.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from dsp_vc.errors import InputError, Refused
from dsp_vc.files import read_bounded
from dsp_vc.keys.age_passphrase import Source, open_file, open_stream, seal_file, seal_stream

MAX_WORK_FACTOR = 20  # log2 of scrypt's N: 2^20 takes 1 GiB
MAX_HEADER = 64 * 1024
MAX_STANZAS = 256

_VERSION = b"age-encryption.org/v1\n"
_ARMOR_BEGIN, _ARMOR_END = b"-----BEGIN AGE ENCRYPTED FILE-----", b"-----END AGE ENCRYPTED FILE-----"
_BODY_LINE = re.compile(rb"[A-Za-z0-9+/]{0,64}")
_ARGUMENTS = re.compile(rb"-> [\x21-\x7e]+(?: [\x21-\x7e]+)*")
_MAC = re.compile(rb"--- [A-Za-z0-9+/]{43}")
_FACTOR = re.compile(rb"[1-9][0-9]{0,3}")


@dataclass(frozen=True, slots=True)
class Header:
    """What an age header says: the kinds of its recipients, and scrypt's work factor if it is for a passphrase."""

    recipients: tuple[str, ...]
    work_factor: int | None
    size: int

    @property
    def by_passphrase(self) -> bool:
        """Whether a passphrase opens it."""
        return self.work_factor is not None


def read_header(data: bytes) -> Header:
    """The header of a binary or armoured age file.

    Raises :class:`~dsp_vc.errors.InputError` ``age_not_age``, ``age_version``, and
    :class:`~dsp_vc.errors.Refused` ``age_damaged``, ``age_work_factor``.
    """
    return _header(_binary(data))


def encrypt_with_passphrase(data: bytes, passphrase: str) -> bytes:
    """``data`` as an age file that ``passphrase`` opens. Costs about a second and a quarter of a GiB.

    Raises :class:`~dsp_vc.errors.InputError` ``passphrase_empty``, ``passphrase_unreadable``.
    """
    _check_passphrase(passphrase)
    return seal_file(data, passphrase)


def encrypt_to(data: bytes, recipients: Sequence[str]) -> bytes:
    """``data`` as an age file for X25519 ``recipients`` (``age1…``). It does not say who wrote it.

    Raises :class:`~dsp_vc.errors.InputError` ``age_recipient_invalid``; a public key, so it is named.
    """
    import pyrage

    encrypted: bytes = pyrage.encrypt(data, _recipients(recipients))
    return encrypted


def encrypt_stream(
    source: Source, target: BinaryIO, *, passphrase: str | None = None, recipients: Sequence[str] = ()
) -> None:
    """What ``source`` holds as an age file in ``target``, for ``recipients`` or else by ``passphrase``.

    Raises as :func:`encrypt_to` and :func:`encrypt_with_passphrase`, ``passphrase_needed``; ``OSError`` of the two.
    """
    if not recipients:
        if passphrase is None:
            raise InputError("passphrase_needed")
        _check_passphrase(passphrase)
        seal_stream(source, target, passphrase)
        return
    import pyrage

    whole = _Whole(target)
    parsed = _recipients(recipients)
    try:
        pyrage.encrypt_io(source, whole, parsed)
    except pyrage.EncryptError as error:
        whole.check()
        raise OSError(str(error)) from None  # reading failed
    whole.check()


def decrypt(data: bytes, *, passphrase: str | None = None, identities: Sequence[str] = ()) -> bytes:
    """What an age file holds, opened by its passphrase or by one of the X25519 ``identities`` (``AGE-SECRET-KEY-1…``).

    Raises the codes of :func:`read_header`, and :class:`~dsp_vc.errors.InputError`: ``passphrase_needed``,
    ``passphrase_wrong``, ``passphrase_empty``, ``age_identity_needed``, ``age_identity_invalid``,
    ``age_identity_wrong``, ``age_damaged`` (cut short or changed).
    """
    binary = _binary(data)
    header = _header(binary)
    if header.by_passphrase:
        if passphrase is None:
            raise InputError("passphrase_needed")
        return _decrypt_by_passphrase(binary, passphrase)
    if not identities:
        raise InputError("age_identity_needed")
    return _decrypt_by_identity(binary, identities)


def decrypt_stream(
    source: Source, target: BinaryIO, *, passphrase: str | None = None, identities: Sequence[str] = ()
) -> None:
    """What the age file in ``source`` holds, into ``target``: it counts only when this returns, since that the end is
    missing is known at the end. Raises as :func:`decrypt`, and ``OSError`` of the two."""
    data = source.read(MAX_HEADER)
    if data.lstrip(b" \t\r\n").startswith(_ARMOR_BEGIN):
        target.write(decrypt(data + source.read(), passphrase=passphrase, identities=identities))
        return
    header = _header(data)
    if header.by_passphrase:
        if passphrase is None:
            raise InputError("passphrase_needed")
        _check_passphrase(passphrase)
        open_stream(data[: header.size], _Joined(data[header.size :], source), target, passphrase)
        return
    if not identities:
        raise InputError("age_identity_needed")
    import pyrage

    parsed, whole = [_identity(identity) for identity in identities], _Whole(target)
    try:
        pyrage.decrypt_io(_Joined(data, source), whole, parsed)
    except (pyrage.DecryptError, OSError) as error:
        whole.check()  # of the disk, and not of the file
        raise _not_opened(error) from None
    whole.check()


def by_passphrase(source: BinaryIO) -> bool:
    """Whether a passphrase opens the age file in ``source``, which is left where it was. Raises as
    :func:`read_header`."""
    place = source.tell()
    try:
        data = source.read(MAX_HEADER)
        armoured = data.lstrip(b" \t\r\n").startswith(_ARMOR_BEGIN)
        return _header(_binary(data + source.read()) if armoured else data).by_passphrase
    finally:
        source.seek(place)


def read_identities(path: Path) -> Sequence[str]:
    """age identities from a file, one a line, comments left out."""
    lines = read_bounded(path, 1024 * 1024).decode("utf-8", "replace").splitlines()
    found = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not found:
        raise InputError("file_empty", path=path)
    return found


def generate_identity() -> tuple[str, str]:
    """A new X25519 identity: the secret half (``AGE-SECRET-KEY-1…``) and the recipient (``age1…``)."""
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recipient_of(identity: str) -> str:
    """The recipient (``age1…``) of a secret identity. Raises ``age_identity_invalid``; never says the identity."""
    return str(_identity(identity).to_public())


def _decrypt_by_passphrase(binary: bytes, passphrase: str) -> bytes:
    _check_passphrase(passphrase)
    return open_file(binary, _header(binary).size, passphrase)


def _decrypt_by_identity(binary: bytes, identities: Sequence[str]) -> bytes:
    import pyrage

    try:
        data: bytes = pyrage.decrypt(binary, [_identity(identity) for identity in identities])
    except pyrage.DecryptError as error:
        raise _not_opened(error) from None
    return data


def _not_opened(error: Exception) -> InputError:
    words = str(error)
    return (
        InputError("age_identity_wrong") if words == "No matching keys found" else Refused("age_damaged", detail=words)
    )


def _recipients(recipients: Sequence[str]) -> list[Any]:
    import pyrage

    if not recipients:
        raise InputError("age_recipient_invalid", name="")
    parsed = []
    for recipient in recipients:
        try:
            parsed.append(pyrage.x25519.Recipient.from_str(recipient))
        except (pyrage.RecipientError, UnicodeEncodeError):
            raise InputError("age_recipient_invalid", name=recipient) from None
    return parsed


class _Joined:
    """What was read already, then the rest."""

    def __init__(self, begun: bytes, rest: Source) -> None:
        self._begun, self._rest = begun, rest

    def read(self, size: int = -1, /) -> bytes:
        if not self._begun:
            return self._rest.read(size)
        piece, self._begun = (self._begun[:size], self._begun[size:]) if size >= 0 else (self._begun, b"")
        return piece if size >= 0 else piece + self._rest.read()


class _Whole:
    """A target that remembers what went wrong: of its last write pyrage says nothing."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._error: OSError | None = None

    def write(self, data: bytes) -> int:
        try:
            return self._target.write(data)
        except OSError as error:
            self._error = error
            raise

    def flush(self) -> None:
        self._target.flush()

    def check(self) -> None:
        if self._error is not None:
            raise self._error


def _identity(text: str) -> Any:  # pyrage has no types
    import pyrage

    try:
        return pyrage.x25519.Identity.from_str(text.strip())
    except (pyrage.IdentityError, UnicodeEncodeError):
        raise InputError("age_identity_invalid") from None


def _check_passphrase(passphrase: str) -> None:
    if not passphrase:
        raise InputError("passphrase_empty")
    try:
        passphrase.encode("utf-8")
    except UnicodeEncodeError:
        raise InputError("passphrase_unreadable") from None


def _binary(data: bytes) -> bytes:
    """The binary file; out of its ASCII armour (PEM by RFC 7468 §3, strict) where it has one."""
    if not data.lstrip(b" \t\r\n").startswith(_ARMOR_BEGIN):
        return data
    lines = data.strip(b" \t\r\n").replace(b"\r\n", b"\n").split(b"\n")
    if lines[0] != _ARMOR_BEGIN or lines[-1] != _ARMOR_END:
        raise Refused("age_damaged", detail="the armour is cut short")
    body = lines[1:-1]
    if not body or any(len(line) != 64 for line in body[:-1]) or not 0 < len(body[-1]) <= 64:
        raise Refused("age_damaged", detail="the lines of the armour")
    try:
        text = b"".join(body)
        binary = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise Refused("age_damaged", detail="the armour is not base64") from None
    if base64.b64encode(binary) != text:
        raise Refused("age_damaged", detail="the armour is not canonical base64")
    return binary


def _header(binary: bytes) -> Header:
    if not binary.startswith(_VERSION):
        if binary.startswith(b"age-encryption.org/"):
            raise InputError("age_version")
        raise InputError("age_not_age")
    end = binary.find(b"\n--- ", 0, MAX_HEADER)
    close = binary.find(b"\n", end + 1, end + 64) if end >= 0 else -1
    if close < 0 or not _MAC.fullmatch(binary[end + 1 : close]):
        raise Refused("age_damaged", detail="the header has no end")
    stanzas = _stanzas(binary[len(_VERSION) : end].split(b"\n"))
    kinds = tuple(arguments[0].decode("ascii") for arguments in stanzas)
    factor = None
    if "scrypt" in kinds:
        if len(kinds) != 1:
            raise Refused("age_damaged", detail="a passphrase beside other recipients")
        factor = _work_factor(stanzas[0])
    return Header(kinds, factor, close + 1)


def _stanzas(lines: list[bytes]) -> list[list[bytes]]:
    stanzas: list[list[bytes]] = []
    in_body = False
    for line in lines:
        if in_body:
            if not _BODY_LINE.fullmatch(line):
                raise Refused("age_damaged", detail="the body of a recipient")
            in_body = len(line) == 64
        elif _ARGUMENTS.fullmatch(line):
            stanzas.append(line.split(b" ")[1:])
            in_body = True
        else:
            raise Refused("age_damaged", detail="the header has a line that does not belong")
    if in_body or not stanzas or len(stanzas) > MAX_STANZAS:
        raise Refused("age_damaged", detail="the recipients in the header")
    return stanzas


def _work_factor(arguments: list[bytes]) -> int:
    """``scrypt SALT FACTOR``: a salt of 16 bytes and log2 of N, in decimal without leading zeros."""
    if len(arguments) != 3 or not re.fullmatch(rb"[A-Za-z0-9+/]{22}", arguments[1]):
        raise Refused("age_damaged", detail="the scrypt recipient")
    if not _FACTOR.fullmatch(arguments[2]):
        raise Refused("age_damaged", detail="the scrypt work factor")
    factor = int(arguments[2])
    if factor > MAX_WORK_FACTOR:
        raise Refused("age_work_factor", limit=MAX_WORK_FACTOR, asked=factor)
    return factor
