"""The order of the stages, and what the whole of them promises for any report."""

from __future__ import annotations

import hashlib

import jsonschema
import pytest

import rasid
from rasid.errors import InputError
from rasid.geo.gazetteer import Gazetteer
from rasid.lexicon.lexicon import load
from rasid.model import Article
from rasid.pipeline import Reader, default_reader

REPORT = (
    "قصف مدفعي على بلدة سرمين\n"
    "قصفت قوات النظام صباح اليوم بلدة سرمين بريف إدلب، فقُتل مدنيان وأصيب أربعة.\n"
    "وقال الدفاع المدني إن فرقه أخلت المصابين.\n"
)


# ------------------------------------------------------------------ the record
def test_one_report_to_one_event() -> None:
    record = rasid.read(REPORT, published="2025-03-12", outlet="agency", id="r1")
    assert (record.report.id, record.report.outlet, record.report.lang) == ("r1", "agency", "ar")
    assert [e.type for e in record.events] == ["shelling"]
    (event,) = record.events
    assert event.place is not None
    assert event.place.name == "سرمين"
    assert event.time is not None
    assert event.time.start == "2025-03-12"
    assert {c.outcome: c.min for c in event.casualties} == {"killed": 2, "injured": 4}


def test_the_record_fits_its_schema() -> None:
    jsonschema.validate(rasid.to_json(rasid.read(REPORT)), rasid.schema())


def test_reports_without_an_id_are_named_by_their_text() -> None:
    report = rasid.read(REPORT).report
    assert report.sha256 == hashlib.sha256(REPORT.encode()).hexdigest()
    assert report.sha256.startswith(report.id)


def test_codes_confidence_rules_and_summary_are_there() -> None:
    (event,) = rasid.read(REPORT).events
    assert event.codes.acled.sub_event_type == "Shelling/artillery/missile attack"
    assert 0 < event.confidence <= 1
    assert event.rules
    assert event.summary.ar
    assert event.summary.en


# ------------------------------------------------------------------ stages
def test_stages_agree_with_the_record() -> None:
    article = Article(REPORT, published="2025-03-12")
    reading = default_reader().stages(article)
    assert reading.record == default_reader().read(article)
    assert len(reading.marked) == len(reading.scenes)
    assert len(reading.judged) >= len(reading.record.events)


def test_phrases_cover_their_sentence_in_order() -> None:
    for scene in default_reader().stages(Article(REPORT)).scenes:
        ends = [0, *(p.end for p in scene.phrases)]
        assert all(p.start >= end for p, end in zip(scene.phrases, ends, strict=False))


def test_rules_alone_tell_no_less_than_the_weighed_reading() -> None:
    alone = Reader(load(), Gazetteer.open(), weighs=False)
    for text in (REPORT, "أطلق الهداف كرة قوية.", "اعتقلت الشرطة رجلاً في سبها."):
        weighed = {e.trigger for e in rasid.read(text).events}
        assert weighed <= {e.trigger for e in alone.read(Article(text)).events}


def test_reading_is_the_same_after_other_reports() -> None:
    first = rasid.read(REPORT)
    rasid.read("اشتباكات في مدينة طرابلس بين مسلحين.")
    assert rasid.read(REPORT) == first


@pytest.mark.parametrize(
    "chrome",
    [
        "اقرأ أيضاً: غارة جوية على مدينة الخرطوم تقتل عشرة",
        "مقالات ذات صلة\nغارة جوية على مدينة الخرطوم تقتل عشرة\nمقتل جندي في نيالا",
        pytest.param(
            "اقرأ أيضاً:\nغارة جوية على مدينة الخرطوم تقتل عشرة",
            marks=pytest.mark.xfail(strict=True, reason="a lone link under its heading"),
        ),
    ],
)
def test_page_chrome_tells_nothing(chrome: str) -> None:
    text = f"{REPORT}\n{chrome}\n"
    assert [e.type for e in rasid.read(text).events] == ["shelling"]


# ------------------------------------------------------------------ input
@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "…", "12345", "🔥🔥"])
def test_texts_without_words_give_no_events(text: str) -> None:
    assert rasid.read(text).events == ()


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The army shelled the town this morning.", "und"),
        ("نیروهای دولتی دیروز شهر را گلوله‌باران کردند و چهار نفر کشته شدند.", "fa"),
        ("فوج نے آج صبح شہر پر گولہ باری کی جس میں چار افراد ہلاک ہوئے۔", "ur"),
        ("سوپای تورکیا ئەمڕۆ گوندێکی لە سنووری دهۆک بۆردومان کرد.", "ckb"),
    ],
)
def test_other_languages_are_named_and_skipped(text: str, lang: str) -> None:
    record = rasid.read(text)
    assert record.report.lang == lang
    assert record.events == ()


@pytest.mark.parametrize("day", ["yesterday", "2025-13-01", "2025-02-30", "12/03/2025x"])
def test_a_day_that_is_none_is_said(day: str) -> None:
    with pytest.raises(InputError, match="published"):
        rasid.read(REPORT, published=day)


def test_without_a_day_of_publication_today_has_no_date() -> None:
    (event,) = rasid.read(REPORT).events
    assert event.time is not None
    assert event.time.start is None
    assert event.time.span.text


def test_many_reports_keep_their_order_and_tell_their_progress() -> None:
    seen: list[int] = []
    articles = [Article(REPORT, id=str(i), published="2025-03-12") for i in range(5)]
    records = list(rasid.read_many(articles, progress=seen.append))
    assert [r.report.id for r in records] == ["0", "1", "2", "3", "4"]
    assert seen[-1] == 5


def test_a_faulty_report_leaves_the_others_unharmed() -> None:
    faults: list[Article] = []
    articles = [Article(REPORT), Article(REPORT, published="no day"), Article(REPORT)]
    records = list(rasid.read_many(articles, on_fault=lambda a, _: faults.append(a)))
    assert len(records) == 2
    assert [a.published for a in faults] == ["no day"]


def test_a_word_that_names_no_place_here_is_no_place() -> None:
    text = "انفجرت عبوة في مدينة بنغازي وأغلق السكان القنوات على المارة."
    stages = default_reader().stages(Article(text))
    assert [p.name.key for m in stages.marked for p in m.places] == ["بنغازي"]
    assert {e.place.name for e in stages.record.events if e.place is not None} == {"بنغازي"}


@pytest.mark.parametrize(
    ("outlet", "country"), [("SANA", "SY"), ("Shafaq News", "IQ"), ("Al Jazeera", "SY")]
)
def test_a_local_outlet_lends_its_country_to_a_name_of_several_places(
    outlet: str, country: str
) -> None:
    """A pan-Arab one lends none: the place is what it would be without an outlet."""
    article = Article("قُتل ثلاثة مدنيين بقصف على بلدة الخالدية صباح اليوم.", outlet=outlet)
    (event,) = default_reader().read(article).events
    assert event.place is not None
    assert event.place.candidates > 1
    assert event.place.country == country
