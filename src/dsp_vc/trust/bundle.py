"""What the operator believes, as data: issuers, what each may attest, and the documents that came with them.

Every source of trust (a card, a folder of cards, a list of issuers) becomes a :class:`TrustBundle`; several are
merged. Where they disagree, an issuer's withdrawal (the earliest) and the narrower scope win.

Cards are held in memory. A list may name many thousands of issuers, of which one verification needs one: it is
:class:`Listed`, looked up entry by entry, and its documents are mappings that read when they are asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from dsp_vc.encoding.strict_json import JsonObject, JsonValue, parse
from dsp_vc.encoding.timestamps import parse_datetime
from dsp_vc.errors import Refused, TrustError
from dsp_vc.trust.card import CARD_TYPE, IssuerCard
from dsp_vc.trust.documents import Documents, looks_like_certificates

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
    """One issuer as a source of trust describes it. ``ids`` are its DIDs and its https ``iss`` values; ``withdrawn`` is
    since when it is no longer recognised."""

    name: str
    ids: frozenset[str]
    profile: JsonObject
    source: str
    scope: Scope = field(default_factory=Scope)
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    withdrawn: datetime | None = None

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
            withdrawn=min(filter(None, (self.withdrawn, other.withdrawn)), default=None),
        )


class Listed(Protocol):
    """A list of issuers that was checked, wherever its entries lie."""

    @property
    def operator(self) -> str:
        """Who keeps the list."""

    @property
    def issued(self) -> datetime:
        """Its ``ListIssueDateTime``."""

    @property
    def expires(self) -> datetime:
        """From when on it may no longer be used."""

    def find(self, identifier: str) -> IssuerEntry | None:
        """The entry of the issuer with this DID or https ``iss``."""

    def recorded(self, issuer: str, digest: str) -> datetime | None:
        """When the list that first recorded ``digest`` (SHA-256, hexadecimal) of ``issuer`` was issued."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a source does not count: the ``code`` and ``params`` of the check ``bundle``, which is then indeterminate.

    ``last_known`` is the list where it is right but ran out: told in words, never counted.
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    last_known: Listed | None = None


@dataclass(frozen=True, slots=True)
class TrustBundle:
    """Issuers and their documents: ``entries`` from cards, ``lists`` that were checked, ``refusals`` of sources that
    do not count."""

    entries: tuple[IssuerEntry, ...] = ()
    documents: Documents = field(default_factory=Documents)
    lists: tuple[Listed, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @classmethod
    def of_cards(cls, cards: Iterable[IssuerCard], source: str = "card") -> TrustBundle:
        """Trust in the issuers of ``cards``, without limit of scope."""
        bundle = cls()
        for card in cards:
            bundle = bundle.merged(cls((_entry_of(card, source),), Documents.of_card(card)))
        return bundle

    @classmethod
    def from_bytes(cls, data: bytes, source: str) -> TrustBundle:
        """Read an issuer card, a list of issuers (JSON), or anchors. Raises :class:`TrustError` or
        :class:`Refused`."""
        if looks_like_certificates(data):
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
        """What all sources together say of the issuer with this DID or https ``iss``. Sources may know it by different
        identifiers; whatever one of them says under any of these counts."""
        found: IssuerEntry | None = None
        asked: set[str] = set()
        wanted = {identifier}
        told: list[set[str]] = [set() for _ in self.lists]  # on one list an identifier stands in one entry alone
        while wanted:
            asked |= wanted
            for entry in self._named(wanted, told):
                found = entry if found is None else found.merged(entry)
            wanted = set() if found is None else set(found.ids) - asked
        return found

    def recorded(self, issuer: str, digest: str) -> datetime | None:
        """When a list that was checked first recorded ``digest`` (SHA-256 of the bytes that a signature of ``issuer``
        covers, hexadecimal); ``None`` where none did. Cards record nothing."""
        return min(filter(None, (listed.recorded(issuer, digest) for listed in self.lists)), default=None)

    def last_known(self, identifier: str) -> tuple[Listed, IssuerEntry] | None:
        """The entry of ``identifier`` on a list that ran out, with that list. It counts for nothing."""
        for refusal in self.refusals:
            entry = None if refusal.last_known is None else refusal.last_known.find(identifier)
            if refusal.last_known is not None and entry is not None:
                return refusal.last_known, entry
        return None

    def merged(self, other: TrustBundle) -> TrustBundle:
        """Both together; where documents differ, see :meth:`Documents.merged`."""
        entries = list(self.entries)
        for entry in other.entries:
            same = next((known for known in entries if known.ids & entry.ids), None)
            if same is None:
                entries.append(entry)
            else:
                entries[entries.index(same)] = same.merged(entry)
        return TrustBundle(
            tuple(entries),
            self.documents.merged(other.documents),
            self.lists + other.lists,
            self.refusals + other.refusals,
        )

    def _named(self, identifiers: set[str], told: list[set[str]]) -> Iterator[IssuerEntry]:
        yield from (entry for entry in self.entries if identifiers & entry.ids)
        for listed, known in zip(self.lists, told, strict=True):
            for identifier in sorted(identifiers):
                entry = None if identifier in known else listed.find(identifier)
                if entry is not None:
                    known |= entry.ids
                    yield entry


def _entry_of(card: IssuerCard, source: str) -> IssuerEntry:
    ids = {card.did_document.id}
    if card.issuer_metadata is not None:
        ids.add(card.issuer_metadata.issuer)
    return IssuerEntry(card.name, frozenset(ids), card.profile, source)


def _read_entry(value: JsonValue, source: str) -> TrustBundle:
    known = {"card", "may", "from", "until", "withdrawn"}
    if not isinstance(value, dict) or set(value) - known:
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
        withdrawn=_moment(value, "withdrawn", source),
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
