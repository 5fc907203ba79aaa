"""A credential with Data Integrity proofs, as a candidate for verification (VC-DATA-INTEGRITY 1.0 §4.4, §4.6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from dsp_vc.did.resolver import resolve_local
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.encoding.timestamps import parse_datetime
from dsp_vc.errors import Refused, ResolutionError
from dsp_vc.keys.public import PublicKey
from dsp_vc.model.credential import Credential
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.rdf.guard import guard
from dsp_vc.rdf.related_resources import check_related_resources
from dsp_vc.securing.data_integrity.proof import Proof, read_proofs
from dsp_vc.securing.data_integrity.suite import MEDIA_TYPE, check_suite, covered_bytes, signing_digest
from dsp_vc.status.bitstring import read_entry
from dsp_vc.status.entry import StatusEntry
from dsp_vc.trust.bundle import Scope
from dsp_vc.trust.documents import first_of
from dsp_vc.verification import schemas, vcdm
from dsp_vc.verification.case import Binding, Setting
from dsp_vc.verification.keys import FoundKey, no_witness
from dsp_vc.verification.work import GUARD_SHARE, Work, size


@dataclass(slots=True)
class ProofSet:
    """The proofs of one document and their verification: every one of them must be right.

    Of the contents that circulate under one context URL, those are taken under which the guard is content; a signature
    tells which of these its maker used.
    """

    document: JsonObject
    purpose: str
    proofs: tuple[Proof, ...] = ()
    allowed: tuple[ContextSet, ...] = ()
    keys: dict[str, FoundKey] = field(default_factory=dict)
    digests: tuple[str, ...] = ()

    def read(self) -> None:
        """Read the proofs. Raises :class:`Refused` ``proof_*``."""
        self.proofs = read_proofs(self.document)

    def guard(self, contexts: ContextSet, work: Work) -> None:
        """Keep the sets of contexts under which document and proofs hold. Raises the first refusal where none does."""
        share = size(self.document) // GUARD_SHARE
        unsecured = {name: value for name, value in self.document.items() if name != "proof"}
        refusal: Refused | None = None
        found: list[ContextSet] = []
        for contents in contexts.alternatives(unsecured):
            work.spend(share)
            try:
                guard(unsecured, contents)
                for proof in self.proofs:
                    guard({**proof.options(), "@context": self.document.get("@context")}, contents)
            except Refused as error:
                refusal = refusal or error
            else:
                found.append(contents)
        if not found:
            raise refusal if refusal is not None else Refused("context_unknown")
        self.allowed = tuple(found)

    def find_keys(self, setting: Setting, controller: str | None) -> FoundKey:
        """Keys of all proofs; one of them must be ``controller``'s (any, where that is ``None``): gives that one.

        Raises :class:`Refused` ``key_not_issuers`` where all proofs are by strangers, ``proof_purpose``,
        ``key_revoked`` where that is so of any of them, whoever's it is.
        """
        unresolved: ResolutionError | None = None
        for proof in self.proofs:
            if proof.purpose != self.purpose:
                raise Refused("proof_purpose", detail=proof.purpose)
            try:
                self.keys[proof.verification_method] = self._key(proof, setting)
            except ResolutionError as error:
                unresolved = unresolved or error
        own = [found for found in self.keys.values() if controller is None or found.controller == controller]
        if not own and not self._names(controller):
            raise Refused("key_not_issuers", name=controller or "")
        if unresolved is not None:
            raise unresolved
        # Where one of several counts by the record alone, the report says that.
        recorded = next((one for one in self.keys.values() if one.revoked is not None), own[0])
        return replace(own[0], told=recorded.told, revoked=recorded.revoked)

    def _key(self, proof: Proof, setting: Setting) -> FoundKey:
        """The key of ``proof``. What an issuer signed may be on record; what a holder signs now is not."""
        witness = partial(self._on_record, proof, setting.work) if self.purpose == "assertionMethod" else no_witness
        return setting.keys(witness).method(proof.verification_method, self.purpose)

    def _on_record(self, proof: Proof, work: Work, recorded: Callable[[str], bool]) -> bool:
        """Whether the bytes that ``proof`` covers are on record. From here on only those contexts count under which
        they are: the signature must fit what was recorded, not merely something."""
        found: list[ContextSet] = []
        for contexts in self.allowed:
            work.spend(size(self.document))
            with suppress(Refused):  # no bytes to be had under these
                if recorded(signing_digest(covered_bytes(self.document, proof, self.proofs, contexts))):
                    found.append(contexts)
        self.allowed = tuple(found)
        return bool(found)

    def _names(self, controller: str | None) -> bool:
        return any(
            controller is None or proof.verification_method.partition("#")[0] == controller for proof in self.proofs
        )

    def prove(self, setting: Setting) -> None:
        """Check every signature. Raises :class:`Refused` ``proof_expired``, ``proof_signature``, ``cryptosuite_*``."""
        for proof in self.proofs:
            check_suite(proof, self.keys[proof.verification_method].key, setting.policy.mechanisms)
            if proof.expires is not None and proof.expires <= setting.now:
                raise Refused("proof_expired")
        self.digests = tuple(self._check(proof, setting.work) for proof in self.proofs)

    def _check(self, proof: Proof, work: Work) -> str:
        whole = size(self.document)
        key = self.keys[proof.verification_method].key
        refusal: Refused | None = None
        for contexts in self.allowed:
            work.spend(whole)
            try:
                covered = covered_bytes(self.document, proof, self.proofs, contexts)
            except Refused as error:
                refusal = refusal or error
                continue
            if key.verify(proof.signature, covered):
                # From here on only these contents count: all proofs must agree on what the terms mean.
                self.allowed = (contexts,)
                return signing_digest(covered)
        raise refusal if refusal is not None else Refused("proof_signature")


@dataclass(slots=True)
class EmbeddedCandidate:
    """A JSON credential. ``raw`` are the bytes as received, ``document`` their one strict parse."""

    raw: bytes
    document: JsonObject
    mechanism: str | None = None
    proof_set: ProofSet = field(init=False)
    credential: Credential | None = None
    _held: Mapping[str, JsonObject] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.proof_set = ProofSet(self.document, "assertionMethod")

    def read(self, setting: Setting) -> None:
        """Shape of the credential (VCDM 2.0 §4)."""
        vcdm.check_credential(self.document)

    def guard(self, setting: Setting) -> str:
        """The whole guard, and the digests of related resources that are here (VCDM 2.0 §5.3)."""
        # The proofs are read first, so that their options pass the guard too; a fault in them is told by `proof`.
        try:
            self.proof_set.read()
        except Refused:
            self.proof_set.proofs = ()
        contexts = setting.contexts()
        self.proof_set.guard(contexts, setting.work)
        check_related_resources(self.document, contexts)
        return "context_ok"

    def find_keys(self, setting: Setting) -> FoundKey:
        """The issuer's key: the controller of the method must be the issuer named in the credential."""
        self.proof_set.read()
        self.mechanism = self.proof_set.proofs[0].cryptosuite
        return self.proof_set.find_keys(setting, self.issuer)

    def prove(self, setting: Setting) -> Credential:
        """Every proof verifies; only then is the content handed out."""
        self.proof_set.prove(setting)
        self.credential = Credential(raw=self.raw, media_type=MEDIA_TYPE, claims=self.document, format="open-badge")
        return self.credential

    @property
    def issuer(self) -> str | None:
        """The id of the issuer that the document names."""
        return vcdm.identifier_of(self.document.get("issuer"))

    def digests(self) -> tuple[str, ...]:
        """Digests of the signed bytes, in the order of the proofs."""
        return self.proof_set.digests

    def validity(self) -> tuple[datetime | None, datetime | None]:
        """``validFrom`` and ``validUntil`` (VCDM 2.0 §4.9)."""
        return _moment(self.document.get("validFrom")), _moment(self.document.get("validUntil"))

    def subject_ids(self) -> tuple[str | None, ...]:
        """The id of each subject; ``None`` for one without."""
        return tuple(vcdm.identifier_of(subject) for subject in vcdm.listed(self.document.get("credentialSubject")))

    def subject_is_issuer(self) -> bool:
        """Whether any subject is the issuer itself, under whatever name of the same key."""
        keys = {found.key for found in self.proof_set.keys.values() if found.controller == self.issuer}
        return any(subject == self.issuer or _keys_of(subject) & keys for subject in self.subject_ids())

    def attested(self) -> tuple[Scope, bool]:
        """Types, skills, context and basis; nothing of an Open Badge can be hidden."""
        return schemas.scope_of(self.credential, frozenset(vcdm.types_of(self.document))), False

    def status_entries(self) -> tuple[Callable[[], StatusEntry], ...]:
        """Entries of ``credentialStatus`` (VCDM 2.0 §4.10)."""
        return tuple(partial(read_entry, entry) for entry in vcdm.listed(self.document.get("credentialStatus")))

    def check_schema(self, setting: Setting) -> str:
        """The rules of Open Badges 3.0 where the type says so, and every ``credentialSchema`` that is here."""
        return schemas.check_document(
            self.document, first_of(setting.trust.documents.schemas, setting.evidence.schemas)
        )

    def binding(self, setting: Setting) -> Binding | None:
        """A credential alone is not bound to this moment."""
        return None


def _keys_of(subject: str | None) -> set[PublicKey]:
    """The keys that a subject's identifier itself holds (did:key, did:jwk)."""
    try:
        document = resolve_local(subject) if subject is not None and subject.startswith("did:") else None
    except Refused:
        return set()
    return {method.public_key for method in document.methods.values()} if document is not None else set()


def _moment(value: JsonValue) -> datetime | None:
    return parse_datetime(value) if isinstance(value, str) else None
