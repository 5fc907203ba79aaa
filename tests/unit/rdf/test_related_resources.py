"""Digests of related resources (VCDM 2.0 §5.3)."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources
from typing import Any

import pytest

from dsp_vc.encoding.base import multibase_encode
from dsp_vc.errors import Refused
from dsp_vc.rdf.contexts import CREDENTIALS_V2, ContextSet
from dsp_vc.rdf.related_resources import check_related_resources

BYTES = (resources.files("dsp_vc.rdf") / "context_data" / "credentials-v2.json").read_bytes()
HEADERS = {"sha256": b"\x12\x20", "sha384": b"\x20\x30", "sha512": b"\x13\x40"}


def sri(algorithm: str, data: bytes = BYTES) -> str:
    return f"{algorithm}-{base64.b64encode(hashlib.new(algorithm, data).digest()).decode()}"


def multibase(algorithm: str, data: bytes = BYTES, base: str = "u") -> str:
    return multibase_encode(HEADERS[algorithm] + hashlib.new(algorithm, data).digest(), base=base)


def check(**members: Any) -> list[str]:
    return check_related_resources({"relatedResource": [{"id": CREDENTIALS_V2, **members}]}, ContextSet.pinned())


@pytest.mark.parametrize("algorithm", HEADERS)
def test_right(algorithm: str) -> None:
    assert check(digestSRI=sri(algorithm)) == []
    assert check(digestSRI=sri(algorithm) + "?type=x") == []
    for base in ("u", "z"):
        assert check(digestMultibase=multibase(algorithm, base=base)) == []
        assert check(digestSRI=sri("sha384"), digestMultibase=multibase(algorithm, base=base)) == []


@pytest.mark.parametrize("algorithm", HEADERS)
def test_wrong(algorithm: str) -> None:
    for members in (
        {"digestSRI": sri(algorithm, b"x")},
        {"digestMultibase": multibase(algorithm, b"x")},
        {"digestSRI": sri(algorithm), "digestMultibase": multibase(algorithm, b"x")},
        {"digestSRI": sri(algorithm, b"x"), "digestMultibase": multibase(algorithm)},
        # of several, the strongest counts
        {"digestSRI": f"{sri('sha256')} {sri('sha512', b'x')}"},
    ):
        with pytest.raises(Refused, match="related_resource_digest"):
            check(**members)


@pytest.mark.parametrize("members", [
    {"digestSRI": ""}, {"digestSRI": "md5-AAAA"}, {"digestSRI": 5}, {"digestMultibase": "u"},
    {"digestMultibase": "not multibase"}, {"digestMultibase": None}, {"digestMultibase": "uEiA"},
])  # fmt: skip
def test_unreadable_digests_are_no_match(members: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="related_resource_digest"):
        check(**members)


def test_what_is_not_here_is_told() -> None:
    document = {"relatedResource": {"id": "https://school.example/picture", "digestSRI": sri("sha256")}}
    assert check_related_resources(document, ContextSet.pinned()) == ["https://school.example/picture"]
    assert check_related_resources({}, ContextSet.pinned()) == []
