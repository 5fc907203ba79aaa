"""How far long work is, on one line of standard error: percent or number, pace, and time left.

On a terminal the line is written over and goes when the work ends. Elsewhere nothing is said, but for work that counts
what people wait for: then a line now and again, so that a log of the night shows that it went on.
"""

from __future__ import annotations

import sys
import time
from types import TracebackType

from dsp_vc import words
from dsp_vc.words import Phrase

_EVERY = 0.2  # seconds between two lines
_SOON = 1.0  # seconds after which there is something to say
_RARELY = 60.0  # seconds between two lines that stay


class Progress:
    """A context; call it with how much more is done of ``total``. The line is gone when the context ends.

    ``counting`` is the code of a sentence with ``done``, ``total``, ``pace`` and ``left``, for work that people count;
    without it the line says how many percent.
    """

    def __init__(self, total: int, lang: str, counting: str | None = None) -> None:
        self._total = total
        self._lang = lang
        self._counting = counting
        self._done = 0
        self._begun = self._told = time.monotonic()
        self._width = 0
        self._terminal = sys.stderr is not None and sys.stderr.isatty()
        self._shown = sys.stderr is not None and (self._terminal or counting is not None)

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
        if not self._shown or now - self._told < (_EVERY if self._terminal else _RARELY) or now - self._begun < _SOON:
            return
        self._told = now
        self._write(self._line(now - self._begun))

    def _line(self, passed: float) -> str:
        share = min(self._done / self._total, 1.0) if self._total else 1.0
        if share == 1.0:
            return words.message("progress_end", self._lang)
        left = _time_left(passed * (1 - share) / share if share else 0.0)
        if self._counting is None:
            return words.message("progress", self._lang, percent=int(share * 100), left=left)
        pace = _pace(self._done / passed)
        return words.message(self._counting, self._lang, done=self._done, total=self._total, pace=pace, left=left)

    def _write(self, text: str) -> None:
        if self._terminal:
            sys.stderr.write(f"\r{text:<{self._width}}" + ("" if text else "\r"))
            self._width = len(text)
        else:
            sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def _time_left(seconds: float) -> Phrase:
    """In the unit that people would use."""
    if seconds < 90:
        return Phrase("progress_seconds", {"number": int(seconds) + 1})
    return Phrase("progress_minutes", {"number": round(seconds / 60)})


def _pace(per_second: float) -> Phrase:
    if per_second >= 1:
        return Phrase("progress_per_second", {"number": round(per_second)})
    return Phrase("progress_per_minute", {"number": round(per_second * 60)})
