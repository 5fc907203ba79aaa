"""Reading what the user hands over: whatever holds credentials, and whatever serves as evidence."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dsp_vc.errors import InputError, naming
from dsp_vc.files import read_bounded
from dsp_vc.trust.documents import Documents

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^=]")
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_CODE_PREFIX = b"DSP1:"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_DRAWING = re.compile(rb"\s*(<\?xml[^>]*>\s*)?<svg[\s>]")
_MAX_FILES = 10_000
MAX_STDIN = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Message:
    """One secured message: ``source`` says where it came from (a file, with a number where it held several)."""

    source: str
    raw: bytes


def read_messages(name: str) -> list[Message]:
    """The messages in a file or in standard input (``-``): a credential, a presentation, a token, a delivery or backup
    with many, or an image or PDF with codes. Raises :class:`InputError`."""
    with naming(name):
        data = read_input(name, MAX_STDIN)
        if not data.strip():
            raise InputError("file_empty", path=name)
        raws = list(_messages(data, name))
    source = source_of(name)
    if len(raws) == 1:
        return [Message(source, raws[0])]
    return [Message(f"{source} ({number})", raw) for number, raw in enumerate(raws, 1)]


def read_input(name: str, limit: int) -> bytes:
    """The bytes of the file ``name``, or of standard input for ``-``, at most ``limit``. Raises :class:`InputError`."""
    if name != "-":
        return read_bounded(Path(name), limit)
    data = sys.stdin.buffer.read(limit + 1)
    if len(data) > limit:
        raise InputError("file_too_large", path=name, limit=limit)
    return data


def source_of(name: str) -> str:
    """The name of a file as text that can be written in a report: POSIX allows names that are no UTF-8."""
    return os.fsencode(name).decode("utf-8", "replace")


def _messages(data: bytes, name: str) -> Iterator[bytes]:
    if _DRAWING.match(data):
        raise InputError("image_is_drawing", path=name)
    if data.startswith(_IMAGES):
        from dsp_vc.transport.images import read_codes

        codes = read_codes(data)
        if not codes:
            raise InputError("image_without_code", path=name)
        yield from (_from_text(code.encode(), name) for code in codes)
    elif data.lstrip().startswith(b"["):
        from dsp_vc.model.universal_wallet import read_delivery

        found = read_delivery(data)
        if not found:
            raise InputError("file_without_credential", path=name)
        yield from found
    else:
        yield _from_text(data, name)


def _from_text(data: bytes, name: str) -> bytes:
    text = data.removeprefix(_BYTE_ORDER_MARK).strip()
    if text[: len(_CODE_PREFIX)].upper() == _CODE_PREFIX:
        from dsp_vc.transport.code import from_code

        try:
            # A mail or an editor may have folded the long line; no line break is part of a code.
            return from_code(text.replace(b"\r", b"").replace(b"\n", b"").decode("ascii"))
        except UnicodeDecodeError:
            raise InputError("not_recognised") from None
    # A compact token has no white space; a file of one commonly ends in a line feed that an editor or shell added.
    return data if text[:1] == b"{" else text


def read_evidence(specifications: list[str]) -> tuple[Documents, list[str]]:
    """Evidence from ``[URL=]PATH`` each, a file or a folder; with the names in folders that were not recognised.

    Raises :class:`InputError` for a named file that is no evidence, :class:`dsp_vc.errors.TrustError` for a conflict.
    """
    documents, skipped = Documents(), []
    for specification in specifications:
        url, path = _split(specification)
        if not path.is_dir():
            documents = documents.merged(Documents.from_bytes(read_bounded(path), url=url, name=str(path)))
            continue
        for entry in _files(path):
            try:
                found = Documents.from_bytes(read_bounded(entry), name=str(entry))
            except InputError:
                skipped.append(str(entry))
            else:
                documents = documents.merged(found)
    return documents, skipped


def _files(folder: Path) -> Iterator[Path]:
    """The files in ``folder`` and below, in order: an issuer's website is a tree. Hidden ones and links are left out,
    but for ``.well-known``.

    Raises :class:`InputError` ``file_too_many``.
    """
    todo, seen = [folder], 0
    while todo:
        entries = sorted(todo.pop().iterdir())
        seen += len(entries)
        if seen > _MAX_FILES:
            raise InputError("file_too_many", path=folder, limit=_MAX_FILES)
        for entry in entries:
            if entry.is_symlink() or (entry.name.startswith(".") and entry.name != ".well-known"):
                continue
            if entry.is_dir():
                todo.append(entry)
            elif entry.is_file():
                yield entry


def _split(specification: str) -> tuple[str | None, Path]:
    if _URL.match(specification) and not Path(specification).exists():
        for match in re.finditer("=", specification):
            path = Path(specification[match.end() :])
            if path.exists():
                return specification[: match.start()], path
        url, _, rest = specification.rpartition("=")
        if url:
            return url, Path(rest)
    return None, Path(specification)
