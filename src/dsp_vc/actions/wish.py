"""What a worker asks to have signed: what they did, and which skills, by address or by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dsp_vc.actions.material import read_input
from dsp_vc.actions.skills import folder
from dsp_vc.encoding.strict_json import JsonObject, JsonValue
from dsp_vc.errors import InputError, naming
from dsp_vc.issuing.ask import WISHED, check_wish
from dsp_vc.model.records import MAX_BYTES, load_values
from dsp_vc.skills.catalogue import store
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.search import SKILLS, meant
from dsp_vc.skills.labels import label

#: How many skills are told where a text is the name of none, or of more than one.
CHOICES = 6


def wished(files: Iterable[str], skills: Iterable[str], given: JsonObject, *, lang: str = "nl") -> JsonObject:
    """What the worker asks to be signed: the members in ``files`` (YAML or JSON), ``given`` ones, and ``skills`` as
    ``URI``, ``URI=name``, or a name of the list of skills in use. What the signer alone says is left out.

    Raises :class:`InputError` ``record_*``, ``skill_unknown``, ``skill_ambiguous``, ``catalogue_*``.
    """
    record: JsonObject = {}
    for name in files:
        with naming(name):
            values = load_values(read_input(name, MAX_BYTES), name)
        for value in values:
            if not isinstance(value, dict):
                raise InputError("record_object", path=name)
            record.update({key: member for key, member in value.items() if key in (*WISHED, "skills", "subject")})
    record.update(given)
    named: list[JsonValue] = list(_skills(skills, lang))
    if named:
        before = record.get("skills")
        record["skills"] = [*(before if isinstance(before, list) else []), *named]
    check_wish(record)
    return record


def addresses(texts: Iterable[str], *, lang: str = "nl") -> list[str]:
    """The addresses of skills that are named by address, or by a name of the list of skills in use.

    Raises :class:`InputError` ``skill_unknown``, ``skill_ambiguous``, ``catalogue_*``.
    """
    given = list(texts)
    if all(":" in text for text in given):
        return given
    with store.catalogue_in(folder()) as using:
        return [text if ":" in text else _called(text, using, lang) for text in given]


def _skills(texts: Iterable[str], lang: str) -> Iterator[JsonObject]:
    texts = list(texts)
    if not texts:
        return
    with store.catalogue_in(folder()) as using:
        for text in texts:
            yield _skill(text, using, lang)


def _skill(text: str, using: Catalogue, lang: str) -> JsonObject:
    """A skill with its names. Whoever signs may have another list, or none: the request says how it is called."""
    uri, _, name = text.partition("=")
    if ":" not in uri:
        uri, name = _called(text, using, lang), ""
    names: JsonObject = {"nl": name} if name else {one.lang: one.text for one in label(using, uri).names if one.lang}
    return {"uri": uri, "name": names} if names else {"uri": uri}


def _called(text: str, using: Catalogue, lang: str) -> str:
    """The address of the one skill that is called so: what only looks like it is told, and taken by nobody."""
    hits = meant(using, text, kinds=SKILLS, lang=lang, most=CHOICES)
    if not hits:
        raise InputError("skill_unknown", name=text)
    if len(hits) > 1 or hits[0].how != "exact":
        names = dict.fromkeys(hit.concept.name(lang).text for hit in hits)
        raise InputError("skill_ambiguous", name=text, detail="; ".join(names))
    return hits[0].concept.uri
