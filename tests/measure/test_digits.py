"""Tokens of digits: thousands, fractions, clocks, and what is no number of anything."""

from __future__ import annotations

import pytest

from rasid.measure.digits import read_digits


@pytest.mark.parametrize(
    ("word", "shape", "amount"),
    [
        ("7", "int", 7),
        ("1,250", "int", 1250),
        ("1.250", "int", 1250),
        ("12.500.000", "int", 12_500_000),
        ("3.5", "decimal", 3.5),
        ("3,5", "decimal", 3.5),
        ("0.500", "decimal", 0.5),
        ("10:30", "clock", 10),
        ("25:30", "other", 0),
        ("10:75", "other", 0),
        ("24/11/2025", "parts", 24),
        ("5-7", "parts", 5),
        ("0991234567", "other", 0),
        ("123456789012", "other", 0),
        ("05", "int", 5),
        ("1.2.3.4.5", "other", 0),
    ],
)
def test_shape_and_amount(word: str, shape: str, amount: float) -> None:
    digits = read_digits(word)
    assert digits is not None
    assert (digits.shape, digits.amount) == (shape, amount)


@pytest.mark.parametrize("word", ["", "m4", "قتل", "-5", "٣", "½"])
def test_other_words_are_no_digits(word: str) -> None:
    assert read_digits(word) is None
