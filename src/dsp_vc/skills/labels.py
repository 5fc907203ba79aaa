"""What something is called on a passport: by the catalogue, or else by the credential that names it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dsp_vc import words
from dsp_vc.encoding.strict_json import JsonObject
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.model import Kind, Name


@dataclass(frozen=True, slots=True)
class Label:
    """The names of a skill, group or occupation in the languages of the program. ``kind`` is ``None`` and ``dataset``
    empty for what the catalogue does not have: it is then called as the credential calls it."""

    uri: str
    names: tuple[Name, ...]
    kind: Kind | None = None
    dataset: str = ""

    @property
    def known(self) -> bool:
        """Whether the catalogue has it."""
        return self.kind is not None

    def text(self, lang: str) -> str:
        """The name in ``lang``, else in English, else in any language, else the address."""
        for wanted in (lang, "en"):
            for name in self.names:
                if name.lang == wanted:
                    return name.text
        return self.names[0].text if self.names else self.uri

    def to_json(self) -> JsonObject:
        """``uri``, ``kind``, ``name`` by language, and which names are ours and not the taxonomy's."""
        return {
            "uri": self.uri,
            "kind": self.kind.value if self.kind is not None else None,
            "name": {name.lang: name.text for name in self.names},
            "unofficial": [name.lang for name in self.names if not name.official],
        }


def label(catalogue: Catalogue, uri: str, said: Mapping[str, str] | None = None) -> Label:
    """How ``uri`` is called; ``said`` are the names that a credential gives, used where the catalogue has none."""
    concept = catalogue.concept(uri)
    if concept is not None:
        names = tuple(name for lang in words.LANGUAGES if (name := concept.name(lang)).lang == lang)
        return Label(uri, names or (concept.name("en"),), concept.kind, concept.dataset)
    given = said or {}
    return Label(uri, tuple(Name(words.printable(given[lang]), lang, official=False) for lang in sorted(given)))
