"""The holder's own view: what the wallet's credentials show, and what a goal still asks. Nothing leaves the machine."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from datetime import datetime
from pathlib import Path

from dsp_vc.actions.material import read_evidence, read_input
from dsp_vc.actions.skills import folder
from dsp_vc.actions.verify import current_trust
from dsp_vc.actions.wallet import examine_raw
from dsp_vc.did.resolver import resolve_local
from dsp_vc.errors import InputError, Refused
from dsp_vc.keys.public import PublicKey
from dsp_vc.model.attestation import SkillAttestation
from dsp_vc.model.credential import Credential
from dsp_vc.securing.key_binding import confirmation_key
from dsp_vc.skills.catalogue import store
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Hit
from dsp_vc.skills.catalogue.search import OCCUPATIONS, meant
from dsp_vc.skills.gap import Gap
from dsp_vc.skills.goal import Goal
from dsp_vc.skills.profile import Profile
from dsp_vc.skills.receipts import Receipt, Rendering, Whose, judge
from dsp_vc.skills.relations import Relations
from dsp_vc.skills.vacancy import reading
from dsp_vc.skills.weights import Weights
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.verification.verifier import Verifier
from dsp_vc.wallet.view import look, signed_by
from dsp_vc.wallet.wallet import Stored, Wallet

#: How many occupations are told where a text means more than one.
CHOICES = 8


def catalogue() -> AbstractContextManager[Catalogue]:
    """The list of skills in use. Raises :class:`InputError` ``catalogue_*``."""
    return store.catalogue_in(folder())


def receipts(
    wallet: Wallet, now: datetime, *, trust: Sequence[str] = (), evidence: Sequence[str] = (), fixed: bool = False
) -> list[Receipt]:
    """The records in ``wallet``, each judged as it was when received and by the trust of ``now``.

    ``trust`` and ``evidence`` are named as for ``verify``; without, the user's own. Raises :class:`TrustError`,
    :class:`InputError`.
    """
    documents, _ = read_evidence(list(evidence))
    believed = current_trust(tuple(trust), now, fixed=fixed)
    verifier = Verifier(believed, evidence=documents, clock=lambda: now)
    keys = {signer.public_key for signer in wallet.signers}
    return [_receipt(group, keys, verifier, believed) for group in wallet.groups()]


def profile(found: Sequence[Receipt], using: Catalogue, now: datetime) -> Profile:
    """What the records show."""
    return Profile.build(found, using, now)


def weights(texts: Sequence[str]) -> Weights:
    """How much each need counts. Raises :class:`InputError` ``weight_unknown``."""
    return Weights.read(texts)


def gap(goal: Goal, shown: Profile, using: Catalogue, weighing: Weights | None = None) -> Gap:
    """What ``goal`` asks beside what is ``shown``."""
    return Gap.build(goal, shown, Relations(using), weighing)


def occupation(text: str, using: Catalogue, lang: str) -> Goal:
    """The occupation that ``text`` means: its address, its very name, or words that only one has.

    Raises :class:`InputError` ``occupation_unknown``, ``occupation_ambiguous``, ``occupation_empty``.
    """
    if ":" in text and using.concept(text) is not None:
        return Goal.of_occupation(using, text)
    hits = meant(using, text, kinds=OCCUPATIONS, lang=lang, most=CHOICES)
    if not hits:
        raise InputError("occupation_unknown", name=text)
    if len(hits) > 1:
        raise InputError("occupation_ambiguous", name=text, detail=_names(hits, lang))
    return Goal.of_occupation(using, hits[0].concept.uri)


def vacancy(file: str, using: Catalogue, lang: str) -> Goal:
    """The vacancy in ``file``; what it may mean stands among its requirements, unconfirmed.

    Raises :class:`InputError` ``vacancy_*``, ``file_*``.
    """
    return reading.read_one(read_input(file, reading.MAX_FILE), Path(file).name, using, lang).goal()


def _names(hits: Sequence[Hit], lang: str) -> str:
    return "; ".join(hit.concept.name(lang).text for hit in hits)


def _receipt(group: Sequence[Stored], keys: set[PublicKey], verifier: Verifier, trust: TrustBundle) -> Receipt:
    looked = [_look(stored, keys, verifier) for stored in group]
    judgement = judge([rendering for rendering, _ in looked])
    rendering, view = looked[judgement.which]
    issuer = (view.issuer if view is not None else None) or ""
    entry = trust.find(issuer) if issuer else None
    return Receipt(
        id=(view.id if view is not None else None) or group[0].digest,
        short=group[0].short,
        title=(view.name if view is not None else None) or "",
        issuer=min(entry.ids) if entry is not None else signed_by(issuer),
        issuer_name=entry.name if entry is not None else (view.issuer_name if view is not None else None) or issuer,
        judgement=judgement,
        record=_record(view),
        signed=_signed(view),
        bound=rendering.whose is Whose.OWN,
    )


def _look(stored: Stored, keys: set[PublicKey], verifier: Verifier) -> tuple[Rendering, Credential | None]:
    """What was found of one form of a record, then and today, and what it says: as verified today, else as it is kept,
    which was verified when it was received."""
    report = examine_raw("", stored.raw.encode(), verifier).report
    view = report.verified if report is not None else None
    if view is None:
        with suppress(InputError):
            view = look(stored.raw)
    whose = Whose.NOBODY if view is None else _whose(view, keys)
    by_holder = view is not None and bool(_local_keys(view.issuer) & keys)
    rendering = Rendering(
        stored.verdict, stored.reason, stored.checked, stored.accepted, report, whose=whose, by_holder=by_holder
    )
    return rendering, view


def _whose(view: Credential, keys: set[PublicKey]) -> Whose:
    """Whom it is about, by the key of the person's identifier or the key that a token is bound to. An identifier that
    is no DID (a mail address) names nobody whom a key could prove."""
    named = _local_keys(view.subject_id)
    try:
        key = confirmation_key(dict(view.claims))
    except Refused:
        return Whose.OTHER
    if key is not None:
        named = named | {key}
    if named:
        return Whose.OWN if named <= keys else Whose.OTHER
    return Whose.OTHER if (view.subject_id or "").startswith("did:") else Whose.NOBODY


def _local_keys(identifier: str | None) -> set[PublicKey]:
    """The keys that an identifier itself holds (did:key, did:jwk)."""
    if identifier is None or not identifier.startswith("did:"):
        return set()
    try:
        document = resolve_local(identifier)
    except Refused:
        return set()
    return set() if document is None else {method.public_key for method in document.methods.values()}


def _record(view: Credential | None) -> SkillAttestation | None:
    try:
        return None if view is None else SkillAttestation.from_credential(view)
    except InputError:
        return None


def _signed(view: Credential | None) -> datetime | None:
    try:
        return None if view is None else view.valid_from
    except Refused:
        return None
