"""What `dsp-vc formats` says of lists is what is done with them: by each mechanism and kind of key that it names."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dsp_vc.cli.main import main
from dsp_vc.did.document import build_document
from dsp_vc.did.issuer_metadata import build_issuer_metadata
from dsp_vc.encoding.strict_json import parse_object
from dsp_vc.errors import DspVcError
from dsp_vc.issuing import publication
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.securing.data_integrity.proof import read_proofs
from dsp_vc.securing.data_integrity.suite import add_proof
from dsp_vc.status import bitstring, token_list
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.trust.card import build_card
from dsp_vc.verification.status import check_list
from schools import SAWING, open_keys, with_lists

Streams = pytest.CaptureFixture[str]
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
LIFE = timedelta(days=90)
URL = "https://school.example/status/x"


@pytest.fixture
def rows(capsys: Streams) -> dict[tuple[str, str], dict[str, Any]]:
    assert main(["formats", "--json"]) == 0
    found = {(row["format"], row["mechanism"]): row for row in json.loads(capsys.readouterr().out)}
    assert main(["formats"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(found)
    for line, (name, mechanism) in zip(lines, found, strict=True):
        assert line.startswith(f"{name} ")
        assert mechanism in line.split()
    return found


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Issuer:
    open_keys(monkeypatch)
    return with_lists(tmp_path / "school")


def test_lists_are_written_as_it_says(rows: dict[tuple[str, str], Any], school: Issuer, tmp_path: Path) -> None:
    school.issue(SAWING, now=NOW)
    publication.publish(school, tmp_path / "site", NOW)
    written = set()
    for path in (tmp_path / "site" / "status").iterdir():
        text = path.read_text().strip()
        if text.startswith("{"):
            (proof,) = read_proofs(parse_object(text.encode()))
            written.add(("Bitstring Status List 1.0", proof.cryptosuite))
        else:
            written.add(("Token Status List", token_list.parse_token(text).jws.header["typ"]))
    assert written == {name for name, row in rows.items() if "List" in name[0] and row["issue"]}


def test_lists_are_read_as_it_says(rows: dict[tuple[str, str], Any], school: Issuer) -> None:
    trust, own = TrustBundle.of_cards([school.card()]), school.profile.id
    bits = bitstring.new_bits(131_072)
    document = bitstring.build_bitstring_credential(
        url=URL, issuer=own, purposes=["revocation"], bits=bits, valid_from=NOW, valid_until=NOW + LIFE
    )
    read = set()
    for suite in ("eddsa-rdfc-2022", "eddsa-jcs-2022"):
        made = add_proof(document, school.data_integrity, cryptosuite=suite, contexts=ContextSet.pinned(), created=NOW)
        check_list(json.dumps(made).encode(), own, trust, NOW)
        with pytest.raises(DspVcError):
            check_list(json.dumps({**made, "validUntil": "2030-01-01T00:00:00Z"}).encode(), own, trust, NOW)
        read.add(("Bitstring Status List 1.0", suite))
    for kind in (KeyType.ED25519, KeyType.P256):
        signer = MemorySigner.generate(kind).with_method(f"{own}#key-9")
        card = build_card(
            school.profile.to_open_badge(),
            build_document(own, [("key-9", signer.public_key)]),
            build_issuer_metadata(school.iss, [("key-9", signer.public_key)]),
        )
        claims = token_list.build_token_status_list(
            url=URL, bits=token_list.new_bits(131_072, 2), issued=NOW, expires=NOW + LIFE, iss=school.iss
        )
        text = token_list.sign_token_status_list(claims, signer, kid="key-9")
        check_list(text.encode(), own, TrustBundle.of_cards([card]), NOW)
        with pytest.raises(DspVcError):
            check_list(text.encode(), own, trust, NOW)
        read.add(("Token Status List", "statuslist+jwt"))
    assert read == {name for name, row in rows.items() if "List" in name[0] and row["verify"]}
    assert rows["Token Status List", "statuslist+jwt"]["keys"] == "Ed25519, P-256"
