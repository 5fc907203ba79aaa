"""How far long work is: percent and time left on one line of standard error, on a terminal only."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from dsp_vc import words

_EVERY = 0.2  # seconds between two lines
_SOON = 1.0  # seconds after which there is something to say


class Progress:
    """A context; call it with how much more is done of ``total``. The line is gone when the context ends."""

    def __init__(self, total: int, lang: str) -> None:
        self._total = total
        self._lang = lang
        self._done = 0
        self._begun = self._told = time.monotonic()
        self._width = 0
        self._shown = sys.stderr is not None and sys.stderr.isatty()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._width:
            self._write("")

    def __call__(self, more: int) -> None:
        self._done += more
        now = time.monotonic()
        if not self._shown or now - self._begun < _SOON or now - self._told < _EVERY:
            return
        self._told = now
        share = min(self._done / self._total, 1.0) if self._total else 1.0
        if share < 1.0:
            left = (now - self._begun) * (1 - share) / share if share else 0.0
            text = words.message("progress", self._lang, percent=int(share * 100), seconds=int(left) + 1)
        else:
            text = words.message("progress_end", self._lang)
        self._write(text)

    def _write(self, text: str) -> None:
        sys.stderr.write(f"\r{text:<{self._width}}" + ("" if text else "\r"))
        sys.stderr.flush()
        self._width = len(text)
