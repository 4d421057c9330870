"""Copies count for their original: exact, near and partial ones, and relays of a named source."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasid.incidents.copies import copies
from rasid.incidents.merge import incidents
from rasid.incidents.model import Telling
from rasid.incidents.wording import likeness, share, wording

WIRE = (
    "أصيب أربعة مزارعين بجروح بعد سقوط قذائف مدفعية على أطراف قرية أم الحجل في ريف السهل الغربي، "
    "ونقلهم مسعفون محليون إلى مشفى البلدة القريبة. وقال شاهد إن القذائف سقطت قرب معصرة الزيتون."
)
HEADLINE = "أصيب أربعة مزارعين بجروح بعد سقوط قذائف مدفعية على أطراف قرية أم الحجل"
OTHER = "افتتح المجلس المحلي في بلدة النبعة سوقاً جديدة للخضار بعد أشهر من أعمال الترميم والتنظيف."


def told(invented: ModuleType, id: str, text: str, day: str = "2024-01-01") -> Telling:
    telling: Telling = invented.telling(id, outlet=f"outlet {id}", published=day)
    return replace(telling, wording=wording(text))


def test_a_wire_text_under_another_byline_is_a_near_copy(invented: ModuleType) -> None:
    first = told(invented, "wire", WIRE)
    other = told(invented, "post", "خاص - مراسلنا: " + WIRE, "2024-01-02")
    copy = copies([other, first])["post"]
    assert (copy.of, copy.kind) == ("wire", "near")
    assert copy.share > 0.8


def test_spelling_is_no_difference(invented: ModuleType) -> None:
    spelled = WIRE.replace("أ", "ا").replace("قرية", "قـريـة")
    pair = [told(invented, "a", WIRE), told(invented, "b", spelled)]
    assert copies(pair)["b"].kind == "exact"


def test_a_post_of_the_headline_alone_is_a_part_though_it_came_first(invented: ModuleType) -> None:
    article = told(invented, "article", f"{HEADLINE}\n\n{WIRE}", "2024-01-02")
    post = told(invented, "post", HEADLINE)
    found = copies([article, post])
    assert (found["post"].of, found["post"].kind) == ("article", "part")
    assert "article" not in found


def test_another_text_is_no_copy_and_short_ones_prove_nothing(invented: ModuleType) -> None:
    assert copies([told(invented, "a", WIRE), told(invented, "b", OTHER)]) == {}
    assert (
        copies([told(invented, "a", "قصف على القرية"), told(invented, "b", "قصف على القرية")]) == {}
    )


@given(st.permutations(range(5)))
@settings(max_examples=10)
def test_the_first_to_publish_has_the_original_in_any_order(order: list[int]) -> None:
    from .conftest import INVENTED

    texts = [
        told(INVENTED, f"r{n}", WIRE + " عاجل" * (n % 2), f"2024-01-0{n + 1}") for n in range(5)
    ]
    found = copies([texts[n] for n in order])
    assert {copy.of for copy in found.values()} == {"r0"}
    assert len(found) == 4


def test_share_and_likeness_are_estimated_of_long_texts(invented: ModuleType) -> None:
    """Texts of a thousand words, half of them in common: the sketch keeps 400 runs of each."""
    common = [f"common{n}" for n in range(1000)]
    one = invented.wording(invented.hashed(*common, *(f"one{n}" for n in range(1000))))
    other = invented.wording(invented.hashed(*common, *(f"other{n}" for n in range(1000))))
    assert len(one.sketch) == 400 < one.runs
    assert abs(share(one, other) - 0.5) < 0.08
    assert abs(likeness(one, other) - 1 / 3) < 0.08


def test_of_one_day_the_text_without_additions_is_the_original(invented: ModuleType) -> None:
    """Who passes a text on puts a word before it, and tags after it."""
    words = [f"w{n}" for n in range(40)]
    here = [
        invented.telling("bare", words=invented.hashed(*words)),
        invented.telling("adds", words=invented.hashed("urgent", *words, "tag")),
    ]
    assert {report: copy.of for report, copy in copies(here).items()} == {"adds": "bare"}


# ------------------------------------------------------------------ sources
def test_copies_and_relays_are_no_further_sources(invented: ModuleType) -> None:
    monitor = ("monitor", "The Monitor")
    place = invented.village(1)
    words = invented.hashed(*(f"w{n}" for n in range(20)))
    other = invented.hashed(*(f"w{n}" for n in range(0, 20, 2)), "x", "y", "z")
    own = invented.hashed(*(f"w{n}" for n in range(19, 0, -2)), "p", "q")
    here = [
        invented.telling("m", outlet="The monitor", place=place, words=words),
        invented.telling("w", outlet="Paper", place=place, words=words),
        invented.telling("relay", outlet="Radio", place=place, words=other, source=monitor),
        invented.telling("own", outlet="Station", place=place, words=own),
    ]
    (incident,) = incidents(here)
    stands = {p.report: p.copy for source in incident.sources for p in source.publications}
    assert stands == {"m": "original", "w": "exact", "relay": "relay", "own": "original"}
    assert sorted(len(source.publications) for source in incident.sources) == [1, 3]
    assert incident.grade.name == "fair"


@pytest.mark.parametrize(
    "outlet",
    ["المرصد السوري لحقوق الإنسان", "المرصد السوري", "Syrian Observatory for Human Rights"],
)
def test_a_chain_counts_as_the_source_it_names_however_that_is_spelled(
    outlet: str, invented: ModuleType
) -> None:
    monitor = ("monitor", "Syrian Observatory for Human Rights")
    place, words = invented.village(1), invented.hashed(*(f"w{n}" for n in range(9)))
    here = [
        invented.telling("own", outlet=outlet, place=place, words=words),
        invented.telling("relay", outlet="Radio", place=place, words=words[4:], source=monitor),
        invented.telling("quoting itself", outlet=outlet, place=place, words=words, source=monitor),
    ]
    (incident,) = incidents(here)
    (source,) = incident.sources
    assert (source.kind, source.name) == ("monitor", monitor[1])
    assert {p.report: p.copy for p in source.publications if p.copy == "relay"} == {
        "relay": "relay"
    }
