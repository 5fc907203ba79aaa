"""Texts by language."""

from __future__ import annotations

from collections.abc import Mapping


def in_language(texts: Mapping[str, str], lang: str) -> str:
    """A text in ``lang``, else in English, else in any language; empty where there is none."""
    for wanted in (lang, "en"):
        if wanted in texts:
            return texts[wanted]
    return next(iter(texts.values()), "")
