"""Languages that share the script are told apart; Arabic with foreign letters stays Arabic."""

from __future__ import annotations

import pytest

from rasid.text.cues import TextCues
from rasid.text.segment import read_document

CASES = {
    "ar": [
        "قصفت المدفعية أطراف البلدة في ساعات الصباح الأولى",
        "عاجل: قصف على البلدة",
        "مقتل قيادي في حزب پژاک قرب گرميان في هجوم بطائرة مسيرة",
        "قوات الپيشمرگه تعلن مقتل مسلح قرب چمچمال",
        "قصف علی بلدة فی ریف المحافظة وسقوط قتلی بین المدنیین",
        "قصف هاوان HAT PKK",
    ],
    "fa": [
        "سه نفر در انفجار مین در نزدیکی مرز کشته شدند و چند نفر زخمی شدند",
        "این حمله از سوی گروه های مسلح انجام شد",
    ],
    "ur": [
        "گاؤں کے قریب دھماکے میں دو افراد ہلاک ہو گئے",
        "پولیس نے کہا ہے کہ حملہ آور فرار ہو گئے ہیں",
    ],
    "ckb": [
        "لە گوندێکی نزیک شار تەقینەوەیەک ڕوویدا و دوو کەس بریندار بوون",
        "هێزەکان هێرشیان کردە سەر بنکەیەک",
    ],
    "und": ["", "Two people were killed", "12 / 3 !", "Привет"],
}


@pytest.mark.parametrize(
    ("lang", "text"), [(k, text) for k, texts in CASES.items() for text in texts]
)
def test_language(lang: str, text: str, cues: TextCues) -> None:
    assert read_document(text, cues).lang == lang
