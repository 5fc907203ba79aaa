"""What must hold of an Ed25519 public key before it is used (RFC 8032 §5.1.3, "Taming the many EdDSAs").

Only arithmetic on public values: it need not be in constant time.
"""

from __future__ import annotations

from functools import lru_cache

from dsp_vc.errors import Refused

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, PRIME) % PRIME

#: The y of the eight points whose order divides the cofactor: 0 (order 4), 1, -1 (order 1, 2) and two of order 8.
_ORDER_8_Y = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
SMALL_ORDER_Y = frozenset({0, 1, PRIME - 1, _ORDER_8_Y, PRIME - _ORDER_8_Y})


@lru_cache(maxsize=256)
def check_point(raw: bytes) -> None:
    """Refuse (``key_invalid``) what is not 32 bytes, not canonical, not on the curve, or of small order."""
    if len(raw) != 32:
        raise Refused("key_invalid", detail="an Ed25519 key has 32 bytes")
    y = int.from_bytes(raw, "little") & (2**255 - 1)
    if y >= PRIME:
        raise Refused("key_invalid", detail="the point is not in its canonical form")
    if y in SMALL_ORDER_Y:
        raise Refused("key_invalid", detail="a point of small order: a signature by it fits every message")
    # -x^2 + y^2 = 1 + d x^2 y^2, so x^2 = (y^2 - 1) / (d y^2 + 1); u/v is a square exactly if u*v is one.
    square = y * y % PRIME
    ratio = (square - 1) * (_D * square + 1) % PRIME
    if pow(ratio, (PRIME - 1) // 2, PRIME) != 1:
        raise Refused("key_invalid", detail="the point is not on the curve")
