"""The plan as a road, and the box that says what to do on Monday."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dsp_vc.skills import days
from dsp_vc.skills.gap import Gap
from dsp_vc.skills.plan.model import Plan, Step, WayKind
from dsp_vc.skills.plan.telling import step_lines
from dsp_vc.skills.profile import Profile
from dsp_vc.skills.report.content import Box, Road, Stop, Voice, clipped
from dsp_vc.skills.report.room import fitting, lines_of

STOPS = 7
#: Printed lines for the steps below the picture and what stands below them, and letters in a line.
_ROOM, _WIDTH, _TITLE_WIDTH = 40, 95, 60


def monday(today: date, profile: Profile, gap: Gap | None, plan: Plan | None, voice: Voice) -> Box:
    """What to do on the Monday that is to come: the next step of the plan, or how to get to one."""
    title = voice.say("paper_monday", moment=days.told(days.monday(today), voice.lang))
    return Box(title, tuple(_to_do(profile, gap, plan, voice)))


def _to_do(profile: Profile, gap: Gap | None, plan: Plan | None, voice: Voice) -> Iterator[str]:
    step = plan.next if plan else None
    if plan is not None and step is not None:
        yield from _first_step(plan, step, profile, voice)
    elif plan is not None:
        yield voice.say("paper_monday_done")
    elif gap is not None:
        yield voice.say("paper_monday_ready", goal=clipped(gap.goal.label.text(voice.lang)))
    elif profile.skills:
        yield voice.say("paper_monday_choose")
        yield voice.say("paper_monday_choose_then")
    else:
        yield voice.say("paper_monday_first")
        yield voice.say("paper_monday_first_then")


def _first_step(plan: Plan, step: Step, profile: Profile, voice: Voice) -> Iterator[str]:
    name, goal = clipped(step.label.text(voice.lang)), clipped(plan.goal.text(voice.lang))
    task, mentor = step.way(WayKind.PRACTICE), step.way(WayKind.MENTOR)
    if any(claim.uri == step.uri for claim in profile.self_asserted):
        yield voice.say("paper_monday_said", name=name)
    elif task is not None:
        yield task.told(voice.lang)
    else:
        yield voice.say("paper_monday_watch", name=name)
    if mentor is not None:
        yield voice.say("paper_monday_who", text=mentor.told(voice.lang))
    yield voice.say("paper_monday_why", name=name, goal=goal, number=plan.steps.index(step) + 1)
    yield voice.say("paper_monday_then", moment=days.told(step.due, voice.lang))


def road(plan: Plan, voice: Voice, *, proposal: bool, below: Sequence[str]) -> Road:
    """The steps from the last closed ones on; those that find no room above the lines ``below`` are counted."""
    goal = clipped(plan.goal.text(voice.lang))
    following = plan.next
    place = plan.steps.index(following) if following else len(plan.steps)
    first = max(0, min(place - 2, len(plan.steps) - STOPS))
    stops = [_stop(number, step, following, voice) for number, step in enumerate(plan.steps, 1)]
    stops = stops[first : first + STOPS]
    title = voice.say("paper_road", goal=goal)
    room = _ROOM - lines_of(below, _WIDTH) - 1.5 * (lines_of((title,), _TITLE_WIDTH) - 1)
    stops = stops[: fitting((lines_of((stop.name, *stop.lines), _WIDTH) + 0.6 for stop in stops), room)]
    remarks = []
    if proposal and not voice.reader:
        remarks.append(voice.say("paper_road_proposal", uri=plan.goal.uri))
    further = plan.later + len(plan.steps) - first - len(stops)
    if further > 0:
        remarks.append(voice.say("paper_road_later", count=further))
    if not voice.reader and following is not None:
        remarks.append(voice.say("paper_road_ask"))
    done = sum(step.proof is not None for step in plan.steps)
    code = "paper_road_alt" if following else "paper_road_alt_done"
    return Road(
        title=title,
        told=voice.say("paper_road_told"),
        alt=voice.say(code, count=len(plan.steps), goal=goal, done=done, number=place + 1),
        now=voice.say("paper_road_now"),
        stops=tuple(stops),
        remarks=tuple(remarks),
    )


def _stop(number: int, step: Step, following: Step | None, voice: Voice) -> Stop:
    state = "closed" if step.proof else "next" if step is following else "open"
    lines = step_lines(step, voice.lang, note=not voice.reader)
    return Stop(number, state, clipped(step.label.text(voice.lang)), days.short(step.due, voice.lang), tuple(lines))
