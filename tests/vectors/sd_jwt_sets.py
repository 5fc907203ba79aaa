"""Reading the sets of SD-JWT examples: compact ones as they are, those in JSON serialisation put into compact form."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dsp_vc.keys.public import PublicKey
from vectors_dir import vectors_dir

#: The issuer's and the holder's public key in the settings of all three sets.
ISSUER = PublicKey.from_jwk({
    "kty": "EC",
    "crv": "P-256",
    "x": "b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ",
    "y": "Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8",
})  # fmt: skip
HOLDER = PublicKey.from_jwk({
    "kty": "EC",
    "crv": "P-256",
    "x": "TCAER19Zvu3OHF4j4W4vfSVoHIP1ILilDls7vCeGemc",
    "y": "ZxjiWWbZMQGHVWKVQ4hbSIirsVfuecCE6t4jT9F2HZQ",
})  # fmt: skip


@dataclass(frozen=True)
class Example:
    folder: Path

    def has(self, name: str) -> bool:
        return (self.folder / name).is_file()

    def json(self, name: str) -> Any:
        return json.loads((self.folder / name).read_text("utf-8"))

    def token(self, stem: str) -> str:
        """``sd_jwt_issuance`` or ``sd_jwt_presentation``, compact (RFC 9901 §4, §8.1)."""
        if self.has(f"{stem}.txt"):
            return (self.folder / f"{stem}.txt").read_text("utf-8").strip()
        document = self.json(f"{stem}.json")
        first = document["signatures"][0] if "signatures" in document else document
        header = first["header"]
        signed = f"{first['protected']}.{document['payload']}.{first['signature']}"
        return "".join(f"{part}~" for part in (signed, *header["disclosures"])) + header.get("kb_jwt", "")


def examples(name: str) -> list[Example]:
    """The examples of a set, in order; none where the vectors are not here."""
    root = vectors_dir()
    if root is None or not (root / name).is_dir():
        return []
    return [Example(folder) for folder in sorted((root / name).iterdir()) if folder.is_dir()]


def decoded(segment: str) -> Any:
    return json.loads(base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4)))
