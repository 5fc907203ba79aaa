"""What jobs ask for: reading it, saying what is meant, and forms to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from dsp_vc.actions.material import read_input
from dsp_vc.actions.skills import folder
from dsp_vc.errors import InputError
from dsp_vc.skills import templates
from dsp_vc.skills.catalogue import store
from dsp_vc.skills.catalogue.model import Name
from dsp_vc.skills.vacancy import reading
from dsp_vc.skills.vacancy.model import Vacancy
from dsp_vc.skills.vacancy.reading import Reading


def read(name: str, lang: str = "nl") -> Reading:
    """The vacancies in a file, in the files of a folder, or in standard input (``-``).

    Raises :class:`~dsp_vc.errors.InputError`; see :func:`dsp_vc.skills.vacancy.reading.read`.
    """
    path = Path(name)
    with store.catalogue_in(folder()) as catalogue:
        if name != "-" and path.is_dir():
            return reading.read(path, catalogue, lang)
        return reading.read_bytes(read_input(name, reading.MAX_FILE), path.name, catalogue, lang)


def confirm(vacancy: Vacancy, numbers: Sequence[int] | None) -> Vacancy:
    """``vacancy`` where a person says that the proposals with these numbers, counted from 1, are meant; ``None``: all.

    Raises :class:`~dsp_vc.errors.InputError` ``vacancy_confirm``.
    """
    proposed = vacancy.proposed
    chosen = range(1, len(proposed) + 1) if numbers is None else numbers
    for number in chosen:
        if not 1 <= number <= len(proposed):
            raise InputError("vacancy_confirm", number=number, count=len(proposed))
    return vacancy.confirming({proposed[number - 1].skill for number in chosen})


def names(uris: Iterable[str], lang: str) -> dict[str, Name]:
    """What the catalogue calls these; one that it does not know is called by its address."""
    with store.catalogue_in(folder()) as catalogue:
        concepts = {uri: catalogue.concept(uri) for uri in uris}
    return {uri: one.name(lang) if one else Name(uri, "", official=False) for uri, one in concepts.items()}


def template(kind: str, *, table: bool = False) -> str:
    """An example of our own form to fill in; see :func:`dsp_vc.skills.templates.template`."""
    return templates.template(kind, table=table)
