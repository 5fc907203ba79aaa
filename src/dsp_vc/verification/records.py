"""What a checked bundle recorded in time: the only thing that can say that a signature is older than a loss of trust.

A signature can't date itself. Where a key was revoked, an issuer withdrawn or a certificate ran out, what was signed
before still counts when its digest stood in a bundle that was listed before that moment (DESIGN §5).
"""

from __future__ import annotations

from datetime import datetime

from dsp_vc.trust.bundle import TrustBundle


def recorded_before(trust: TrustBundle, issuer: str, digest: str, moment: datetime) -> bool:
    """Whether ``digest``, SHA-256 of the signed bytes, was recorded for ``issuer`` before ``moment``, under any of the
    identifiers that the trust knows it by."""
    entry = trust.find(issuer)
    for name in sorted({issuer, *(entry.ids if entry is not None else ())}):
        listed = trust.recorded(name, digest)
        if listed is not None and listed < moment:
            return True
    return False
