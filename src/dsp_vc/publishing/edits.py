"""Changes to a list: who joins, who is withdrawn, which documents come along. Each gives the state to be committed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from dsp_vc.did.document import DidDocument
from dsp_vc.did.resolver import resolve_local
from dsp_vc.encoding.strict_json import dumps, parse_object
from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.errors import InputError, Refused, TrustError
from dsp_vc.model.sd_jwt_vc import VCT, type_metadata
from dsp_vc.publishing.folder import BundleFolder
from dsp_vc.publishing.state import State, StoredFile
from dsp_vc.trust.card import IssuerCard
from dsp_vc.trust.documents import Documents
from dsp_vc.trust.issuer_list import RECOGNISED, WITHDRAWN, ListedIssuer, May, Standing
from dsp_vc.trust.site import Site
from dsp_vc.trust.status_lists import check_succeeds
from dsp_vc.words import Moment, Phrase

DID_DOCUMENT, ISSUER_METADATA, STATUS_LIST, ANCHORS, REGISTRY = (
    "did-document", "issuer-metadata", "status-list", "anchors", "registry")  # fmt: skip
_SAYS_ITSELF = ("did:key:", "did:jwk:")
Revoked = Mapping[str, Mapping[str, datetime]]
# What a document is, by where :class:`Documents` puts it.
_KINDS = {
    "did_documents": DID_DOCUMENT,
    "issuer_metadata": ISSUER_METADATA,
    "contexts": "context",
    "schemas": "schema",
    "type_metadata": "type-metadata",
    "status_lists": STATUS_LIST,
}


class Outcome(StrEnum):
    """What became of an issuer that was added."""

    ADDED = "added"
    UPDATED = "updated"
    AGAIN = "again"  # it had been withdrawn


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms an issuer is listed. ``None`` keeps what stood there; a new entry is then without limit."""

    may: May | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    joins: str | None = None


def add_issuer(folder: BundleFolder, site: Site, terms: Terms, now: datetime) -> tuple[State, Outcome]:
    """Put an issuer on the list, or bring its entry up to date; its digests wait for the next publication. Its status
    lists come along, which the caller has checked, and the Type Metadata of our tokens.

    ``terms.joins`` names an entry (DID or https ``iss``) to which the identifiers of this one belong too.

    Raises :class:`TrustError` ``bundle_unknown_issuer``, ``bundle_ids_conflict`` (they belong to two entries),
    ``status_list_older``, ``status_list_unrevoked`` (a later list of that address is here);
    :class:`Refused` ``bundle_key_unrevoked`` (a key that was revoked is in use again, or was until later).
    """
    card = site.card
    did = card.did_document.id
    _check_revocations(folder.state.revoked, card.did_document)
    revoked = revocations(folder.state.revoked, card.did_document)
    issuers = list(folder.issuers())
    ids = [did] if card.issuer_metadata is None else [did, card.issuer_metadata.issuer]
    known = [entry for entry in issuers if set(entry.ids) & set(ids)]
    if terms.joins is not None:
        joined = find(issuers, terms.joins)
        known = known if joined in known else [*known, joined]
    if len(known) > 1:
        raise TrustError("bundle_ids_conflict", name=card.name, other=known[1].name)
    outcome = Outcome.ADDED
    if known:
        entry = known[0]
        outcome = Outcome.UPDATED if entry.standing.status == RECOGNISED else Outcome.AGAIN
        changed = entry if outcome is Outcome.UPDATED else entry.now(Standing(RECOGNISED, now))
        first = did in entry.ids and terms.joins is None  # the entry is this card's own: its name and profile too
        changed = replace(
            changed,
            name=card.name if first else entry.name,
            profile=card.profile if first else entry.profile,
            ids=tuple(dict.fromkeys((*entry.ids, *ids))),
        )
        issuers[issuers.index(entry)] = _on(changed, terms)
    else:
        issuers.append(_on(ListedIssuer(card.name, tuple(ids), card.profile, Standing(RECOGNISED, now)), terms))
    state = replace(folder.with_issuers(issuers), revoked=revoked)
    for file in _documents(folder, card):
        state = replace(state, files=state.with_file(file))
    if takes_types(site):
        types = folder.stored(_KINDS["type_metadata"], VCT, type_metadata(), "json")
        state = replace(state, files=state.with_file(types))
    for url, raw in site.status_lists.items():
        state = replace(state, files=state.with_file(_stored_list(folder, url, raw)))
    if site.digests is not None:
        record = folder.digest_record(did).with_digests(site.digests.digests)
        state = replace(state, digests={**state.digests, did: folder.put(record.to_bytes())})
    return state, outcome


def takes_types(site: Site) -> bool:
    """Whether the site's Type Metadata comes along: any other than ours would make every token of that type fail."""
    return site.type_metadata == type_metadata()


def withdraw_issuer(folder: BundleFolder, named: str, reason: str, since: datetime) -> tuple[State, ListedIssuer]:
    """Take recognition away from an issuer from ``since`` on; its entry stays, with what it was before.

    Raises :class:`TrustError` ``bundle_unknown_issuer``, ``bundle_ambiguous_issuer``, ``bundle_withdrawn_already``,
    ``bundle_withdrawn_before`` (it would be before it was recognised).
    """
    issuers = list(folder.issuers())
    entry = find(issuers, named)
    if entry.standing.status == WITHDRAWN:
        raise TrustError("bundle_withdrawn_already", name=entry.name)
    if since < entry.standing.since:
        raise TrustError(
            "bundle_withdrawn_before",
            name=entry.name,
            moment=Moment(entry.standing.since),
            since=format_datetime(entry.standing.since),
        )
    withdrawn = entry.now(Standing(WITHDRAWN, since, reason))
    issuers[issuers.index(entry)] = withdrawn
    return folder.with_issuers(issuers), withdrawn


def add_file(folder: BundleFolder, data: bytes, name: str, *, url: str | None = None, only: str | None = None) -> (
    tuple[State, StoredFile]
):  # fmt: skip
    """Put a document into the bundle, byte for byte; ``url`` says what it stands for where it does not say so itself.
    A bare key set, which says nothing of whose it is, becomes metadata of the ``iss`` that ``url`` is.

    Raises :class:`InputError` ``evidence_*``, ``bundle_file_is_card``, ``bundle_file_kind`` (not of the kind ``only``),
    ``bundle_ids_conflict``, :class:`Refused` where it is recognised and wrong; :class:`TrustError`
    ``status_list_older``, ``status_list_unrevoked``.
    """
    documents = Documents.from_bytes(data, url=url, name=name)
    kind, stands_for = _recognised(documents, data, url)
    if sum(bool(getattr(documents, member)) for member in _KINDS) > 1:
        raise InputError("bundle_file_is_card", path=name)
    if only is not None and kind != only:
        raise InputError("bundle_file_kind", path=name, name=Phrase(f"bundle_kind_{kind}"))
    if url is not None and stands_for != url:
        raise InputError("bundle_file_url", path=name, name=stands_for)
    revoked = folder.state.revoked
    if kind == DID_DOCUMENT:
        document = documents.did_documents[stands_for]
        _check_revocations(revoked, document)
        revoked = revocations(revoked, document)
    if kind == ISSUER_METADATA:
        keys = parse_object(data)
        data = data if "issuer" in keys else dumps({"issuer": stands_for, "jwks": keys}).encode()
    if kind == STATUS_LIST:
        file = _stored_list(folder, stands_for, data)
    else:
        file = folder.stored(kind, stands_for, data, "pem" if kind == ANCHORS else "json")
    return replace(folder.state, files=folder.state.with_file(file), revoked=revoked, edited=True), file


def import_registry(
    folder: BundleFolder, entries: Iterable[ListedIssuer], data: bytes, url: str | None
) -> tuple[State, int, int]:
    """Put the issuers of a registry on the list, and keep the registry as it was. Who is on the list already stays as
    they are. Gives the state, how many were added, and how many stayed.
    """
    issuers = list(folder.issuers())
    known = {identifier for issuer in issuers for identifier in issuer.ids}
    found = list(entries)
    new = [entry for entry in found if not known & set(entry.ids)]
    state = folder.with_issuers([*issuers, *new])
    original = folder.stored(REGISTRY, url or _digest_url(data), data, "json")
    return replace(state, files=state.with_file(original)), len(new), len(found) - len(new)


def find(issuers: Iterable[ListedIssuer], named: str) -> ListedIssuer:
    """The entry with this DID or https ``iss``, or with this very name.

    Raises :class:`TrustError` ``bundle_unknown_issuer``, ``bundle_ambiguous_issuer``.
    """
    found = [entry for entry in issuers if named in entry.ids or named == entry.name]
    if not found:
        raise TrustError("bundle_unknown_issuer", name=named)
    if len(found) > 1:
        raise TrustError("bundle_ambiguous_issuer", name=named)
    return found[0]


def without_keys(folder: BundleFolder) -> list[str]:
    """The identifiers of recognised issuers whose keys nobody can know: no document of theirs comes along."""
    held = {file.url for file in folder.state.files if file.kind in (DID_DOCUMENT, ISSUER_METADATA)}
    return [
        entry.ids[0]
        for entry in folder.issuers()
        if entry.standing.status == RECOGNISED
        and not any(identifier in held or identifier.startswith(_SAYS_ITSELF) for identifier in entry.ids)
    ]


def _on(entry: ListedIssuer, terms: Terms) -> ListedIssuer:
    return replace(
        entry,
        may=entry.may if terms.may is None else terms.may,
        valid_from=entry.valid_from if terms.valid_from is None else terms.valid_from,
        valid_until=entry.valid_until if terms.valid_until is None else terms.valid_until,
    )


def _documents(folder: BundleFolder, card: IssuerCard) -> Iterable[StoredFile]:
    """What a verifier needs beside the entry; a did:key or did:jwk says its key itself."""
    document, metadata = card.did_document, card.issuer_metadata
    if resolve_local(document.id) is None:
        yield folder.stored(DID_DOCUMENT, document.id, dumps(document.raw).encode(), "json")
    raw = card.value.get("jwtVcIssuer")
    if metadata is not None and isinstance(raw, dict):
        yield folder.stored(ISSUER_METADATA, metadata.issuer, dumps(raw).encode(), "json")


def _stored_list(folder: BundleFolder, url: str, raw: bytes) -> StoredFile:
    """A status list in place of the one that is here."""
    before = folder.state.find(STATUS_LIST, url)
    if before is not None:
        check_succeeds(folder.get(before.digest), raw, url)
    return folder.stored(STATUS_LIST, url, raw, "json" if raw.lstrip()[:1] == b"{" else "jwt")


def revocations(known: Revoked, document: DidDocument) -> Revoked:
    """``known`` with what ``document`` calls revoked; of two moments the earlier one counts."""
    keys = dict(known.get(document.id, {}))
    for method in document.methods.values():
        if method.revoked is not None:
            key = method.public_key.to_multikey()
            keys[key] = min(method.revoked, keys.get(key, method.revoked))
    return {**known, document.id: keys} if keys else known


def _check_revocations(known: Revoked, document: DidDocument) -> None:
    """A key that any document of this issuer revoked is never taken back, nor by way of one that leaves it out: who
    stole it would ask for just that."""
    for method in document.methods.values():
        since = known.get(document.id, {}).get(method.public_key.to_multikey())
        if since is not None and (method.revoked is None or method.revoked > since):
            raise Refused("bundle_key_unrevoked", name=method.id)


def _recognised(documents: Documents, data: bytes, url: str | None) -> tuple[str, str]:
    for member, kind in _KINDS.items():
        for identifier in getattr(documents, member):
            return kind, identifier
    return ANCHORS, url or _digest_url(data)


def _digest_url(data: bytes) -> str:
    """A name for what has no address."""
    return f"urn:sha256:{sha256(data).hexdigest()}"
