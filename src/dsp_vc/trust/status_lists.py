"""A status list that takes the place of an earlier one, where somebody keeps or hands on lists of others."""

from __future__ import annotations

from dsp_vc.errors import InputError, TrustError
from dsp_vc.status.reading import read_published, revoked
from dsp_vc.words import Moment


def check_succeeds(before: bytes, after: bytes, url: str) -> None:
    """Refuse ``after`` where it is older than ``before``, or where something that was revoked is valid in it again:
    revoking is for good, and who stole the issuer's key would ask for just that. Signatures are not looked at.

    Raises :class:`TrustError` ``status_list_older``, ``status_list_unrevoked``; :class:`InputError` where ``after``
    can't be read though ``before`` can.
    """
    try:
        known = read_published(before)
    except InputError:
        return  # of a kind that nothing here reads, or damaged: there is nothing to hold on to
    new = read_published(after)
    if known.issued is not None and (new.issued is None or new.issued < known.issued):
        raise TrustError("status_list_older", name=url, moment=Moment(known.issued))
    lost = revoked(known) - revoked(new)
    if lost:
        raise TrustError("status_list_unrevoked", name=url, number=len(lost))
