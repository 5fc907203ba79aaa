"""Where the process ``dsp-vc`` begins and ends: what Ctrl-C, ``kill`` and a closed terminal do, from the first moment.

They are one thing: the work stops, what was half written is removed, and the exit code says *interrupted*. While
modules load an interrupt is only noted, since raised in the middle of an import it would come out as another error.
"""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from types import FrameType


def run() -> int:
    """Run ``dsp-vc`` with the words of the process; its exit code."""
    noted: list[int] = []
    heard = [number for number in _stopping() if signal.getsignal(number) is not signal.SIG_IGN]  # nohup, background
    for number in heard:
        signal.signal(number, lambda number, _frame: noted.append(number))
    from dsp_vc.cli.main import interrupted, main
    from dsp_vc.cli.terminal import open_streams

    open_streams()
    try:
        for number in heard:
            signal.signal(number, _stop)
        code = int(interrupted()) if noted else main()
    except KeyboardInterrupt:  # once more, while the first was being told
        code = int(interrupted())
    for number in heard:
        signal.signal(number, signal.SIG_IGN)  # all is done: there is nothing left to stop
    return code


def _stopping() -> list[signal.Signals]:
    return [signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if name in signal.Signals.__members__]


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
