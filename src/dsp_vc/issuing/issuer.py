"""Signing records: what an issuer hands over for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dsp_vc.did.document import DidDocument, parse_document
from dsp_vc.did.issuer_metadata import parse_issuer_metadata
from dsp_vc.did.key_states import KeyState, known_keys
from dsp_vc.did.resolver import resolve_local
from dsp_vc.did.web import https_iss
from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.errors import InputError, IssuanceError, Refused
from dsp_vc.issuing import folder as issuer_folder
from dsp_vc.issuing import issuance
from dsp_vc.issuing.register.sealing import Seal
from dsp_vc.issuing.rendering import SD_JWT, Letterhead
from dsp_vc.keys.pkcs11 import Tokens, in_one_session
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import Signer
from dsp_vc.model.attestation import SkillAttestation
from dsp_vc.model.issuer_profile import IssuerProfile
from dsp_vc.trust.card import IssuerCard, build_card

if TYPE_CHECKING:
    from dsp_vc.issuing.forgetting import Persons
    from dsp_vc.issuing.register.register import Register
    from dsp_vc.issuing.status_changes import CredentialStatus, StatusChange
    from dsp_vc.keys.certificate import Certificate
    from dsp_vc.trust.site import Place


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer with its keys in reach. ``data_integrity`` makes embedded proofs, ``token`` signs SD-JWTs under
    ``iss``; for a did:key issuer they are one key. Who has a ``folder`` keeps a register of what is issued, which
    ``seal`` opens. ``status``: what it issues stands in status lists, which it publishes."""

    profile: IssuerProfile
    did_document: JsonObject = field(repr=False)
    data_integrity: Signer = field(repr=False)
    token: Signer = field(repr=False)
    iss: str
    metadata: JsonObject | None = field(default=None, repr=False)
    folder: Path | None = None
    seal: Seal | None = field(default=None, repr=False)
    certificates: tuple[Certificate, ...] = field(default=(), repr=False)
    status: bool = False

    @classmethod
    def open(cls, path: Path | str, passphrase: str, tokens: Tokens | None = None) -> Issuer:
        """Open an issuer's folder; one unlock for any number of records. ``tokens`` says how to reach keys in hardware;
        a token is asked for nothing before something is to be signed.

        Raises :class:`IssuanceError` ``issuer_missing_folder``, ``issuer_damaged`` (the keys are not those of the
        public documents), :class:`InputError` ``passphrase_wrong``.
        """
        return cls._of_folder(Path(path), issuer_folder.open_keys(Path(path), passphrase, tokens))

    @classmethod
    def create(
        cls,
        path: Path | str,
        passphrase: str,
        *,
        did: str = "key",
        profile: Mapping[str, object],
        status: bool | None = None,
        register: str | None = None,
    ) -> Issuer:
        """Make an issuer's folder and open it. ``did`` is ``key`` or ``web:DOMAIN[:PATH]``; ``profile`` has ``name``,
        and as wished ``kind``, ``url``, ``email``, ``identifiers``. ``status``: credentials stand in status lists,
        which must be published; so they do with a website, unless it is ``False``. ``register`` is the address of a
        register outside the folder (``postgresql://…``).

        Raises :class:`IssuanceError` ``issuer_exists``, ``issuer_status_place``, :class:`InputError`,
        :class:`dsp_vc.files.FileError`.
        """
        settings = issuer_folder.Settings.chosen(did, status, register)
        return cls._of_folder(Path(path), issuer_folder.make(Path(path), profile, did, passphrase, settings))

    @classmethod
    def _of_folder(cls, path: Path, keys: issuer_folder.Keys) -> Issuer:
        profile, document = issuer_folder.read_profile(path), issuer_folder.read_document(path)
        website = profile.id.startswith("did:web:")
        try:
            own, other = _in_use(parse_document(document), keys.signers.values())
            if own is None and other is None and issuer_folder.read_settings(path).restored is not None:
                raise IssuanceError("previous_rotate", path=path)
            if own is None or website != (other is not None):
                raise IssuanceError("issuer_damaged", path=path, detail="not the keys of this kind of identity")
            if other is None:
                issuer = cls(profile, document, own, own, profile.id, folder=path, seal=keys.seal)
            else:
                metadata = issuer_folder.read_metadata(path)
                iss, chain = https_iss(profile.id), _certificates(path)
                status = issuer_folder.read_settings(path).status
                issuer = cls(profile, document, own, other, iss, metadata, path, keys.seal, chain, status)
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

        A record with an ``external_id`` that was issued before, with the same content, gives the same credential again.
        ``to`` is the did:key or did:jwk of the holder, in place of what the records say. ``split`` makes a credential
        of each skill. ``now`` is when it is signed, to whole seconds; the clock's time where left out.

        Raises :class:`IssuanceError` ``issuance_mechanism``, ``issuance_nothing``, ``issuance_one_only``,
        ``issuance_expired``, ``issuance_rules`` (what would not verify is not signed), ``issuer_keys_changed`` (since
        it was opened), ``certificate_over``, ``certificate_not_ours``, ``external_id_taken`` (it stands for other
        content), ``external_id_busy``, :class:`InputError` ``holder_did``, ``record_*``,
        :class:`dsp_vc.errors.RegisterError`, :class:`dsp_vc.errors.HardwareError`,
        :class:`dsp_vc.files.FileError`.
        """
        given = (records,) if isinstance(records, SkillAttestation) else tuple(records)
        job = issuance.Job(given, to, mechanism, split)
        return next(issuance.issue(self, [job], now=_moment(now))).data

    def issue_many(
        self,
        jobs: Iterable[issuance.Job | SkillAttestation],
        *,
        executor: Executor | None = None,
        now: datetime | None = None,
    ) -> Iterator[issuance.Done]:
        """Sign many: a record, or a job with more to say (a file to write, a holder), each a delivery of its own.

        Results come in order, each when it is recorded and handed over; who stops early keeps what came. ``executor``
        (any of :mod:`concurrent.futures`) does all but the signatures in parallel; no key leaves this process.
        Raises as :meth:`issue`.
        """
        listed = (issuance.Job((job,)) if isinstance(job, SkillAttestation) else job for job in jobs)
        return issuance.issue(self, listed, now=_moment(now), executor=executor)

    def reissue(
        self,
        names: str | Sequence[str],
        *,
        to: bytes,
        revoked: bool = False,
        other_name: bool = False,
        other_issuer: bool = False,
        now: datetime | None = None,
    ) -> bytes:
        """Bind what was issued to another key of the same person, and give a delivery with both renderings of each: a
        wallet was lost, or there was no key. The content is what the register kept; the old ones are replaced, and
        revoked where they stand in a list. What is bound to that key already is given again.

        ``names`` are ids of credentials, external ids or DIDs of holders (:meth:`show_status`); ``to`` is the
        person's request, a file as ``dsp-vc wallet ask`` writes it, which proves that they hold the new key. What was
        revoked is bound anew only with ``revoked``; a request with another name than the record's is taken only with
        ``other_name``, one that was made for another issuer with ``other_issuer``.

        Raises :class:`IssuanceError` ``status_not_found``, ``reissue_*``, ``ask_for_another``, :class:`InputError`
        ``ask_*``, and as :meth:`issue`.
        """
        from dsp_vc.issuing import ask, rebinding
        from dsp_vc.issuing.register import statuses

        moment, given = _moment(now), [names] if isinstance(names, str) else list(names)
        request = ask.parse_ask(to, moment)
        if not other_issuer and not request.meant_for(self.profile):
            raise IssuanceError("ask_for_another", name=request.to, own=self.profile.name)
        register = self.register()
        if register is None:
            raise IssuanceError("issuer_missing_folder", path=self.profile.id)
        found = [statuses.find(register, name) for name in given]
        chosen = rebinding.choose(register, found, request, revoked=revoked, other_name=other_name)
        return next(issuance.issue(self, [chosen.job()], now=moment)).data

    def forget(
        self,
        names: str | Sequence[str] = (),
        *,
        before: datetime | None = None,
        dry_run: bool = False,
        now: datetime | None = None,
    ) -> Persons:
        """Forget persons: those whom ``names`` lead to (:meth:`show_status`; all that is bound to the same key goes),
        or all for whom something was issued before ``before``. Gives what was known of them; ``dry_run`` only that.

        Index, digest and status of their credentials stay, so that these can be revoked (by id, digest or place in a
        list) and lists are published as before.

        Raises :class:`IssuanceError` ``forget_unknown``, ``external_id_busy``, ``issuer_missing_folder``,
        :class:`dsp_vc.errors.RegisterError` ``forget_owed`` (forgotten, but do it again), :class:`InputError`
        ``forget_which``.
        """
        from dsp_vc.issuing import forgetting

        given = [names] if isinstance(names, str) else list(names)
        if bool(given) == (before is not None):
            raise InputError("forget_which")
        found = forgetting.find(self, given, before)
        if not dry_run:
            forgetting.forget(self, found, _moment(now))
        return found

    def show_status(self, *names: str) -> tuple[CredentialStatus, ...]:
        """How all stand that go by ``names``, oldest first: ids of credentials, external ids, DIDs of holders, digests
        of what is signed, or places in a list (``URL#INDEX``, as in ``credentialStatus``).

        Raises :class:`InputError` ``status_which`` (no name), :class:`IssuanceError` ``status_not_found`` (one of them
        is not known; none is shown), ``issuer_missing_folder``, :class:`dsp_vc.errors.RegisterError`.
        """
        from dsp_vc.issuing import status_changes

        return status_changes.show(self, names)

    def revoke(self, *names: str, reason: str | None = None, now: datetime | None = None) -> StatusChange:
        """Revoke all that go by ``names`` (:meth:`show_status`), for good: all of them, or none where one can't be.
        What was replaced and revoked already is left out. Others learn of it once you :meth:`publish`.

        ``reason`` stays in the register, for your own account. ``now`` is when, to whole seconds; the clock's time
        where left out. Raises as :meth:`show_status`, and :class:`IssuanceError` ``status_without_list`` (it stands in
        no status list: it can't be told to anybody).
        """
        return self._change("revoked", names, reason, now)

    def suspend(self, *names: str, reason: str | None = None, now: datetime | None = None) -> StatusChange:
        """Suspend for a while; :meth:`restore` lifts it. As :meth:`revoke`; raises also :class:`IssuanceError`
        ``status_revoked_for_good``."""
        return self._change("suspended", names, reason, now)

    def restore(self, *names: str, reason: str | None = None, now: datetime | None = None) -> StatusChange:
        """Lift a suspension. What is revoked stays revoked: it raises :class:`IssuanceError`
        ``status_revoked_for_good``, and nothing is changed. As :meth:`revoke`."""
        return self._change("valid", names, reason, now)

    def _change(self, to: str, names: Sequence[str], reason: str | None, now: datetime | None) -> StatusChange:
        from dsp_vc.issuing import status_changes
        from dsp_vc.issuing.register.tables import Status

        return status_changes.change(self, names, Status(to), reason=reason, now=_moment(now))

    def publish(self, site: Path | str, *, now: datetime | None = None) -> tuple[Place, ...]:
        """Write what belongs on the issuer's website into the folder ``site``, each file at the path that its URL
        promises: identity and keys, status lists, type metadata, the digests of what was signed. Gives which file goes
        where. A second run brings them up to date; a revocation that stands there is never cleared. Do it before the
        first credential is handed over, after each change of a status, and every month.

        Raises :class:`IssuanceError` ``site_revocation_lost``, ``site_newer``, ``site_other_issuer``,
        ``site_in_folder`` (the keys would be on the website), ``previous_needed`` (the folder came out of a backup: see
        ``dsp-vc issuer publish --previous``), ``issuer_missing_folder``, ``issuer_damaged``,
        :class:`dsp_vc.errors.RegisterError`, :class:`dsp_vc.errors.HardwareError`, :class:`dsp_vc.files.FileError`.
        """
        from dsp_vc.issuing import publication

        with in_one_session((self.data_integrity, self.token)):
            return publication.publish(self, Path(site), _moment(now))

    def register(self) -> Register | None:
        """The register of what was issued; ``None`` for an issuer without a folder. Raises
        :class:`dsp_vc.errors.RegisterError`."""
        if self.folder is None or self.seal is None:
            return None
        from dsp_vc.issuing.register.register import Register

        return Register.open(issuer_folder.register_address(self.folder), issuer=self.profile.id, seal=self.seal)

    def letterhead(self, now: datetime) -> Letterhead:
        """What stands in its credentials of it: all public.

        Raises :class:`IssuanceError` ``certificate_over``, ``certificate_not_ours`` (after new keys).
        """
        # A did:key has one key, which `iss` is: naming it again would only make the code larger.
        kid = self.token.verification_method.partition("#")[2]
        header: JsonObject = {} if self.iss.startswith("did:key:") else {"kid": kid}
        if self.certificates:
            from dsp_vc.issuing import certificate
            from dsp_vc.securing.x5c import write_x5c

            certificate.check(self.certificates, self.token.public_key, now)
            header["x5c"] = write_x5c(self.certificates)
        signer = self.data_integrity
        return Letterhead(
            self.profile,
            self.iss,
            signer.verification_method,
            signer.public_key.key_type,
            self.token.algorithm,
            header,
        )

    def unlock(self) -> None:
        """Open the tokens that its keys are on, and close them: what they need is asked for before long work, and not
        again. Raises :class:`dsp_vc.errors.HardwareError`."""
        with in_one_session((self.data_integrity, self.token)):
            pass

    def signer_of(self, mechanism: str) -> Signer:
        """The key that signs by ``mechanism``."""
        return self.token if mechanism == SD_JWT else self.data_integrity


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


def _moment(now: datetime | None) -> datetime:
    return (now or datetime.now(UTC)).replace(microsecond=0)
