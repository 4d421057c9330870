"""Inflection proves: each paradigm gives the forms that news uses, spelled as news spells them."""

from __future__ import annotations

import pytest

from rasid.lexicon.entries import Entry
from rasid.lexicon.inflect import Surface, surfaces
from rasid.lexicon.morphology import BIT, Morphology, Shape, fill
from rasid.lexicon.schema import Adjective, Noun, Record, Verb, Words


def inflected(morphology: Morphology, kind: str = "trigger", **blocks: object) -> list[Surface]:
    words = Words(**{name: (block,) for name, block in blocks.items()})  # type: ignore[arg-type]
    return list(surfaces(Record("f", Entry("x", kind), words), morphology))


def by(found: list[Surface], **wanted: object) -> set[str]:
    """The free spellings whose grammar has all the wanted values."""
    return {
        s.text
        for s in found
        if s.free and all(getattr(s.grammar, key) == value for key, value in wanted.items())
    }


VERBS = {
    "sound": (("قصف", "يقصف"), "قصف قصفت قصفوا قصفا قصفتا قصفنا", "يقصف تقصف يقصفون يقصفوا"),
    "defective in ya": (("رمى", "يرمي"), "رمى رمت رموا رميا رمتا", "يرمي ترمي يرمون يرموا يرميان"),
    "form iv defective": (("ألقى", "يلقي"), "ألقى ألقت ألقوا ألقيا", "يلقي تلقي يلقون يلقوا"),
    "form v defective": (("تصدى", "يتصدى"), "تصدى تصدت تصدوا", "يتصدى تتصدى يتصدون يتصديان"),
    "defective in waw": (("دعا", "يدعو"), "دعا دعت دعوا", "يدعو تدعو يدعون يدعوا"),
    "kept ya": (("لقي", "يلقى"), "لقي لقيت لقوا لقيا لقيتا", "يلقى تلقى يلقون يلقيان"),
    "doubled": (("شن", "يشن"), "شن شنت شنوا شنا شنتا", "يشن تشن يشنون يشنوا"),
    "hollow": (("طال", "يطال"), "طال طالت طالوا طلنا", "يطال تطال يطالون"),
    "hollow iv": (("أصاب", "يصيب"), "أصاب أصابت أصابوا أصبنا", "يصيب تصيب يصيبون يصبن"),
    "final hamza on alif": (("لجأ", "يلجأ"), "لجأت لجأوا لجؤوا", "يلجأ يلجأون يلجؤون"),
    "final hamza on ya": (("أنشأ", "ينشئ"), "أنشأ أنشأت أنشأوا", "ينشئ تنشئ ينشئون ينشئوا"),
    "final hamza alone": (("جاء", "يجيء"), "جاء جاءت جاؤوا جاءوا", "يجيء يجيئون"),
}


@pytest.mark.parametrize(("stems", "past", "present"), VERBS.values(), ids=VERBS)
def test_verbs(morphology: Morphology, stems: tuple[str, str], past: str, present: str) -> None:
    found = inflected(morphology, verbs=Verb(*stems))
    assert set(past.split()) <= by(found, tense="past")
    assert set(present.split()) <= by(found, tense="present")


def test_persons_are_told(morphology: Morphology) -> None:
    found = inflected(morphology, verbs=Verb("قصف", "يقصف"))
    assert by(found, tense="past", number="pl", gender="m") == {"قصفوا"}
    assert by(found, tense="past", number="sg", gender="f") == {"قصفت"}
    assert by(found, tense="present", number="pl", gender=None) == set()
    longer = inflected(morphology, verbs=Verb("استهدف", "يستهدف"))
    assert by(longer, gender=None) == {"استهدفنا", "نستهدف"}
    assert by(longer, number="pl", gender="f") == {"استهدفن", "يستهدفن"}


@pytest.mark.parametrize(
    ("stems", "passive"),
    [
        (("هاجم", "يهاجم"), {"هوجم", "هوجمت", "هوجموا"}),
        (("أصاب", "يصيب"), {"أصيب", "أصيبت", "أصيبوا", "يصاب", "تصاب", "يصابون"}),
        (("اغتال", "يغتال"), {"اغتيل", "اغتيلت"}),
        (("نادى", "ينادي"), {"نودي", "نوديت"}),
        (("رمى", "يرمي"), {"رمي", "رميت", "يرمى"}),
    ],
)
def test_passives_that_are_spelled_differently(
    morphology: Morphology, stems: tuple[str, str], passive: set[str]
) -> None:
    found = inflected(morphology, verbs=Verb(*stems))
    assert passive <= by(found, voice="passive")
    assert stems[0] in by(found, voice="active")


def test_voice_is_either_where_the_letters_do_not_tell(morphology: Morphology) -> None:
    assert {"قصف", "يقصف"} <= by(inflected(morphology, verbs=Verb("قصف", "يقصف")), voice="either")
    only = inflected(morphology, verbs=Verb("قصف", "يقصف", voice="active"))
    assert by(only, voice="active") == by(only)
    given = inflected(morphology, verbs=Verb("وجد", "يجد", passive_present="يوجد"))
    assert "يوجد" in by(given, voice="passive")
    passive = inflected(morphology, verbs=Verb("أصيب", "يصاب", voice="passive"))
    assert by(passive, voice="passive") == by(passive) >= {"أصيبوا", "يصابون"}


@pytest.mark.parametrize(
    ("stems", "short"),
    [
        (("أصاب", "يصيب"), "يصب"),
        (("طال", "يطول"), "يطل"),
        (("ألقى", "يلقي"), "يلق"),
        (("تصدى", "يتصدى"), "يتصد"),
        (("دعا", "يدعو"), "يدع"),
    ],
)
def test_jussives_of_weak_verbs(morphology: Morphology, stems: tuple[str, str], short: str) -> None:
    found = inflected(morphology, verbs=Verb(*stems))
    assert short in by(found, cls=BIT["jussive"])
    assert short not in by(found, cls=BIT["present"])
    assert not by(inflected(morphology, verbs=Verb("أردى", "يردي")), cls=BIT["jussive"])


def test_a_verb_that_only_looks_hollow_in_the_present(morphology: Morphology) -> None:
    found = inflected(morphology, verbs=Verb("حاول", "يحاول"))
    assert not by(found, cls=BIT["jussive"])
    assert "يحاولون" in by(found, tense="present")


@pytest.mark.parametrize(
    ("sg", "duals"),
    [
        ("قذيفة", {"قذيفتان", "قذيفتين", "قذيفتا", "قذيفتي"}),
        ("مستشفى", {"مستشفيان", "مستشفيين", "مستشفيا", "مستشفيي"}),
        ("صاروخ", {"صاروخان", "صاروخين"}),
        ("لواء", {"لواءان", "لواءين", "لواءا", "لواءي", "لواوان", "لواوين"}),
    ],
)
def test_duals(morphology: Morphology, sg: str, duals: set[str]) -> None:
    assert by(inflected(morphology, nouns=Noun(sg)), number="du") == duals


def test_the_construct_dual_of_persons(morphology: Morphology) -> None:
    """Of things it would look like an adjective: mahalli is 'local', not 'two shops of'."""
    assert "عنصري" in by(inflected(morphology, "people", nouns=Noun("عنصر")), number="du")
    assert "محلي" not in by(inflected(morphology, "facility", nouns=Noun("محل")))
    sound = inflected(morphology, "people", nouns=Noun("مسلح", ("مسلحون",)))
    assert by(sound, number="du") == {"مسلحان", "مسلحين"}
    only = inflected(morphology, "people", nouns=Noun("شخص", du=("شخصان", "شخصين")))
    assert by(only, number="du") == {"شخصان", "شخصين"}


def test_sound_and_broken_plurals(morphology: Morphology) -> None:
    sound = inflected(morphology, nouns=Noun("مقاتل", ("مقاتلون",)))
    assert by(sound, number="pl") == {"مقاتلون", "مقاتلين", "مقاتلو", "مقاتلي"}
    assert by(sound, number="pl", cls=BIT["bare"]) == {"مقاتلو", "مقاتلي"}
    broken = inflected(morphology, nouns=Noun("قانون", ("قوانين",)))
    assert by(broken, number="pl") == {"قوانين"}
    feminine = inflected(morphology, nouns=Noun("غارة", ("غارات",)))
    assert by(feminine, number="pl", gender="f") == {"غارات"}


def test_the_accusative_is_a_singular(morphology: Morphology) -> None:
    found = inflected(morphology, "weapon", nouns=Noun("لغم", ("ألغام",)))
    assert "لغما" in by(found, number="sg")
    assert "ألغاما" in by(found, number="pl")
    assert "لغما" not in by(found, number="du")


def test_phrases_inflect_at_the_head(morphology: Morphology) -> None:
    bomb = inflected(morphology, nouns=Noun("عبوة ناسفة", ("عبوات ناسفة",)))
    assert {"عبوتان ناسفة", "عبوتان ناسفتان", "عبوتين ناسفتين"} <= by(bomb, number="du")
    drone = inflected(morphology, nouns=Noun("طائرة استطلاع"))
    assert {"طائرتا استطلاع", "طائرتي استطلاع"} <= by(drone, number="du")
    missile = inflected(morphology, nouns=Noun("صاروخ موجه"))
    assert "صاروخا موجها" in by(missile, number="sg")
    masked = inflected(morphology, nouns=Noun("مسلح مجهول", ("مسلحون مجهولون",)))
    assert {"مسلحون مجهولون", "مسلحين مجهولين"} <= by(masked, number="pl")
    guard = inflected(morphology, nouns=Noun("رجل الأمن"))
    assert not any("منان" in text for text in by(guard))


def test_adjectives_agree(morphology: Morphology) -> None:
    found = inflected(morphology, adjectives=Adjective("روسي"))
    assert by(found, number="sg") == {"روسي", "روسيا", "روسية"}
    assert by(found, number="du") == {"روسيان", "روسيين", "روسيتان", "روسيتين"}
    assert by(found, number="pl") == {"روسيون", "روسيين", "روسيات"}
    given = inflected(morphology, adjectives=Adjective("كردي", pl=("أكراد", "كرد")))
    assert by(given, number="pl") == {"أكراد", "كرد"}
    para = inflected(morphology, adjectives=Adjective("شبه عسكري"))
    assert "شبه عسكرية" in by(para, gender="f")


def test_fixed_words_stay(morphology: Morphology) -> None:
    assert [s.text for s in inflected(morphology, forms="من قبل")] == ["من قبل"]
    (particle,) = inflected(morphology, "connective", forms="نتيجة")
    assert particle.grammar.cls == BIT["particle"]


def test_shapes() -> None:
    assert Shape.of("*ا_").groups("أصاب") == ("أص", "ب")
    assert Shape.of("_ا__").groups("قصف") is None
    assert fill("*_ن", ("أص", "ب")) == "أصبن"


def test_diptote_plurals_take_no_ending_of_the_accusative(morphology: Morphology) -> None:
    farms = inflected(morphology, "facility", nouns=Noun("مزرعة", ("مزارع",)))
    assert "مزارعا" not in by(farms)
    rockets = inflected(morphology, "weapon", nouns=Noun("صاروخ", ("صواريخ",)))
    assert {"صاروخا", "صواريخ"} <= {s.text for s in rockets}
    assert "صواريخا" not in {s.text for s in rockets}
    men = inflected(morphology, "people", nouns=Noun("رجل", ("رجال",)))
    assert "رجالا" in {s.text for s in men}
