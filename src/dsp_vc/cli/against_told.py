"""What one presentation shows of a vacancy, in words."""

from __future__ import annotations

from collections.abc import Iterator

from dsp_vc import words
from dsp_vc.skills import days, levels
from dsp_vc.skills.against import Against, Answer, Line
from dsp_vc.skills.profile import SELF

_MARKS = {Answer.MET: "+", Answer.NOT_MET: "x", Answer.NOT_SHOWN: "?"}


def against_lines(found: Against, lang: str, *, accepted: bool) -> Iterator[str]:
    """The answers, requirement by requirement; never a total."""
    yield words.message("against_title", lang, name=found.goal.label.text(lang))
    if not accepted:
        yield f"  {words.message('against_not_accepted', lang)}"
    answers = [words.message(_answer(line), lang) for line in found.lines]
    wide = max(map(len, answers), default=0)
    for line, answer in zip(found.lines, answers, strict=True):
        name = line.label.text(lang)
        need = words.message(f"against_need_{line.requirement.need.value}", lang)
        yield f"  {_MARKS[line.answer]} {answer:<{wide}}  {name} ({need})"
        if told := "; ".join(_details(line, lang)):
            yield f"    {'':<{wide}}  {told}"
    if any(_shown_unclear(line) for line in found.lines):
        yield f"  {words.message('against_unclear_means', lang)}"
    if any(line.answer is Answer.NOT_SHOWN and not _shown_unclear(line) for line in found.lines):
        yield f"  {words.message('against_not_shown_means', lang)}"
    if found.proposed:
        names = ", ".join(one.text(lang) for one in found.proposed)
        yield f"  {words.message('against_proposed', lang, names=names)}"


def _answer(line: Line) -> str:
    """What to say of it: somebody signed for the skill, but at no level that can be compared, is not the same to who
    reads it as a skill that nobody signed for."""
    return "against_level-unclear" if _shown_unclear(line) else f"against_{line.answer.value}"


def _shown_unclear(line: Line) -> bool:
    signed = bool(line.issuers or line.level) or line.basis not in (None, SELF)
    return line.answer is Answer.NOT_SHOWN and signed


def _details(line: Line, lang: str) -> Iterator[str]:
    asked = line.requirement.level
    if asked is not None and line.answer is Answer.NOT_SHOWN and not _shown_unclear(line):
        yield words.message("against_level_asked", lang, asked=levels.told(asked, lang))
    elif asked is not None:
        shown = levels.told(line.level, lang) if line.level else words.message("against_no_level", lang)
        yield words.message("against_level", lang, asked=levels.told(asked, lang), shown=shown)
    elif line.level is not None:
        yield levels.told(line.level, lang)
    if line.basis is not None:
        yield words.message(f"basis_{line.basis}", lang)
    if line.issuers:
        yield ", ".join(words.printable(name) for name in line.issuers)
    if line.demonstrated is not None:
        yield days.told(line.demonstrated, lang)
