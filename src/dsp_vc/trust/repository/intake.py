"""Taking in a bundle: the full check, what it saw remembered, and an index for those who verify by it later."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO

from dsp_vc.files import replacing
from dsp_vc.trust.repository.index import Index, IndexDamaged, open_index
from dsp_vc.trust.repository.index_writer import IndexWriter, in_memory
from dsp_vc.trust.repository.metadata import Examination, Keep, examine
from dsp_vc.trust.repository.state import ListFolder, ListState


class _NothingToKeep(Exception):
    """The bundle does not count, and what was written of its index goes."""


def take_in(
    folder: ListFolder, stream: BinaryIO, file: str, now: datetime, *, fixed: bool
) -> tuple[Examination, ListState | None, Index | None]:
    """Check the bundle in ``stream`` with the id ``file``, with the lock of ``folder`` held unless ``fixed``; then
    nothing is remembered. Gives the state after it, and the index, of a list that ran out too."""
    states = list(folder.states())
    written: list[IndexWriter] = []
    try:
        with ExitStack() as stack:

            def keeper(place: int) -> Keep:
                path = states[place].index(file)
                to = in_memory() if fixed else stack.enter_context(replacing(path, private=True))
                written.append(IndexWriter(to, states[place].secret, file))
                return written[0].keep

            found = examine(stream, [state.known for state in states], now, fixed_clock=fixed, keeper=keeper)
            if found.release is None:
                raise _NothingToKeep
            written[0].finish(found.release)
    except _NothingToKeep:
        written = []
    if found.index is None or found.known is None:
        return found, None, None
    state = replace(states[found.index], known=found.known)
    if not fixed and found.known != states[found.index].known:
        state.save()
    if not written:
        return found, state, None
    if fixed:
        return found, state, Index(written[0].stream, state.secret, file)
    state.tidy(file)
    index = open_index(state.index(file), state.secret, file)
    if index is None:  # without it nothing of the list would count, and nobody would say so
        raise IndexDamaged("just written")
    return found, state, index
