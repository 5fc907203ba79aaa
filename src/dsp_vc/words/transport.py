"""Words of transport."""

from __future__ import annotations

WORDS: dict[str, dict[str, tuple[str, str]]] = {}
