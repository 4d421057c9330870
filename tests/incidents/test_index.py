"""One telling finds its act among many, and only so many are compared."""

from __future__ import annotations

from types import ModuleType

from rasid.incidents.blocks import CROWD, MOST, Blocks, MemoryShelf, pairs
from rasid.incidents.index import Index
from rasid.incidents.rarity import Rarity
from rasid.incidents.traits import traits

from .conftest import INVENTED

MANY = list(INVENTED.invented(400, 20, 300, seed=2))


def test_a_telling_finds_others_of_its_act() -> None:
    act = {telling.id: number for number, telling in MANY}
    found = asked = 0
    for number, telling in MANY[::7]:
        index = Index(t for _, t in MANY if t.report.id != telling.report.id)
        near = [n for n in index.place(telling) if n.linked]
        others = sum(n == number for n, _ in MANY) - 1
        asked += others > 0
        found += any(act[n.telling] == number for n in near)
        assert [n.score for n in near] == sorted((n.score for n in near), reverse=True)
        if len(near) > 20:
            break
    assert asked
    assert found >= 0.8 * asked


def test_adding_one_by_one_finds_the_same_act_as_adding_all(invented: ModuleType) -> None:
    words = invented.hashed(*(f"w{n}" for n in range(20)))
    told = invented.telling("a", outlet="a", place=invented.village(1), words=words)
    new = invented.telling("b", outlet="b", place=invented.village(1), words=words)
    index = Index()
    for _, telling in MANY[:50]:
        index.add([telling])
    index.add([told])
    index.add([told])
    assert len(index) == 51
    best = index.place(new)[0]
    assert (best.telling, best.linked) == (told.id, True)


def test_work_is_bounded_however_crowded_a_day_is() -> None:
    """A thousand reports of one village on one day: each is compared with MOST others at most."""
    told = [
        traits(INVENTED.telling(f"r{n}", place=INVENTED.village(1), words=INVENTED.hashed(f"x{n}")))
        for n in range(1000)
    ]
    blocks = Blocks.of(told, Rarity.of(told))
    assert all(len(blocks.near(one)) <= MOST for one in told[::50])
    assert len(pairs(told, blocks)) <= MOST * len(told)


def test_a_shelf_shows_the_nearest_in_time() -> None:
    shelf = MemoryShelf()
    for day in range(300):
        for copy in range(30):
            shelf.file(("day",), day, f"{day}-{copy:02}")
    shown = list(shelf.shown(("day",), 100, "100-15"))
    assert len(shown) <= CROWD + 1
    assert {int(id.split("-")[0]) for id in shown} <= {99, 100, 101}


def test_those_without_a_day_are_shown_where_they_are_few() -> None:
    shelf = MemoryShelf()
    shelf.file(("word", 1), None, "undated")
    shelf.file(("word", 1), 5, "dated")
    assert set(shelf.shown(("word", 1), 5000, "x")) == {"undated"}
    assert set(shelf.shown(("word", 1), None, "x")) == {"undated", "dated"}


def test_true_pairs_of_invented_acts_share_a_key() -> None:
    told = [(number, traits(telling)) for number, telling in MANY]
    here = [t for _, t in told]
    found = set(pairs(here, Blocks.of(here, Rarity.of(here))))
    true = [
        (min(a.telling, b.telling), max(a.telling, b.telling))
        for n, (x, a) in enumerate(told)
        for y, b in told[:n]
        if x == y
    ]
    assert sum(pair in found for pair in true) >= 0.97 * len(true)
