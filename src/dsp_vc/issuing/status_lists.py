"""The issuer's status lists as they are published: two Bitstring Status Lists and a Token Status List for each period.

The twins of one record stand each in their own list and are revoked together (DESIGN §6).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dsp_vc.encoding.strict_json import dumps
from dsp_vc.errors import InputError, IssuanceError
from dsp_vc.files import read_bounded
from dsp_vc.issuing.register.statuses import ListState, list_states
from dsp_vc.rdf.contexts import ContextSet
from dsp_vc.securing.data_integrity.suite import add_proof
from dsp_vc.status import bitstring, token_list
from dsp_vc.status.bits import BitArray
from dsp_vc.status.reading import read_published, revoked

if TYPE_CHECKING:
    from dsp_vc.issuing.issuer import Issuer
    from dsp_vc.issuing.register.register import Register

#: How long a list is as good as new, and how long it says anything at all: a copy is carried by hand and must last.
TTL, LIFE = timedelta(days=7), timedelta(days=90)
#: Bits of an entry in a Token Status List: enough to suspend (Token Status List §7.1).
_TOKEN_BITS = 2
_REVOKED, _SUSPENDED = 1, 2
_SUITE = "eddsa-rdfc-2022"
_MAX = 64 * 1024 * 1024


def build(
    issuer: Issuer, register: Register, now: datetime, *, ttl: timedelta = TTL, life: timedelta = LIFE
) -> list[tuple[str, str]]:
    """URL and text of every list, signed ``now``."""
    return [(state.uri, _list(issuer, state, now, ttl, life)) for state in list_states(register)]


def check_kept(path: Path, text: str) -> None:
    """Refuse to publish ``text`` over a list in which something is revoked that is not revoked in it any more.

    Raises :class:`IssuanceError` ``site_revocation_lost``, ``site_other_issuer`` where there is no list.
    """
    if not path.exists():
        return
    try:
        before, after = (revoked(read_published(raw)) for raw in (read_bounded(path, _MAX), text.encode()))
    except InputError as error:
        raise IssuanceError("site_other_issuer", path=path, detail=str(error)) from error
    if not before <= after:
        raise IssuanceError("site_revocation_lost", path=path, number=len(before - after))


def _list(issuer: Issuer, state: ListState, now: datetime, ttl: timedelta, life: timedelta) -> str:
    if state.kind == "token":
        bits = token_list.new_bits(state.size, _TOKEN_BITS)
        _set(bits, state.revoked, _REVOKED)
        _set(bits, state.suspended, _SUSPENDED)
        claims = token_list.build_token_status_list(
            url=state.uri, bits=bits, issued=now, expires=now + life, ttl=ttl, iss=issuer.iss
        )
        kid = issuer.token.verification_method.partition("#")[2]
        return token_list.sign_token_status_list(claims, issuer.token, kid=kid)
    bits = bitstring.new_bits(state.size)
    # A revoked credential stays as it was in the list of suspensions: nothing there says that it is valid.
    _set(bits, state.revoked if state.kind == "revocation" else state.suspended, 1)
    document = bitstring.build_bitstring_credential(
        url=state.uri,
        issuer=issuer.profile.id,
        purposes=[state.kind],
        bits=bits,
        valid_from=now,
        valid_until=now + life,
        ttl=ttl,
    )
    signed = add_proof(document, issuer.data_integrity, cryptosuite=_SUITE, contexts=ContextSet.pinned(), created=now)
    return dumps(signed)


def _set(bits: BitArray, indices: tuple[int, ...], value: int) -> None:
    for index in indices:
        bits[index] = value
