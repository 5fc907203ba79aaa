"""The Digital Credentials Query Language (OpenID4VP 1.0 §6), as far as credentials here can answer: by format, type,
and claims with wanted values. Read strictly and within bounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import Refused
from dsp_vc.model.credential import OPEN_BADGE, SD_JWT_VC, Credential

FORMATS = {"dc+sd-jwt": SD_JWT_VC, "ldp_vc": OPEN_BADGE}
MAX_QUERIES = 50
MAX_PATH = 12
_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")
#: ``type_values`` name types as IRIs, as the contexts expand them (Appendix B.1.1); those are pinned: a table will do.
#: The contexts of Open Badges have two words for one type, which a signature over RDF can't tell apart.
EXPANDED = {
    "VerifiableCredential": "https://www.w3.org/2018/credentials#VerifiableCredential",
    "AchievementCredential": "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential",
    "OpenBadgeCredential": "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential",
}
Path = tuple[str | int | None, ...]
Place = tuple[tuple[str | int, ...], JsonValue]


@dataclass(frozen=True, slots=True)
class ClaimQuery:
    """One claim by its path; ``None`` in a path stands for every element. ``values``: any of these, or anything."""

    path: Path
    values: tuple[str | int | bool, ...] = ()
    id: str | None = None

    def found_in(self, claims: JsonValue) -> list[tuple[str | int, ...]]:
        """The places in ``claims`` that the path selects and whose value is wanted (§7.1)."""
        places: list[Place] = [((), claims)]
        for step in self.path:
            places = [found for place in places for found in _step(place, step)]
        return [path for path, value in places if not self.values or _is_among(value, self.values)]


@dataclass(frozen=True, slots=True)
class CredentialQuery:
    """One wanted credential."""

    id: str
    format: str
    types: tuple[tuple[str, ...], ...] = ()
    claims: tuple[ClaimQuery, ...] = ()
    claim_sets: tuple[tuple[str, ...], ...] = ()

    def answered_by(self, credential: Credential) -> tuple[ClaimQuery, ...] | None:
        """The claims to show of ``credential`` so that it answers; ``None`` where it can't (§6.4)."""
        if FORMATS.get(self.format) != credential.format:
            return None
        types = {_expanded(name, self.format) for name in credential.types}
        if self.types and not any(set(wanted) <= types for wanted in self.types):
            return None
        claims = dict(credential.claims)
        # Each is looked for once, in however many sets it stands.
        present = {query for query in self.claims if query.found_in(claims)}
        return next((choice for choice in self._choices() if present.issuperset(choice)), None)

    def _choices(self) -> list[tuple[ClaimQuery, ...]]:
        if not self.claim_sets:
            return [self.claims]
        by_id = {query.id: query for query in self.claims}
        return [tuple(by_id[name] for name in names) for names in self.claim_sets]


@dataclass(frozen=True, slots=True)
class CredentialSet:
    """Alternatives: any one of ``options``, each a list of query ids; not needed unless ``required``."""

    options: tuple[tuple[str, ...], ...]
    required: bool = True


@dataclass(frozen=True, slots=True)
class DcqlQuery:
    """A whole query."""

    credentials: tuple[CredentialQuery, ...]
    sets: tuple[CredentialSet, ...] = ()
    value: JsonObject = field(default_factory=dict, repr=False)

    @classmethod
    def from_json(cls, value: JsonValue) -> DcqlQuery:
        """Read a query. Raises :class:`Refused` ``dcql_invalid`` with the member in ``detail``."""
        document = _object(value, "dcql_query")
        queries = tuple(_credential(entry) for entry in _list(document.get("credentials"), "credentials"))
        ids = [query.id for query in queries]
        if len(set(ids)) != len(ids):
            raise Refused("dcql_invalid", detail="two credential queries have one id")
        sets: tuple[CredentialSet, ...] = ()
        if "credential_sets" in document:
            sets = tuple(_set(entry, set(ids)) for entry in _list(document["credential_sets"], "credential_sets"))
        return cls(queries, sets, document)

    def wanted(self) -> list[list[tuple[str, ...]]]:
        """What must be answered: for each need, its alternatives, each a list of query ids."""
        if not self.sets:
            return [[(query.id,)] for query in self.credentials]
        return [list(entry.options) for entry in self.sets if entry.required]

    def unanswered(self, shown: Sequence[tuple[str | None, Credential]]) -> list[str]:
        """The needs that nothing of ``shown`` (query id where one was given, credential) answers; empty: all are."""
        answered = {
            query.id
            for query in self.credentials
            for name, credential in shown
            if name in (None, query.id) and query.answered_by(credential) is not None
        }
        return [
            " / ".join("+".join(option) for option in options)
            for options in self.wanted()
            if not any(set(option) <= answered for option in options)
        ]


def _expanded(name: str, kind: str) -> str:
    """The IRI of a word for a type of ``ldp_vc``; other names as they are."""
    return EXPANDED.get(name, name) if kind == "ldp_vc" else name


def _credential(value: JsonValue) -> CredentialQuery:
    entry = _object(value, "credentials")
    kind = _text(entry.get("format"), "format")
    meta = _object(entry.get("meta", {}), "meta")
    types: tuple[tuple[str, ...], ...] = ()
    if kind == "dc+sd-jwt" and "vct_values" in meta:
        types = tuple((_text(vct, "vct_values"),) for vct in _list(meta["vct_values"], "vct_values"))
    if kind == "ldp_vc" and "type_values" in meta:
        types = tuple(
            tuple(_expanded(_text(name, "type_values"), kind) for name in _list(names, "type_values"))
            for names in _list(meta["type_values"], "type_values")
        )
    for name in ("multiple", "require_cryptographic_holder_binding"):
        if not isinstance(entry.get(name, False), bool):
            raise Refused("dcql_invalid", detail=name)
    claims = tuple(_claim(claim) for claim in _list(entry["claims"], "claims")) if "claims" in entry else ()
    named = [claim.id for claim in claims if claim.id is not None]
    known = set(named)
    if len(known) != len(named):
        raise Refused("dcql_invalid", detail="two claims have one id")
    sets: tuple[tuple[str, ...], ...] = ()
    if "claim_sets" in entry:
        if len(named) != len(claims):
            raise Refused("dcql_invalid", detail="claim_sets: a claim without id")
        sets = tuple(
            tuple(_known(name, known, "claim_sets") for name in _list(names, "claim_sets"))
            for names in _list(entry["claim_sets"], "claim_sets")
        )
    return CredentialQuery(_id(entry.get("id")), kind, types, claims, sets)


def _claim(value: JsonValue) -> ClaimQuery:
    entry = _object(value, "claims")
    path: list[str | int | None] = []
    for step in _list(entry.get("path"), "path"):
        if isinstance(step, bool) or not (step is None or isinstance(step, str | int)) or step == "":
            raise Refused("dcql_invalid", detail="path")
        if isinstance(step, int) and step < 0:
            raise Refused("dcql_invalid", detail="path")
        path.append(step)
    if len(path) > MAX_PATH:
        raise Refused("dcql_invalid", detail="path")
    values: list[str | int | bool] = []
    if "values" in entry:
        for wanted in _list(entry["values"], "values"):
            if not isinstance(wanted, str | int | bool):
                raise Refused("dcql_invalid", detail="values")
            values.append(wanted)
    name = entry.get("id")
    return ClaimQuery(tuple(path), tuple(values), None if name is None else _id(name))


def _set(value: JsonValue, known: set[str]) -> CredentialSet:
    entry = _object(value, "credential_sets")
    required = entry.get("required", True)
    if not isinstance(required, bool):
        raise Refused("dcql_invalid", detail="required")
    options = tuple(
        tuple(_known(name, known, "options") for name in _list(names, "options"))
        for names in _list(entry.get("options"), "options")
    )
    return CredentialSet(options, required)


def _step(place: Place, step: str | int | None) -> list[Place]:
    path, value = place
    if step is None:
        return [((*path, number), entry) for number, entry in enumerate(value)] if isinstance(value, list) else []
    if isinstance(step, str):
        return [((*path, step), value[step])] if isinstance(value, dict) and step in value else []
    return [((*path, step), value[step])] if isinstance(value, list) and step < len(value) else []


def _is_among(value: JsonValue, wanted: Sequence[str | int | bool]) -> bool:
    return any(type(value) is type(entry) and value == entry for entry in wanted)


def _object(value: JsonValue, name: str) -> JsonObject:
    if not isinstance(value, dict):
        raise Refused("dcql_invalid", detail=name)
    return value


def _list(value: JsonValue, name: str) -> list[JsonValue]:
    if not isinstance(value, list) or not value or len(value) > MAX_QUERIES:
        raise Refused("dcql_invalid", detail=name)
    return value


def _text(value: JsonValue, name: str) -> str:
    if not isinstance(value, str) or not value:
        raise Refused("dcql_invalid", detail=name)
    return value


def _id(value: JsonValue) -> str:
    """Letters, digits, ``_`` and ``-`` (§6.1, §6.3)."""
    text = _text(value, "id")
    if not is_query_id(text):
        raise Refused("dcql_invalid", detail="id")
    return text


def is_query_id(text: str) -> bool:
    """Whether ``text`` can be the id of a query: up to a hundred letters, digits, ``_`` and ``-`` (§6.1)."""
    return _ID.fullmatch(text) is not None


def _known(value: JsonValue, known: set[str], name: str) -> str:
    text = _text(value, name)
    if text not in known:
        raise Refused("dcql_invalid", detail=f"{name}: {text}")
    return text
