"""Keys on a token: SoftHSM2 in a temporary folder, its signatures verified by the bare library."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.x509.oid import NameOID

import softhsm
from dsp_vc.errors import DspVcError, HardwareError, InputError, Refused
from dsp_vc.keys.pkcs11 import Pkcs11Signer, Tokens, in_one_session
from dsp_vc.keys.pkcs11_token import find_token, read_public, refused_pin, told
from dsp_vc.keys.pkcs11_uri import KeyUri
from dsp_vc.keys.public import KeyType, PublicKey
from softhsm import LABEL, PIN, SoftHsm

ED, EC = KeyType.ED25519, KeyType.P256


@pytest.fixture
def hsm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SoftHsm:
    return softhsm.make(tmp_path / "hsm", monkeypatch)


def tokens() -> Tokens:
    return Tokens(lambda _: PIN)


def made(hsm: SoftHsm, name: str, key_type: KeyType) -> Pkcs11Signer:
    return tokens().generate(KeyUri.parse(hsm.uri(name)), key_type)


def code_of(work: Any) -> str:
    with pytest.raises(DspVcError) as caught:
        work()
    assert PIN not in f"{caught.value}{caught.value.params}"
    return caught.value.code


def holders(hsm: SoftHsm, signer: Pkcs11Signer, kind: str) -> dict[str, Any]:
    """The attributes of the object on the token, read by the library itself."""
    import pkcs11
    from pkcs11 import Attribute, ObjectClass

    token = pkcs11.lib(str(hsm.module)).get_token(token_label=LABEL)
    with token.open(user_pin=PIN) as session:
        (found,) = session.get_objects({Attribute.CLASS: ObjectClass[kind], Attribute.ID: signer.uri.id})
        names = ("SENSITIVE", "EXTRACTABLE", "ALWAYS_SENSITIVE", "NEVER_EXTRACTABLE", "LOCAL", "TOKEN", "PRIVATE",
                 "SIGN", "DERIVE", "DECRYPT", "UNWRAP", "VERIFY", "EC_POINT")  # fmt: skip
        shown: dict[str, Any] = {}
        for name in names:
            try:
                shown[name] = found[Attribute[name]]
            except pkcs11.AttributeTypeInvalid:
                shown[name] = None
        if kind == "PRIVATE_KEY":
            with pytest.raises(pkcs11.AttributeSensitive):
                found[Attribute.VALUE]
        return shown


@pytest.mark.parametrize("key_type", [ED, EC])
def test_a_signature_verifies_by_the_bare_library(hsm: SoftHsm, key_type: KeyType) -> None:
    signer = made(hsm, "skills", key_type).with_method("did:web:school.example#key-1")
    assert (signer.algorithm, signer.verification_method) == (
        {ED: "EdDSA", EC: "ES256"}[key_type],
        "did:web:school.example#key-1",
    )
    for data in (b"", b"a", b"\x00" * 64, b"x" * 100_000):
        signature = signer.sign(data)
        assert len(signature) == 64
        if key_type is ED:
            ed25519.Ed25519PublicKey.from_public_bytes(signer.public_key.raw).verify(signature, data)
        else:
            key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), signer.public_key.raw)
            r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
            key.verify(encode_dss_signature(r, s), data, ec.ECDSA(hashes.SHA256()))
        assert not signer.public_key.verify(signature, data + b"!")


@pytest.mark.parametrize("key_type", [ED, EC])
def test_a_key_made_on_the_token_stays_there(hsm: SoftHsm, key_type: KeyType) -> None:
    signer = made(hsm, "skills", key_type)
    private, public = holders(hsm, signer, "PRIVATE_KEY"), holders(hsm, signer, "PUBLIC_KEY")
    for name in ("SENSITIVE", "ALWAYS_SENSITIVE", "NEVER_EXTRACTABLE", "LOCAL", "TOKEN", "PRIVATE", "SIGN"):
        assert private[name] is True, name
    for name in ("EXTRACTABLE", "DERIVE", "DECRYPT", "UNWRAP"):
        assert not private[name], name
    assert public["VERIFY"]
    assert public["PRIVATE"] is False
    assert signer.public_key.raw[-32:] in public["EC_POINT"] or key_type is EC


def test_the_address_that_comes_back_means_this_key_alone(hsm: SoftHsm) -> None:
    first, second = made(hsm, "skills", ED), made(hsm, "skills", EC)  # one name, two ids
    assert first.uri.id != second.uri.id
    assert set(first.uri.place) == {"token", "serial"}
    assert first.uri.module_path == str(hsm.module)
    for signer in (first, second):
        again = tokens().find(KeyUri.parse(str(signer.uri)))
        assert again == signer
    assert code_of(lambda: tokens().find(KeyUri.parse(hsm.uri("skills")))) == "pkcs11_key_several"
    with pytest.raises(HardwareError, match="already"):
        tokens().generate(first.uri, ED)
    assert tokens().find(KeyUri.parse(hsm.uri("other"))) is None
    assert code_of(lambda: tokens().generate(KeyUri.parse(f"pkcs11:token={LABEL}?module-path={hsm.module}"), ED)) == (
        "pkcs11_uri"
    )


def test_the_pin_is_asked_for_once_for_a_token_and_kept_nowhere(hsm: SoftHsm) -> None:
    asked: list[str] = []

    def ask(label: str) -> str:
        asked.append(label)
        return PIN

    work = Tokens(ask)
    signer = work.generate(KeyUri.parse(hsm.uri("skills")), ED)
    for _ in range(3):
        signer.sign(b"data")
    assert asked == [LABEL]
    assert PIN not in f"{work!r}{signer!r}{vars(work)['_open']!r}"
    with work.opened(signer.uri) as token:
        assert PIN not in repr(token)
    for value in (work, signer):
        with pytest.raises(TypeError, match="holds PINs"):
            pickle.dumps(value)
        with pytest.raises(TypeError, match="holds PINs"):
            copy.deepcopy(value)


def test_a_session_is_shared_inside_and_closed_outside(hsm: SoftHsm) -> None:
    import pkcs11

    first, second = made(hsm, "ed", ED), made(hsm, "ec", EC)
    other = tokens()  # another piece of work in the same process, inside the first one
    inner = Pkcs11Signer(second.uri, second.public_key, other)
    work = tokens()
    held = [Pkcs11Signer(signer.uri, signer.public_key, work) for signer in (first, second)]
    with in_one_session([*held, object()]):
        with work.opened(first.uri) as one, work.opened(second.uri) as two:
            assert one is two
        assert inner.sign(b"a") != inner.sign(b"a")
        for signer in held:
            assert signer.public_key.verify(signer.sign(b"b"), b"b")
        work.generate(KeyUri.parse(hsm.uri("late")), ED)  # needs to write: a second session beside it
        assert held[0].sign(b"b") == first.sign(b"b")
    token = pkcs11.lib(str(hsm.module)).get_token(token_label=LABEL)
    token.open(user_pin=PIN).close()  # nobody is logged in any more: else UserAlreadyLoggedIn


def test_threads_wait_for_each_other(hsm: SoftHsm) -> None:
    first, second = made(hsm, "ed", ED), made(hsm, "ec", EC)
    failed: list[Exception] = []

    def work(signer: Pkcs11Signer) -> None:
        own = Pkcs11Signer(signer.uri, signer.public_key, tokens())
        try:
            for number in range(20):
                own.sign(b"%d" % number)
        except DspVcError as error:
            failed.append(error)

    threads = [Thread(target=work, args=(signer,)) for signer in (first, second, first)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


_CHILD = """
import sys
from pathlib import Path
from dsp_vc.keys.pkcs11 import Tokens
from dsp_vc.keys.pkcs11_uri import KeyUri
signer = Tokens(pin_file=sys.argv[1], lock=Path(sys.argv[3])).find(KeyUri.parse(sys.argv[2]))
for number in range(50):
    print(signer.sign(b"%d" % number).hex())
"""


def test_two_processes_sign_at_the_same_time(hsm: SoftHsm) -> None:
    signers = made(hsm, "ed", ED), made(hsm, "ec", EC)
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _CHILD, str(hsm.pin_file), str(signer.uri), str(hsm.folder / "lock")],
            stdout=subprocess.PIPE,
            text=True,
        )
        for signer in signers
    ]
    for signer, child in zip(signers, running, strict=True):
        out, _ = child.communicate(timeout=120)
        assert child.returncode == 0
        lines = out.splitlines()
        assert len(lines) == 50
        for number, line in enumerate(lines):
            assert signer.public_key.verify(bytes.fromhex(line), b"%d" % number)


def test_the_pin_comes_from_the_file_the_address_or_the_person(hsm: SoftHsm, tmp_path: Path) -> None:
    signer = made(hsm, "skills", ED)
    wrong = tmp_path / "wrong pin.txt"
    wrong.write_text("000000\r\nsecond line\n")
    source = KeyUri.parse(f"{hsm.uri('skills')}&pin-source={hsm.pin_file.as_uri()}")
    plain = KeyUri.parse(f"{hsm.uri('skills')}&pin-source={hsm.pin_file}")
    spaced = KeyUri.parse(f"{hsm.uri('skills')}&pin-source={wrong.as_uri().replace('%', '%25')}")
    for uri in (source, plain):
        found = Tokens().find(uri)
        assert found is not None
        assert found == Pkcs11Signer(found.uri, signer.public_key, found.tokens)
        assert found.uri.pin_source == uri.pin_source
    assert Tokens(pin_file=hsm.pin_file).find(signer.uri) is not None
    assert code_of(lambda: Tokens(pin_file=wrong).find(source)) == "pkcs11_pin_wrong"  # the file outranks the address
    assert code_of(lambda: Tokens(lambda _: PIN).find(spaced)) == "pkcs11_pin_wrong"  # which outranks asking
    assert code_of(lambda: Tokens().find(signer.uri)) == "pkcs11_pin_needed"
    assert code_of(lambda: Tokens(lambda _: "").find(signer.uri)) == "pkcs11_pin_empty"
    assert code_of(lambda: Tokens(pin_file=tmp_path / "no").find(signer.uri)) == "file_missing"
    for bad in (
        "|/bin/echo%20482615",
        "pin.txt",
        "https://pins.example/1",
        "file://server.example/pin",
        "file:pin.txt",
    ):
        uri = KeyUri.parse(f"{hsm.uri('skills')}&pin-source={bad}")
        assert code_of(lambda uri=uri: Tokens().find(uri)) == "pkcs11_uri", bad


@pytest.mark.parametrize("pin", ["000000", "1", "x" * 300, "\N{EURO SIGN}"])
def test_a_wrong_pin_is_not_tried_twice(hsm: SoftHsm, pin: str) -> None:
    signer = made(hsm, "skills", ED)
    answers = iter([pin, PIN])
    work = Tokens(lambda _: next(answers))
    own = Pkcs11Signer(signer.uri, signer.public_key, work)
    assert code_of(lambda: own.sign(b"data")) == "pkcs11_pin_wrong"
    assert own.sign(b"data") == signer.sign(b"data")  # asked again, and kept from now on
    assert own.sign(b"data") == signer.sign(b"data")


def test_what_stands_in_the_way_has_a_code(hsm: SoftHsm, tmp_path: Path) -> None:
    signer = made(hsm, "skills", ED)
    bare = KeyUri.parse(f"pkcs11:token={LABEL};object=skills")
    text = tmp_path / "module.so"
    text.write_text("not a library")
    assert code_of(lambda: tokens().find(bare)) == "pkcs11_module_needed"
    for module in (tmp_path / "no.so", tmp_path, text):
        assert code_of(lambda module=module: Tokens(lambda _: PIN, module=module).find(signer.uri)) == (
            "pkcs11_module_missing"
        )
    assert Tokens(lambda _: PIN, default_module=hsm.module).find(bare) is not None
    assert Tokens(lambda _: PIN, default_module=text).find(signer.uri) is not None  # the address outranks it
    for other in ("pkcs11:token=nobody;object=skills", "pkcs11:token=", "pkcs11:serial=1", "pkcs11:model=other"):
        assert code_of(lambda other=other: Tokens(module=hsm.module).find(KeyUri.parse(other))) == (
            "pkcs11_token_missing"
        )
    hsm.add_token(LABEL)
    import pkcs11

    pkcs11.lib(str(hsm.module)).reinitialize()
    assert code_of(lambda: Tokens(module=hsm.module).find(bare)) == "pkcs11_token_several"
    assert tokens().find(signer.uri) is not None  # the serial tells them apart
    absent = Pkcs11Signer(KeyUri.parse(str(signer.uri).replace("skills", "gone")), signer.public_key, tokens())
    assert code_of(lambda: absent.sign(b"")) == "pkcs11_key_missing"


def test_another_key_at_the_same_address_signs_nothing(hsm: SoftHsm) -> None:
    signer, other = made(hsm, "skills", ED), made(hsm, "other", ED)
    swapped = Pkcs11Signer(other.uri, signer.public_key, tokens())
    assert code_of(lambda: swapped.sign(b"data")) == "pkcs11_key_other"


def test_a_public_half_of_another_key_is_found_out(hsm: SoftHsm) -> None:
    """Who can write to the token put another public key beside the private one: to be shown as the issuer's."""
    import pkcs11
    from pkcs11 import Attribute, ObjectClass

    signer, other = made(hsm, "skills", ED), made(hsm, "other", ED)
    token = pkcs11.lib(str(hsm.module)).get_token(token_label=LABEL)
    with token.open(rw=True, user_pin=PIN) as session:
        for own in (signer, other):
            (public,) = session.get_objects({Attribute.CLASS: ObjectClass.PUBLIC_KEY, Attribute.ID: own.uri.id})
            public[Attribute.ID] = own.uri.id if own is not other else signer.uri.id
            if own is signer:
                public.destroy()
    assert code_of(lambda: tokens().find(signer.uri)) == "pkcs11_key_other"
    claimed = Pkcs11Signer(signer.uri, other.public_key, tokens())
    assert code_of(lambda: claimed.sign(b"data")) == "pkcs11_signature_wrong"


def test_a_key_that_can_be_read_out_or_is_of_another_kind_is_refused(hsm: SoftHsm) -> None:
    import pkcs11
    from pkcs11 import Attribute
    from pkcs11.util.ec import encode_named_curve_parameters

    token = pkcs11.lib(str(hsm.module)).get_token(token_label=LABEL)
    with token.open(rw=True, user_pin=PIN) as session:
        for name, curve, template in (
            ("open", "secp256r1", {Attribute.SENSITIVE: False, Attribute.EXTRACTABLE: True}),
            ("big", "secp384r1", {}),
            ("alone", "secp256r1", {}),
        ):
            domain = session.create_domain_parameters(
                pkcs11.KeyType.EC, {Attribute.EC_PARAMS: encode_named_curve_parameters(curve)}, local=True
            )
            public, _ = domain.generate_keypair(store=True, label=name, private_template=template)
        public.destroy()
        session.generate_keypair(pkcs11.KeyType.RSA, 2048, store=True, label="rsa")
    for name, code in (
        ("open", "pkcs11_key_readable"), ("big", "pkcs11_key_kind"), ("rsa", "pkcs11_key_kind"),
        ("alone", "pkcs11_public_missing"),
    ):  # fmt: skip
        assert code_of(lambda name=name: tokens().find(KeyUri.parse(hsm.uri(name)))) == code


def test_a_key_that_wants_the_pin_each_time_gets_it(hsm: SoftHsm) -> None:
    import pkcs11
    from pkcs11 import Attribute, MechanismFlag

    token = pkcs11.lib(str(hsm.module)).get_token(token_label=LABEL)
    with token.open(rw=True, user_pin=PIN) as session:
        domain = session.create_domain_parameters(
            pkcs11.KeyType.EC, {Attribute.EC_PARAMS: bytes.fromhex("06082a8648ce3d030107")}, local=True
        )
        domain.generate_keypair(
            store=True,
            label="piv",
            capabilities=MechanismFlag.SIGN | MechanismFlag.VERIFY,
            private_template={Attribute.ALWAYS_AUTHENTICATE: True},
        )
    signer = tokens().find(KeyUri.parse(hsm.uri("piv")))
    assert signer is not None
    assert signer.public_key.verify(signer.sign(b"data"), b"data")


def test_errors_of_a_token_by_their_codes(hsm: SoftHsm) -> None:
    """What SoftHSM2 never does: the errors of the library itself, through the same table."""
    import pkcs11

    expected = {
        pkcs11.PinLocked: "pkcs11_pin_locked",
        pkcs11.PinExpired: "pkcs11_pin_not_set",
        pkcs11.UserPinNotInitialized: "pkcs11_pin_not_set",
        pkcs11.MechanismInvalid: "pkcs11_mechanism_missing",
        pkcs11.DeviceRemoved: "pkcs11_removed",
        pkcs11.TokenNotPresent: "pkcs11_removed",
        pkcs11.SessionHandleInvalid: "pkcs11_removed",
        pkcs11.TokenWriteProtected: "pkcs11_read_only",
        pkcs11.DeviceError: "pkcs11_failed",
    }
    for kind, code in expected.items():
        with pytest.raises(HardwareError) as caught, told("school"):
            raise kind
        assert caught.value.code == code
        assert "school" in caught.value.message("nl")
    token = find_token(str(hsm.module), KeyUri.parse(hsm.uri("x")))
    assert isinstance(refused_pin(pkcs11.PinLocked(), token), pkcs11.PinLocked)
    assert getattr(refused_pin(pkcs11.PinIncorrect(), token), "code", "") == "pkcs11_pin_wrong"


def test_a_token_that_is_taken_away_between_two_signatures(hsm: SoftHsm) -> None:
    import pkcs11

    signer = made(hsm, "skills", ED)
    with pytest.raises(HardwareError) as caught, in_one_session([signer]):
        signer.sign(b"one")
        # SoftHSM2 has no plug to pull: its session is closed under our feet, as a reader does.
        with signer.tokens.opened(signer.uri) as token:
            token.session.close()
        signer.sign(b"two")
    assert caught.value.code == "pkcs11_removed"
    assert pkcs11.lib(str(hsm.module)).get_token(token_label=LABEL) is not None
    assert signer.public_key.verify(signer.sign(b"three"), b"three")


def test_without_the_extra_it_says_what_to_install(hsm: SoftHsm, monkeypatch: pytest.MonkeyPatch) -> None:
    uri = KeyUri.parse(hsm.uri("skills"))
    monkeypatch.setitem(sys.modules, "pkcs11", None)
    with pytest.raises(HardwareError, match=r"not installed") as caught:
        tokens().find(uri)
    assert "dsp-vc[hsm]" in caught.value.hint()


def test_a_request_for_a_certificate(hsm: SoftHsm) -> None:
    builder = x509.CertificateSigningRequestBuilder().subject_name(
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A school")])
    )
    signer = made(hsm, "ec", EC)
    request = signer.sign_request(builder)
    assert request.is_signature_valid
    numbers = request.public_key()
    assert isinstance(numbers, ec.EllipticCurvePublicKey)
    with pytest.raises(Refused):
        made(hsm, "ed", ED).sign_request(builder)


POINT_ED = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")  # RFC 8032 §7.1, test 1
POINT_EC = bytes.fromhex(  # RFC 6979 A.2.5
    "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb67903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f"
    "5177a3c294d4462299"
)
NAMES = {
    ED: (b"\x13\x0cedwards25519", bytes.fromhex("06032b6570"), bytes.fromhex("06092b06010401da470f01")),
    EC: (bytes.fromhex("06082a8648ce3d030107"),),
}


@pytest.mark.parametrize("key_type", [ED, EC])
def test_each_form_of_a_point_is_read(key_type: KeyType) -> None:
    bare = POINT_ED if key_type is ED else POINT_EC
    for params in NAMES[key_type]:
        for point in (bare, bytes((4, len(bare))) + bare, bytes((3, len(bare) + 1, 0)) + bare):
            found = read_public(params, point)
            assert isinstance(found, PublicKey)
            assert found.key_type is key_type
            assert sha256(found.raw).digest() == sha256(bare if key_type is ED else b"\x03" + bare[1:33]).digest()
        for point in (b"", bare[:-1], bare + b"\0", b"\x04" + bare, b"\x30" + bytes((len(bare),)) + bare):
            assert read_public(params, point) is None
    assert read_public(b"\x13\x05other", bare) is None
    assert read_public(NAMES[ED][0], b"\x01" + bytes(31)) is None  # of small order: a signature for every message
    assert read_public(NAMES[EC][0], b"\x04" + b"\x01" * 64) is None  # off the curve


def test_an_address_that_is_none_never_reaches_a_token() -> None:
    with pytest.raises(InputError):
        KeyUri.parse(f"pkcs11:object=a?pin-value={PIN}")
