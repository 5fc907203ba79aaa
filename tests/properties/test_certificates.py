"""Whatever is done to a certificate: it is read in full or refused, and a changed one never certifies a key."""

from __future__ import annotations

import warnings

from hypothesis import given, settings
from hypothesis import strategies as st

from dsp_vc.errors import Refused, ResolutionError
from dsp_vc.keys.certificate import Certificate
from dsp_vc.verification.certificates import find_path
from small_ca import NOW, Authority, p256

ROOT = Authority.root()
BETWEEN = ROOT.authority()
LEAF = Certificate(BETWEEN.signer(p256(), "https://school.example", hosts=["school.example"]))
MIDDLE = Certificate(BETWEEN.certificate)


def _outcome(leaf: bytes, middle: bytes) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # what a stranger sent must not write on the user's screen
        try:
            chain = (Certificate.from_der(leaf), Certificate.from_der(middle))
            find_path(chain, (ROOT.anchor,), (), NOW)
        except (Refused, ResolutionError) as error:
            return error.code
    return "holds"


def test_unchanged_it_holds() -> None:
    assert _outcome(LEAF.der, MIDDLE.der) == "holds"


@given(st.booleans(), st.floats(0, 1, exclude_max=True), st.integers(0, 255), st.sampled_from(["set", "insert", "cut"]))
@settings(max_examples=600, deadline=None)
def test_a_changed_byte_never_holds(above: bool, place: float, value: int, how: str) -> None:
    original = MIDDLE.der if above else LEAF.der
    at = int(place * len(original))
    middle = {"set": bytes([value]), "insert": bytes([value, original[at]]), "cut": b""}[how]
    changed = original[:at] + middle + original[at + 1 :]
    outcome = _outcome(*((LEAF.der, changed) if above else (changed, MIDDLE.der)))
    assert (outcome == "holds") == (changed == original), outcome


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(data: bytes) -> None:
    assert _outcome(data, MIDDLE.der) == "certificate_malformed"


@given(st.lists(st.sampled_from([LEAF, MIDDLE, ROOT.anchor]), min_size=1, max_size=5))
def test_only_what_begins_with_the_signer_holds(chain: list[Certificate]) -> None:
    try:
        path = find_path(chain, (ROOT.anchor,), (), NOW)
    except (Refused, ResolutionError):
        return
    assert path.certificates == (LEAF, MIDDLE, ROOT.anchor)
