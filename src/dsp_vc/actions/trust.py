"""The user's stored trust: add a card that was compared, show, remove."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from dsp_vc.actions.material import read_input
from dsp_vc.encoding.strict_json import JsonObject, parse
from dsp_vc.encoding.timestamps import format_datetime
from dsp_vc.errors import TrustError, naming
from dsp_vc.status.published import PublishedList
from dsp_vc.trust.card import IssuerCard
from dsp_vc.trust.site import Site
from dsp_vc.trust.store import MAX_CARD, TrustStore, card_digest


def candidate(name: str, now: datetime) -> Site:
    """An issuer that may be trusted, from the file of its card, or from its website as a folder, whose status lists are
    checked. Raises :class:`TrustError`, :class:`dsp_vc.errors.InputError`."""
    with naming(name):
        if Path(name).is_dir():
            from dsp_vc.actions.site import checked_site

            return checked_site(name, now)
        return Site(IssuerCard.from_json(parse(read_input(name, MAX_CARD))), None)


def known_as(card: IssuerCard) -> str | None:
    """``same`` where this card is stored already, ``other`` where another card of this DID is, else ``None``."""
    stored = TrustStore().get(card.did_document.id)
    if stored is None:
        return None
    return "same" if card_digest(stored) == card_digest(card) else "other"


def add(card: IssuerCard) -> Path:
    """Store ``card``; the caller has shown its fingerprint and was told that it is right."""
    return TrustStore().add(card)


def keep_lists(site: Site) -> None:
    """Store the status lists of an issuer that is trusted. Raises :class:`TrustError` ``status_list_*``."""
    TrustStore().keep_lists(site.card.did_document.id, site.status_lists)


def lists_of(card: IssuerCard) -> tuple[PublishedList, ...]:
    """The status lists that came with the website of a trusted issuer."""
    return TrustStore().lists(card.did_document.id)


def list_json(published: PublishedList) -> JsonObject:
    """A status list for programs."""
    times = {"issued": published.issued, "expires": published.expires}
    return {
        "url": published.url,
        **{name: None if moment is None else format_datetime(moment) for name, moment in times.items()},
    }


def stored() -> list[IssuerCard]:
    """All stored cards, by name."""
    return sorted(TrustStore().cards(), key=lambda card: card.name.casefold())


def remove(name: str) -> IssuerCard:
    """Forget the issuer with this DID, or with this very name where only one has it. Raises :class:`TrustError`."""
    found = [card for card in stored() if name in (card.did_document.id, card.name)]
    if len(found) != 1:
        raise TrustError("trust_unknown" if not found else "trust_name_ambiguous", name=name)
    TrustStore().remove(found[0].did_document.id)
    return found[0]
