"""The check of a bundle: (zip, what was known before, clock) -> what it says and what is known after. Pure, in order.

The order is that of the TUF specification's client workflow (§5.3 to §5.7), with the issuer list and the clock after
it. A metadata file that ran out does not end the check but the use of the bundle: the rest is checked all the same, so
that it can be told what the list last knew. Whatever else is wrong ends the check there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, BinaryIO

from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, Targets, Timestamp

from dsp_vc.errors import InputError, Refused, TrustError
from dsp_vc.trust.issuer_list import MAX_BYTES, IssuerList
from dsp_vc.trust.issuer_list import read as read_list
from dsp_vc.trust.repository import roles
from dsp_vc.trust.repository.archive import Archive
from dsp_vc.trust.repository.known import Known, clock_behind, stale_params

LIST, LIST_PATH = "issuer-list", "issuers.json"
MAX_ROOTS = 1024
MAX_TIMESTAMP = 64 * 1024
#: Metadata whose size is not signed for.
MAX_UNSIZED = 1024 * 1024
MAX_TARGETS_FILE = 64 * 1024 * 1024


class Step(StrEnum):
    """What is checked, in this order."""

    ARCHIVE = "archive"
    ROOT = "root"
    TIMESTAMP = "timestamp"
    SNAPSHOT = "snapshot"
    TARGETS = "targets"
    CONTENTS = "contents"
    LIST = "list"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class StepResult:
    """How a step ended: ``ok``, ``expired`` or ``refused`` with a ``code``, or ``not_reached``."""

    step: Step
    outcome: str
    code: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Target:
    """A document in the bundle: what it is, and what it stands for; both empty where that is not known here."""

    path: str
    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class Release:
    """A bundle that is what its keeper signed. ``expires`` is the first moment at which a part of it runs out."""

    name: str
    version: int
    root: str
    root_version: int
    issued: datetime
    expires: datetime
    issuers: IssuerList


@dataclass(frozen=True, slots=True)
class Examination:
    """What the check came to. ``code`` is empty where the bundle counts; ``release`` is there also where it is right
    but ran out (``trust_stale``). ``index`` says to which of those known it belongs, ``known`` what is known now."""

    steps: tuple[StepResult, ...]
    code: str
    params: dict[str, object]
    release: Release | None = None
    index: int | None = None
    known: Known | None = None


Keep = Callable[[Target, bytes], None]
#: Told to which of those known the bundle belongs; gives what is handed the documents.
Keeper = Callable[[int], Keep]


def examine(
    stream: BinaryIO, known: Sequence[Known], now: datetime, *, fixed_clock: bool = False, keeper: Keeper | None = None
) -> Examination:
    """Check the bundle in ``stream`` at ``now`` against one of the roots in ``known``.

    ``fixed_clock`` says that ``now`` is no clock's reading but a moment that the user chose: it may lie before what was
    seen. What ``keeper`` gives is handed each document once its digest is right; none counts unless the result does.
    """
    work = _Work(known, now, fixed_clock, keeper or _keep_nothing)
    steps: dict[Step, StepResult] = {}
    failure: StepResult | None = None
    order: tuple[tuple[Step, Callable[[], dict[str, object]]], ...] = (
        (Step.ARCHIVE, lambda: work.archive(stream)),
        (Step.ROOT, work.roots),
        (Step.TIMESTAMP, work.timestamp),
        (Step.SNAPSHOT, work.snapshot),
        (Step.TARGETS, work.targets),
        (Step.CONTENTS, work.contents),
        (Step.LIST, work.issuer_list),
        (Step.CLOCK, work.clock),
    )
    for step, do in order:
        if failure is not None:
            steps[step] = StepResult(step, "not_reached", "not_reached")
            continue
        try:
            params = do()
        except (InputError, TrustError) as error:
            failure = steps[step] = StepResult(step, "refused", error.code, dict(error.params))
        else:
            expired = work.expired.get(step)
            if expired is None:
                steps[step] = StepResult(step, "ok", f"trust_ok_{step}", params)
            else:
                steps[step] = StepResult(step, "expired", "trust_expired", {"moment": expired})
    return work.conclude(tuple(steps.values()), failure)


def _keep_nothing(_place: int) -> Keep:
    """Who checks only has no use for the documents."""
    return lambda target, data: None


class _Work:
    """One check under way; each method is a step and gives what its words need. It lives for one call only."""

    def __init__(self, known: Sequence[Known], now: datetime, fixed_clock: bool, keeper: Keeper) -> None:
        self._all, self._now, self._fixed, self._keeper = known, now, fixed_clock, keeper
        self._index = -1
        self._known: Known | None = None
        self._ends: list[datetime] = []
        self.expired: dict[Step, datetime] = {}
        self._release: Release | None = None

    def archive(self, stream: BinaryIO) -> dict[str, object]:
        """§5.1 and the zip itself."""
        self._archive = Archive(stream)
        return {"number": len(self._archive.entries)}

    def roots(self) -> dict[str, object]:
        """§5.3: from the root that is believed to the newest, one after the other."""
        numbers = sorted(
            int(name[len("metadata/") : -len(".root.json")])
            for name in self._archive.entries
            if name.endswith(".root.json") and name.startswith("metadata/")
        )
        if len(numbers) > MAX_ROOTS:
            raise Refused("archive_large", name="root.json", limit=MAX_ROOTS)
        self._index, known = self._find(numbers)
        for number, expected in zip(numbers, range(1, len(numbers) + 1), strict=True):
            if number != expected:
                raise Refused("trust_root_gap", number=expected)
        believed = roles.read_role(known.root, Root, "root.json")
        if believed.signed.version > len(numbers):
            raise Refused("trust_rollback", name="root", number=len(numbers), known=believed.signed.version)
        if self._root(believed.signed.version).signed_bytes != believed.signed_bytes:
            raise Refused("trust_root_conflict", number=believed.signed.version)
        root, data = believed, known.root
        for number in range(believed.signed.version + 1, len(numbers) + 1):
            name = f"{number}.root.json"
            following = self._root(number)
            roles.check_signatures(root.signed, following, name)
            roles.check_signatures(following.signed, following, name)
            if following.signed.version != number:
                raise Refused("trust_root_version", number=number, found=following.signed.version)
            root, data = following, self._archive.read(f"metadata/{name}", roles.MAX_ROOT)
        self._root_now = root
        if any(
            roles.role_keys(believed.signed, role) != roles.role_keys(root.signed, role)
            for role in ("timestamp", "snapshot")
        ):
            # §5.3.11: who held the old keys may have pushed the versions (and the date of the list) far ahead.
            known = replace(known, timestamp=0, snapshot=0, targets=0, content="", issued=None)
        self._known = replace(known, root=data, root_id=roles.root_id(root))
        self._until(Step.ROOT, root.signed.expires)
        return {"name": roles.name_of(root.signed), "number": len(numbers)}

    def timestamp(self) -> dict[str, object]:
        """§5.4."""
        data = self._archive.read("metadata/timestamp.json", MAX_TIMESTAMP)
        found = self._signed(data, Timestamp, "timestamp.json")
        known, version = self._state, found.signed.version
        self._content = sha256(data).hexdigest()
        _not_before("timestamp", version, known.timestamp)
        if version == known.timestamp and self._content != known.content:
            raise Refused("trust_version_reused", number=version)
        self._snapshot_meta = found.signed.snapshot_meta
        _not_before("snapshot", self._snapshot_meta.version, known.snapshot)
        self._version = version
        self._until(Step.TIMESTAMP, found.signed.expires)
        return {"number": version}

    def snapshot(self) -> dict[str, object]:
        """§5.5."""
        found = self._bound(self._snapshot_meta, Snapshot, "snapshot.json", MAX_UNSIZED)
        if "targets.json" not in found.signed.meta:
            raise Refused("trust_metadata", name="snapshot.json", detail="targets.json")
        self._targets_meta = found.signed.meta["targets.json"]
        _not_before("targets", self._targets_meta.version, self._state.targets)
        self._until(Step.SNAPSHOT, found.signed.expires)
        return {"number": found.signed.version}

    def targets(self) -> dict[str, object]:
        """§5.6; there are no delegations (ADR 8)."""
        found = self._bound(self._targets_meta, Targets, "targets.json", MAX_TARGETS_FILE)
        self._targets = found.signed
        self._until(Step.TARGETS, found.signed.expires)
        return {"number": found.signed.version}

    def contents(self) -> dict[str, object]:
        """§5.7: every document is the one that was signed for, and there is no other."""
        held = {name.removeprefix("targets/") for name in self._archive.entries if name.startswith("targets/")}
        unlisted = held - self._targets.targets.keys()
        if unlisted:
            raise Refused("trust_target_unlisted", name=min(unlisted))
        seen: set[tuple[str, str]] = set()
        keep = self._keeper(self._index)
        self._list: bytes | None = None
        for path, file in self._targets.targets.items():
            if path not in held:
                raise Refused("trust_target_missing", name=path)
            target = _target(path, file.custom)
            data = self._archive.read(f"targets/{path}", MAX_BYTES)
            roles.check_content(file, data, path, "trust_hash")
            if target.kind and (target.kind, target.url) in seen:
                raise Refused("trust_target_twice", name=path)
            seen.add((target.kind, target.url))
            if target.kind != LIST:
                keep(target, data)
            elif path != LIST_PATH:
                raise Refused("trust_list_missing")
            else:
                self._list = data
        return {"number": len(self._targets.targets)}

    def issuer_list(self) -> dict[str, object]:
        """The list itself, and that it is of this publication."""
        if self._list is None:
            raise Refused("trust_list_missing")
        found = read_list(self._list)
        if found.sequence != self._targets.version:
            raise Refused("trust_mixed", name=LIST_PATH, detail="LoTESequenceNumber")
        self._until(Step.LIST, found.next_update)
        self._release = Release(
            name=roles.name_of(self._root_now.signed) or found.operator,
            version=self._version,
            root=self._state.root_id,
            root_version=self._root_now.signed.version,
            issued=found.issued,
            expires=min(self._ends),
            issuers=found,
        )
        return {"number": len(found.issuers), "moment": found.issued}

    def clock(self) -> dict[str, object]:
        """TUF metadata has no time of issue; the date of the list is the floor of the clock (DESIGN §6)."""
        if self._release is not None and not self._fixed:
            clock_behind(self._now, max(filter(None, (self._release.issued, *(known.issued for known in self._floor)))))
        return {"moment": self._now}

    def conclude(self, steps: tuple[StepResult, ...], failure: StepResult | None) -> Examination:
        """Also of a bundle that is refused it is known from now on which root its keeper has come to (§5.3.8)."""
        known, release = self._known, self._release
        if failure is not None or release is None or known is None:
            code, params = (failure.code, failure.params) if failure is not None else ("trust_metadata", {})
            return Examination(steps, code, params, index=self._place, known=known)
        issued = release.issued if known.issued is None else max(release.issued, known.issued)
        known = replace(
            known,
            timestamp=self._version,
            snapshot=self._snapshot_meta.version,
            targets=self._targets_meta.version,
            content=self._content,
            issued=issued,
        )
        code, params = "", {}
        if self.expired:
            code, params = "trust_stale", stale_params(release.name, release.issued, release.expires, self._now)
        return Examination(steps, code, params, release, self._place, known)

    @property
    def _place(self) -> int | None:
        return None if self._known is None else self._index

    @property
    def _state(self) -> Known:
        if self._known is None:
            raise RuntimeError("the roots come first")
        return self._known

    @property
    def _floor(self) -> list[Known]:
        """All that is known, with this list as it is after its root."""
        return [self._state, *(known for place, known in enumerate(self._all) if place != self._index)]

    def _find(self, numbers: list[int]) -> tuple[int, Known]:
        """Which of the pinned roots is one of the bundle's own. Somebody may have pinned two of one list, before and
        after its root changed: that under which the newer was seen counts, or the other would let an older one in."""
        found: list[tuple[int, int, int, Known]] = []
        for place, known in enumerate(self._all):
            pinned = roles.read_role(known.pinned, Root, "root.json")
            number = pinned.signed.version
            if number in numbers:
                try:
                    same = self._root(number).signed_bytes == pinned.signed_bytes
                except Refused:
                    continue  # told below, where it is this list's
                if same:
                    newest = roles.read_role(known.root, Root, "root.json").signed.version
                    found.append((newest, known.timestamp, -place, known))
        if not found:
            raise Refused("root_not_pinned")
        _, _, place, known = max(found, key=lambda one: one[:3])
        return -place, known

    def _root(self, number: int) -> Metadata[Root]:
        name = f"{number}.root.json"
        return roles.read_role(self._archive.read(f"metadata/{name}", roles.MAX_ROOT), Root, name)

    def _signed(self, data: bytes, kind: Any, name: str) -> Metadata[Any]:
        found = roles.read_role(data, kind, name)
        roles.check_signatures(self._root_now.signed, found, name)
        return found

    def _bound(self, meta: MetaFile, kind: Any, name: str, limit: int) -> Metadata[Any]:
        """Metadata that is exactly what the file before it says."""
        data = self._archive.read(f"metadata/{name}", min(meta.length or MAX_UNSIZED, limit))
        roles.check_content(meta, data, name, "trust_mixed")
        found = self._signed(data, kind, name)
        if found.signed.version != meta.version:
            raise Refused("trust_mixed", name=name, detail="version")
        return found

    def _until(self, step: Step, moment: datetime) -> None:
        self._ends.append(moment)
        if moment <= self._now:
            self.expired[step] = moment


def _target(path: str, custom: object) -> Target:
    kind, url = (custom.get("kind"), custom.get("url")) if isinstance(custom, dict) else (None, None)
    return Target(path, kind, url) if isinstance(kind, str) and isinstance(url, str) else Target(path, "", "")


def _not_before(role: str, version: int, known: int) -> None:
    if version < known:
        raise Refused("trust_rollback", name=role, number=version, known=known)
