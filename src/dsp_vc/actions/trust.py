"""The user's stored trust: add a card that was compared, show, remove."""

from __future__ import annotations

from pathlib import Path

from dsp_vc.actions.material import read_input
from dsp_vc.encoding.strict_json import parse
from dsp_vc.errors import TrustError, naming
from dsp_vc.trust.card import IssuerCard
from dsp_vc.trust.store import MAX_CARD, TrustStore, card_digest


def read_card(name: str) -> IssuerCard:
    """An issuer card from its file. Raises :class:`TrustError`, :class:`dsp_vc.errors.InputError`."""
    with naming(name):
        return IssuerCard.from_json(parse(read_input(name, MAX_CARD)))


def known_as(card: IssuerCard) -> str | None:
    """``same`` where this card is stored already, ``other`` where another card of this DID is, else ``None``."""
    stored = TrustStore().get(card.did_document.id)
    if stored is None:
        return None
    return "same" if card_digest(stored) == card_digest(card) else "other"


def add(card: IssuerCard) -> Path:
    """Store ``card``; the caller has shown its fingerprint and was told that it is right."""
    return TrustStore().add(card)


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
