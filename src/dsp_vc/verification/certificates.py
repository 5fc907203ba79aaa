"""A signer's certificate: a path from it to an anchor that came with the trust (RFC 5280 §6).

The header ``x5c`` and the evidence offer certificates to build the path of; only the trust says where it may end. The
rules are held twice: here, where each has a code of its own, and by :mod:`cryptography.x509.verification`, which
must agree before a path counts, and which alone judges name constraints.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import SignatureAlgorithmOID as Oid
from cryptography.x509.verification import Criticality, ExtensionPolicy, PolicyBuilder, Store, VerificationError

from dsp_vc.errors import Refused, ResolutionError
from dsp_vc.keys.certificate import Certificate
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.verification.case import Setting
from dsp_vc.verification.keys import FoundKey, KeySource
from dsp_vc.verification.records import recorded_before

MAX_PATH = 8
MAX_SIGNATURES = 64
_SIGNATURES = frozenset(
    {
        Oid.RSA_WITH_SHA256,
        Oid.RSA_WITH_SHA384,
        Oid.RSA_WITH_SHA512,
        Oid.RSASSA_PSS,
        Oid.ECDSA_WITH_SHA256,
        Oid.ECDSA_WITH_SHA384,
        Oid.ECDSA_WITH_SHA512,
    }
)
_HASHES = ("sha256", "sha384", "sha512")
_CURVES = ("secp256r1", "secp384r1", "secp521r1")
_RSA_BITS = range(2048, 8193)


@dataclass(frozen=True, slots=True)
class Path:
    """From the signer's certificate, first, to the anchor, last; every signature on it fits."""

    certificates: tuple[Certificate, ...]

    @property
    def leaf(self) -> Certificate:
        """The signer's certificate."""
        return self.certificates[0]

    @property
    def anchor(self) -> Certificate:
        """The certificate that the operator believes."""
        return self.certificates[-1]

    @property
    def begins(self) -> datetime:
        """From when all of it is valid."""
        return max(entry.not_before for entry in self.certificates)

    @property
    def ends(self) -> datetime:
        """Until when all of it is valid, that second included."""
        return min(entry.not_after for entry in self.certificates)


def certified_key(iss: str | None, chain: Sequence[Certificate], digest: str, setting: Setting) -> FoundKey:
    """The key of the signer's certificate ``chain[0]``, and whose it is: ``iss``, which the certificate must name, or
    where the token names nobody, whom the certificate names (SD-JWT VC §2.5).

    Raises what :func:`find_path` raises, :class:`Refused` ``certificate_holder`` (it is somebody else's),
    ``certificate_ambiguous``, and :class:`ResolutionError` ``certificate_expired`` where it ran out and ``digest``, of
    the bytes that were signed, was not recorded in a checked bundle before.
    """
    leaf, documents = chain[0], setting.trust.documents
    path = find_path(chain, documents.anchors, (*documents.intermediates, *setting.evidence.intermediates), setting.now)
    if iss is not None and not leaf.speaks_for(iss):
        raise Refused("certificate_holder", name=leaf.holder, detail=iss)
    issuer = iss if iss is not None else _named_in(leaf, setting.trust)
    told = {"name": leaf.holder, "anchor": path.anchor.holder, "moment": path.ends}
    source = KeySource.CERTIFICATE
    if path.ends < setting.now:
        if not recorded_before(setting.trust, issuer, digest, path.ends):
            raise ResolutionError("certificate_expired", **told)
        source = KeySource.CERTIFICATE_RECORDED
    return FoundKey(leaf.public_key(), issuer, source, told, path.ends)


def _named_in(leaf: Certificate, trust: TrustBundle) -> str:
    """The identity of a certificate by which the trust knows an issuer; the first where it knows none of them."""
    identities = leaf.identities()
    known = {name: entry for name in identities if (entry := trust.find(name)) is not None}
    if len({entry.ids for entry in known.values()}) > 1:
        raise Refused("certificate_ambiguous", name=leaf.holder)
    return next(iter(known), identities[0])


def find_path(chain: Sequence[Certificate], anchors: Sequence[Certificate], others: Sequence[Certificate],
              now: datetime) -> Path:  # fmt: skip
    """A path from ``chain[0]`` to one of ``anchors`` by way of ``chain`` and ``others`` that holds at ``now``; or where
    there is none, one that held as long as it lasted: the caller looks at ``ends``.

    Raises :class:`ResolutionError` ``certificate_no_anchor`` (the trust has none), ``certificate_anchor_unknown`` (no
    path to any); :class:`Refused` ``certificate_*`` for what is wrong with the signer's certificate or with every path.
    """
    leaf = chain[0]
    leaf.check_signer()
    if not anchors:
        raise ResolutionError("certificate_no_anchor", name=leaf.holder)
    if leaf in anchors:
        raise Refused("certificate_is_anchor", name=leaf.holder)
    search = _Search(tuple(anchors), (*chain[1:], *others))
    expired: list[Path] = []
    broken: list[Refused] = []
    for path in search.paths((leaf,)):
        try:
            _check(path, now)
        except Refused as refusal:
            broken.append(refusal)
            continue
        if now <= path.ends:
            return path
        expired.append(path)
    if expired:
        return max(expired, key=lambda path: path.ends)
    if broken or search.refusals:
        raise (broken + search.refusals)[0]
    raise ResolutionError("certificate_anchor_unknown", name=search.last.signed_by)


@dataclass(slots=True)
class _Search:
    """Depth first; each certificate once on a path, and a bounded number of signatures in all."""

    anchors: tuple[Certificate, ...]
    others: tuple[Certificate, ...]
    refusals: list[Refused] = field(default_factory=list)
    signatures: int = 0
    last: Certificate = field(init=False)

    def paths(self, trail: tuple[Certificate, ...]) -> Iterator[Path]:
        """Every path that begins with ``trail``, those that reach an anchor soonest first."""
        child = self.last = trail[-1]
        for anchor in self.anchors:
            if anchor not in trail and self._signed(child, anchor):
                yield Path((*trail, anchor))
        if len(trail) >= MAX_PATH - 1:
            return
        for other in self.others:
            if other not in trail and other not in self.anchors and self._signed(child, other):
                yield from self.paths((*trail, other))

    def _signed(self, child: Certificate, parent: Certificate) -> bool:
        """Whether ``parent`` signed ``child``, by an algorithm that is good enough; of one that has the name but did
        not sign, it is remembered why."""
        if parent.parsed.subject != child.parsed.issuer:
            return False
        self.signatures += 1
        if self.signatures > MAX_SIGNATURES:
            raise Refused("x5c_too_long", limit=MAX_PATH, detail="too many ways to go")
        try:
            _check_algorithm(child, parent)
            child.parsed.verify_directly_issued_by(parent.parsed)
        except Refused as refusal:
            self.refusals.append(refusal)
        except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm) as error:
            self.refusals.append(Refused("certificate_signature", name=child.holder, detail=type(error).__name__))
        else:
            return True
        return False


def _check_algorithm(child: Certificate, parent: Certificate) -> None:
    """No hash that can be collided, no key that is too small (BSI TR-02102-1, NIST SP 800-131A)."""
    try:
        digest, key = child.parsed.signature_hash_algorithm, parent.parsed.public_key()
    except (UnsupportedAlgorithm, ValueError, TypeError) as error:
        raise Refused("certificate_algorithm", name=child.holder, detail=type(error).__name__) from error
    sound = (isinstance(key, rsa.RSAPublicKey) and key.key_size in _RSA_BITS) or (
        isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in _CURVES
    )
    oid = child.parsed.signature_algorithm_oid
    if oid not in _SIGNATURES or digest is None or digest.name not in _HASHES:
        raise Refused("certificate_algorithm", name=child.holder, detail=f"signed by {oid.dotted_string}")
    if not sound:
        raise Refused("certificate_algorithm", name=parent.holder, detail="kind or size of the key")


def _check(path: Path, now: datetime) -> None:
    """RFC 5280 §6.1.3 to §6.1.5. An end that is over is no refusal: the path is judged as of its last second."""
    if now < path.begins:
        late = max(path.certificates, key=lambda entry: entry.not_before)
        raise Refused("certificate_not_yet_valid", name=late.holder, moment=late.not_before)
    if path.ends < path.begins:
        raise Refused("certificate_path", name=path.leaf.holder, detail="never valid all at once")
    between = 0
    for place, authority in enumerate(path.certificates[1:], 1):
        if not authority.is_authority:
            raise Refused("certificate_not_authority", name=authority.holder)
        constraints = authority.extension(x509.BasicConstraints)
        limit = constraints.path_length if constraints is not None else None
        if limit is not None and between > limit:
            raise Refused("certificate_path_length", name=authority.holder, limit=limit)
        if not authority.self_issued:
            between += 1  # one that is self-issued does not count (§4.2.1.9)
        if place < len(path.certificates) - 1:
            authority.check_purpose()
        _check_hosts(path.leaf, authority)
    _agree(path, min(now, path.ends))


def _check_hosts(leaf: Certificate, authority: Certificate) -> None:
    """Limits to host names also hold for the hosts in URIs, by which an issuer is known here; RFC 5280 §4.2.1.10 alone
    would let an authority for one host name another in a URI."""
    limits = authority.extension(x509.NameConstraints)
    if limits is None:
        return
    allowed, refused = (
        [name.value.lower() for name in names or () if isinstance(name, x509.DNSName)]
        for names in (limits.permitted_subtrees, limits.excluded_subtrees)
    )
    for uri in leaf.uris():
        host = _host(uri)
        if (allowed and not any(_within(host, name) for name in allowed)) or any(
            _within(host, name) for name in refused
        ):
            raise Refused("certificate_names", name=leaf.holder, detail=uri[:200])


def _host(uri: str) -> str:
    """The host in a URI or a did:web. Empty where there is none, which no limit allows."""
    if uri.startswith("did:web:"):
        return uri.removeprefix("did:web:").split(":")[0].split("%")[0].lower()
    try:
        return urlsplit(uri).hostname or ""
    except ValueError:
        return ""


def _within(host: str, name: str) -> bool:
    bare = name.removeprefix(".")
    return host == name or host.endswith(f".{bare}") or not bare


def _agree(path: Path, at: datetime) -> None:
    """Let the library judge the very same path; no purpose of TLS is asked of it."""
    authorities = ExtensionPolicy.permit_all().require_present(x509.BasicConstraints, Criticality.AGNOSTIC, None)
    verifier = (
        PolicyBuilder()
        .store(Store([path.anchor.parsed]))
        .time(at)
        .max_chain_depth(MAX_PATH)
        .extension_policies(ca_policy=authorities, ee_policy=ExtensionPolicy.permit_all())
        .build_client_verifier()
    )
    try:
        verifier.verify(path.leaf.parsed, [entry.parsed for entry in path.certificates[1:-1]])
    except VerificationError as error:
        # Its texts are no stable interface; but all else held above, so a limit to names is what is left to break.
        limited = any(entry.extension(x509.NameConstraints) is not None for entry in path.certificates[1:])
        code = "certificate_names" if limited else "certificate_path"
        raise Refused(code, name=path.leaf.holder, detail=str(error)[:200]) from error
