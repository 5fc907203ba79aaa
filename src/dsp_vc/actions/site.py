"""An issuer's website as a folder, with its status lists held to the issuer's keys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from dsp_vc.errors import InputError, Refused, ResolutionError, TrustError
from dsp_vc.status.reading import read_published
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.trust.site import Site, place_of, read_site
from dsp_vc.verification.status import check_list
from dsp_vc.words import Phrase


def checked_site(path: str, now: datetime | None, issuer: str | None = None) -> Site:
    """Read the site in ``path``; ``issuer`` says whose, where there may be several. Its digest list and status lists
    are signed by its keys, and the status lists are in force; if ``now`` is ``None``, when they were issued.

    Raises :class:`TrustError` ``card_invalid``, ``site_*``, :class:`dsp_vc.errors.Refused` ``digests_*``.
    """
    site = read_site(Path(path), issuer)
    trust = TrustBundle.of_cards([site.card])
    for url, raw in site.status_lists.items():
        try:
            at = now or read_published(raw).issued
            if at is None:
                raise Refused("status_list_undated")
            check_list(raw, site.card.did_document.id, trust, at)
        except (InputError, ResolutionError) as error:
            reason = Phrase(error.code, error.params)
            raise TrustError("site_list_wrong", path=Path(path) / place_of(url).path, reason=reason) from error
    return site


def oldest(lists: Mapping[str, bytes]) -> datetime | None:
    """When the oldest of ``lists`` was issued; ``None`` without any."""
    return min(filter(None, (read_published(raw).issued for raw in lists.values())), default=None)
