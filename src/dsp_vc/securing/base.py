"""What is shared by all securing mechanisms: the parsed but unverified artefact, and its verified reading."""

from __future__ import annotations

from dataclasses import dataclass

from dsp_vc.encoding.strict_json import JsonObject


@dataclass(frozen=True, slots=True)
class Secured:
    """A secured artefact as it was parsed. **Nothing in it is verified.**

    ``raw`` are the bytes as received; ``verification_method`` is the method that the artefact names (a DID URL, or a
    ``kid``), to find a key with and for nothing else; ``unverified`` is the content, for display under that name.
    """

    raw: bytes
    media_type: str
    mechanism: str
    verification_method: str | None
    unverified: JsonObject
