"""What the operator believes, as data: issuers, what each may attest, and the documents that came with them.

Every source of trust (a card, a folder of cards, a list of issuers) becomes a :class:`TrustBundle`; several are
merged. Where they disagree, an issuer's withdrawal and the narrower scope win.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dsp_vc.encoding.strict_json import JsonObject, JsonValue, parse
from dsp_vc.encoding.timestamps import parse_datetime
from dsp_vc.errors import Refused, TrustError
from dsp_vc.trust.card import CARD_TYPE, IssuerCard
from dsp_vc.trust.documents import Documents, looks_like_pem

LIST_TYPE = "DspVcIssuerList"
_SCOPES = {"types": "types", "skills": "skills", "contexts": "contexts", "bases": "bases"}


@dataclass(frozen=True, slots=True)
class Scope:
    """What an issuer may attest. ``None`` means without limit; an empty set means nothing."""

    types: frozenset[str] | None = None
    skills: frozenset[str] | None = None
    contexts: frozenset[str] | None = None
    bases: frozenset[str] | None = None

    def narrowed(self, other: Scope) -> Scope:
        """What both allow."""
        return Scope(*(_meet(getattr(self, name), getattr(other, name)) for name in _SCOPES))

    def outside(self, attested: Scope) -> str | None:
        """The first dimension (``types``, ``skills``, ``contexts``, ``bases``) in which ``attested`` goes beyond, or
        ``None``. A credential that says nothing in a dimension that is limited is outside: it can't be shown inside."""
        for name in _SCOPES:
            limit, said = getattr(self, name), getattr(attested, name)
            if limit is not None and (not said or not said <= limit):
                return name
        return None


@dataclass(frozen=True, slots=True)
class IssuerEntry:
    """One issuer as a source of trust describes it. ``ids`` are its DIDs and its https ``iss`` values."""

    name: str
    ids: frozenset[str]
    profile: JsonObject
    source: str
    scope: Scope = field(default_factory=Scope)
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    withdrawn: bool = False

    def merged(self, other: IssuerEntry) -> IssuerEntry:
        """Both say something of one issuer: withdrawn wins, the narrower scope and period win."""
        return IssuerEntry(
            name=self.name,
            ids=self.ids | other.ids,
            profile=self.profile,
            source=self.source if other.source in self.source else f"{self.source}, {other.source}",
            scope=self.scope.narrowed(other.scope),
            valid_from=max(filter(None, (self.valid_from, other.valid_from)), default=None),
            valid_until=min(filter(None, (self.valid_until, other.valid_until)), default=None),
            withdrawn=self.withdrawn or other.withdrawn,
        )


@dataclass(frozen=True, slots=True)
class TrustBundle:
    """Issuers and their documents. ``refusal`` is the code of a source that could not be counted; the verifier then
    reports ``bundle`` as indeterminate."""

    entries: tuple[IssuerEntry, ...] = ()
    documents: Documents = field(default_factory=Documents)
    refusal: str | None = None

    @classmethod
    def of_cards(cls, cards: Iterable[IssuerCard], source: str = "card") -> TrustBundle:
        """Trust in the issuers of ``cards``, without limit of scope."""
        bundle = cls()
        for card in cards:
            bundle = bundle.merged(cls((_entry_of(card, source),), Documents.of_card(card)))
        return bundle

    @classmethod
    def from_bytes(cls, data: bytes, source: str) -> TrustBundle:
        """Read an issuer card, a list of issuers (JSON), or anchors (PEM). Raises :class:`TrustError` or
        :class:`Refused`."""
        if looks_like_pem(data):
            return cls(documents=Documents.of_anchors(data, source))
        value = parse(data)
        if isinstance(value, dict) and value.get("type") == CARD_TYPE:
            return cls.of_cards([IssuerCard.from_json(value)], source)
        if isinstance(value, dict) and value.get("type") == LIST_TYPE:
            return cls._from_list(value, source)
        raise TrustError("trust_not_recognised", path=source)

    @classmethod
    def _from_list(cls, value: JsonObject, source: str) -> TrustBundle:
        issuers = value.get("issuers")
        if value.get("version") != 1 or not isinstance(issuers, list) or set(value) - {"type", "version", "issuers"}:
            raise TrustError("trust_list_invalid", path=source, detail="version or issuers")
        bundle = cls()
        for entry in issuers:
            bundle = bundle.merged(_read_entry(entry, source))
        return bundle

    def find(self, identifier: str) -> IssuerEntry | None:
        """The entry of the issuer with this DID or https ``iss``."""
        return next((entry for entry in self.entries if identifier in entry.ids), None)

    def recorded(self, issuer: str, digest: str) -> datetime | None:
        """When a checked bundle first listed this digest of ``issuer``; cards record nothing."""
        return None

    def merged(self, other: TrustBundle) -> TrustBundle:
        """Both together. Raises :class:`TrustError` ``trust_conflict`` where they give one key two values."""
        entries = list(self.entries)
        for entry in other.entries:
            same = next((known for known in entries if known.ids & entry.ids), None)
            if same is None:
                entries.append(entry)
            else:
                entries[entries.index(same)] = same.merged(entry)
        return TrustBundle(tuple(entries), self.documents.merged(other.documents), self.refusal or other.refusal)


def _entry_of(card: IssuerCard, source: str) -> IssuerEntry:
    ids = {card.did_document.id}
    if card.issuer_metadata is not None:
        ids.add(card.issuer_metadata.issuer)
    return IssuerEntry(card.name, frozenset(ids), card.profile, source)


def _read_entry(value: JsonValue, source: str) -> TrustBundle:
    known = {"card", "may", "from", "until", "withdrawn"}
    if not isinstance(value, dict) or set(value) - known or not isinstance(value.get("withdrawn", False), bool):
        raise TrustError("trust_list_invalid", path=source, detail="an entry has members that are not known")
    card = IssuerCard.from_json(value.get("card"))
    plain = _entry_of(card, source)
    entry = IssuerEntry(
        name=plain.name,
        ids=plain.ids,
        profile=plain.profile,
        source=source,
        scope=_read_scope(value.get("may", {}), source),
        valid_from=_moment(value, "from", source),
        valid_until=_moment(value, "until", source),
        withdrawn=value.get("withdrawn") is True,
    )
    return TrustBundle((entry,), Documents.of_card(card))


def _read_scope(value: JsonValue, source: str) -> Scope:
    if not isinstance(value, dict) or set(value) - set(_SCOPES):
        raise TrustError("trust_list_invalid", path=source, detail="may")
    limits: Mapping[str, frozenset[str]] = {}
    for name, members in value.items():
        if not isinstance(members, list) or not all(isinstance(member, str) for member in members):
            raise TrustError("trust_list_invalid", path=source, detail=f"may.{name}")
        limits = {**limits, name: frozenset(str(member) for member in members)}
    return Scope(**limits)


def _moment(value: JsonObject, name: str, source: str) -> datetime | None:
    if name not in value:
        return None
    try:
        return parse_datetime(str(value[name]))
    except Refused as error:
        raise TrustError("trust_list_invalid", path=source, detail=name) from error


def _meet(left: frozenset[str] | None, right: frozenset[str] | None) -> frozenset[str] | None:
    if left is None or right is None:
        return right if left is None else left
    return left & right
