"""The inside of an issuer's backup: a tar of the files of its folder, before them a file that says what they are.

``age -d`` and ``tar`` open one without us. Read here, only the names of an issuer's folder are taken, only as plain
files, each once, of the size and SHA-256 that the first file gives: what else a tar can hold has no way in.
"""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import BinaryIO

from dsp_vc.encoding.strict_json import JsonObject, JsonValue, dumps, parse_object
from dsp_vc.encoding.timestamps import format_datetime, parse_datetime
from dsp_vc.errors import InputError, Refused
from dsp_vc.files import replacing
from dsp_vc.issuing.folder import FILES, REGISTER

TYPE, VERSION = "dsp-vc issuer backup", 1
MANIFEST = "backup.json"
_MAX_MANIFEST, _MAX_FILE = 64 * 1024, 4 * 1024 * 1024
_PIECE = 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Part:
    """One file: how long it is, and its SHA-256 in hexadecimal."""

    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself: when it was made, whose it is (a DID), and its files by name."""

    made: datetime
    issuer: str
    parts: Mapping[str, Part]

    def to_json(self) -> JsonObject:
        """As its first file."""
        files: JsonObject = {
            name: {"size": part.size, "sha256": part.digest} for name, part in sorted(self.parts.items())
        }
        made = format_datetime(self.made)
        return {"type": TYPE, "version": VERSION, "made": made, "issuer": self.issuer, "files": files}


def write(target: BinaryIO, files: Mapping[str, bytes | Path], *, issuer: str, made: datetime) -> Manifest:
    """Put ``files`` (contents, or where they are) into ``target``. Raises ``OSError`` of the disk."""
    manifest = Manifest(made, issuer, {name: _measure(content) for name, content in files.items()})
    with tarfile.open(fileobj=target, mode="w", format=tarfile.PAX_FORMAT) as tar:
        first = (dumps(manifest.to_json(), indent=1) + "\n").encode()
        tar.addfile(_entry(MANIFEST, len(first), made), io.BytesIO(first))
        for name in sorted(files):
            content = files[name]
            with io.BytesIO(content) if isinstance(content, bytes) else content.open("rb") as stream:
                tar.addfile(_entry(name, manifest.parts[name].size, made), stream)
    return manifest


def read(source: BinaryIO, folder: Path) -> Manifest:
    """Put the files of the backup in ``source`` into ``folder``, which nobody else writes to.

    Raises :class:`InputError` ``backup_not_recognised`` (something else that age opened), ``backup_newer``,
    :class:`Refused` ``backup_damaged``, :class:`dsp_vc.files.FileError`.
    """
    try:
        tar = tarfile.open(fileobj=source, mode="r:", errorlevel=2)  # noqa: SIM115 - closed below
    except tarfile.TarError:
        raise InputError("backup_not_recognised") from None
    try:
        with tar:
            manifest = _read_manifest(tar)
            for name in sorted(manifest.parts):
                entry = tar.next()
                if entry is None or entry.name != name:
                    raise Refused("backup_damaged", detail=f"{name} is missing")
                _take(tar, entry, folder / name, manifest.parts[name])
            if (entry := tar.next()) is not None:
                raise Refused("backup_damaged", detail="a file that does not belong")
    except (tarfile.TarError, EOFError, OverflowError, UnicodeError, ValueError) as error:
        raise Refused("backup_damaged", detail=str(error)) from None
    return manifest


def _entry(name: str, size: int, made: datetime) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = size, 0o600, int(made.timestamp())
    return entry


def _measure(content: bytes | Path) -> Part:
    if isinstance(content, bytes):
        return Part(len(content), sha256(content).hexdigest())
    with content.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
        return Part(stream.tell(), digest)


def _read_manifest(tar: tarfile.TarFile) -> Manifest:
    entry = tar.next()
    if entry is None or entry.name != MANIFEST or not _plain(entry) or entry.size > _MAX_MANIFEST:
        raise InputError("backup_not_recognised")
    stream = tar.extractfile(entry)
    assert stream is not None  # a plain file
    try:
        value = parse_object(stream.read())
    except InputError as error:
        raise Refused("backup_damaged", detail=str(error)) from error
    if value.get("type") != TYPE:
        raise InputError("backup_not_recognised")
    version = value.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise Refused("backup_damaged", detail="version")
    if version > VERSION:
        raise InputError("backup_newer", version=version)
    issuer, made, files = value.get("issuer"), value.get("made"), value.get("files")
    if not isinstance(issuer, str) or not isinstance(made, str) or not isinstance(files, dict):
        raise Refused("backup_damaged", detail="issuer, made, files")
    try:
        moment = parse_datetime(made)
    except Refused as error:
        raise Refused("backup_damaged", detail="made") from error
    return Manifest(moment, issuer, {name: _part(name, part) for name, part in files.items()})


def _part(name: str, value: JsonValue) -> Part:
    size, digest = (value.get("size"), value.get("sha256")) if isinstance(value, dict) else (None, None)
    if name not in FILES:
        raise Refused("backup_damaged", detail="a file that does not belong")
    if isinstance(size, bool) or not isinstance(size, int) or size < 0 or (size > _MAX_FILE and name != REGISTER):
        raise Refused("backup_damaged", detail=f"the size of {name}")
    if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
        raise Refused("backup_damaged", detail=f"the digest of {name}")
    return Part(size, digest)


def _plain(entry: tarfile.TarInfo) -> bool:
    return entry.type in (tarfile.REGTYPE, tarfile.AREGTYPE) and not entry.issparse()


def _take(tar: tarfile.TarFile, entry: tarfile.TarInfo, path: Path, part: Part) -> None:
    if not _plain(entry) or entry.size != part.size:
        raise Refused("backup_damaged", detail=f"{path.name} is not as it was")
    stream, digest = tar.extractfile(entry), sha256()
    assert stream is not None  # a plain file
    with replacing(path, private=True, overwrite=False) as file:
        while piece := stream.read(_PIECE):
            digest.update(piece)
            file.write(piece)
        if file.tell() != part.size or digest.hexdigest() != part.digest:
            raise Refused("backup_damaged", detail=f"{path.name} is not as it was")
