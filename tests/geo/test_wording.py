"""Word lists that tell names from other words."""

from __future__ import annotations

from rasid.geo.wording import ordinary_words


def test_ordinary_words_hold_with_and_without_article() -> None:
    assert {"سلام", "السلام"} <= ordinary_words()
    assert "الميادين" not in ordinary_words()
