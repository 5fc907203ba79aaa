"""Which bundle a file is, told from its metadata without reading what it holds.

The metadata signs for every document by digest (TUF specification §5.5.2, §5.6.2, §5.7), so whose metadata is byte for
byte that of a bundle that was checked stands for the very contents that were checked. These lie in the index, and
nothing else is read from the file.
"""

from __future__ import annotations

import os
import struct
from hashlib import sha256
from typing import BinaryIO

_LOCAL = struct.Struct("<4s5H3I2H")
_PLAIN = (0, 0x0800)
_NEEDED = {b"metadata/1.root.json", b"metadata/timestamp.json", b"metadata/snapshot.json", b"metadata/targets.json"}
_PIECE = 1024 * 1024


def bundle_id(stream: BinaryIO) -> str:
    """SHA-256, hexadecimal, over the length of the file and the metadata at its beginning, as it stands there; over the
    whole file where the metadata stands elsewhere. The stream is left at its beginning."""
    size = stream.seek(0, os.SEEK_END)
    digest = sha256(struct.pack("<Q", size))
    stream.seek(0)
    found: set[bytes] = set()
    while True:
        header = stream.read(_LOCAL.size)
        if len(header) != _LOCAL.size:
            break
        fields = _LOCAL.unpack(header)
        name = stream.read(fields[9])
        if fields[0] != b"PK\x03\x04" or fields[2] not in _PLAIN or not name.startswith(b"metadata/"):
            break
        digest.update(header + name)
        left = fields[10] + fields[7]
        while left and (piece := stream.read(min(left, _PIECE))):
            digest.update(piece)
            left -= len(piece)
        found.add(name)
    if not found >= _NEEDED:
        digest = sha256()
        stream.seek(0)
        while piece := stream.read(_PIECE):
            digest.update(piece)
    stream.seek(0)
    return digest.hexdigest()
