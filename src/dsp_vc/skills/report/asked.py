"""What a goal asks for, held against what is shown: counts as bars, the lines below them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dsp_vc.skills import levels
from dsp_vc.skills.catalogue.model import Kind, Weight
from dsp_vc.skills.gap import Gap, GapLine, LevelState, State
from dsp_vc.skills.report.content import NAME, Chart, Listing, Row, Voice, clipped
from dsp_vc.skills.report.room import fitting, lines_of

NOT_MET = "not-met"
KINDS = (State.MATCHED.value, NOT_MET, State.RELATED.value, State.NOT_ASSESSED.value, State.MISSING.value)
#: How many printed lines each kind finds room for, together with the bars on one page, and how long a line is.
_ROOM = {
    State.MATCHED.value: 7,
    NOT_MET: 8,
    State.RELATED.value: 14,
    State.NOT_ASSESSED.value: 5,
    State.MISSING.value: 13,
}
_WIDTH = 42


def kind_of(line: GapLine) -> str:
    """The kind of a line: its state, or that the level asked for is not shown."""
    if line.state is State.MATCHED and line.level in (LevelState.NOT_MET, LevelState.UNKNOWN):
        return NOT_MET
    return line.state.value


def bars(gap: Gap, voice: Voice) -> Chart:
    """One bar for what is essential, one for all else."""
    asked = _confirmed(gap)
    essential = [line for line in asked if line.need is Weight.ESSENTIAL]
    optional = [line for line in asked if line.need is not Weight.ESSENTIAL]
    rows = tuple(
        Row(voice.say(code, count=len(lines)), _counts(lines))
        for code, lines in (("paper_essential", essential), ("paper_optional", optional))
        if lines
    )
    used = {kind for row in rows for kind, count in row.counts if count}
    legend = tuple((kind, voice.say(f"paper_{kind}")) for kind in KINDS if kind in used)
    title = voice.say("paper_gap", goal=clipped(gap.goal.label.text(voice.lang)))
    guessed = len(gap.lines) - len(asked)
    remarks = (voice.say("paper_guessed", count=guessed),) if guessed else ()
    return Chart(title, voice.say("paper_gap_told"), rows, legend, remarks)


def listings(gap: Gap, voice: Voice, *, short: bool = False) -> Iterator[Listing]:
    """The lines by kind, what is essential first; ``short`` where something else needs half of the page."""
    for kind in KINDS:
        lines = [line for line in _confirmed(gap) if kind_of(line) == kind]
        if lines:
            room = _ROOM[kind] // 2 if short else _ROOM[kind]
            told = [(_name(line, voice), _remark(line, kind, voice)) for line in lines[:room]]
            items = tuple(told[: fitting((lines_of(item, _WIDTH) for item in told), room)])
            more = voice.say("paper_more", count=len(lines) - len(items)) if len(lines) > len(items) else ""
            yield Listing(kind, voice.say(f"paper_list_{kind}"), items, more)


def _confirmed(gap: Gap) -> list[GapLine]:
    """Without what the text of a vacancy may mean: nobody has looked at that yet."""
    return [line for line in gap.lines if line.requirement.confirmed]


def _counts(lines: Sequence[GapLine]) -> tuple[tuple[str, int], ...]:
    counts = Counter(kind_of(line) for line in lines)
    return tuple((kind, counts[kind]) for kind in KINDS)


def _name(line: GapLine, voice: Voice) -> str:
    name = clipped(line.label.text(voice.lang))
    return name if line.need is Weight.ESSENTIAL else f"{name} ({voice.say('paper_useful')})"


def _remark(line: GapLine, kind: str, voice: Voice) -> str:
    if kind == NOT_MET and line.requirement.level is not None:
        shown = levels.told(line.held_level, voice.lang) if line.held_level else voice.say("paper_level_unknown")
        asked = clipped(levels.told(line.requirement.level, voice.lang), NAME)
        return voice.say("paper_levels", asked=asked, shown=clipped(shown, NAME))
    if line.relation is None:
        return ""
    held = line.relation.held
    code = "paper_helps_knowledge" if held.kind is Kind.KNOWLEDGE else "paper_helps"
    return voice.say(code, text=clipped(held.text(voice.lang)))
