"""Sums: what is unsure is never added up without being counted as such."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rasid.model import Summary
from rasid.situation.figures import by_unit, figures, steps, total
from rasid.situation.model import Act, Period, Toll, Voice

VOICE = Voice("v", "outlet", "شبكة السهل", 1, (), (), "happened")


def act(id: str = "a", killed: tuple[int, int, int | None] | None = None, **more: object) -> Act:
    told = (Toll("killed", *killed),) if killed else ()
    plain = Act(
        id, "2025-03-04", "2025-03-04", True, "shelling", "happened", "weak", "SY", "Idlib", None,
        told, (), (VOICE,), (), Summary("", ""), 1, 0, (), (),
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def test_bounds_and_best_add_up_each_by_itself() -> None:
    found = total([act("a", (4, 6, 7)), act("b", (1, 1, 3))], "killed")
    assert (found.low, found.best, found.high, found.open, found.acts) == (5, 7, 10, 0, 2)


def test_an_open_upper_bound_is_counted_and_not_made_up() -> None:
    found = total([act("a", (10, 14, None)), act("b", (2, 2, 2))], "killed")
    assert (found.low, found.best, found.open) == (12, 16, 1)


def test_a_toll_that_a_larger_one_holds_is_counted_once() -> None:
    whole, part = act("whole", (9, 9, 9)), act("part", (4, 4, 4), parts_of=("whole",))
    found = total([whole, part], "killed")
    assert (found.best, found.inside) == (9, 1)


def test_a_part_counts_when_the_whole_tells_no_toll() -> None:
    found = total([act("whole"), act("part", (4, 4, 4), parts_of=("whole",))], "killed")
    assert (found.best, found.inside) == (4, 0)


def test_only_what_happened_is_added_up() -> None:
    acts = [
        act("a", (1, 1, 1)),
        act("b", (2, 2, 2), status="possible"),
        act("c", (4, 4, 4), status="planned"),
        act("d", (8, 8, 8), grade="discounted"),
        act("e", (16, 16, 16), last_day="2025-03-20"),
    ]
    found = figures(acts, ("killed",))
    assert found.sums["killed"].best == 1
    assert found.left == {"possible": 1, "planned": 1, "denied": 1, "long": 1}
    assert found.left_killed["long"].best == 16
    assert found.acts == 2, "a long incident is an incident, though its toll is not added"


def test_people_told_by_one_source_are_counted_as_such() -> None:
    two = (VOICE, replace(VOICE, id="w"))
    found = total([act("a", (3, 3, 3)), act("b", (5, 5, 5), voices=two)], "killed")
    assert (found.best, found.single) == (8, 3)


def test_no_incident_gives_zeros() -> None:
    found = figures([], ("killed", "injured"))
    assert (found.acts, found.sums["killed"].best, found.left) == (0, 0, {})


def test_units_are_ordered_by_killed_and_the_unknown_comes_last() -> None:
    acts = [act("a", None, country="", admin1=""), act("b", (1, 1, 1)),
            act("c", (3, 3, 3), admin1="Homs")]  # fmt: skip
    assert list(by_unit(acts)) == [("SY", "Homs"), ("SY", "Idlib"), ("", "")]


def test_days_without_incidents_are_told_and_long_periods_by_week() -> None:
    days = steps([act()], Period(date(2025, 3, 3), date(2025, 3, 6)))
    assert [sum(step.types.values()) for step in days] == [0, 1, 0, 0]
    weeks = steps([act()], Period(date(2025, 1, 1), date(2025, 3, 31)))
    assert len(weeks) == 13
    assert sum(sum(step.types.values()) for step in weeks) == 1


tolls = st.tuples(st.integers(0, 90), st.integers(0, 90), st.none() | st.integers(0, 90)).map(
    lambda t: (min(t[:2]), max(t[:2]), None if t[2] is None else max(t[1], t[0]) + t[2])
)


@given(st.lists(tolls, max_size=12))
def test_the_best_lies_between_the_bounds_and_days_add_up_to_the_whole(
    told: list[tuple[int, int, int | None]],
) -> None:
    acts = [
        act(str(n), one, day=f"2025-03-{3 + n % 7:02}", last_day=f"2025-03-{3 + n % 7:02}")
        for n, one in enumerate(told)
    ]
    whole = total(acts, "killed")
    days = steps(acts, Period(date(2025, 3, 3), date(2025, 3, 9)))
    assert whole.low <= whole.best <= whole.high
    for name in ("low", "best", "high", "open"):
        assert sum(getattr(step.killed, name) for step in days) == getattr(whole, name)
