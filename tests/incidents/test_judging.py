"""People's judgements win, can be undone without a trace, and ask again when a text changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasid.incidents.judging import standing
from rasid.incidents.merge import incidents
from rasid.incidents.model import MACHINE, VERDICTS, Judgement, Telling, judgement, undo
from rasid.model import Span

from .conftest import INVENTED, Grouped

SOME = [told for _, told in INVENTED.invented(16, 4, 12, seed=11)]
Decision = tuple[int, int, str]
decided = st.lists(
    st.tuples(
        st.integers(0, len(SOME) - 1), st.integers(0, len(SOME) - 1), st.sampled_from(VERDICTS)
    ).filter(lambda d: d[0] != d[1]),
    max_size=8,
)


def at(moment: int) -> str:
    return f"2024-03-01T10:{moment // 60:02}:{moment % 60:02}+00:00"


def judged(decisions: list[Decision], start: int = 0) -> list[Judgement]:
    return [
        judgement(SOME[one], SOME[other], verdict, by="amal", at=at(start + moment))
        for moment, (one, other, verdict) in enumerate(decisions)
    ]


@given(before=decided, after=decided, order=st.randoms(use_true_random=False))
@settings(max_examples=12)
def test_undoing_any_judgements_in_any_order_restores_the_incidents(
    before: list[Decision], after: list[Decision], order: object
) -> None:
    kept = judged(before)
    more = judged(after, start=100)
    back = list(more)
    order.shuffle(back)  # type: ignore[attr-defined]
    undone = [undo(one, by="amal", at=at(300 + n)) for n, one in enumerate(back)]
    assert incidents(SOME, [*kept, *more, *undone]) == incidents(SOME, kept)


@given(decided)
@settings(max_examples=12)
def test_undoing_an_undoing_brings_the_judgement_back(decisions: list[Decision]) -> None:
    said = judged(decisions)
    undone = [undo(one, by="amal", at=at(100 + n)) for n, one in enumerate(said)]
    again = [undo(one, by="basil", at=at(200 + n)) for n, one in enumerate(undone)]
    assert standing([*said, *undone, *again]) == standing(said)


@given(decided)
@settings(max_examples=20)
def test_what_the_latest_judgements_say_holds(decisions: list[Decision]) -> None:
    said = judged(decisions)
    made = incidents(SOME, said)
    home = {t.id: incident.id for incident in made for t in incident.tellings}
    asked_again = {id for incident in made for id in incident.stale}
    settled: set[frozenset[str]] = set()
    for one in reversed(said):
        pair = frozenset((one.left.telling, one.right.telling))
        together = home[one.left.telling] == home[one.right.telling]
        if pair not in settled and one.id not in asked_again and one.verdict != "unsure":
            assert together == (one.verdict == "same")
        settled.add(pair)


@pytest.fixture
def twins(invented: ModuleType) -> tuple[Telling, Telling]:
    """Two reports that the machine thinks are of one act."""
    words = invented.hashed(*(f"w{n}" for n in range(20)))
    one, two = (
        invented.telling(f"r{k}", outlet=f"o{k}", place=invented.village(1), words=words)
        for k in (1, 2)
    )
    return one, two


def test_a_person_parts_what_the_machine_joined(
    twins: tuple[Telling, Telling], grouped: Callable[..., Grouped]
) -> None:
    said = judgement(*twins, "different", by="amal", at=at(0))
    assert len(grouped(twins)) == 1
    assert len(grouped(twins, [said])) == 2


def test_unsure_takes_the_pair_out_of_the_reckoning(
    twins: tuple[Telling, Telling], grouped: Callable[..., Grouped]
) -> None:
    said = judgement(*twins, "unsure", by="amal", at=at(0))
    assert len(grouped(twins, [said])) == 2


def test_what_the_machine_said_before_binds_nobody(
    twins: tuple[Telling, Telling], grouped: Callable[..., Grouped]
) -> None:
    said = judgement(*twins, "different", by=MACHINE, at=at(0))
    assert len(grouped(twins, [said])) == 1


def test_of_two_judgements_on_a_pair_the_later_holds_whatever_their_time_zones(
    twins: tuple[Telling, Telling], grouped: Callable[..., Grouped]
) -> None:
    first = judgement(*twins, "different", by="amal", at="2024-03-01T12:00:00+03:00")
    later = judgement(*twins, "same", by="basil", at="2024-03-01T10:00:00+00:00")
    assert len(grouped(twins, [later, first])) == 1


def test_a_judgement_that_later_ones_contradict_asks_again(invented: ModuleType) -> None:
    three = [invented.telling(f"r{k}", outlet=f"o{k}", place=invented.village(k)) for k in range(3)]
    one, two, other = three
    said = [
        judgement(one, other, "different", by="amal", at=at(0)),
        judgement(one, two, "same", by="amal", at=at(1)),
        judgement(two, other, "same", by="amal", at=at(2)),
    ]
    (incident,) = incidents(three, said)
    assert incident.stale == (said[0].id,)


# ------------------------------------------------------------------ other readings
def moved(telling: Telling, by: int, type: str | None = None) -> Telling:
    """The telling as another version of the engine reads it."""
    event = telling.event
    assert event is not None
    start, end = event.trigger.start + by, event.trigger.end + by
    event = replace(event, trigger=Span(start, end, event.trigger.text), type=type or event.type)
    return replace(telling, id=f"{telling.id}-{by}", event=event)


def test_a_judgement_finds_a_trigger_that_moved_a_little(
    twins: tuple[Telling, Telling], grouped: Callable[..., Grouped]
) -> None:
    said = judgement(*twins, "different", by="amal", at=at(0))
    again = [moved(twins[0], 1, "air_strike"), twins[1]]
    assert len(grouped(again, [said])) == 2
    assert not any(incident.stale for incident in incidents(again, [said]))


def test_a_judgement_does_not_take_another_act_for_the_one_it_meant(
    twins: tuple[Telling, Telling], grouped: Callable[..., Grouped]
) -> None:
    said = judgement(*twins, "different", by="amal", at=at(0))
    assert len(grouped([moved(twins[0], 50), twins[1]], [said])) == 1
    assert len(grouped([moved(twins[0], 1, "protest"), twins[1]], [said])) == len(
        grouped([moved(twins[0], 1, "protest"), twins[1]])
    )


def test_a_judgement_on_a_text_that_changed_holds_but_asks_again(
    twins: tuple[Telling, Telling],
) -> None:
    said = judgement(*twins, "different", by="amal", at=at(0))
    changed = moved(twins[0], 50)
    changed = replace(changed, report=replace(changed.report, sha256="another"))
    made = incidents([changed, twins[1]], [said])
    assert [incident.stale for incident in made] == [(said.id,), (said.id,)]


def test_bad_judgements_are_refused(twins: tuple[Telling, Telling]) -> None:
    with pytest.raises(ValueError, match="'perhaps' is not one of same, different, unsure"):
        judgement(*twins, "perhaps", by="amal", at=at(0))
    with pytest.raises(ValueError, match="two tellings"):
        judgement(twins[0], twins[0], "same", by="amal", at=at(0))
