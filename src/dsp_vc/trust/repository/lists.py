"""Lists of issuers as a user has them: roots that were compared, the bundle in use, and what of it counts at a moment.

A bundle is checked in full once. Later a verification opens its index, and asks only what may have changed since: the
clock, and what else was seen of the list. ``now`` comes from the caller; with ``fixed`` it is a moment that the user
chose, and nothing is remembered.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dsp_vc.encoding.strict_json import parse_object
from dsp_vc.errors import InputError, Refused, TrustError
from dsp_vc.files import locked, open_bounded, replacing
from dsp_vc.trust.bundle import Refusal, TrustBundle
from dsp_vc.trust.card import fingerprint
from dsp_vc.trust.repository.identity import bundle_id
from dsp_vc.trust.repository.index import Index, open_index
from dsp_vc.trust.repository.known import MAX_FILE, clock_behind, stale_params
from dsp_vc.trust.repository.state import ListFolder, ListState

if TYPE_CHECKING:
    from dsp_vc.trust.repository.metadata import Examination
    from dsp_vc.trust.repository.pinned import PinnedRoot, Stored

#: A large list takes seconds to check, and another process may be at it.
_PATIENCE = 120.0


class Lists:
    """The pinned lists of one user, under ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = ListFolder(folder)

    def pinned(self, root: PinnedRoot) -> bool:
        """Whether this root counts already: it was pinned, or a list that was pinned has come to it since.

        Raises :class:`TrustError` ``trust_state_damaged``, as everything here does.
        """
        return self._folder.holds(root.root_id) or any(
            state.known.root_id == root.root_id for state in self._folder.states()
        )

    def pin(self, root: PinnedRoot) -> None:
        """Believe ``root`` from now on; the caller has shown its fingerprint and was told that it is right.

        Raises :class:`TrustError` ``trust_state_damaged`` where what is remembered of it is damaged.
        """
        with locked(self._folder.lock, _PATIENCE):
            if not self._folder.holds(root.root_id):
                self._folder.new(root.name, root.data, root.root_id).save()

    def remove(self, name: str) -> str | None:
        """Forget the list with this name or fingerprint, and give its name; ``None`` where there is none.

        Raises :class:`TrustError` ``trust_name_ambiguous``.
        """
        with locked(self._folder.lock, _PATIENCE):
            found = [state for state in self._folder.states() if name in (state.name, _fingerprint(state))]
            if not found:
                return None
            if len(found) > 1:
                raise TrustError("trust_name_ambiguous", name=name)
            found[0].forget()
            return found[0].name

    def stored(self, now: datetime) -> list[Stored]:
        """Every pinned list, with what is in use of it at ``now``."""
        from dsp_vc.trust.repository.pinned import Stored

        found: list[Stored] = []
        for state in self._folder.states():
            index, refusal = self._in_use(state, now, fixed=False) if state.in_use else (None, None)
            found.append(Stored(state.name, _fingerprint(state), state.known, index, refusal))
        return found

    def use(self, path: Path, now: datetime) -> Examination:
        """Check the bundle, and if it counts make it the default of its list."""
        import shutil

        from dsp_vc.trust.repository.intake import take_in

        with open_bounded(path, MAX_FILE) as stream, locked(self._folder.lock, _PATIENCE):
            file = bundle_id(stream)
            found, state, _ = take_in(self._folder, stream, file, now, fixed=False)
            if state is not None and not found.code:
                state = replace(state, in_use=file)
                stream.seek(0)
                with replacing(state.bundle, private=True) as copy:
                    shutil.copyfileobj(stream, copy)
                state.save()
                state.tidy(file)
        return found

    def check(self, path: Path, now: datetime, *, fixed: bool = False) -> Examination:
        """Check the bundle in full; nothing is changed."""
        from dsp_vc.trust.repository.metadata import examine

        with open_bounded(path, MAX_FILE) as stream:
            known = [state.known for state in self._folder.states()]
            return examine(stream, known, now, fixed_clock=fixed)

    def open(self, path: Path, now: datetime, *, fixed: bool = False) -> TrustBundle:
        """What the bundle at ``path`` gives a verifier at ``now``: a refused one gives a refusal, and nothing of it.

        Raises :class:`InputError` where it can't be read, :class:`TrustError` ``trust_state_damaged``.
        """
        with open_bounded(path, MAX_FILE) as stream:
            states = list(self._folder.states())
            if not states:
                return TrustBundle(refusals=(Refusal("root_not_pinned"),))
            file = bundle_id(stream)
            for state in states:
                index = open_index(state.index(file), state.secret, file)
                if index is not None:
                    return _as_trust(index, self._judge(state, index, now, fixed=fixed))
            from dsp_vc.trust.repository.intake import take_in

            if fixed:
                found, _, index = take_in(self._folder, stream, file, now, fixed=True)
            else:
                with locked(self._folder.lock, _PATIENCE):
                    found, _, index = take_in(self._folder, stream, file, now, fixed=False)
        return _as_trust(index, _refusal(found, index))

    def default(self, now: datetime, *, fixed: bool = False) -> TrustBundle:
        """What the bundles in use give a verifier at ``now``, the newest first."""
        ready = [self._in_use(state, now, fixed=fixed) for state in self._folder.states() if state.in_use]
        ready.sort(key=lambda pair: pair[0].issued.timestamp() if pair[0] is not None else 0.0, reverse=True)
        trust = TrustBundle()
        for index, refusal in ready:
            trust = trust.merged(_as_trust(index, refusal))
        return trust

    def _in_use(self, state: ListState, now: datetime, *, fixed: bool) -> tuple[Index | None, Refusal | None]:
        index = open_index(state.index(state.in_use), state.secret, state.in_use)
        if index is None:
            # Damaged, or of an earlier version of this program: the copy of the bundle is checked again.
            try:
                return self._rebuilt(state, now, fixed=fixed)
            except InputError as error:
                raise TrustError("trust_bundle_lost", name=state.name, detail=str(error)) from error
        return index, self._judge(state, index, now, fixed=fixed)

    def _rebuilt(self, state: ListState, now: datetime, *, fixed: bool) -> tuple[Index | None, Refusal | None]:
        from dsp_vc.trust.repository.intake import take_in

        with open_bounded(state.bundle, MAX_FILE) as stream, locked(self._folder.lock, _PATIENCE):
            if bundle_id(stream) != state.in_use:
                raise TrustError("trust_bundle_lost", name=state.name, detail="another bundle")
            found, _, index = take_in(self._folder, stream, state.in_use, now, fixed=fixed)
        return index, _refusal(found, index)

    def _judge(self, state: ListState, index: Index, now: datetime, *, fixed: bool) -> Refusal | None:
        """What may have changed since the bundle was checked."""
        known, summary = state.known, index.summary
        if summary.version < known.timestamp or summary.root != known.root_id:
            name = "root" if summary.root != known.root_id else "timestamp"
            return Refusal("trust_rollback", {"name": name, "number": summary.version, "known": known.timestamp})
        if not fixed:
            seen = [other.known.issued for other in self._folder.states() if other.known.issued is not None]
            try:
                clock_behind(now, max([index.issued, *seen]))
            except Refused as error:
                return Refusal(error.code, error.params)
        if index.expires <= now:
            return Refusal("trust_stale", stale_params(index.operator, index.issued, index.expires, now), index)
        return None


def _as_trust(index: Index | None, refusal: Refusal | None) -> TrustBundle:
    if refusal is not None or index is None:
        return TrustBundle(refusals=() if refusal is None else (refusal,))
    return TrustBundle(documents=index.documents, lists=(index,))


def _refusal(found: Examination, index: Index | None) -> Refusal | None:
    if not found.code:
        return None
    return Refusal(found.code, found.params, index if found.code == "trust_stale" else None)


def _fingerprint(state: ListState) -> str:
    signed = parse_object(state.known.pinned).get("signed")
    return fingerprint(signed) if isinstance(signed, dict) else ""
