"""The key file: private JWKs inside age."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from dsp_vc.encoding.strict_json import dumps
from dsp_vc.errors import InputError
from dsp_vc.files import FileError
from dsp_vc.keys.public import KeyType
from dsp_vc.keys.signer import MemorySigner
from dsp_vc.keys.store import KeyStore


def test_create_open_and_never_overwrite(tmp_path: Path) -> None:
    path = tmp_path / "keys.age"
    signers = {
        "ed25519": MemorySigner.generate(KeyType.ED25519, "did:example:a#key-1"),
        "p256": MemorySigner.generate(KeyType.P256, "did:example:a#key-2"),
    }
    KeyStore.create(path, "een paar woorden", signers)
    before = path.read_bytes()
    assert b"kty" not in before
    if sys.platform != "win32":
        assert os.stat(path).st_mode & 0o777 == 0o600
    with pytest.raises(FileError, match="file_exists"):
        KeyStore.create(path, "een paar woorden", {})
    assert path.read_bytes() == before
    opened = KeyStore.open(path, "een paar woorden")
    assert list(opened) == ["ed25519", "p256"]
    for name, signer in opened.items():
        assert signer.public_key == signers[name].public_key
        assert signer.verification_method == signers[name].verification_method


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"version":1}',
        '{"version":2,"keys":{}}',
        '{"version":1,"keys":{"a":5}}',
        '{"version":1,"keys":{"a":{"kty":"OKP","crv":"Ed25519","x":"AA","d":"geheim"}}}',
    ],
)
def test_content_that_is_no_key_store(tmp_path: Path, content: str, seal) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "keys.age"
    path.write_bytes(seal(content.encode(), "pw"))
    with pytest.raises(InputError, match="key_store_invalid") as caught:
        KeyStore.open(path, "pw")
    assert "geheim" not in str(caught.value)


def test_cheap_file_opens(tmp_path: Path, seal) -> None:  # type: ignore[no-untyped-def]
    signer = MemorySigner.generate(KeyType.P384)
    path = tmp_path / "keys.age"
    path.write_bytes(seal(dumps({"version": 1, "keys": {"a": signer.to_private_jwk()}}).encode(), "pw"))
    assert KeyStore.open(path, "pw")["a"].public_key == signer.public_key
    with pytest.raises(InputError, match="passphrase_wrong"):
        KeyStore.open(path, "andere woorden")


def test_missing_and_oversized(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="file_missing"):
        KeyStore.open(tmp_path / "keys.age", "pw")
    big = tmp_path / "big.age"
    big.write_bytes(bytes(1024 * 1024 + 1))
    with pytest.raises(InputError, match="file_too_large"):
        KeyStore.open(big, "pw")
