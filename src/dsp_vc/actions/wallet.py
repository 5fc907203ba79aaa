"""The worker's wallet: make it, put credentials in, look, take out, ask for more, say something oneself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dsp_vc.actions.judging import STATUS_UNKNOWN, TAKEN_BACK, judge_again
from dsp_vc.actions.material import read_evidence, read_input, read_messages, source_of
from dsp_vc.encoding.strict_json import JsonObject, dumps
from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.errors import DspVcError, InputError, Refused, WalletError, naming
from dsp_vc.files import make_folder, read_bounded
from dsp_vc.keys import age
from dsp_vc.model.attestation import SkillAttestation
from dsp_vc.model.credential import Credential
from dsp_vc.model.records import MAX_BYTES, load_records
from dsp_vc.wallet import file
from dsp_vc.wallet.file import Unlock
from dsp_vc.wallet.view import look, twin_of
from dsp_vc.wallet.wallet import ACCEPTED, Stored, Wallet, change_lock, create, opened

if TYPE_CHECKING:
    from dsp_vc.verification.report import CheckResult, VerificationReport
    from dsp_vc.verification.verifier import Verifier

#: Codes after which only a new signature helps.
LOST = ("key_revoked", "issuer_withdrawn")
SELF_ASSERTED = "self_asserted"
SELF_MARK, STATUS_MARK = "wallet_mark_self", "wallet_mark_status_unknown"


@dataclass(frozen=True, slots=True)
class Found:
    """One message that was handed over, with what verification said of it; or with the error that kept it from being
    read."""

    source: str
    raw: str = ""
    report: VerificationReport | None = None
    error: DspVcError | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one message. ``outcome``: ``added``, ``known`` (it was there already; its mark is brought up to
    date), ``refused`` (not accepted, and not told to keep it), ``unreadable``. ``verdict`` and ``reason`` are those of
    :func:`dsp_vc.actions.judging.judge_again`; ``view`` is what it says of itself."""

    source: str
    outcome: str
    report: VerificationReport | None = None
    verdict: str | None = None
    reason: str = ""
    stored: Stored | None = None
    error: DspVcError | None = None
    view: Credential | None = None
    twin: str | None = None

    @property
    def unbound(self) -> bool:
        """Whether it was kept though it names no key of a person, so that it can be shown as a file only."""
        return self.stored is not None and self.view is not None and self.view.subject_id is None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: the renderings of one record, by the number and the short name that select it."""

    number: int
    stored: tuple[Stored, ...]
    view: Credential | None

    @property
    def short(self) -> str:
        """What a person types to name it."""
        return self.stored[0].short

    @property
    def verdict(self) -> str:
        """What was found of its renderings: the worst."""
        order = ("rejected", "indeterminate", ACCEPTED)
        return min((entry.verdict for entry in self.stored), key=lambda one: order.index(one) if one in order else 1)

    @property
    def mark(self) -> str:
        """The code of the words for what was found of its renderings."""
        return mark_of(self.verdict, {entry.reason for entry in self.stored})

    def to_json(self) -> JsonObject:
        """For ``--json``."""
        view = self.view
        until = _until(view) if view else None
        return {
            "number": self.number,
            "id": view.id if view else None,
            "short": self.short,
            "name": view.name if view else None,
            "issuer": view.issuer if view else None,
            "issuerName": view.issuer_name if view else None,
            "validUntil": format_datetime(until) if until else None,
            "verdict": self.verdict,
            "renderings": [
                {
                    "format": entry.format,
                    "digest": entry.digest,
                    "verdict": entry.verdict,
                    "code": entry.reason,
                    "added": entry.added,
                    "checked": entry.checked,
                }
                for entry in self.stored
            ],
        }


def _until(view: Credential) -> datetime | None:
    """What is kept unverified may say anything."""
    try:
        return view.valid_until
    except Refused:
        return None


def default_path() -> Path:
    """``wallet.age`` among the user's data, or under ``DSP_VC_HOME``."""
    from dsp_vc.trust.store import data_folder

    return data_folder() / "wallet.age"


def by_passphrase(path: Path) -> bool:
    """Whether a passphrase opens the wallet. Raises :class:`WalletError` ``wallet_missing``, :class:`InputError`."""
    if not path.exists():
        raise WalletError("wallet_missing", path=path)
    data = read_bounded(path, file.MAX_WALLET)
    if not data:
        raise InputError("file_empty", path=path)
    return age.read_header(data).by_passphrase


def unlock(path: Path, *, passphrase: str | None, identity: str | None) -> Unlock:
    """How the wallet at ``path`` is opened: by ``passphrase``, or by the age identities in the file ``identity``."""
    if by_passphrase(path):
        return Unlock(passphrase=passphrase)
    if identity is None:
        raise InputError("age_identity_needed")
    return Unlock(identities=tuple(age.read_identities(Path(identity))))


def check_new(path: Path) -> None:
    """Raise :class:`WalletError` ``wallet_exists`` before a passphrase is asked for."""
    if path.exists():
        raise WalletError("wallet_exists", path=path)


def init(path: Path, lock: Unlock) -> str:
    """Make a new wallet with a key of its own; its did:key. Raises :class:`WalletError` ``wallet_exists``."""
    check_new(path)
    make_folder(path.parent, private=True)
    return create(path, lock).did


def using(path: Path, lock: Unlock, *, write: bool) -> AbstractContextManager[Wallet]:
    """The opened wallet; see :func:`dsp_vc.wallet.wallet.opened`."""
    return opened(path, lock, write=write)


def make_verifier(trust: Sequence[str], evidence: Sequence[str], now: datetime, *, fixed: bool = False) -> Verifier:
    """A verifier by the trust that was named, else by the user's own; ``fixed`` where the user chose the moment."""
    from dsp_vc.actions.verify import current_trust
    from dsp_vc.verification.verifier import Verifier

    documents, _ = read_evidence(list(evidence))
    return Verifier(current_trust(tuple(trust), now, fixed=fixed), evidence=documents, clock=lambda: now)


def examine(files: Iterable[str], verifier: Verifier) -> list[Found]:
    """Verify everything in ``files`` (credentials, deliveries, tokens, images), before the wallet is opened."""
    found: list[Found] = []
    for name in files:
        try:
            messages = read_messages(name)
        except InputError as error:
            found.append(Found(source_of(name), error=error))
            continue
        found.extend(examine_raw(message.source, message.raw, verifier) for message in messages)
    return found


def examine_raw(source: str, raw: bytes, verifier: Verifier) -> Found:
    """Verify one message."""
    try:
        with naming(source):
            report = verifier.verify(raw)
            text = raw.strip().decode("utf-8")
            if report.kind != "credential" or ("~" in text and text.startswith("ey") and not text.endswith("~")):
                raise InputError("wallet_presentation")
    except UnicodeDecodeError:
        return Found(source, error=InputError("not_recognised"))
    except InputError as error:
        return Found(source, error=error)
    return Found(source, text, report)


def add(wallet: Wallet, found: Iterable[Found], *, keep_unverified: bool, now: datetime) -> list[Added]:
    """Keep what was accepted, and the rest too where told to, marked with its verdict; twins come together."""
    return [_add(wallet, one, keep_unverified, now) for one in found]


def recheck(wallet: Wallet, verifier: Verifier, now: datetime) -> list[CheckResult]:
    """Bring up to date what was found of everything in the wallet; what could not be found out of some of it, other
    than its status, each reason once."""
    doubts: dict[str, CheckResult] = {}
    for stored in wallet.credentials():
        report = examine_raw(stored.short, stored.raw.encode(), verifier).report
        if report is not None:
            verdict, code = judge_again(stored, report)
            wallet.add(stored.raw, identifier=stored.twin, verdict=verdict, reason=code, now=now)
            if verdict == "indeterminate" and code not in {SELF_ASSERTED, STATUS_UNKNOWN}:
                for result in report.checks:
                    if result.code == code:
                        doubts[code] = result
    return list(doubts.values())


def mark_of(verdict: str | None, reasons: Collection[str]) -> str:
    """The code of the words for a verdict; what its issuer took back is called so."""
    if verdict == "indeterminate" and set(reasons) == {SELF_ASSERTED}:
        return SELF_MARK
    if verdict == ACCEPTED and STATUS_UNKNOWN in reasons:
        return STATUS_MARK
    taken_back = next((name for name in TAKEN_BACK if name in reasons), verdict)
    return f"wallet_mark_{taken_back if verdict == 'rejected' else verdict}"


def mark(one: Added) -> str:
    """The same for what became of a message."""
    return mark_of(one.verdict, {one.reason})


def rows(wallet: Wallet) -> list[Row]:
    """What the list shows: twins once, in the order in which they were added."""
    return [Row(number, tuple(group), _view(group)) for number, group in enumerate(wallet.groups(), 1)]


def selected(wallet: Wallet, names: Iterable[str]) -> list[Row]:
    """The rows that ``names`` mean, each once: numbers of the list, or beginnings of short names or ids.

    Raises :class:`InputError` ``wallet_entry_unknown``, ``wallet_entry_ambiguous``.
    """
    chosen = [wallet.find(name) for name in names]
    return [row for row in rows(wallet) if list(row.stored) in chosen]


def record_of(row: Row) -> SkillAttestation | None:
    """What the row's credential says, unverified; ``None`` where it says nothing about skills."""
    for stored in row.stored:
        try:
            return SkillAttestation.from_credential(look(stored.raw))
        except InputError:
            continue
    return None


def lost_since(stored: Stored, verifier: Verifier) -> CheckResult | None:
    """The check that says that the issuer can't stand for this any more (its key was revoked, or it is no longer
    recognised), by the trust of now; ``None`` where nothing says so."""
    report = examine_raw("", stored.raw.encode(), verifier).report
    return None if report is None else lost(report)


def lost(report: VerificationReport) -> CheckResult | None:
    """The same of a report."""
    return next((result for result in report.checks if result.code in LOST), None)


def remove(wallet: Wallet, chosen: Iterable[Row]) -> None:
    """Take them out; the previous generation of the file is rewritten too."""
    for row in chosen:
        wallet.remove(list(row.stored))


def change_passphrase(path: Path, old: Unlock, new: Unlock) -> None:
    """Close the wallet by ``new`` from now on; what ``old`` opened is gone."""
    change_lock(path, old, new)


def ask(wallet: Wallet, *, to: str, record: JsonObject, now: datetime, days: int) -> bytes:
    """The request for an attestation, signed by the wallet's key for ``to``."""
    from dsp_vc.issuing.ask import build_ask

    valid = timedelta(days=days)
    value = build_ask(to=to, signer=wallet.signer, holder=wallet.did, record=record, now=now, valid=valid)
    return (dumps(value, indent=2) + "\n").encode()


def read_claims(files: Iterable[str]) -> list[SkillAttestation]:
    """Records that the person signs for themself. Raises :class:`InputError` ``claim_basis`` for another basis."""
    records: list[SkillAttestation] = []
    for name in files:
        with naming(name):
            read = load_records(read_input(name, MAX_BYTES), name)
        for record in read:
            if record.basis != "selfAsserted":
                raise InputError("claim_basis", path=name)
            records.append(record)
    return records


def claim(
    wallet: Wallet, records: Sequence[SkillAttestation], verifier: Verifier, now: datetime, name: str | None = None
) -> list[Added]:
    """Sign ``records`` with the wallet's own key and keep both renderings: issuer and subject are one."""
    from dsp_vc.issuing.issuer import Issuer
    from dsp_vc.model.universal_wallet import read_entries

    made: list[Added] = []
    for record in records:
        person = " ".join(filter(None, (record.subject.given_name, record.subject.family_name)))
        issuer = Issuer.of_key(wallet.signer, wallet.did, name or person or wallet.did)
        delivery = issuer.issue([record], to=wallet.did, now=now)
        found = [
            examine_raw(record.title or "", entry.raw.encode(), verifier)
            for entry in read_entries(delivery)
            if entry.kind == "credential"
        ]
        made.extend(add(wallet, found, keep_unverified=True, now=now))
    return made


def _add(wallet: Wallet, found: Found, keep_unverified: bool, now: datetime) -> Added:
    if found.report is None:
        return Added(found.source, "unreadable", error=found.error)
    before = wallet.get(found.raw)
    verdict, code = judge_again(before, found.report)
    twin, view = twin_of(found.raw), _seen(found.raw)
    kept = keep_unverified or before is not None or _own_claim(wallet, code, view)
    if verdict != ACCEPTED and not kept:
        return Added(found.source, "refused", found.report, verdict, code, view=view, twin=twin)
    try:
        stored = wallet.add(found.raw, identifier=twin, verdict=verdict, reason=code, now=now)
    except InputError as error:
        return Added(found.source, "unreadable", found.report, error=error)
    outcome = "added" if before is None else "known"
    return Added(found.source, outcome, found.report, verdict, code, stored, view=view, twin=twin)


def _own_claim(wallet: Wallet, code: str, view: Credential | None) -> bool:
    """Whether the person says this of themself by a key of this wallet: it is kept as ``claim`` keeps it."""
    keys = {signer.verification_method.partition("#")[0] for signer in wallet.signers}
    return code == SELF_ASSERTED and view is not None and view.issuer in keys


def _seen(raw: str) -> Credential | None:
    try:
        return look(raw)
    except InputError:
        return None


def _view(group: Sequence[Stored]) -> Credential | None:
    return next(_views(group), None)


def _views(group: Sequence[Stored]) -> Iterator[Credential]:
    for stored in group:
        try:
            yield look(stored.raw)
        except InputError:
            continue
