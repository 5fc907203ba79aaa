"""What ``make bench`` computes from what it measured."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.bundles import LIMIT, Extra, Read


def test_a_busy_moment_that_hits_a_whole_round_changes_nothing() -> None:
    base = [0.400, 0.410, 0.900, 0.405, 0.600]
    assert round(Extra.of([cost + 0.011 for cost in base], base).median, 6) == 11.0
    # and one that hits a single run moves the spread, not the figure
    hit = [cost + 0.011 for cost in base]
    hit[1] += 0.5
    extra = Extra.of(hit, base)
    assert round(extra.median, 6) == 11.0
    assert extra.low <= extra.median <= extra.high
    assert str(Extra(11.04, -2.0, 20.5)) == " 11.0 ms (-2.0 to 20.5)"


def test_the_limit_is_on_the_figure_of_either_way() -> None:
    cheap, dear = Extra(LIMIT, 0.0, 40.0), Extra(LIMIT + 0.1, 0.0, 40.0)
    read = Read(issuers=10, size=1, index=1, seconds=0.1, peak=1, in_use=cheap, named=cheap)
    assert not read.over
    assert replace(read, in_use=dear).over
    assert replace(read, named=dear).over
