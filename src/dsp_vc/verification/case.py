"""One verification under way: what was handed in, what the operator believes, and what the checks found so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from dsp_vc.model.credential import Credential
from dsp_vc.presentation.request import PresentationRequest
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.status.entry import StatusEntry
from dsp_vc.trust.bundle import Scope, TrustBundle
from dsp_vc.trust.documents import Documents, first_of
from dsp_vc.verification.keys import FoundKey, KeyFinder, Witness, no_witness
from dsp_vc.verification.list_cache import ListCache
from dsp_vc.verification.policy import VerificationPolicy
from dsp_vc.verification.report import Check, CheckResult, Outcome, Presence
from dsp_vc.verification.work import Work


@dataclass(frozen=True, slots=True)
class Expected:
    """What a presentation must answer: this verifier's nonce (or challenge) and audience (or domain).

    ``of_whole``: this is a part, and the request is answered by the whole, where it is checked.
    """

    nonce: str | None = None
    audience: str | None = None
    request: PresentationRequest | None = None
    of_whole: bool = False

    @property
    def given(self) -> bool:
        """Whether anything was asked; then holder binding is required."""
        return self.nonce is not None or self.audience is not None or self.request is not None

    @property
    def requested(self) -> bool:
        """Whether there is a request, of this or of the whole."""
        return self.request is not None or self.of_whole


@dataclass(frozen=True, slots=True)
class Setting:
    """What stays the same for all parts of one message."""

    trust: TrustBundle
    evidence: Documents
    policy: VerificationPolicy
    now: datetime
    expected: Expected = field(default_factory=Expected)
    work: Work = field(default_factory=Work)
    lists: ListCache = field(default_factory=ListCache)

    def keys(self, witness: Witness = no_witness) -> KeyFinder:
        """Keys as the trust and the evidence give them; ``witness`` says whether what one signed is on record."""
        return KeyFinder(self.trust, self.evidence, self.now, witness)

    def contexts(self) -> ContextSet:
        """The contexts of the product, and those of the trust and the evidence for URLs that it does not pin."""
        return ContextSet.pinned().with_extra(first_of(self.trust.documents.contexts, self.evidence.contexts))


@dataclass(frozen=True, slots=True)
class Binding:
    """What the holder's signature says: for whom, in answer to what, and when."""

    audience: tuple[str, ...]
    nonce: str | None
    made: datetime | None
    ends: datetime | None


class Candidate(Protocol):
    """One secured artefact, of whichever mechanism; each method does one check's work.

    Methods raise :class:`dsp_vc.errors.Refused` (the check failed) or :class:`dsp_vc.errors.ResolutionError` (could not
    find out). They are called in the order of :class:`Check`, and only where the earlier ones passed.
    """

    mechanism: str | None

    def read(self, setting: Setting) -> None:
        """Parse and hold to the shape of the format."""

    def guard(self, setting: Setting) -> str:
        """Hold to the contexts; the code to report: ``context_ok`` or ``context_none``."""

    def find_keys(self, setting: Setting) -> FoundKey:
        """The issuer's key; it must belong to whom the artefact names as issuer."""

    def prove(self, setting: Setting) -> Credential:
        """Check every signature and give the content that they cover."""

    def digests(self) -> tuple[str, ...]:
        """SHA-256 of the bytes that each signature covers, hexadecimal."""

    def validity(self) -> tuple[datetime | None, datetime | None]:
        """From when and until when the verified content is valid."""

    def subject_ids(self) -> tuple[str | None, ...]:
        """Whom the verified content is about: the id of each subject, ``None`` for one without."""

    def subject_is_issuer(self) -> bool:
        """Whether the subject signed for themself."""

    def attested(self) -> tuple[Scope, bool]:
        """What is attested, and whether parts of it may be hidden (selective disclosure)."""

    def status_entries(self) -> tuple[Callable[[], StatusEntry], ...]:
        """A reader for each status entry that the content names; it raises where that entry is wrong (``Refused``) or
        of a kind that is not known here (``ResolutionError``)."""

    def check_schema(self, setting: Setting) -> str:
        """Hold the content to the schemas that are here; the code to report."""

    def binding(self, setting: Setting) -> Binding | None:
        """The holder's verified signature over this presentation; ``None`` where there is none."""


@dataclass(slots=True)
class Results:
    """The results of one report so far. It lives for one verification only and is never handed out."""

    setting: Setting
    results: dict[Check, CheckResult] = field(default_factory=dict)
    presence: Presence = Presence.BEARER
    audience: str | None = None

    def record(self, check: Check, outcome: Outcome, code: str, **params: object) -> None:
        """Add the result of ``check``."""
        self.results[check] = CheckResult(check, outcome, code, params)


@dataclass(frozen=True, slots=True)
class ShownBy:
    """The presentation around a credential: who signed it (``None``: nobody) and what that proves."""

    holder: str | None
    presence: Presence


@dataclass(slots=True)
class Case(Results):
    """One credential under verification, with what its checks established."""

    candidate: Candidate = field(kw_only=True)
    shown_by: ShownBy | None = None
    issuer: str | None = None
    issuer_name: str | None = None
    key: FoundKey | None = None
    credential: Credential | None = None
