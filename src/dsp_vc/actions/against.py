"""One presentation beside what a vacancy asks."""

from __future__ import annotations

from pathlib import Path

from dsp_vc.actions.material import read_input
from dsp_vc.actions.skills import folder
from dsp_vc.actions.verify import Checked
from dsp_vc.errors import InputError
from dsp_vc.skills.against import Against
from dsp_vc.skills.catalogue import store
from dsp_vc.skills.vacancy import reading
from dsp_vc.skills.vacancy.model import Vacancy


def requirements(name: str, lang: str) -> Vacancy:
    """The vacancy in a file, with something in it that somebody confirmed.

    Raises :class:`InputError` ``against_nothing``, ``vacancy_*``, ``file_*``.
    """
    with store.catalogue_in(folder()) as catalogue:
        vacancy = reading.read_one(read_input(name, reading.MAX_FILE), Path(name).name, catalogue, lang)
    if not vacancy.counted:
        raise InputError("against_nothing", path=name)
    return vacancy


def hold(checked: tuple[Checked, ...], vacancy: Vacancy) -> Against | None:
    """What the one message that was checked shows of ``vacancy``; ``None`` where it could not be read.

    Raises :class:`InputError` ``against_several``: people are not compared with each other here.
    """
    if len(checked) != 1:
        raise InputError("against_several", count=len(checked))
    report = checked[0].report
    if report is None:
        return None
    with store.catalogue_in(folder()) as catalogue:
        return Against.build(report, vacancy.goal(), catalogue)
