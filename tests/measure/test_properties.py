"""What holds for all numbers, all dates and any words at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from hijridate import Gregorian
from hypothesis import given, settings
from hypothesis import strategies as st

from rasid.lexicon.lexicon import load
from rasid.lexicon.load import Files, read
from rasid.measure import Quantity, When, measure
from rasid.text.tokens import words_of

ReadNumbers = Callable[[str], list[tuple[str, Quantity]]]
ReadTimes = Callable[[str, date | None], list[tuple[str, When]]]

EXAMPLES = settings(max_examples=150, deadline=None)

# ------------------------------------------------------------------ writing numbers in words
UNITS = [("", ""), ("واحد", "واحدة"), ("اثن", "اثنت"), ("ثلاثة", "ثلاث"), ("أربعة", "أربع"),
         ("خمسة", "خمس"), ("ستة", "ست"), ("سبعة", "سبع"), ("ثمانية", "ثماني"),
         ("تسعة", "تسع"), ("عشرة", "عشر")]  # fmt: skip
TENS = ["", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
JOINED_HUNDREDS = ["", "", "", *TENS[3:]]
GROUPS = [
    (10**6, "مليون", "مليون", "ملايين"),
    (10**3, "ألف", "ألف", "آلاف"),
]


class Speller:
    """Writes numbers out in one of the ways in which news writes them."""

    def __init__(self, feminine: bool, oblique: bool, hundred: str, apart: bool) -> None:
        self.feminine = feminine
        self.dual = "ين" if oblique else "ان"
        self.plural = "ين" if oblique else "ون"
        self.hundred = hundred
        self.apart = apart

    def spell(self, number: int) -> str:
        parts = []
        for size, one, two, many in GROUPS:
            count, number = divmod(number, size)
            if count:
                parts.append(self._group(count, one, two, many))
        if number:
            parts.append(self._below_thousand(number, self.feminine))
        return " و".join(parts)

    def _group(self, count: int, one: str, two: str, many: str) -> str:
        if count == 1:
            return one
        if count == 2:
            return two + self.dual
        counted = self._below_thousand(count, False)
        return f"{counted} {many if 3 <= count % 100 <= 10 else one}"

    def _below_thousand(self, number: int, feminine: bool) -> str:
        hundreds, rest = divmod(number, 100)
        parts = [self._hundreds(hundreds)] if hundreds else []
        if rest:
            parts.append(self._below_hundred(rest, feminine))
        return " و".join(parts)

    def _hundreds(self, count: int) -> str:
        if count == 1:
            return self.hundred
        if count == 2:
            return self.hundred.removesuffix("ة") + "ت" + self.dual
        if self.apart:
            return f"{UNITS[count][1]} {self.hundred}"
        return JOINED_HUNDREDS[count] + self.hundred

    def _below_hundred(self, number: int, feminine: bool) -> str:
        if number <= 10:
            return self._unit(number, feminine)
        if number < 20:
            return self._teen(number - 10, feminine)
        tens, unit = divmod(number, 10)
        written = TENS[tens] + self.plural
        return f"{self._unit(unit, feminine)} و{written}" if unit else written

    def _unit(self, number: int, feminine: bool) -> str:
        word = UNITS[number][feminine]
        return word + self.dual if number == 2 else word

    def _teen(self, unit: int, feminine: bool) -> str:
        ten = "عشرة" if feminine else "عشر"
        if unit == 1:
            return f"{'إحدى' if feminine else 'أحد'} {ten}"
        if unit == 2:
            return f"{UNITS[2][feminine]}{self.dual[0]} {ten}"
        return f"{UNITS[unit][feminine]} {ten}"


spellers = st.builds(
    Speller, st.booleans(), st.booleans(), st.sampled_from(["مئة", "مائة"]), st.booleans()
)
numbers = st.one_of(
    st.integers(1, 99), st.integers(1, 9_999), st.integers(1, 999_999), st.integers(1, 999_999_999)
)


@EXAMPLES
@given(number=numbers, speller=spellers)
def test_a_number_in_words_reads_back(
    read_numbers: ReadNumbers, number: int, speller: Speller
) -> None:
    found = [q for _, q in read_numbers(f"أصيب {speller.spell(number)} من السكان")]
    assert [(q.low, q.high, q.exact) for q in found] == [(number, number, True)]


@EXAMPLES
@given(number=numbers, before=st.sampled_from(["و", "ل", "ب", "ول", "وب"]), speller=spellers)
def test_a_particle_before_the_number_changes_nothing(
    read_numbers: ReadNumbers, number: int, before: str, speller: Speller
) -> None:
    found = [q for _, q in read_numbers(f"{before}{speller.spell(number)} من السكان")]
    assert [q.low for q in found] == [number]


@EXAMPLES
@given(number=st.integers(0, 999_999_999), separator=st.sampled_from([",", ""]))
def test_a_number_in_digits_reads_back(
    read_numbers: ReadNumbers, number: int, separator: str
) -> None:
    written = f"{number:,}".replace(",", separator)
    found = [q for _, q in read_numbers(f"أصيب {written} شخصا")]
    assert [(q.low, q.high, q.kind) for q in found] == [(number, number, "count")]


@EXAMPLES
@given(low=st.integers(2, 9_000), gap=st.integers(1, 900), speller=spellers)
def test_a_range_in_words_reads_back(
    read_numbers: ReadNumbers, low: int, gap: int, speller: Speller
) -> None:
    text = f"من {speller.spell(low)} إلى {speller.spell(low + gap)} من السكان"
    found = [q for _, q in read_numbers(text)]
    assert [(q.low, q.high) for q in found] == [(low, low + gap)]


# ------------------------------------------------------------------ writing dates
MONTHS = [
    "كانون الثاني, شباط, آذار, نيسان, أيار, حزيران, تموز, آب, أيلول, "
    "تشرين الأول, تشرين الثاني, كانون الأول",
    "يناير, فبراير, مارس, أبريل, مايو, يونيو, يوليو, أغسطس, سبتمبر, أكتوبر, نوفمبر, ديسمبر",
    "جانفي, فيفري, مارس, أفريل, ماي, جوان, جويلية, أوت, سبتمبر, أكتوبر, نوفمبر, ديسمبر",
    "يناير, فبراير, مارس, أبريل, ماي, يونيو, يوليوز, غشت, شتنبر, أكتوبر, نونبر, دجنبر",
]
HIJRI_MONTHS = [
    "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة",
    "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة",
]  # fmt: skip
WEEKDAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
FIRST_NINE = [
    "الحادي", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع",
]  # fmt: skip
ORDINALS = [
    "الأول", *FIRST_NINE[1:], "العاشر",
    *(f"{unit} عشر" for unit in FIRST_NINE), "العشرين",
    *(f"{unit} والعشرين" for unit in FIRST_NINE), "الثلاثين", "الحادي والثلاثين",
]  # fmt: skip
Write = Callable[[date, list[str]], str]
WAYS: list[Write] = [
    lambda d, m: f"{d.day} {m[d.month - 1]} {d.year}",
    lambda d, m: f"{d.day}/ {m[d.month - 1]}/ {d.year}",
    lambda d, m: f"{d.day} من {m[d.month - 1]} {d.year}",
    lambda d, m: f"{d.day} {m[d.month - 1]} عام {d.year}",
    lambda d, m: f"{d.day} من شهر {m[d.month - 1]} من العام {d.year}",
    lambda d, m: f"{ORDINALS[d.day - 1]} من {m[d.month - 1]} {d.year}",
    lambda d, m: f"يوم {WEEKDAYS[d.weekday()]} {d.day} {m[d.month - 1]} {d.year}",
    lambda d, m: f"مساء {WEEKDAYS[d.weekday()]} ({d.day} {m[d.month - 1]} {d.year})",
    lambda d, m: f"{WEEKDAYS[d.weekday()]} الموافق {d.day} {m[d.month - 1]} {d.year}",
    lambda d, m: f"بتاريخ {d.day}/{d.month}/{d.year}",
    lambda d, m: f"بتاريخ {d.day}-{d.month}-{d.year}",
    lambda d, m: f"{d.day}.{d.month}.{d.year}",
    lambda d, m: f"{d.isoformat()}",
    lambda d, m: d.strftime("%B %d, %Y"),
    lambda d, m: d.strftime("%d %b %Y"),
]
days = st.dates(date(1950, 1, 1), date(2049, 12, 31))
calendars = st.sampled_from([row.split(", ") for row in MONTHS])


@EXAMPLES
@given(day=days, months=calendars, write=st.sampled_from(WAYS))
def test_a_full_date_reads_back(
    read_times: ReadTimes, day: date, months: list[str], write: Write
) -> None:
    found = read_times(f"قصفت البلدة {write(day, months)} بالمدفعية", None)
    assert [(w.first, w.last) for _, w in found] == [(day, day)]


@EXAMPLES
@given(published=days, back=st.integers(0, 360), months=calendars)
def test_a_date_without_year_is_the_last_such_day(
    read_times: ReadTimes, published: date, back: int, months: list[str]
) -> None:
    day = published - timedelta(back)
    found = read_times(f"في {day.day} {months[day.month - 1]}", published)
    assert [w.first for _, w in found] == [day]


@EXAMPLES
@given(published=days, back=st.integers(0, 6))
def test_a_weekday_is_of_the_last_seven_days(
    read_times: ReadTimes, published: date, back: int
) -> None:
    day = published - timedelta(back)
    found = read_times(f"يوم {WEEKDAYS[day.weekday()]}", published)
    assert [w.first for _, w in found] == [day]


@EXAMPLES
@given(day=st.dates(date(1925, 1, 1), date(2076, 1, 1)))
def test_a_hijri_date_reads_back(read_times: ReadTimes, day: date) -> None:
    hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    text = f"{hijri.day} {HIJRI_MONTHS[hijri.month - 1]} {hijri.year} هـ"
    assert [w.first for _, w in read_times(text, None)] == [day]


@EXAMPLES
@given(day=days, span=st.integers(1, 27), months=calendars)
def test_a_range_of_dates_reads_back(
    read_times: ReadTimes, day: date, span: int, months: list[str]
) -> None:
    last = day + timedelta(span)
    ends = [f"{d.day} {months[d.month - 1]} {d.year}" for d in (day, last)]
    found = read_times(f"من {ends[0]} حتى {ends[1]}", None)
    assert [(w.first, w.last) for _, w in found] == [(day, last)]


# ------------------------------------------------------------------ anything
def _vocabulary() -> list[str]:
    """Every word of the number and time files, and what stands between such words."""
    records = [r for r in read(Files.shipped()).records if r.entry.kind in ("number", "time")]
    spelled = [text for record in records for text in record.words.spellings()]
    signs = [*"/-.,()،:%+#0123456789", "31", "1436", "2016", "99", "10:30", "25:99", "1,250"]
    others = [
        "و", "ال", "ب", "قصف", "قتل", "بلدة", "مدرسة", "على", "البلدة", "بين", "من", "إلى", "حتى",
        "ومن", "وحتى", "والسبت", "لثلاثة", "ليومين",
    ]  # fmt: skip
    return spelled + signs * 3 + others * 5


@settings(max_examples=400, deadline=None)
@given(
    words=st.lists(st.sampled_from(_vocabulary()), max_size=14),
    published=st.one_of(st.none(), st.dates()),
)
def test_no_words_are_too_much(words: list[str], published: date | None) -> None:
    """Any words give spans in order, inside the sentence, with bounds in order; nothing raises."""
    tokens = words_of(" ".join(words))
    counts, times = measure(tokens, load().match(tokens), published)
    for spans in (counts, times):
        position = 0
        for span in spans:
            assert position <= span.start < span.end <= len(tokens)
            position = span.end
    assert all(q.high is None or q.low <= q.high for q in counts)
    assert all(w.first is None or w.last is None or w.first <= w.last for w in times)


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=60), published=st.one_of(st.none(), st.dates()))
def test_no_text_is_too_strange(text: str, published: date | None) -> None:
    tokens = words_of(text)
    measure(tokens, load().match(tokens), published)
