"""What fits a person, in words, for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dsp_vc import words
from dsp_vc.cli.gap_told import weights_told
from dsp_vc.cli.passport_told import dataset_lines, told_label, wrapped
from dsp_vc.skills import days
from dsp_vc.skills.closing import Closing
from dsp_vc.skills.gap import GapLine
from dsp_vc.skills.match import Fit, Match, Opening

#: How many skills are named in one line; the rest is counted.
NAMED = 4


def match_lines(match: Match, lang: str) -> Iterator[str]:
    """All that ``passport match`` says."""
    yield from wrapped(words.message("match_title", lang, moment=days.told(match.at.date(), lang)), 0)
    yield from _fits("match_occupations", match.occupations, lang)
    yield from _fits("match_nearest", match.nearest, lang)
    yield from offer_lines(match, lang)
    yield ""
    yield from wrapped(words.message("match_means", lang), 0)
    yield from wrapped(weights_told(match.weights, match.among, lang), 0)
    yield from dataset_lines(match.datasets, lang)


def offer_lines(match: Match, lang: str) -> Iterator[str]:
    """Other kinds of work, vacancies and trainings."""
    if match.elsewhere:
        yield from _heading("match_elsewhere", lang)
        for fit in match.elsewhere:
            yield from _elsewhere(fit, lang)
    if match.openings:
        yield from _heading("match_vacancies", lang)
        for opening in match.openings:
            yield from _opening(opening, lang)
        if match.further:
            yield from wrapped(words.message("match_further", lang, number=match.further), 2)
    if match.closings and match.towards is not None:
        yield from _heading("match_trainings", lang, name=match.towards.gap.goal.label.text(lang))
        for closing in match.closings:
            yield from _closing(closing, lang)


def _heading(code: str, lang: str, **params: object) -> Iterator[str]:
    yield ""
    yield from wrapped(words.message(code, lang, **params), 0)


def _fits(code: str, fits: Sequence[Fit], lang: str) -> Iterator[str]:
    if fits:
        yield from _heading(code, lang)
    for fit in fits:
        yield from wrapped(told_label(fit.gap.goal.label, lang), 2)
        yield from _counts(fit, lang)


def _elsewhere(fit: Fit, lang: str) -> Iterator[str]:
    name = told_label(fit.gap.goal.label, lang)
    if fit.sector is not None:
        name = words.message("match_sector", lang, name=name, sector=fit.sector.text(lang))
    yield from wrapped(name, 2)
    yield from wrapped(words.message("match_accepts", lang, names=_names(fit.accepted, lang)), 4)


def _counts(fit: Fit, lang: str) -> Iterator[str]:
    """What is essential, counted; and what of it is still open, by name."""
    gap = fit.gap
    shown, related = gap.coverage_essential, gap.related_essential
    if shown.of:
        code = "match_counts_related" if related.count else "match_counts"
        yield from wrapped(words.message(code, lang, count=shown.count, of=shown.of, related=related.count), 4)
    if fit.open:
        yield from wrapped(words.message("match_open", lang, names=_names(fit.open, lang)), 4)
    else:
        yield from wrapped(words.message("match_fits", lang), 4)


def _opening(opening: Opening, lang: str) -> Iterator[str]:
    vacancy = opening.vacancy
    parts = (vacancy.name(lang), vacancy.organisation, vacancy.place)
    yield from wrapped(", ".join(words.printable(part) for part in parts if part), 2)
    if opening.fit is None:
        yield from wrapped(words.message("match_unconfirmed", lang), 4)
    else:
        yield from _counts(opening.fit, lang)
    if opening.proposed:
        names = "; ".join(one.text(lang) for one in opening.proposed[:NAMED])
        yield from wrapped(words.message("match_proposed", lang, number=len(opening.proposed), names=names), 4)


def _closing(closing: Closing, lang: str) -> Iterator[str]:
    training = closing.training
    about = [training.provider, words.message(f"match_how_{training.how.value}", lang)]
    if training.hours is not None:
        about.append(words.message("match_hours", lang, number=training.hours))
    if training.place:
        about.append(training.place)
    yield from wrapped(f"{words.printable(training.told(lang))} ({words.printable(', '.join(about))})", 2)
    if closing.lines:
        yield from wrapped(words.message("match_closes", lang, names=_names(closing.lines, lang)), 4)
    if closing.unsure:
        yield from wrapped(words.message("match_unsure", lang, names=_names(closing.unsure, lang)), 4)


def _names(lines: Sequence[GapLine], lang: str) -> str:
    named = "; ".join(told_label(line.label, lang) for line in lines[:NAMED])
    further = len(lines) - NAMED
    return words.message("match_more", lang, names=named, number=further) if further > 0 else named
