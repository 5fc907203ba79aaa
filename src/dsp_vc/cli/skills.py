"""``dsp-vc skills``: the list of skills and occupations."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from dsp_vc import words
from dsp_vc.actions import skills as action
from dsp_vc.cli import terminal
from dsp_vc.cli.options import Json, Lang
from dsp_vc.cli.progress import Progress
from dsp_vc.cli.vacancy import template, vacancy
from dsp_vc.encoding.strict_json import JsonObject, dumps
from dsp_vc.skills.catalogue.model import Dataset, Hit, Name

app = typer.Typer(
    help="The list of skills and occupations: search it, import a whole one, read what a job asks by it.",
    rich_markup_mode=None,
    no_args_is_help=True,
)


app.command()(vacancy)
app.command()(template)


def _version(value: str | None) -> str | None:
    if value is not None and not (0 < len(value) <= 30 and value.isprintable()):
        raise typer.BadParameter("a version is a few characters, such as 1.2.1")
    return value


@app.command("import")
def import_(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="ESCO's CSV download (ZIP), CompetentNL (.ttl, .jsonld), or a list of your own (.csv).",
        ),
    ],
    anew: Annotated[bool, typer.Option("--anew", help="Forget what was imported before.")] = False,
    names_only: Annotated[
        bool, typer.Option("--names-only", help="Take only names, of another language or version, for what is there.")
    ] = False,
    as_version: Annotated[
        str | None,
        typer.Option(
            "--as-version", metavar="V", callback=_version, help="The version, where the file does not say it."
        ),
    ] = None,
    lang: Lang = None,
) -> None:
    """Take a whole classification, another language of it, or a list of your own into your list."""
    from dsp_vc.skills.catalogue.credit import credit

    language = terminal.language(lang)
    with Progress(action.size(files), language) as progress:
        imported = action.import_files(files, anew=anew, names_only=names_only, version=as_version, progress=progress)
    for file, summary in zip(files, imported.summaries, strict=True):
        dataset = summary.dataset
        terminal.say(
            words.message(
                "skills_imported_names" if names_only else "skills_imported",
                language,
                path=file,
                name=f"{dataset.name} {dataset.version}".strip(),
                skills=summary.skills,
                occupations=summary.occupations,
                count=summary.names,
                langs=", ".join(dataset.languages),
            )
        )
        if told := credit(dataset, language):
            terminal.say(f"  {told} {words.printable(dataset.licence)}")
    if imported.passed:
        terminal.say(words.message("skills_passed", language, count=len(imported.passed), place=imported.passed[0]))


@app.command()
def search(
    text: Annotated[list[str], typer.Argument(metavar="TEXT...", help="What it is called, in any words you know.")],
    occupations: Annotated[bool, typer.Option("--occupations", help="Look for occupations, not skills.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=400, help="How many at most.")] = 10,
    json: Json = False,
    lang: Lang = None,
) -> None:
    """Find a skill or an occupation, with the address to use for it; typing errors are forgiven."""
    language = terminal.language(lang)
    asked = " ".join(text)
    hits = action.search(asked, occupations=occupations, lang=language, limit=limit)
    if json:
        shown: JsonObject = {"version": 1, "query": asked, "results": [_hit_json(hit, language) for hit in hits]}
        terminal.emit(dumps(shown, indent=2) + "\n")
        return
    if not hits:
        terminal.say(_nothing(asked, language, occupations=occupations))
    for hit in hits:
        name = hit.concept.name(language)
        terminal.emit(f"{_told(name, language)}\n")
        if hit.found.text != name.text:
            terminal.emit(f"  {words.message('skills_found_as', language, name=_told(hit.found, language))}\n")
        terminal.emit(f"  {words.printable(hit.concept.uri)}\n")


@app.command()
def show(json: Json = False, lang: Lang = None) -> None:
    """Say which list is in use: versions, languages, licence, whom to name."""
    language = terminal.language(lang)
    used = action.in_use()
    if json:
        shown: JsonObject = {
            "version": 1,
            "path": str(used.path) if used.path else None,
            "skills": used.skills,
            "occupations": used.occupations,
            "groups": used.groups,
            "datasets": [_dataset_json(dataset) for dataset in used.datasets],
        }
        terminal.emit(dumps(shown, indent=2) + "\n")
        return
    place = words.printable(str(used.path)) if used.path else words.message("skills_shipped", language)
    counts = words.message("skills_counts", language, skills=used.skills, occupations=used.occupations)
    terminal.emit(f"{place}\n{counts}\n")
    for dataset in used.datasets:
        terminal.emit("\n".join(_dataset_lines(dataset, language)) + "\n")


def _nothing(asked: str, language: str, *, occupations: bool) -> str:
    """What to say where nothing was found. Who looks for a skill by the name of a job (*metselaar*) is told what the
    job asks."""
    if occupations:
        return words.message("skills_none_occupation", language, name=asked)
    for job in action.search(asked, occupations=True, lang=language, limit=1):
        found = words.printable(job.concept.name(language).text)
        command = f"dsp-vc passport gap --occupation {shlex.quote(found)}"
        return words.message("skills_none_but_occupation", language, name=asked, found=found, command=command)
    return words.message("skills_none", language, name=asked)


def _told(name: Name, language: str) -> str:
    """The name, with a mark where it is ours and not the taxonomy's."""
    mark = "" if name.official or not name.lang else f" ({words.message('skills_unofficial', language)})"
    return words.printable(name.text) + mark


def _dataset_lines(dataset: Dataset, language: str) -> list[str]:
    from dsp_vc.skills.catalogue.credit import credit, title

    lines = [title(dataset, language)]
    lines.append(f"  {words.message('skills_languages', language, langs=', '.join(dataset.languages))}")
    if dataset.licence:
        lines.append(f"  {words.message('skills_licence', language, name=dataset.licence)}")
    if told := credit(dataset, language):
        lines.append(f"  {told}")
    return lines


def _dataset_json(dataset: Dataset) -> JsonObject:
    return {
        "name": dataset.name,
        "version": dataset.version,
        "languages": list(dataset.languages),
        "licence": dataset.licence,
        "attribution": dataset.attribution,
    }


def _hit_json(hit: Hit, language: str) -> JsonObject:
    name = hit.concept.name(language)
    return {
        "uri": hit.concept.uri,
        "kind": hit.concept.kind.value,
        "name": name.text,
        "lang": name.lang,
        "official": name.official,
        "found": {"name": hit.found.text, "lang": hit.found.lang, "official": hit.found.official, "how": hit.how},
        "usedBy": hit.concept.used_by,
        "dataset": hit.concept.dataset,
    }
