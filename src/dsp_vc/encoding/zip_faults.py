"""What Python's ``zipfile`` raises where an archive is damaged, cut short, or packed in a way that it can't read.

Nothing that a fault of our own would raise is among them; a password, for which it raises ``RuntimeError``, is looked
for before anything is opened.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib

DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError)
#: The flag of an entry that is closed with a password (APPNOTE.TXT §4.4.4).
ENCRYPTED = 0x1
