"""The verifier: bytes in, report out. The one entrance for faces and integrators."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from dsp_vc.encoding.strict_json import JsonObject, JsonValue, dumps, parse
from dsp_vc.errors import InputError, Refused
from dsp_vc.presentation.request import PresentationRequest
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.trust.documents import Documents
from dsp_vc.verification import checks, presentations, vcdm
from dsp_vc.verification.case import Case, Expected, Results, Setting
from dsp_vc.verification.compact import CompactCandidate
from dsp_vc.verification.embedded import EmbeddedCandidate
from dsp_vc.verification.list_cache import ListCache
from dsp_vc.verification.policy import VerificationPolicy
from dsp_vc.verification.report import Check, CheckResult, Outcome, VerificationReport, conclude

Evidence = Documents
_UNREADABLE = frozenset({"json_syntax", "json_encoding", "json_size", "json_not_object"})


def system_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


class Verifier:
    """Verifies by a fixed trust, policy and clock. It opens no socket, and keeps nothing but status lists once checked.

    ``evidence`` is what the operator handed over beside the trust. A bad credential is data: every method gives a
    report. :class:`InputError` is raised only for bytes that are no credential and no presentation at all.
    """

    def __init__(
        self,
        trust: TrustBundle,
        policy: VerificationPolicy | None = None,
        *,
        evidence: Evidence | None = None,
        clock: Callable[[], datetime] = system_clock,
    ) -> None:
        self._trust = trust
        self._policy = policy if policy is not None else VerificationPolicy.strict()
        self._evidence = evidence if evidence is not None else Documents()
        self._clock = clock
        self._lists = ListCache()

    def verify(
        self,
        raw: bytes,
        request: PresentationRequest | None = None,
        *,
        challenge: str | None = None,
        domain: str | None = None,
    ) -> VerificationReport:
        """Verify whatever ``raw`` is: a JSON credential or presentation, a compact SD-JWT, a ``vp_token`` object.

        ``challenge`` and ``domain`` are also nonce and audience of a key-binding JWT. Raises :class:`InputError`
        ``not_recognised``, or ``json_syntax`` and the like for text that is cut short.
        """
        value = _recognise(raw)
        if isinstance(value, dict) and "VerifiablePresentation" not in vcdm.types_of(value):
            single = "verifiableCredential" not in value and presentations.read_answers(value) is None
            if single and not _looks_like_credential(value):
                raise InputError("not_recognised")
            if single:
                return self._credential(raw, value, self._setting(request, challenge, domain))
        return self._any(raw, value, "presentation", self._setting(request, challenge, domain))

    def credential(self, raw: bytes) -> VerificationReport:
        """Verify one credential; a JSON presentation in its place is rejected (``presentation_not_credential``)."""
        setting = self._setting(None, None, None)
        value = _recognise(raw)
        if isinstance(value, dict):
            return self._credential(raw, value, setting)
        return self._any(raw, value, "credential", setting)

    def presentation(
        self,
        raw: bytes,
        request: PresentationRequest | None = None,
        *,
        challenge: str | None = None,
        domain: str | None = None,
    ) -> VerificationReport:
        """Verify a presentation; a JSON credential in its place is rejected (``credential_not_presentation``)."""
        return self._any(raw, _recognise(raw), "presentation", self._setting(request, challenge, domain))

    def _setting(self, request: PresentationRequest | None, challenge: str | None, domain: str | None) -> Setting:
        if request is not None:
            if challenge not in (None, request.nonce) or domain not in (None, request.audience):
                raise InputError("request_contradicted")
            challenge, domain = request.nonce, request.audience
        expected = Expected(nonce=challenge, audience=domain, request=request)
        return Setting(self._trust, self._evidence, self._policy, self._clock(), expected, lists=self._lists)

    def _any(self, raw: bytes, value: JsonObject | str | Refused, kind: str, setting: Setting) -> VerificationReport:
        if isinstance(value, Refused):
            return _malformed(setting, kind, value)
        if isinstance(value, str):
            return self._compact(value, setting)
        answers = presentations.read_answers(value)
        if answers is not None:
            return self._answers(answers, setting)
        return self._presentation(value, setting)

    def _credential(self, raw: bytes, document: JsonObject, setting: Setting) -> VerificationReport:
        return _verify_case(Case(setting, candidate=EmbeddedCandidate(raw, document)))

    def _compact(self, text: str, setting: Setting) -> VerificationReport:
        return _verify_case(Case(setting, candidate=CompactCandidate(text)))

    def _presentation(self, document: JsonObject, setting: Setting) -> VerificationReport:
        case = presentations.PresentationCase(setting, document=document)
        checks.run(case, presentations.PRESENTATION_STEPS)
        # The challenge is answered by the presentation's own proof; its credentials are held to their subject.
        alone = replace(setting, expected=Expected(of_whole=setting.expected.requested))
        for raw, entry in case.credentials():
            child = Case(alone, candidate=EmbeddedCandidate(raw, entry), shown_by=case.shown_by())
            case.children.append((None, _verify_case(child)))
        checks.run(case, presentations.REQUEST_STEP)
        return _conclude(case, "presentation", case.children, case.mechanism, case.proof_set.digests)

    def _answers(self, answers: list[tuple[str, JsonValue]], setting: Setting) -> VerificationReport:
        case = presentations.AnswersCase(setting, answers=answers)
        checks.run(case, presentations.ANSWERS_STEPS)
        # Each answer is bound to the same nonce and audience; whether together they answer the query is asked once.
        within = replace(setting.expected, request=None, of_whole=setting.expected.requested)
        alone = replace(setting, expected=within)
        if case.results[Check.FORMAT].satisfied:
            for name, answer in answers:
                raw = answer.encode() if isinstance(answer, str) else dumps(answer).encode()
                case.children.append((name, self._answer(raw, answer, alone)))
        checks.run(case, presentations.ANSWERS_LAST)
        return _conclude(case, "presentation", case.children, None, ())

    def _answer(self, raw: bytes, answer: JsonValue, setting: Setting) -> VerificationReport:
        if isinstance(answer, dict):
            return self._presentation(answer, setting)
        try:
            value = _recognise(raw)
        except InputError as error:
            return _malformed(setting, "credential", error)
        if isinstance(value, str):
            return self._compact(value, setting)
        return _malformed(setting, "credential", Refused("credential_malformed", detail="an answer is no token"))


def _recognise(raw: bytes) -> JsonObject | str | Refused:
    """A JSON object, a compact token, or the refusal of what looks like a credential but breaks the rules of JSON.

    Raises :class:`InputError` for what is neither.
    """
    text = raw.strip()
    if text[:1] == b"{":
        try:
            value = parse(raw)
        except Refused as error:
            if error.code in _UNREADABLE:
                raise
            return error
        return value if isinstance(value, dict) else Refused("credential_malformed")
    if text[:2] == b"ey" and text.isascii() and b"." in text:
        return raw.decode("ascii")
    raise InputError("not_recognised")


def _looks_like_credential(value: JsonObject) -> bool:
    return bool({"@context", "credentialSubject", "proof"} & value.keys()) or "VerifiableCredential" in vcdm.types_of(
        value
    )


def _verify_case(case: Case) -> VerificationReport:
    checks.run(case, checks.STEPS)
    results = tuple(case.results[check] for check in Check)
    return VerificationReport(
        verdict=conclude(results, case.setting.policy.required),
        at=case.setting.now,
        kind="credential",
        checks=results,
        presence=case.presence,
        mechanism=case.candidate.mechanism,
        issuer_name=case.issuer_name,
        audience=case.audience,
        digests=case.candidate.digests(),
        verified=case.credential,
    )


def _conclude(
    case: Results,
    kind: str,
    children: list[tuple[str | None, VerificationReport]],
    mechanism: str | None,
    digests: tuple[str, ...],
) -> VerificationReport:
    results = tuple(case.results[check] for check in Check)
    reports = tuple(child for _, child in children)
    return VerificationReport(
        verdict=conclude(results, case.setting.policy.required, (child.verdict for child in reports)),
        at=case.setting.now,
        kind=kind,
        checks=results,
        presence=case.presence,
        mechanism=mechanism,
        audience=case.audience,
        children=reports,
        digests=digests,
    )


def _malformed(setting: Setting, kind: str, error: InputError) -> VerificationReport:
    """The report of what was recognised but can't be parsed: ``format`` failed, nothing else was reached."""
    results = [CheckResult(Check.FORMAT, Outcome.FAILED, error.code, error.params)]
    results += [
        CheckResult(check, Outcome.INDETERMINATE, "not_reached", {}, Check.FORMAT)
        for check in Check
        if check is not Check.FORMAT
    ]
    case = Results(setting, {result.check: result for result in results})
    return _conclude(case, kind, [], None, ())
