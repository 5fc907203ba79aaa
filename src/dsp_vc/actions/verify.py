"""Verify what files hold, by the user's trust."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from dsp_vc.actions.material import read_evidence, read_input, read_messages
from dsp_vc.encoding.strict_json import parse_object
from dsp_vc.errors import DspVcError, InputError, naming
from dsp_vc.presentation.request import PresentationRequest
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.trust.store import TrustStore, has_lists, is_bundle, load_trust, stored_lists
from dsp_vc.verification.policy import VerificationPolicy
from dsp_vc.verification.report import Presence, VerificationReport
from dsp_vc.verification.verifier import Verifier


@dataclass(frozen=True, slots=True)
class Demand:
    """What ``verify`` was asked on top of the files; names as on the command line."""

    trust: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    request: str | None = None
    challenge: str | None = None
    domain: str | None = None
    accept: str | None = None
    trust_any_issuer: bool = False
    refuse_stale_status: bool = False
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """One message with its report, or with the error that kept it from being read."""

    source: str
    report: VerificationReport | None = None
    error: DspVcError | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """All of one run; ``skipped`` are files in evidence folders that were not recognised."""

    checked: tuple[Checked, ...]
    skipped: tuple[str, ...] = field(default=())


def verify(files: list[str], demand: Demand, now: datetime) -> Examined:
    """Verify every message in ``files``. A file that can't be read becomes an entry with its error; trust, evidence or
    a request that can't be used raise, since every verdict would rest on them."""
    documents, skipped = read_evidence(list(demand.evidence))
    request = None if demand.request is None else read_request(demand.request)
    policy = VerificationPolicy.strict()
    if demand.trust_any_issuer:
        policy = policy.trusting_any_issuer()
    if demand.refuse_stale_status:
        policy = policy.refusing_stale_status()
    if demand.accept is not None:
        policy = policy.accepting_presence(Presence(demand.accept))
    trust = current_trust(demand.trust, demand.at or now, fixed=demand.at is not None)
    verifier = Verifier(trust, policy, evidence=documents, clock=lambda: demand.at or now)
    checked: list[Checked] = []
    for name in files:
        try:
            messages = read_messages(name)
        except InputError as error:
            checked.append(Checked(name, error=error))
            continue
        for message in messages:
            try:
                report = verifier.verify(message.raw, request, challenge=demand.challenge, domain=demand.domain)
            except InputError as error:
                if error.code == "request_contradicted":
                    raise
                error.source = message.source
                checked.append(Checked(message.source, error=error))
            else:
                checked.append(Checked(message.source, report))
    return Examined(tuple(checked), tuple(skipped))


def current_trust(named: tuple[str, ...], now: datetime, *, fixed: bool = False) -> TrustBundle:
    """The trust that was named, merged; without any, the user's stored trust: cards, and the lists in use at ``now``.

    ``fixed`` says that ``now`` is a moment that the user chose: nothing is remembered of what is seen.
    """
    if not named:
        cards = TrustStore().bundle()
        return stored_lists().default(now, fixed=fixed).merged(cards) if has_lists() else cards
    bundles, others = TrustBundle(), TrustBundle()
    for path in map(Path, named):
        if path.is_file() and is_bundle(path):
            bundles = bundles.merged(stored_lists().open(path, now, fixed=fixed))
        else:
            others = others.merged(load_trust(path))
    return bundles.merged(others)


def read_request(name: str) -> PresentationRequest:
    """A request from its file. Raises :class:`InputError`."""
    with naming(name):
        return PresentationRequest.from_json(parse_object(read_input(name, 1024 * 1024)))
