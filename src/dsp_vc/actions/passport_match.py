"""What fits a person: occupations, vacancies and trainings, from the wallet's own profile."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dsp_vc.actions.material import read_input
from dsp_vc.errors import InputError
from dsp_vc.skills import training
from dsp_vc.skills.catalogue.catalogue import Catalogue
from dsp_vc.skills.catalogue.shipped import data_folder
from dsp_vc.skills.goal import Goal
from dsp_vc.skills.match import Match, Offers
from dsp_vc.skills.profile import Profile
from dsp_vc.skills.relations import Relations
from dsp_vc.skills.vacancy import reading
from dsp_vc.skills.vacancy.reading import LeftOut, Reading
from dsp_vc.skills.weights import Weights


def offers(
    using: Catalogue,
    lang: str,
    *,
    vacancies: Sequence[str] = (),
    trainings: Sequence[str] = (),
    examples: bool = False,
    goal: Goal | None = None,
) -> tuple[Offers, tuple[LeftOut, ...]]:
    """What is in the files and folders that were named, and which entries of them can't be read. ``examples`` adds what
    came with the product.

    Raises :class:`InputError` ``vacancy_*``, ``training_*``, ``learning_*``, ``file_*``.
    """
    read = [_vacancies(name, using, lang) for name in vacancies]
    taught = [training.read_bytes(read_input(name, training.MAX_FILE), name, using, lang) for name in trainings]
    if examples:
        read.append(reading.read(data_folder("learning") / "vacancies", using, lang))
        taught.append(training.shipped_trainings(using))
    found = Offers(
        tuple(vacancy for one in read for vacancy in one.vacancies),
        tuple(one for several in taught for one in several),
        goal,
    )
    return found, tuple(left for one in read for left in one.left_out)


def match(shown: Profile, found: Offers, using: Catalogue, limit: int, weighing: Weights | None = None) -> Match:
    """What fits. Raises :class:`InputError` ``match_nothing_shown``."""
    if not shown.skills:
        raise InputError("match_nothing_shown")
    return Match.build(shown, Relations(using), found, weighing, limit=limit)


def _vacancies(name: str, using: Catalogue, lang: str) -> Reading:
    if name != "-" and Path(name).is_dir():
        return reading.read(Path(name), using, lang)
    return reading.read_bytes(read_input(name, reading.MAX_FILE), Path(name).name, using, lang)
