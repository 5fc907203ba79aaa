"""The status check: what the lists that are here say of a credential, and how old that knowledge is.

DESIGN §6 has the table. A list counts only where its signature is right and its signer speaks for the credential's
issuer; whatever else is wrong with it means "could not be found out", never "valid" and never "revoked" (ADR 11).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from dsp_vc.did.resolver import did_of
from dsp_vc.encoding.strict_json import parse_object
from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.errors import DspVcError, InputError, Refused, ResolutionError
from dsp_vc.securing.jose import check_algorithm, check_signature
from dsp_vc.status import bitstring, token_list
from dsp_vc.status.entry import Meaning, StatusEntry
from dsp_vc.status.published import PublishedList
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.trust.documents import Documents
from dsp_vc.verification.case import Case, Setting
from dsp_vc.verification.embedded import EmbeddedCandidate
from dsp_vc.verification.issuer_keys import key_of_issuer
from dsp_vc.verification.keys import FoundKey, KeySource
from dsp_vc.verification.list_cache import RefusedList, SignedList
from dsp_vc.verification.policy import VerificationPolicy
from dsp_vc.verification.report import Check, Outcome
from dsp_vc.verification.work import Work
from dsp_vc.words import Moment, Phrase

#: A credential names one or two lists; each may have to be checked anew.
MAX_ENTRIES = 16
_ORDER = ("revoked", "suspended", "status_stale", "status_message", "status_refresh", "status_ok")
_OUTCOMES = (Outcome.FAILED, Outcome.INDETERMINATE, Outcome.PASSED)
_KNOWN = {Meaning.REVOKED: Meaning.REVOKED, Meaning.SUSPENDED: Meaning.SUSPENDED, Meaning.UNKNOWN: None}


class _Finding(NamedTuple):
    """What one entry came to. ``as_of`` is when the list that decided was issued."""

    outcome: Outcome
    code: str
    params: dict[str, object]
    as_of: datetime | None = None


class _Told(NamedTuple):
    """What one list says of one entry; ``meaning`` is ``None`` past its end."""

    meaning: Meaning | None
    value: int
    issued: datetime
    fresh_until: datetime | None
    expires: datetime | None

    def in_force(self, now: datetime) -> bool:
        return self.expires is None or now < self.expires

    def stale(self, now: datetime) -> bool:
        return self.fresh_until is not None and now > self.fresh_until


def check_status(case: Case) -> None:
    """Record the worst of what the credential's entries come to; among those that pass, the one that is known least
    recently."""
    readers = case.candidate.status_entries()
    if not readers:
        case.record(Check.STATUS, Outcome.NOT_APPLICABLE, "status_none")
        return
    if len(readers) > MAX_ENTRIES:
        raise Refused("status_entry", detail=f"more than {MAX_ENTRIES} entries")
    findings = [_find(case, read) for read in readers]
    decisive = findings[0] if len(findings) == 1 else min(findings, key=_severity)
    case.record(Check.STATUS, decisive.outcome, decisive.code, **decisive.params)


def _severity(finding: _Finding) -> tuple[int, int, float]:
    rank = _ORDER.index(finding.code) if finding.code in _ORDER else len(_ORDER)
    return _OUTCOMES.index(finding.outcome), rank, finding.as_of.timestamp() if finding.as_of else 0.0


def _find(case: Case, read: Callable[[], StatusEntry]) -> _Finding:
    try:
        entry = read()
    except Refused as error:
        return _Finding(Outcome.FAILED, error.code, dict(error.params))
    except ResolutionError as error:
        return _Finding(
            Outcome.INDETERMINATE, "status_unknown", {"reason": _phrase(error), "known": "", "detail": error.code}
        )
    told: list[_Told] = []
    fault: DspVcError | None = None
    for raw in _lists_at(entry.url, case.setting):
        try:
            told.append(_tell(entry, signed_list(raw, entry, case), case.setting))
        except (InputError, ResolutionError) as error:
            fault = fault or error
    if not told:
        return _unknown(entry, fault or ResolutionError("status_list_missing", name=entry.url))
    return _decide(entry, told, case.setting)


def _lists_at(url: str, setting: Setting) -> list[bytes]:
    """What is here under ``url``, each content once; that of the trust first."""
    held = (setting.trust.documents.status_lists, setting.evidence.status_lists)
    return list(dict.fromkeys(raw for lists in held for raw in lists.get(url, ())))


def signed_list(raw: bytes, entry: StatusEntry, case: Case) -> SignedList:
    """The list in ``raw``, once its signature is right and its signer speaks for the issuer of ``case``.

    Raises :class:`Refused` or :class:`ResolutionError` with whatever keeps it from counting.
    """
    setting, issuer = case.setting, case.issuer or ""
    held = setting.lists.get(raw, issuer, setting.now)
    if held is None:
        held = _check(raw, issuer, setting)
        setting.lists.put(raw, issuer, held)
    if isinstance(held, RefusedList):
        raise type(held.error)(held.error.code, **held.error.params)
    # Evidence adds no key to an issuer whose key the trust knows: else it could speak under the issuer's other names.
    if held.by_evidence and (case.key is None or case.key.source is not KeySource.EVIDENCE):
        raise Refused("status_list_key")
    # An entry names a list of its own kind: in the other one its place would mean something else.
    if (held.published.purposes is None) != (entry.purpose is None):
        raise Refused("status_list_kind")
    return held


def check_list(raw: bytes, issuer: str, trust: TrustBundle, now: datetime) -> PublishedList:
    """The list in ``raw``, for who keeps it or hands it on: signed for ``issuer`` by a key of ``trust``, and in force.

    Raises :class:`InputError`, :class:`ResolutionError` with whatever would keep it from counting.
    """
    setting = Setting(trust, Documents(), VerificationPolicy.strict(), now)
    found = _check(raw, issuer, setting)
    if isinstance(found, RefusedList):
        raise found.error
    published = found.published
    _dated(published, setting)
    if published.expires is not None and published.expires <= now:
        raise Refused("status_list_expired", moment=Moment(published.expires))
    return published


def _check(raw: bytes, issuer: str, setting: Setting) -> SignedList | RefusedList:
    try:
        compact = raw.lstrip()[:1] != b"{"
        signer, found = _check_token(raw, issuer, setting) if compact else _check_credential(raw, setting)
        _authorise(signer, issuer, setting)
    except (InputError, ResolutionError) as error:
        return RefusedList(error, setting.now)
    return found


def _check_credential(raw: bytes, setting: Setting) -> tuple[str, SignedList]:
    """A Bitstring Status List: a credential like any other, and verified as one (§3.2 step 4)."""
    # The operator gave it: what it costs is not the message's work.
    setting = replace(setting, work=Work())
    candidate = EmbeddedCandidate(raw, parse_object(raw))
    candidate.read(setting)
    candidate.guard(setting)
    found = candidate.find_keys(setting)
    candidate.prove(setting)
    published = bitstring.read_list(candidate.document)
    proofs = candidate.proof_set.proofs
    if published.issued is None:
        # Without `validFrom` the signature's own time is all that says how old the list is; the signature covers it.
        made = [proof.created for proof in proofs if proof.created is not None]
        published = replace(published, issued=min(made, default=None))
    ends = [proof.expires for proof in proofs if proof.expires is not None]
    ends += [end for proof in proofs for end in _key_ends(proof.verification_method, setting)]
    return found.controller, _signed(published, found, ends, setting)


def _check_token(raw: bytes, issuer: str, setting: Setting) -> tuple[str, SignedList]:
    """A Token Status List: signed by whom it names, else by the credential's issuer (§11.3)."""
    try:
        token = token_list.parse_token(raw.decode("ascii").strip())
    except UnicodeDecodeError:
        raise Refused("jws_format") from None
    check_algorithm(token.jws, setting.policy.algorithms)
    kid = token.jws.kid
    by_did = kid is not None and kid.startswith("did:")
    signer = token.iss or (did_of(kid) if kid is not None and by_did else issuer)
    found = key_of_issuer(signer, token.jws, setting)
    check_signature(token.jws, found.key, setting.policy.algorithms)
    ends = list(_key_ends(_method(signer, kid), setting))
    return found.controller, _signed(token_list.read_list(token.claims), found, ends, setting)


def _signed(published: PublishedList, found: FoundKey, ends: list[datetime], setting: Setting) -> SignedList:
    until = min([*ends, *([] if found.until is None else [found.until])], default=None)
    return SignedList(published, found.source is KeySource.EVIDENCE, setting.now, until)


def _method(signer: str, kid: str | None) -> str:
    return kid if kid is not None and kid.startswith("did:") else f"{signer}#{(kid or '').removeprefix('#')}"


def _key_ends(method_id: str, setting: Setting) -> Iterator[datetime]:
    """When documents that are here say that the key may no longer be used; keys by an https address have no end."""
    if not method_id.startswith("did:"):
        return
    for documents in (setting.trust.documents, setting.evidence):
        document = documents.did_documents.get(did_of(method_id))
        method = document.methods.get(method_id) if document is not None else None
        if method is not None and method.expires is not None:
            yield method.expires


def _authorise(signer: str, issuer: str, setting: Setting) -> None:
    """The list's signer is the issuer, or the operator's trust says that both are one."""
    if signer == issuer:
        return
    entry = setting.trust.find(issuer)
    if entry is None or signer not in entry.ids:
        raise Refused("status_list_stranger", name=signer)


def _tell(entry: StatusEntry, found: SignedList, setting: Setting) -> _Told:
    published = found.published
    value = published.value(entry)
    issued = _dated(published, setting)
    ttl = published.ttl
    if ttl is None and published.expires is None:
        ttl = setting.policy.status_freshness
    return _Told(
        meaning=None if value is None else entry.meaning(value),
        value=value or 0,
        issued=issued,
        fresh_until=None if ttl is None else _later(issued, ttl),
        expires=published.expires,
    )


def _dated(published: PublishedList, setting: Setting) -> datetime:
    """When it was issued."""
    issued = published.issued
    if issued is None:
        raise Refused("status_list_undated")
    if issued - setting.now > setting.policy.skew:
        raise Refused("status_list_future", moment=Moment(issued))
    return issued


def _decide(entry: StatusEntry, told: Sequence[_Told], setting: Setting) -> _Finding:
    now = setting.now
    # What was revoked stays so: a list that is newer, or comes from elsewhere, can't take it back.
    revoked = [one for one in told if one.meaning is Meaning.REVOKED and one.in_force(now)]
    if revoked:
        return _found(entry, max(revoked, key=lambda one: one.issued), Outcome.FAILED, "revoked", now)
    newest = told[0] if len(told) == 1 else max(told, key=lambda one: (one.issued, one.meaning is not Meaning.VALID))
    if not newest.in_force(now) and newest.expires is not None:
        return _unknown(entry, Refused("status_list_expired", moment=Moment(newest.expires)), newest, now)
    if newest.meaning is None:
        return _found(entry, newest, Outcome.FAILED, "status_index_range", now)
    if newest.meaning is Meaning.SUSPENDED:
        return _found(entry, newest, Outcome.FAILED, "suspended", now)
    if newest.meaning is Meaning.UNKNOWN:
        what = str(newest.value) if entry.purpose is None else f"{entry.purpose} {newest.value}"
        return _unknown(entry, Refused("status_value", name=what), newest, now)
    if newest.stale(now):
        if setting.policy.refuse_stale_status:
            reason = Refused("status_list_stale", moment=Moment(newest.issued), age_words=ago(now - newest.issued))
            return _unknown(entry, reason, newest, now)
        return _found(entry, newest, Outcome.PASSED, "status_stale", now)
    code = {Meaning.MESSAGE: "status_message", Meaning.REFRESH: "status_refresh"}.get(newest.meaning, "status_ok")
    return _found(entry, newest, Outcome.PASSED, code, now)


def _found(entry: StatusEntry, told: _Told, outcome: Outcome, code: str, now: datetime) -> _Finding:
    params: dict[str, object] = _when(entry, told, now)
    if code == "status_stale":
        params["age_words"] = ago(now - told.issued)
    if told.meaning is Meaning.MESSAGE:
        params["note"] = entry.messages.get(told.value, "set")
    return _Finding(outcome, code, params, told.issued)


def _unknown(
    entry: StatusEntry, reason: DspVcError, told: _Told | None = None, now: datetime | None = None
) -> _Finding:
    """Not found out, because of ``reason``; ``told`` is what was known last."""
    params: dict[str, object] = {"list": entry.url, "reason": _phrase(reason), "known": "", "detail": _detail(reason)}
    if told is None or now is None:
        return _Finding(Outcome.INDETERMINATE, "status_unknown", params)
    params.update(_when(entry, told, now))
    known = _KNOWN.get(told.meaning, Meaning.VALID) if told.meaning is not None else None
    if known is not None:
        params["last_known"] = known.value
        params["known"] = Phrase(f"status_known_{known.value}", {"moment": params["moment"]})
    return _Finding(Outcome.INDETERMINATE, "status_unknown", params, told.issued)


def _when(entry: StatusEntry, told: _Told, now: datetime) -> dict[str, object]:
    age = max(0, int((now - told.issued).total_seconds()))
    as_of, moment = _dated_as(told.issued)
    return {"list": entry.url, "as_of": as_of, "age": age, "moment": moment}


@lru_cache(maxsize=256)
def _dated_as(issued: datetime) -> tuple[str, Moment]:
    """For programs, and for people; a verifier holds few lists, and tells of each again and again."""
    return format_datetime(issued), Moment(issued)


def _phrase(error: DspVcError) -> Phrase:
    return Phrase(error.code, error.params)


def _detail(reason: DspVcError) -> str:
    return f"{reason.code}: {reason.detail}" if reason.detail else reason.code


def _later(moment: datetime, span: timedelta) -> datetime | None:
    """``None`` beyond the calendar: then it never ends."""
    try:
        return moment + span
    except OverflowError:
        return None


def ago(age: timedelta) -> Phrase:
    """How long ago, in words."""
    minutes = int(age.total_seconds()) // 60
    for unit, size in (("days", 24 * 60), ("hours", 60), ("minutes", 1)):
        if minutes >= 2 * size:
            return Phrase(f"status_age_{unit}", {"number": minutes // size})
    return Phrase("status_age_moments")
