"""What a list of skills is called and whom to name for it, in the language of who reads."""

from __future__ import annotations

from dsp_vc import words
from dsp_vc.skills.catalogue import competentnl, esco, shipped
from dsp_vc.skills.catalogue.model import Dataset

_CREDITS = {
    esco.ATTRIBUTION: "credit_esco",
    shipped.ATTRIBUTION: "credit_extract",
    competentnl.ATTRIBUTION: "credit_competentnl",
}


def title(dataset: Dataset, lang: str) -> str:
    """Its name and version."""
    name = words.message("credit_extract_name", lang) if dataset.name == shipped.NAME else dataset.name
    return words.printable(f"{name} {dataset.version}".strip())


def credit(dataset: Dataset, lang: str) -> str:
    """Whom to name, as its publisher asks; of a list of one's own in the words that came with it, empty for none."""
    code = _CREDITS.get(dataset.attribution)
    return words.message(code, lang) if code else words.printable(dataset.attribution)
