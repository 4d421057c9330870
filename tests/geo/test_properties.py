"""Any order of words gives a reading: nothing crashes, and what is found is sound."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

Read = Callable[..., list[Any]]
SHARED = [HealthCheck.function_scoped_fixture]

WORDS = """
    قصف قرية بلدة مدينة حي ريف محيط قرب بين طريق الطريق الواصل بادية شرقي جنوب الشمالي
    محافظة ناحية في على من إلى ب و ، - / : . | ( ) " « » # على_بعد 2 كم 10 متر من حلب
    إدلب دير الزور ديرالزور الميادين وبقرص للميادين بالباب السلام سوريا السورية العراق
    مطار منغ سد تشرين التابعة التي تبعد أبو لواء قوات سوريا الديمقراطية قريتي بلدات
    مجهولستان الحدود التركية العاصمة دمشق وسط سوق مخيم
""".split()


@settings(max_examples=300, deadline=None, suppress_health_check=SHARED)
@given(words=st.lists(st.sampled_from(WORDS), max_size=25))
@example(words=["حلب", "ريف", "وبقرص"])
def test_any_order_of_place_words(read: Read, words: list[str]) -> None:
    check(read, " ".join(words))


@settings(max_examples=150, deadline=None, suppress_health_check=SHARED)
@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_any_text(read: Read, text: str) -> None:
    check(read, text)


def check(read: Read, text: str) -> None:
    end = -1
    for said in read(text):
        span, place = said.place.span, said.place
        assert text[span.start : span.end] == span.text
        assert place.name
        # 'the countryside' told alone has the name of the governorate before it
        assert place.name in span.text or place.relation == "countryside"
        assert (place.lat is None) == (place.lon is None) == (place.radius_km is None)
        assert (place.precision == "unresolved") == (place.lat is None)
        assert span.start >= end
        end = span.end


KNOWN = ["قصف مدينة حلب", "قتيل في بلدة ذيبان بريف دير الزور", "غارات على مدينة إدلب"]


@settings(max_examples=40, deadline=None, suppress_health_check=SHARED)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), at=st.integers(0, 3))
def test_a_place_that_fails_harms_no_other(read: Read, words: list[str], at: int) -> None:
    failing = "قصف قرية مجهولستان الفلانية " + " ".join("كذا" for _ in words)
    texts = [*KNOWN[:at], failing, *KNOWN[at:]]
    found = [s.place.place_id for s in read(".\n".join(texts))]
    assert [i for i in found if i] == [s.place.place_id for s in read(".\n".join(KNOWN))]
