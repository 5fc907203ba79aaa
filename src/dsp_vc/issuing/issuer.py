"""Signing records: what an issuer hands over for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from dsp_vc.did.document import DidDocument, parse_document
from dsp_vc.did.issuer_metadata import parse_issuer_metadata
from dsp_vc.did.key_states import KeyState, known_keys
from dsp_vc.did.resolver import resolve_local
from dsp_vc.did.web import https_iss
from dsp_vc.encoding.strict_json import JsonObject, dumps
from dsp_vc.encoding.timestamps import parse_datetime
from dsp_vc.errors import InputError, IssuanceError, Refused
from dsp_vc.issuing import folder as issuer_folder
from dsp_vc.issuing import issued
from dsp_vc.keys.public import KeyType, PublicKey
from dsp_vc.keys.signer import Signer
from dsp_vc.model.attestation import SkillAttestation
from dsp_vc.model.issuer_profile import IssuerProfile
from dsp_vc.model.ob3_rules import check_open_badge
from dsp_vc.model.open_badge import to_open_badge
from dsp_vc.model.sd_jwt_vc import DISCLOSABLE, to_claims
from dsp_vc.model.universal_wallet import build_delivery
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.rdf.guard import guard
from dsp_vc.securing import sd_jwt_vc
from dsp_vc.securing.data_integrity.suite import sign_document
from dsp_vc.trust.card import IssuerCard, build_card

if TYPE_CHECKING:
    from dsp_vc.keys.certificate import Certificate

DATA_INTEGRITY = ("eddsa-rdfc-2022", "eddsa-jcs-2022")
SD_JWT = "dc+sd-jwt"
MECHANISMS = (*DATA_INTEGRITY, SD_JWT)
_YEARS_WITHOUT_STATUS = 3


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer with its keys in reach. ``data_integrity`` makes embedded proofs, ``token`` signs SD-JWTs under
    ``iss``; for a did:key issuer they are one key. What is issued is written down in ``folder``, where it has one."""

    profile: IssuerProfile
    did_document: JsonObject = field(repr=False)
    data_integrity: Signer = field(repr=False)
    token: Signer = field(repr=False)
    iss: str
    metadata: JsonObject | None = field(default=None, repr=False)
    folder: Path | None = None
    certificates: tuple[Certificate, ...] = field(default=(), repr=False)

    @classmethod
    def open(cls, path: Path | str, passphrase: str) -> Issuer:
        """Open an issuer's folder; one unlock for any number of records.

        Raises :class:`IssuanceError` ``issuer_missing_folder``, ``issuer_damaged`` (the keys are not those of the
        public documents), :class:`InputError` ``passphrase_wrong``.
        """
        return cls._of_folder(Path(path), issuer_folder.open_keys(Path(path), passphrase))

    @classmethod
    def create(cls, path: Path | str, passphrase: str, *, did: str = "key", profile: Mapping[str, object]) -> Issuer:
        """Make an issuer's folder and open it. ``did`` is ``key`` or ``web:DOMAIN[:PATH]``; ``profile`` has ``name``,
        and as wished ``kind``, ``url``, ``email``, ``identifiers``.

        Raises :class:`IssuanceError` ``issuer_exists``, :class:`InputError`, :class:`dsp_vc.files.FileError`.
        """
        return cls._of_folder(Path(path), issuer_folder.make(Path(path), profile, did, passphrase))

    @classmethod
    def _of_folder(cls, path: Path, keys: Mapping[str, Signer]) -> Issuer:
        profile, document = issuer_folder.read_profile(path), issuer_folder.read_document(path)
        website = profile.id.startswith("did:web:")
        try:
            own, other = _in_use(parse_document(document), keys.values())
            if own is None or website != (other is not None):
                raise IssuanceError("issuer_damaged", path=path, detail="not the keys of this kind of identity")
            if other is None:
                issuer = cls(profile, document, own, own, profile.id, folder=path)
            else:
                metadata = issuer_folder.read_metadata(path)
                issuer = cls(profile, document, own, other, https_iss(profile.id), metadata, path, _certificates(path))
            fits = issuer._fits()
        except Refused as error:
            raise IssuanceError("issuer_damaged", path=path, detail=str(error)) from error
        if not fits:
            raise IssuanceError("issuer_damaged", path=path, detail="profile, keys and public documents differ")
        return issuer

    def _fits(self) -> bool:
        """Whether the public documents show the keys: what is signed with others, nobody could verify."""
        document = parse_document(self.did_document)
        if document.id != self.profile.id or any(
            document.method(signer.verification_method, "assertionMethod").public_key != signer.public_key
            for signer in (self.data_integrity, self.token)
        ):
            return False
        if self.iss == self.profile.id:
            return True
        published = parse_issuer_metadata(self.metadata or {})
        named = (self.token.verification_method.partition("#")[2], self.token.public_key)
        return published.issuer == self.iss and named in published.keys

    @classmethod
    def of_key(cls, signer: Signer, did: str, name: str) -> Issuer:
        """Somebody who signs with a did:key that is not in a folder: a wallet's own key."""
        document = resolve_local(did)
        if document is None:
            raise IssuanceError("issuer_did_kind", value=did)
        return cls(IssuerProfile(did, name), document.raw, signer, signer, did)

    def card(self) -> IssuerCard:
        """What others need to trust this issuer."""
        return build_card(self.profile.to_open_badge(), self.did_document, self.metadata)

    def issue(
        self,
        records: SkillAttestation | Sequence[SkillAttestation],
        *,
        to: str | None = None,
        mechanism: str | None = None,
        split: bool = False,
        now: datetime | None = None,
    ) -> bytes:
        """Sign ``records``. Without ``mechanism`` the result is a delivery with both renderings of each; with one, the
        bare artefact (then one record only, or ``issuance_one_only``).

        ``to`` is the did:key or did:jwk of the holder, in place of what the records say. ``split`` makes a credential
        of each skill. ``now`` is when it is signed, to whole seconds; the clock's time where left out.

        Raises :class:`IssuanceError` ``issuance_mechanism``, ``issuance_nothing``, ``issuance_one_only``,
        ``issuance_expired``, ``issuance_rules`` (what would not verify is not signed), ``issuer_keys_changed``
        (since it was opened), ``certificate_over``, ``certificate_not_ours`` (after new keys), :class:`InputError`
        ``holder_did``, ``record_*``, :class:`dsp_vc.files.FileError`.
        """
        moment = (now or datetime.now(UTC)).replace(microsecond=0)
        # A record made in Python has not met the rules yet, the one about citizen service numbers among them.
        given = [SkillAttestation.from_dict(record.to_dict()) for record in _listed(records)]
        parts = [part for record in given for part in (_split(record) if split else [record])]
        check_form(len(parts), mechanism)
        artefacts: list[tuple[str, str]] = []
        for part in parts:
            identifier = f"urn:uuid:{uuid4()}"
            for name in (mechanism,) if mechanism else (DATA_INTEGRITY[0], SD_JWT):
                artefacts.append(self._secure(part, identifier, to, name, moment))
        texts = [text for text, _ in artefacts]
        signed = texts[0].encode() if mechanism else build_delivery(texts)
        self._write_down([digest for _, digest in artefacts])
        return signed

    def _write_down(self, digests: Sequence[str]) -> None:
        """Into the folder, before anything is handed over; not for keys that another process has changed meanwhile."""
        if self.folder is None:
            return
        with issuer_folder.held(self.folder):
            if issuer_folder.read_document(self.folder) != self.did_document:
                raise IssuanceError("issuer_keys_changed", path=self.folder)
            issued.add(self.folder, digests)

    def _secure(
        self, record: SkillAttestation, identifier: str, to: str | None, mechanism: str, now: datetime
    ) -> tuple[str, str]:
        """The artefact and the digest of what was signed."""
        subject = to or record.subject.id
        key = holder_key(subject) if subject else None
        valid_from = parse_datetime(record.valid_from) if record.valid_from else now
        valid_until = (
            parse_datetime(record.valid_until) if record.valid_until else self._without_status(max(valid_from, now))
        )
        if valid_until is not None and (valid_until <= now or valid_until < valid_from):
            raise IssuanceError("issuance_expired", moment=record.valid_until)
        if mechanism == SD_JWT:
            return self._token(record, identifier, key, now, valid_from, valid_until)
        document = to_open_badge(
            record,
            issuer=self.profile,
            credential_id=identifier,
            valid_from=valid_from,
            valid_until=valid_until,
            subject_id=subject,
        )
        violations = check_open_badge(document)
        if violations:
            raise IssuanceError("issuance_rules", detail=f"{violations[0].path}: {violations[0].message}")
        contexts = ContextSet.pinned()
        try:
            guard(document, contexts)
            signed = sign_document(document, self.data_integrity, cryptosuite=mechanism, contexts=contexts, created=now)
        except Refused as error:
            raise IssuanceError("issuance_rules", detail=str(error)) from error
        return dumps(signed.document), signed.digest

    def _token(
        self,
        record: SkillAttestation,
        identifier: str,
        key: PublicKey | None,
        now: datetime,
        valid_from: datetime,
        valid_until: datetime | None,
    ) -> tuple[str, str]:
        claims = to_claims(
            record,
            iss=self.iss,
            issuer=self.profile,
            credential_id=identifier,
            issued_at=now,
            valid_from=valid_from,
            valid_until=valid_until,
            holder_jwk=key.to_jwk() if key else None,
        )
        # A did:key has one key, which `iss` is: naming it again would only make the code larger.
        kid = self.token.verification_method.partition("#")[2]
        header: JsonObject = {} if self.iss.startswith("did:key:") else {"kid": kid}
        if self.certificates:
            from dsp_vc.issuing import certificate
            from dsp_vc.securing.x5c import write_x5c

            certificate.check(self.certificates, self.token.public_key, now)
            header["x5c"] = write_x5c(self.certificates)
        text = sd_jwt_vc.secure(claims, DISCLOSABLE, self.token, header)
        return text, sd_jwt_vc.parse_sd_jwt_vc(text).digest

    def _without_status(self, start: datetime) -> datetime | None:
        """Who has no place to publish a status list issues for three years (DESIGN §6); others without end."""
        if not self.profile.id.startswith("did:key:"):
            return None
        try:
            return start.replace(year=start.year + _YEARS_WITHOUT_STATUS)
        except ValueError:  # 29 February
            return start.replace(year=start.year + _YEARS_WITHOUT_STATUS, day=28)


def check_form(number: int, mechanism: str | None) -> None:
    """Whether ``number`` credentials go where ``mechanism`` says: any number in a delivery, one in a bare file.

    Raises :class:`IssuanceError` ``issuance_mechanism``, ``issuance_nothing``, ``issuance_one_only``.
    """
    if mechanism not in (None, *MECHANISMS):
        raise IssuanceError("issuance_mechanism", value=mechanism, known=", ".join(MECHANISMS))
    if number == 0:
        raise IssuanceError("issuance_nothing")
    if mechanism is not None and number != 1:
        raise IssuanceError("issuance_one_only", number=number)


def holder_key(did: str) -> PublicKey:
    """The key of a holder's did:key or did:jwk. Raises :class:`InputError` ``holder_did``."""
    try:
        document = resolve_local(did) if did.startswith("did:") else None
    except Refused as error:
        raise InputError("holder_did", value=did, detail=str(error)) from error
    if document is None or not document.methods:
        raise InputError("holder_did", value=did)
    return next(iter(document.methods.values())).public_key


def _certificates(path: Path) -> tuple[Certificate, ...]:
    if not (path / issuer_folder.CERTIFICATE).exists():
        return ()
    from dsp_vc.issuing import certificate  # loaded for the few issuers that have one

    return certificate.read_chain(path)


def _in_use(document: DidDocument, signers: Iterable[Signer]) -> tuple[Signer | None, Signer | None]:
    """Of ``signers`` those that the document shows as current: for embedded proofs, and for tokens."""
    current = {key.method.id for key in known_keys(document) if key.state is KeyState.CURRENT}
    found = {signer.public_key.key_type: signer for signer in signers if signer.verification_method in current}
    return found.get(KeyType.ED25519), found.get(KeyType.P256)


def _listed(records: SkillAttestation | Sequence[SkillAttestation]) -> Sequence[SkillAttestation]:
    return [records] if isinstance(records, SkillAttestation) else records


def _split(record: SkillAttestation) -> list[SkillAttestation]:
    return [replace(record, skills=(skill,)) for skill in record.skills]
