"""What one presentation shows of a vacancy, in words."""

from __future__ import annotations

from collections.abc import Iterator

from dsp_vc import words
from dsp_vc.skills import days, levels
from dsp_vc.skills.against import Against, Answer, Line

_MARKS = {Answer.MET: "+", Answer.NOT_MET: "x", Answer.NOT_SHOWN: "?"}


def against_lines(found: Against, lang: str, *, accepted: bool) -> Iterator[str]:
    """The answers, requirement by requirement; never a total."""
    yield words.message("against_title", lang, name=found.goal.label.text(lang))
    if not accepted:
        yield f"  {words.message('against_not_accepted', lang)}"
    wide = max(len(words.message(f"against_{answer.value}", lang)) for answer in Answer)
    for line in found.lines:
        answer = words.message(f"against_{line.answer.value}", lang)
        name = line.label.text(lang)
        need = words.message(f"against_need_{line.requirement.need.value}", lang)
        yield f"  {_MARKS[line.answer]} {answer:<{wide}}  {name} ({need})"
        if told := "; ".join(_details(line, lang)):
            yield f"    {'':<{wide}}  {told}"
    if any(line.answer is Answer.NOT_SHOWN for line in found.lines):
        yield f"  {words.message('against_not_shown_means', lang)}"
    if found.proposed:
        names = ", ".join(one.text(lang) for one in found.proposed)
        yield f"  {words.message('against_proposed', lang, names=names)}"


def _details(line: Line, lang: str) -> Iterator[str]:
    asked = line.requirement.level
    if asked is not None:
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
