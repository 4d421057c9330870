"""What a parser makes of a text's markup is the text, but for what HTML cannot hold."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from rasid.text.markup import fit, markup

ANY = st.text(st.characters(exclude_categories=()))


@given(ANY)
def test_the_text_comes_back_unit_for_unit(text: str) -> None:
    shown = str(markup(text)).replace("&#13;", "\r")
    assert html.unescape(shown) == fit(text)
    assert len(fit(text)) == len(text)
    assert not set("<>\0") & set(str(markup(text)))
    fit(text).encode("utf-8")
