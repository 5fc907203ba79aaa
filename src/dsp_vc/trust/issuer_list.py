"""The list of issuers in a bundle: ETSI TS 119 602 V1.1.1, lists of trusted entities (LoTE), in its JSON binding.

Member names and shapes are those of ETSI's schema ``1960201_json_schema.json``: clause 6.3 for the scheme (given
implicitly, so without the members that only an explicit scheme has), 6.5 for an entity, 6.6 for its services. What
ETSI leaves to a scheme is named by URNs of ours. What an issuer may attest stands among the
``ServiceInformationExtensions``, its Open Badges profile among the ``TEInformationExtensions``.

Members that are not known are left alone. An entry is not counted, and named in ``uncounted``, where a status or a
limit is not known: a limit that is not understood must not be taken for none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from dsp_vc.encoding.strict_json import JsonObject, JsonValue, dumps, parse
from dsp_vc.encoding.timestamps import format_datetime, parse_datetime
from dsp_vc.errors import Refused, TrustError
from dsp_vc.trust.bundle import IssuerEntry, Scope

LIST_TYPE = "urn:dsp-vc:list:skill-issuers:1"
SERVICE_TYPE = "urn:dsp-vc:service:skill-attestation"
RECOGNISED, WITHDRAWN = "urn:dsp-vc:status:recognised", "urn:dsp-vc:status:withdrawn"
MAX_BYTES = 128 * 1024 * 1024
#: Characters in a name: it is shown to people.
MAX_NAME = 1000

_PROFILE, _SCOPE, _REASON = "urn:dsp-vc:profile", "urn:dsp-vc:scope", "urn:dsp-vc:reason"
SETS = ("types", "skills", "contexts", "bases")
_HISTORY_IS_KEPT = 65535  # TS 119 612 clause 5.3.12: what was once on the list is never taken off
_UNKNOWN_STREET = "-"  # the schema requires one; a profile has none


@dataclass(frozen=True, slots=True)
class May:
    """What an issuer may attest, as the keeper wrote it: sets (``None``: without limit) and named groups of skills.

    A group is a name for skill URIs written out here, so that a verifier needs no taxonomy.
    """

    types: frozenset[str] | None = None
    skills: frozenset[str] | None = None
    contexts: frozenset[str] | None = None
    bases: frozenset[str] | None = None
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def scope(self) -> Scope:
        """The same for a verifier: a group is the skills in it."""
        skills = self.skills
        if self.groups:
            skills = frozenset().union(skills or (), *self.groups.values())
        return Scope(self.types, skills, self.contexts, self.bases)

    def to_json(self) -> JsonObject:
        """``{"skills": [...], "groups": {name: [...]}, ...}``; a dimension without limit is left out."""
        value: JsonObject = {}
        for name in SETS:
            members: frozenset[str] | None = getattr(self, name)
            if members is not None:
                value[name] = [*sorted(members)]
        if self.groups:
            value["groups"] = {name: [*sorted(self.groups[name])] for name in sorted(self.groups)}
        return value

    @classmethod
    def from_json(cls, value: JsonValue) -> May:
        """Read it. Raises :class:`TrustError` ``issuer_list_invalid``, also for a dimension that is not known."""
        if not isinstance(value, dict) or set(value) - {*SETS, "groups"}:
            raise _invalid("may")
        sets = {name: _strings(value[name], f"may.{name}") for name in SETS if name in value}
        groups = value.get("groups", {})
        if not isinstance(groups, dict):
            raise _invalid("may.groups")
        return cls(**sets, groups={name: _strings(members, f"may.groups.{name}") for name, members in groups.items()})


@dataclass(frozen=True, slots=True)
class Standing:
    """A status (``RECOGNISED``, ``WITHDRAWN``) ``since`` when, and why."""

    status: str
    since: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ListedIssuer:
    """One entity on the list. ``ids`` are its DIDs and https ``iss`` values; ``history`` is what it was before, the
    newest first."""

    name: str
    ids: tuple[str, ...]
    profile: JsonObject
    standing: Standing
    may: May = field(default_factory=May)
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    history: tuple[Standing, ...] = ()

    def now(self, standing: Standing) -> ListedIssuer:
        """The same entity in another standing; the one it had goes into its history."""
        return replace(self, standing=standing, history=(self.standing, *self.history))

    def entry(self, source: str) -> IssuerEntry:
        """What a verifier needs of it."""
        return IssuerEntry(
            name=self.name,
            ids=frozenset(self.ids),
            profile=self.profile,
            source=source,
            scope=self.may.scope(),
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            withdrawn=self.standing.since if self.standing.status == WITHDRAWN else None,
        )

    def to_json(self, language: str, territory: str) -> JsonObject:
        """A ``TrustedEntity`` (clause 6.5): names in ``language``, the address in ``territory`` (ISO 3166-1).

        Raises :class:`TrustError` ``issuer_list_invalid`` for a name that :func:`read` would refuse.
        """
        if not 0 < len(self.name) <= MAX_NAME:
            raise _invalid("TEName")
        name: JsonValue = [{"lang": language, "value": self.name}]
        email, url = self.profile.get("email"), self.profile.get("url")
        pages = [text for text in (f"mailto:{email}" if email else None, url, self.ids[0]) if isinstance(text, str)]
        address: JsonObject = {
            "TEPostalAddress": [{"lang": language, "StreetAddress": _UNKNOWN_STREET, "Country": territory}],
            "TEElectronicAddress": [{"lang": language, "uriValue": page} for page in pages[:-1] or pages],
        }
        information: JsonObject = {
            "TEName": name,
            "TEAddress": address,
            "TEInformationURI": [{"lang": language, "uriValue": pages[-2] if url else pages[-1]}],
            "TEInformationExtensions": [{"type": _PROFILE, "profile": self.profile}],
        }
        service: JsonObject = {"ServiceInformation": self._service(self.standing, name, limits=True)}
        if self.history:
            service["ServiceHistory"] = [self._service(standing, name) for standing in self.history]
        return {"TrustedEntityInformation": information, "TrustedEntityServices": [service]}

    def _service(self, standing: Standing, name: JsonValue, *, limits: bool = False) -> JsonObject:
        extensions: list[JsonValue] = []
        if limits:
            scope: JsonObject = {"type": _SCOPE, "may": self.may.to_json()}
            for member, moment in (("from", self.valid_from), ("until", self.valid_until)):
                if moment is not None:
                    scope[member] = format_datetime(moment)
            extensions.append(scope)
        if standing.reason:
            extensions.append({"type": _REASON, "reason": standing.reason})
        service: JsonObject = {
            "ServiceName": name,
            "ServiceDigitalIdentity": {"OtherIds": list(self.ids)},
            "ServiceTypeIdentifier": SERVICE_TYPE,
            "ServiceStatus": standing.status,
            "StatusStartingTime": format_datetime(standing.since),
        }
        return {**service, "ServiceInformationExtensions": extensions} if extensions else service


@dataclass(frozen=True, slots=True)
class IssuerList:
    """A list as it was read. ``sequence`` is one more in every issue; ``uncounted`` names entities of which a status
    or limit is not known here."""

    operator: str
    sequence: int
    issued: datetime
    next_update: datetime
    issuers: tuple[ListedIssuer, ...]
    uncounted: tuple[str, ...] = ()

    @property
    def entries(self) -> tuple[IssuerEntry, ...]:
        """What a verifier needs of the entities."""
        return tuple(issuer.entry(self.operator) for issuer in self.issuers)


def build(
    entities: Iterable[JsonObject],
    *,
    operator: str,
    sequence: int,
    issued: datetime,
    next_update: datetime,
    language: str = "nl",
    territory: str = "NL",
) -> bytes:
    """The list as JSON; ``entities`` come from :meth:`ListedIssuer.to_json`. Moments are cut to whole seconds."""
    information: JsonObject = {
        "LoTEVersionIdentifier": 1,
        "LoTESequenceNumber": sequence,
        "LoTEType": LIST_TYPE,
        "SchemeOperatorName": [{"lang": language, "value": operator}],
        "SchemeTerritory": territory,
        "HistoricalInformationPeriod": _HISTORY_IS_KEPT,
        "ListIssueDateTime": format_datetime(issued),
        "NextUpdate": format_datetime(next_update),
    }
    lote: JsonObject = {"ListAndSchemeInformation": information}
    listed: list[JsonValue] = list(entities)
    if listed:  # the schema has no empty list
        lote["TrustedEntitiesList"] = listed
    return dumps({"LoTE": lote}).encode("utf-8")


def read(data: bytes) -> IssuerList:
    """Read a list. Raises :class:`TrustError` ``issuer_list_invalid``, :class:`Refused` ``json_*``."""
    value = parse(data, max_bytes=MAX_BYTES)
    lote = _object(_object(value, "the file").get("LoTE"), "LoTE")
    scheme = _object(lote.get("ListAndSchemeInformation"), "ListAndSchemeInformation")
    sequence = scheme.get("LoTESequenceNumber")
    if scheme.get("LoTEVersionIdentifier") != 1 or scheme.get("LoTEType") != LIST_TYPE:
        raise _invalid("LoTEVersionIdentifier, LoTEType")
    if not isinstance(sequence, int) or isinstance(sequence, bool) or sequence < 1:
        raise _invalid("LoTESequenceNumber")
    issuers: list[ListedIssuer] = []
    uncounted: list[tuple[str, frozenset[str]]] = []
    for entity in _array(lote.get("TrustedEntitiesList", []), "TrustedEntitiesList"):
        counted, names = _entity(entity)
        issuers += counted
        uncounted += names
    seen: set[str] = set()
    # Of an issuer that stands also in an entry that is not understood it is not known whether it is recognised.
    for ids in (*(frozenset(issuer.ids) for issuer in issuers), *(ids for _, ids in uncounted)):
        if not seen.isdisjoint(ids):
            raise _invalid(f"{min(seen & ids)} stands twice")
        seen |= ids
    return IssuerList(
        operator=_text(scheme.get("SchemeOperatorName"), "SchemeOperatorName"),
        sequence=sequence,
        issued=_moment(scheme.get("ListIssueDateTime"), "ListIssueDateTime"),
        next_update=_moment(scheme.get("NextUpdate"), "NextUpdate"),
        issuers=tuple(issuers),
        uncounted=tuple(name for name, _ in uncounted),
    )


def read_entity(value: JsonValue) -> ListedIssuer:
    """One ``TrustedEntity`` that :meth:`ListedIssuer.to_json` made. Raises :class:`TrustError`."""
    counted, _ = _entity(value)
    if len(counted) != 1:
        raise _invalid("TrustedEntityServices")
    return counted[0]


def _entity(value: JsonValue) -> tuple[list[ListedIssuer], list[tuple[str, frozenset[str]]]]:
    entity = _object(value, "TrustedEntity")
    information = _object(entity.get("TrustedEntityInformation"), "TrustedEntityInformation")
    name = _text(information.get("TEName"), "TEName")
    profiles = _extension(information.get("TEInformationExtensions", []), _PROFILE)
    profile = _object(profiles.get("profile", {}), "profile")
    counted: list[ListedIssuer] = []
    uncounted: list[tuple[str, frozenset[str]]] = []
    for member in _array(entity.get("TrustedEntityServices"), "TrustedEntityServices"):
        service = _object(member, "TrustedEntityService")
        current = _object(service.get("ServiceInformation"), "ServiceInformation")
        if current.get("ServiceTypeIdentifier") != SERVICE_TYPE:
            continue  # another service of the same entity
        ids = _strings(
            _object(current.get("ServiceDigitalIdentity"), "ServiceDigitalIdentity").get("OtherIds"), "OtherIds"
        )
        limits = _extension(current.get("ServiceInformationExtensions", []), _SCOPE)
        if not ids:
            raise _invalid("OtherIds")
        if current.get("ServiceStatus") not in (RECOGNISED, WITHDRAWN) or _limits_unknown(limits):
            uncounted.append((name, ids))
            continue
        order = _array(_object(current["ServiceDigitalIdentity"], "ServiceDigitalIdentity")["OtherIds"], "OtherIds")
        history = _array(service.get("ServiceHistory", []), "ServiceHistory")
        counted.append(
            ListedIssuer(
                name=name,
                ids=tuple(str(identifier) for identifier in order),
                profile=profile,
                standing=_standing(current),
                may=May.from_json(limits.get("may", {})),
                valid_from=_moment(limits["from"], "from") if "from" in limits else None,
                valid_until=_moment(limits["until"], "until") if "until" in limits else None,
                history=tuple(_standing(_object(former, "ServiceHistory")) for former in history),
            )
        )
    return counted, uncounted


def _limits_unknown(limits: JsonObject) -> bool:
    may = limits.get("may", {})
    return bool(set(limits) - {"type", "may", "from", "until"}) or (
        isinstance(may, dict) and bool(set(may) - {*SETS, "groups"})
    )


def _standing(service: JsonObject) -> Standing:
    status = service.get("ServiceStatus")
    if not isinstance(status, str):
        raise _invalid("ServiceStatus")
    reason = _extension(service.get("ServiceInformationExtensions", []), _REASON).get("reason", "")
    if not isinstance(reason, str):
        raise _invalid("reason")
    return Standing(status, _moment(service.get("StatusStartingTime"), "StatusStartingTime"), reason)


def _extension(value: JsonValue, kind: str) -> JsonObject:
    """The one extension of this kind, or an empty object; extensions of others are not looked into."""
    found = [entry for entry in _array(value, "extensions") if isinstance(entry, dict) and entry.get("type") == kind]
    if len(found) > 1:
        raise _invalid(f"{kind} stands twice")
    return found[0] if found else {}


def _text(value: JsonValue, place: str) -> str:
    """The first of a sequence of multilingual strings (clause 6.1.4)."""
    first = next(iter(_array(value, place)), None)
    text = first.get("value") if isinstance(first, dict) else None
    if not isinstance(text, str) or not 0 < len(text) <= MAX_NAME:
        raise _invalid(place)
    return text


def _strings(value: JsonValue, place: str) -> frozenset[str]:
    members = _array(value, place)
    if not all(isinstance(member, str) and member for member in members):
        raise _invalid(place)
    return frozenset(str(member) for member in members)


def _moment(value: JsonValue, place: str) -> datetime:
    try:
        return parse_datetime(value if isinstance(value, str) else "")
    except Refused as error:
        raise _invalid(place) from error


def _object(value: JsonValue, place: str) -> JsonObject:
    if not isinstance(value, dict):
        raise _invalid(place)
    return value


def _array(value: JsonValue, place: str) -> list[JsonValue]:
    if not isinstance(value, list):
        raise _invalid(place)
    return value


def _invalid(place: str) -> TrustError:
    return TrustError("issuer_list_invalid", detail=place)
