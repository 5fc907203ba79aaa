"""Status checks: the first and the next in a list of 131,072 entries, and the memory for one of 16 million."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dsp_vc.did.key import did_key, key_method
from dsp_vc.did.resolver import resolve_local
from dsp_vc.encoding.strict_json import JsonObject, dumps
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.securing.data_integrity.suite import SUITES, add_proof
from dsp_vc.status import bitstring, token_list
from dsp_vc.status.bits import MINIMUM_ENTRIES, BitArray
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.trust.card import build_card
from dsp_vc.trust.documents import Documents
from dsp_vc.verification.case import Case, Setting
from dsp_vc.verification.embedded import EmbeddedCandidate
from dsp_vc.verification.list_cache import ListCache
from dsp_vc.verification.policy import VerificationPolicy
from dsp_vc.verification.report import Check, Outcome
from dsp_vc.verification.status import check_status

URL = "https://school.example/status/1"
MOMENT = datetime(2026, 11, 24, 10, 0, 0, tzinfo=UTC)
MANY = 16_000_000
ROUNDS, REPEATS = 15, 2000
FIRST_LIMIT, NEXT_LIMIT, MEMORY_LIMIT = 3000.0, 20.0, 64.0


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure with its unit and the most that it may be."""

    name: str
    value: float
    unit: str
    limit: float | None

    @property
    def over(self) -> bool:
        """Whether it is more than it may be."""
        return self.limit is not None and self.value > self.limit


def measure() -> list[Measured]:
    """CPU time of a status check in this process; memory in a process of its own for each list."""
    rows: list[Measured] = []
    for kind in (*SUITES, "statuslist+jwt"):
        issuer = _signer()
        raw = _list(issuer, kind, MINIMUM_ENTRIES, revoked=1000)
        first, again = _times(issuer, raw, kind)
        rows.append(Measured(f"{kind}, {MINIMUM_ENTRIES:,} entries, first check", first * 1e6, "us", FIRST_LIMIT))
        rows.append(Measured(f"{kind}, {MINIMUM_ENTRIES:,} entries, next check", again * 1e6, "us", NEXT_LIMIT))
    for kind in (*SUITES, "statuslist+jwt"):
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.status", kind], capture_output=True, text=True, check=True
        )
        found = json.loads(done.stdout)
        rows.append(Measured(f"{kind}, {MANY:,} entries, memory", found["megabytes"], "MB", MEMORY_LIMIT))
        rows.append(Measured(f"{kind}, {MANY:,} entries, first check", found["microseconds"], "us", None))
    return rows


def _times(issuer: MemorySigner, raw: bytes, kind: str) -> tuple[float, float]:
    case = _case(issuer, raw, kind)
    check = _checking(case)
    check(ListCache())  # loads modules and parses the contexts, as verifying the credential itself did before
    firsts = []
    for _ in range(ROUNDS):
        start = time.process_time()
        check(ListCache())
        firsts.append(time.process_time() - start)
    check(ListCache())
    start = time.process_time()
    for _ in range(REPEATS):
        check_status(case)
    # The least of them: what it costs itself, whatever else the machine does.
    return min(firsts), (time.process_time() - start) / REPEATS


def _checking(case: Case) -> Callable[[ListCache], None]:
    from dataclasses import replace

    def check(lists: ListCache) -> None:
        case.setting = replace(case.setting, lists=lists)
        check_status(case)
        if case.results[Check.STATUS].outcome is not Outcome.PASSED:
            raise SystemExit(str(case.results[Check.STATUS].to_json()))

    return check


def _signer() -> MemorySigner:
    signer = MemorySigner.generate(KeyType.ED25519)
    return signer.with_method(key_method(did_key(signer.public_key)))


def _case(issuer: MemorySigner, raw: bytes, kind: str) -> Case:
    did = did_key(issuer.public_key)
    own = resolve_local(did)
    if own is None:
        raise SystemExit("a did:key says nothing")
    card = build_card({"id": did, "type": ["Profile"], "name": "Voorbeeldcollege"}, own.raw, None)
    evidence = Documents(status_lists={URL: (raw,)})
    setting = Setting(TrustBundle.of_cards([card]), evidence, VerificationPolicy.strict(), MOMENT)
    document: JsonObject = {"credentialStatus": bitstring.build_entry(URL, 5, "revocation")}
    case = Case(setting, candidate=EmbeddedCandidate(b"", document), issuer=did)
    if kind == "statuslist+jwt":
        from functools import partial

        reader = partial(token_list.read_reference, "status_list", token_list.build_reference(URL, 5)["status_list"])
        case.candidate = _TokenCandidate((reader,))  # type: ignore[assignment]
    return case


@dataclass(frozen=True, slots=True)
class _TokenCandidate:
    """Only what the status check asks of a token."""

    readers: tuple[Callable[[], object], ...]

    def status_entries(self) -> tuple[Callable[[], object], ...]:
        """The one reference."""
        return self.readers


def _list(issuer: MemorySigner, kind: str, entries: int, revoked: int) -> bytes:
    chosen = random.Random(7).sample(range(6, entries), revoked)
    did = did_key(issuer.public_key)
    day = timedelta(days=1)
    if kind == "statuslist+jwt":
        bits = _marked(token_list.new_bits(entries, 1), chosen)
        claims = token_list.build_token_status_list(url=URL, bits=bits, issued=MOMENT, ttl=day)
        return token_list.sign_token_status_list(claims, issuer, kid=issuer.verification_method).encode()
    bits = _marked(bitstring.new_bits(entries), chosen)
    document = bitstring.build_bitstring_credential(
        url=URL, issuer=did, purposes=["revocation"], bits=bits, valid_from=MOMENT, ttl=day
    )
    contexts = ContextSet.pinned()
    return dumps(add_proof(document, issuer, cryptosuite=kind, contexts=contexts, created=MOMENT)).encode()


def _marked(bits: BitArray, chosen: list[int]) -> BitArray:
    for index in chosen:
        bits[index] = 1
    return bits


def _large(kind: str) -> JsonObject:
    """In a fresh process: the memory that reading and checking a list of 16 million entries adds at its highest."""
    import tracemalloc

    issuer = _signer()
    raw = _list(issuer, kind, MANY, revoked=MANY // 100)
    check = _checking(_case(issuer, _list(issuer, kind, MINIMUM_ENTRIES, revoked=10), kind))
    check(ListCache())
    check = _checking(_case(issuer, raw, kind))
    start = time.process_time()
    check(ListCache())
    took = time.process_time() - start
    tracemalloc.start()
    check(ListCache())
    _, peak = tracemalloc.get_traced_memory()
    return {"megabytes": peak / 1e6, "microseconds": took * 1e6, "bytes": len(raw)}


if __name__ == "__main__":
    print(dumps(_large(sys.argv[1])))
