"""``dsp-vc skills vacancy`` and ``template``: what a job asks for, as it was read; and forms to fill in."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dsp_vc import words
from dsp_vc.cli import terminal
from dsp_vc.cli.options import Json, Lang
from dsp_vc.cli.output import deliver
from dsp_vc.encoding.strict_json import JsonObject, dumps
from dsp_vc.errors import InputError

if TYPE_CHECKING:
    from dsp_vc.skills.catalogue.model import Name
    from dsp_vc.skills.goal import Requirement
    from dsp_vc.skills.vacancy.model import Vacancy
    from dsp_vc.skills.vacancy.reading import Reading

_ALL = ("all", "alle")


class Kind(StrEnum):
    """What a template is of."""

    VACANCY = "vacancy"
    TRAINING = "training"


Output = Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Write to this file.")]


def vacancy(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="A vacancy, a feed or a folder: schema.org or HR Open as JSON, a saved page, a table, text.",
        ),
    ],
    confirm: Annotated[
        list[str] | None,
        typer.Option(
            "--confirm", metavar="N", help="Say that the proposal with this number is meant; 'all' for every one."
        ),
    ] = None,
    output: Output = None,
    json: Json = False,
    lang: Lang = None,
) -> None:
    """Show which skills a vacancy asks for and which it may mean, and write it with those that you confirm."""
    from dsp_vc.actions import vacancies as action

    language = terminal.language(lang)
    found = action.read(file, language)
    if confirm:
        if len(found.vacancies) > 1:
            raise InputError("vacancy_several", place=file, count=len(found.vacancies))
        found = replace(found, vacancies=(action.confirm(found.vacancies[0], _numbers(confirm)),))
    if output is not None:
        shown = [one.to_json() for one in found.vacancies]
        deliver(dumps(shown[0] if len(shown) == 1 else shown, indent=2) + "\n", output, [file])
    elif json:
        terminal.emit(dumps(_as_json(found, language), indent=2) + "\n")
    if output is None and not json:
        told = action.names({one.skill for each in found.vacancies for one in each.requirements}, language)
        for each in found.vacancies:
            terminal.emit("\n".join(_lines(each, told, language)) + "\n")
        if any(each.proposed for each in found.vacancies):
            terminal.say(words.message("vacancy_how_to_confirm", language, path=file))
    for left in found.left_out:
        terminal.say(words.message("vacancy_left_out", language, problem=left.error.message(language)))


def template(
    kind: Annotated[Kind, typer.Argument(help="What to fill in.")],
    csv: Annotated[bool, typer.Option("--csv", help="A table for a spreadsheet, a row for each skill.")] = False,
    output: Output = None,
) -> None:
    """Write an example of a vacancy or a training in our own form, to fill in with one of yours."""
    from dsp_vc.actions import vacancies as action

    deliver(action.template(kind.value, table=csv), output)


def _numbers(chosen: list[str]) -> list[int] | None:
    if any(one in _ALL for one in chosen):
        return None
    if not all(one.isdecimal() and len(one) < 6 for one in chosen):
        raise typer.BadParameter("a number of the list, or 'all'", param_hint="--confirm")
    return [int(one) for one in chosen]


def _lines(vacancy: Vacancy, told: dict[str, Name], language: str) -> list[str]:
    where = " · ".join(words.printable(part) for part in (vacancy.organisation, vacancy.place, vacancy.hours) if part)
    lines = [words.printable(vacancy.name(language)), *([f"  {where}"] if where else [])]
    for requirement in vacancy.counted:
        lines.append(f"  {_told(requirement, told, language)}")
    if vacancy.proposed:
        lines.append(f"  {words.message('vacancy_proposed', language)}")
    for number, requirement in enumerate(vacancy.proposed, 1):
        lines.append(f"  {number:>3}. {_told(requirement, told, language)}")
        lines.append(f"       {words.message('skills_found_as', language, name=requirement.found_as)}")
    if vacancy.unknown:
        lines.append(f"  {words.message('vacancy_unknown', language, names=', '.join(vacancy.unknown))}")
    if not vacancy.requirements:
        lines.append(f"  {words.message('vacancy_asks_nothing', language)}")
    return lines


def _told(requirement: Requirement, told: dict[str, Name], language: str) -> str:
    parts = [words.message(f"need_{requirement.need.value}", language)]
    if requirement.level is not None:
        level = requirement.level
        parts.append(words.message("vacancy_level", language, value=level.value, scale=level.scale or "").strip(" ,"))
    return f"{words.printable(told[requirement.skill].text)} ({', '.join(parts)})"


def _as_json(found: Reading, language: str) -> JsonObject:
    return {
        "version": 1,
        "vacancies": [{"source": one.source, **one.to_json()} for one in found.vacancies],
        "leftOut": [
            {"source": left.place, "code": left.error.code, "message": left.error.message(language)}
            for left in found.left_out
        ],
    }
