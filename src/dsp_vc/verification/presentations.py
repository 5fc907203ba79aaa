"""Presentations: a signed Data Integrity presentation, and the object of several answers (OpenID4VP ``vp_token``).

A presentation has a report of its own, with every check; what only its credentials can answer says so
(``in_children``), and their reports are its children. It is rejected if a check of its own or a child is.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dsp_vc.encoding.strict_json import JsonObject, JsonValue, dumps
from dsp_vc.errors import Refused
from dsp_vc.presentation.dcql import is_query_id
from dsp_vc.verification import vcdm
from dsp_vc.verification.case import Binding, Results, ShownBy
from dsp_vc.verification.checks import Step, check_bundle
from dsp_vc.verification.embedded import ProofSet
from dsp_vc.verification.holder import presence_of, record_presence, require_presence
from dsp_vc.verification.report import PRESENCE_ORDER, Check, Outcome, Presence, VerificationReport
from dsp_vc.verification.requested import require_answer

_OF_CHILDREN = (Check.ISSUER_TRUST, Check.VALIDITY, Check.STATUS, Check.SCHEMA)


@dataclass(slots=True)
class PresentationCase(Results):
    """A JSON presentation under verification. ``children`` are filled in before the request is checked."""

    document: JsonObject = field(kw_only=True)
    proof_set: ProofSet = field(init=False)
    holder: str | None = None
    children: list[tuple[str | None, VerificationReport]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.proof_set = ProofSet(self.document, "authentication")

    @property
    def mechanism(self) -> str | None:
        """The cryptosuite of the first proof."""
        return self.proof_set.proofs[0].cryptosuite if self.proof_set.proofs else None

    @property
    def unsigned(self) -> bool:
        """Whether it has no proof and the policy is content with bearers: an envelope, no more."""
        return "proof" not in self.document and self.setting.policy.presence is Presence.BEARER

    def credentials(self) -> list[tuple[bytes, JsonObject]]:
        """Each credential with bytes that parse to it; none where the presentation itself does not hold."""
        if not self.results[Check.FORMAT].satisfied:
            return []
        return [
            (dumps(entry).encode(), entry)
            for entry in vcdm.listed(self.document.get("verifiableCredential"))
            if isinstance(entry, dict)
        ]

    def shown_by(self) -> ShownBy:
        """Who shows the credentials: the verified holder, or nobody."""
        return ShownBy(self.holder if self.results[Check.PROOF].outcome is Outcome.PASSED else None, self.presence)


def _format(case: PresentationCase) -> None:
    vcdm.check_presentation(case.document)
    if len(vcdm.listed(case.document.get("verifiableCredential"))) > case.setting.policy.max_credentials:
        raise Refused("too_many_credentials")
    case.record(Check.FORMAT, Outcome.PASSED, "format_ok")


def _context(case: PresentationCase) -> None:
    try:
        case.proof_set.read()
    except Refused:
        case.proof_set.proofs = ()  # a fault in the proofs is told by `issuer-key`, where they are read again
    case.proof_set.guard(case.setting.contexts(), case.setting.work)
    case.record(Check.CONTEXT, Outcome.PASSED, "context_ok")


def _holder_key(case: PresentationCase) -> None:
    if case.unsigned:
        case.record(Check.ISSUER_KEY, Outcome.NOT_APPLICABLE, "proof_unsigned")
        return
    case.proof_set.read()
    # Where the presentation names no holder, it is whoever signed it (VCDM 2.0 §4.13).
    found = case.proof_set.find_keys(case.setting, vcdm.identifier_of(case.document.get("holder")))
    case.holder = found.controller
    case.record(Check.ISSUER_KEY, Outcome.PASSED, found.source.value)


def _proof(case: PresentationCase) -> None:
    if case.unsigned:
        case.record(Check.PROOF, Outcome.NOT_APPLICABLE, "proof_unsigned")
        return
    case.proof_set.prove(case.setting)
    case.record(Check.PROOF, Outcome.PASSED, "proof_ok")


def _holder_binding(case: PresentationCase) -> None:
    bindings = [
        Binding(proof.domains, proof.challenge, proof.created, proof.expires) for proof in case.proof_set.proofs
    ]
    weakest = [presence_of(binding, case.setting) for binding in bindings] or [Presence.BEARER]
    case.presence = min(weakest, key=PRESENCE_ORDER.index)
    case.audience = next((name for binding in bindings for name in binding.audience), None)
    require_presence(case.presence, case.setting)
    record_presence(case, bound=bool(bindings))


def _request(case: PresentationCase | AnswersCase) -> None:
    require_answer(case, [(name, child.verified) for name, child in case.children])


def _of_children(check: Check) -> Step[PresentationCase]:
    return Step(check, (), lambda case: case.record(check, Outcome.NOT_APPLICABLE, "in_children"))


PRESENTATION_STEPS: tuple[Step[PresentationCase], ...] = (
    Step(Check.FORMAT, (), _format),
    Step(Check.CONTEXT, (Check.FORMAT,), _context),
    Step(Check.BUNDLE, (), check_bundle),
    Step(Check.ISSUER_KEY, (Check.FORMAT,), _holder_key),
    Step(Check.PROOF, (Check.FORMAT, Check.CONTEXT, Check.ISSUER_KEY), _proof),
    *(_of_children(check) for check in _OF_CHILDREN),
    Step(Check.HOLDER_BINDING, (Check.PROOF,), _holder_binding),
)
REQUEST_STEP: tuple[Step[PresentationCase], ...] = (Step(Check.REQUEST, (Check.PROOF,), _request),)


@dataclass(slots=True)
class AnswersCase(Results):
    """A ``vp_token`` object under verification: it is not signed itself, each answer in it is."""

    answers: list[tuple[str, JsonValue]] = field(kw_only=True)
    children: list[tuple[str | None, VerificationReport]] = field(default_factory=list)


def _answers_format(case: AnswersCase) -> None:
    if len(case.answers) > case.setting.policy.max_credentials:
        raise Refused("too_many_credentials")
    case.record(Check.FORMAT, Outcome.PASSED, "format_ok")


def _answers_presence(case: AnswersCase) -> None:
    case.presence = min((child.presence for _, child in case.children), key=PRESENCE_ORDER.index)
    case.audience = next((child.audience for _, child in case.children if child.audience), None)
    case.record(Check.HOLDER_BINDING, Outcome.NOT_APPLICABLE, "in_children")


def _answers_of_children(check: Check) -> Step[AnswersCase]:
    return Step(check, (), lambda case: case.record(check, Outcome.NOT_APPLICABLE, "in_children"))


ANSWERS_STEPS: tuple[Step[AnswersCase], ...] = (
    Step(Check.FORMAT, (), _answers_format),
    _answers_of_children(Check.CONTEXT),
    Step(Check.BUNDLE, (), check_bundle),
    *(_answers_of_children(check) for check in (Check.ISSUER_KEY, Check.PROOF, *_OF_CHILDREN)),
)
ANSWERS_LAST: tuple[Step[AnswersCase], ...] = (
    Step(Check.HOLDER_BINDING, (Check.FORMAT,), _answers_presence),
    Step(Check.REQUEST, (Check.FORMAT,), _request),
)


def read_answers(value: JsonObject) -> list[tuple[str, JsonValue]] | None:
    """The answers of a ``vp_token`` object, as (id of the credential query, answer); ``None`` where ``value`` has
    another form (OpenID4VP 1.0 §8.1: each member is a list of texts or objects, named by the id of a query, §6.1)."""
    answers: list[tuple[str, JsonValue]] = []
    for identifier, member in value.items():
        if not is_query_id(identifier):
            return None  # ``@context`` is none: a presentation may well consist of lists alone
        if not isinstance(member, list) or not member or not all(isinstance(entry, (str, dict)) for entry in member):
            return None
        answers.extend((identifier, entry) for entry in member)
    return answers or None
