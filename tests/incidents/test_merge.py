"""Merging is a pure function of tellings and judgements, and keeps neighbouring acts apart."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasid.incidents.compare import compare
from rasid.incidents.merge import incidents
from rasid.incidents.model import MACHINE, Telling, judgement
from rasid.incidents.rarity import Rarity
from rasid.incidents.signs import signs
from rasid.incidents.traits import traits
from rasid.incidents.wording import hashes_of

from .conftest import INVENTED, Grouped, reports_of

SOME = [told for _, told in INVENTED.invented(40, 6, 40, seed=3)]


@given(st.randoms(use_true_random=False))
@settings(max_examples=8)
def test_reports_in_any_order_give_the_same_incidents(order: random.Random) -> None:
    shuffled = list(SOME)
    order.shuffle(shuffled)
    assert incidents(shuffled) == incidents(SOME)


def test_the_same_telling_twice_counts_once() -> None:
    assert incidents([*SOME, *SOME]) == incidents(SOME)


def test_every_telling_of_an_act_is_in_one_incident() -> None:
    told = [t.id for incident in incidents(SOME) for t in incident.tellings]
    assert sorted(told) == sorted({t.id for t in SOME})


def test_an_incident_keeps_its_id_when_later_reports_come() -> None:
    early = [t for t in SOME if (t.report.published or "") <= "2024-01-04"]
    before, after = ({i.founder: i.id for i in incidents(some)} for some in (early, SOME))
    kept = before.keys() & after.keys()
    assert kept
    assert all(before[founder] == after[founder] for founder in kept)


def test_a_whole_incident_merged_alone_stays_as_it_is() -> None:
    """The store places one report by merging again only the incidents that it touches."""
    rarity = Rarity.of(map(traits, SOME))
    for incident in incidents(SOME):
        assert incidents(incident.tellings, rarity=rarity) == (incident,)


# ------------------------------------------------------------------ what is one act, and what not
def test_neighbouring_villages_stay_apart_on_a_day_of_heavy_shelling() -> None:
    """Ninety villages, each shelled once within two days: no incident has two of them."""
    told = list(INVENTED.invented(360, 2, 90, seed=5))
    act = {telling.id: number for number, telling in told}
    villages = {t.id: t.event.place.name for _, t in told if t.event and t.event.place}
    mixed = same = 0
    for incident in incidents(t for _, t in told):
        where = {villages[t.id] for t in incident.tellings if t.id in villages}
        mixed += len(where) > 1
        same += len(incident.tellings) > 1 and len({act[t.id] for t in incident.tellings}) == 1
    assert mixed == 0
    assert same > 40


def test_most_reports_of_an_act_come_together() -> None:
    """One report in seven has no place, and one another type: three in four pairs are found."""
    told = list(INVENTED.invented(200, 30, 200, seed=7))
    home = {t.id: i.id for i in incidents(t for _, t in told) for t in i.tellings}
    pairs = [(a, b) for n, (x, a) in enumerate(told) for y, b in told[:n] if x == y]
    together = sum(home[a.id] == home[b.id] for a, b in pairs)
    assert together >= 0.75 * len(pairs)
    wrong = sum(
        home[a.id] == home[b.id] for n, (x, a) in enumerate(told) for y, b in told[:n] if x != y
    )
    assert wrong <= 0.02 * together


def test_a_chain_of_villages_does_not_become_one_incident(
    invented: ModuleType, grouped: Callable[..., Grouped]
) -> None:
    """Each report has the words of its neighbours, but another village: six kilometres apart."""
    words = [INVENTED.hashed(*(f"w{n}" for n in range(k, k + 12))) for k in range(12)]
    told = [
        invented.telling(f"r{k}", outlet=f"o{k}", place=invented.village(k), words=words[k])
        for k in range(12)
    ]
    assert grouped(told) == {frozenset((f"r{k}",)) for k in range(12)}


def test_villages_side_by_side_stay_apart_when_neither_report_names_the_other(
    invented: ModuleType, grouped: Callable[..., Grouped]
) -> None:
    """Nearer than what their points leave open, shelled on one day and told in the same words."""
    first = invented.village(1)
    second = replace(invented.village(2), lat=first.lat, lon=(first.lon or 0) + 0.01)
    words = invented.hashed(*(f"w{n}" for n in range(12)))
    one = invented.telling("r1", outlet="a", place=first, killed=1, words=words)
    other = invented.telling("r2", outlet="b", place=second, killed=1, words=words)
    assert len(grouped([one, other])) == 2
    both = [*words, *invented.hashed("village1", "village2")]
    third = invented.telling("r3", outlet="c", place=second, killed=1, words=both)
    assert len(grouped([one, third])) == 1


def test_an_outlet_that_tells_two_places_tells_two_acts(
    invented: ModuleType, grouped: Callable[..., Grouped]
) -> None:
    words = invented.hashed(*(f"w{n}" for n in range(20)), "village1", "village2")
    one, two = (invented.telling(f"r{k}", place=invented.village(k), words=words) for k in (1, 2))
    assert len(grouped([one, two])) == 2


def test_different_days_that_reports_tell_are_different_acts(
    invented: ModuleType, grouped: Callable[..., Grouped]
) -> None:
    words = invented.hashed(*(f"w{n}" for n in range(20)))
    one, two = (
        invented.telling(
            f"r{k}", outlet=f"o{k}", published=None, place=invented.village(1), day=day, words=words
        )
        for k, day in enumerate(("2024-01-01", "2024-01-05"))
    )
    assert len(grouped([one, two])) == 2


def test_an_update_of_the_toll_joins_its_incident(
    invented: ModuleType, grouped: Callable[..., Grouped]
) -> None:
    place, words = invented.village(1), invented.hashed("market", "bakery", "queue")
    first = invented.telling("r1", outlet="a", place=place, killed=3, words=words)
    later = invented.telling(
        "r2", outlet="a", published="2024-01-02", place=place, killed=7, words=words
    )
    assert grouped([first, later]) == {frozenset(("r1", "r2"))}


def test_an_outlet_that_carries_on_its_own_report_tells_one_act(invented: ModuleType) -> None:
    """With a greater toll than before; a report that does not say so, or tells fewer, tells less
    surely of the same act.
    """
    words = invented.hashed(*(f"w{n}" for n in range(20)))
    told = {"outlet": "a", "place": invented.village(1), "words": words}
    later = told | {"published": "2024-01-02"}
    rose = later | {"words": [*words, *hashes_of("ارتفعت حصيلة")]}
    own = traits(invented.telling("r1", killed=5, **told))
    plain = traits(invented.telling("r2", killed=8, **later))
    update = traits(invented.telling("r3", killed=8, **rose))
    fewer = traits(invented.telling("r4", killed=2, **rose))
    known = Rarity.of([own, plain, update, fewer])
    found = {one.report: compare(own, one, known) for one in (plain, update, fewer)}
    assert {"update", "update.outlet"} <= found["r3"].signs.keys()
    assert "update" not in found["r4"].signs
    assert found["r3"].score > max(found["r2"].score, found["r4"].score)


def test_a_report_without_an_act_joins_by_its_words_and_makes_no_incident(
    invented: ModuleType, strike: str
) -> None:
    words = invented.hashed(*(f"w{n}" for n in range(20)))
    told = invented.telling("r1", outlet="a", place=invented.village(1), words=words)
    mute = invented.telling("r2", outlet="b", words=words)
    mute = Telling(mute.id, mute.report, None, mute.wording)
    assert incidents([mute]) == ()
    (incident,) = incidents([told, mute])
    assert reports_of([incident]) == {frozenset(("r1", "r2"))}
    assert incident.founder == told.id
    assert {claim.report for claim in incident.claims} == {"r1"}


# ------------------------------------------------------------------ why
def test_a_sign_is_the_same_in_either_order() -> None:
    rarity = Rarity.of(map(traits, SOME))
    for one, other in pairwise(SOME):
        both = traits(one), traits(other)
        assert signs(*both, rarity) == signs(*reversed(both), rarity)


def test_links_hold_an_incident_together_and_none_is_told_twice() -> None:
    for incident in incidents(SOME):
        pairs = [(link.left, link.right) for link in incident.links]
        assert len(set(pairs)) == len(pairs)
        reached = {incident.tellings[0].id}
        for _ in incident.tellings:
            reached |= {id for pair in pairs if reached & {*pair} for id in pair}
        assert reached == {telling.id for telling in incident.tellings}


def test_a_link_says_why_in_words(invented: ModuleType) -> None:
    words = invented.hashed(*(f"w{n}" for n in range(20)))
    one, two = (
        invented.telling(f"r{k}", outlet=f"o{k}", place=invented.village(1), killed=3, words=words)
        for k in (1, 2)
    )
    (incident,) = incidents([one, two])
    (link,) = incident.links
    assert link.by == MACHINE
    told = {reason.feature: reason.words for reason in link.reasons}
    assert told["place.same"] == "the same place"
    assert told["killed.same"] == "as many killed: 3 and 3"
    assert link.score == pytest.approx(sum(r.weight for r in link.reasons), abs=0.05)
    assert 0 <= incident.doubt < 0.05


def test_a_link_that_a_person_made_names_the_person(invented: ModuleType) -> None:
    one, two = (
        invented.telling(f"r{k}", outlet=f"o{k}", place=invented.village(9 * k)) for k in (1, 2)
    )
    said = judgement(one, two, "same", by="amal", at="2024-02-01T10:00:00+00:00")
    (incident,) = incidents([one, two], [said])
    assert [link.by for link in incident.links] == ["amal"]
    assert incident.doubt == 0.0
