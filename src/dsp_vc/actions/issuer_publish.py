"""What an issuer puts on its website, also when its folder came out of a backup."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dsp_vc.actions.site import checked_site
from dsp_vc.did.key_states import KnownKey
from dsp_vc.issuing import folder as issuer_folder
from dsp_vc.issuing import previous
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.issuing.previous import Previous, TakenOver
from dsp_vc.keys.pkcs11 import Tokens
from dsp_vc.status.reading import read_published
from dsp_vc.trust.site import Place


@dataclass(frozen=True, slots=True)
class Before:
    """What was published before, and the keys in it that the folder does not know."""

    previous: Previous
    unknown: tuple[KnownKey, ...]


def read_previous(path: str, site: str, now: datetime) -> Before:
    """Read what the issuer in the folder ``path`` published before, out of the folder ``site``.

    Raises :class:`dsp_vc.errors.TrustError` ``site_*``, ``card_invalid``, :class:`dsp_vc.errors.Refused`
    ``digests_*``, :class:`dsp_vc.errors.IssuanceError` as :func:`dsp_vc.issuing.previous.check`.
    """
    found = checked_site(site, None, issuer_folder.read_profile(Path(path)).id)
    digests = found.digests
    read = Previous(
        Path(site),
        found.card.did_document,
        None if digests is None else digests.made,
        () if digests is None else digests.digests,
        {url: read_published(raw) for url, raw in found.status_lists.items()},
    )
    return Before(read, previous.check(Path(path), read, now))


def check(path: str, *, going_on: bool, unpublished: bool) -> None:
    """What is wrong with the folder is said before a passphrase is asked for. ``going_on``: what was published before
    is at hand; ``unpublished``: there is nothing.

    Raises :class:`dsp_vc.errors.IssuanceError` ``issuer_*``, ``previous_needed``.
    """
    issuer_folder.read_profile(Path(path))
    issuer_folder.read_document(Path(path))
    restored = issuer_folder.read_settings(Path(path)).restored is not None
    if restored and not going_on:
        previous.check_needless(Path(path), unpublished=unpublished)


def go_on(
    path: str, passphrase: str, before: Before | None, now: datetime, *, accepted: Collection[str], unpublished: bool
) -> TakenOver | None:
    """Bring a folder from a backup up to date; ``None`` where there is nothing to go on from. See
    :func:`dsp_vc.issuing.previous.take_over`."""
    if before is not None:
        return previous.take_over(
            Path(path), passphrase, before.previous, now, accepted=accepted, unpublished=unpublished
        )
    if unpublished:
        previous.settle(Path(path))
    return None


def publish(path: str, passphrase: str, site: str, now: datetime, tokens: Tokens | None = None) -> tuple[Place, ...]:
    """Write what goes on the website into the folder ``site``; see :meth:`Issuer.publish`."""
    return Issuer.open(path, passphrase, tokens).publish(site, now=now)
