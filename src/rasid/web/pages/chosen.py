"""The language that a visitor chooses, kept in a cookie."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse

from rasid.web.language import CODES, COOKIE

router = APIRouter()
A_YEAR_S = 365 * 24 * 3600


@router.post("/language")
def choose(
    lang: Annotated[str, Form()], next: Annotated[str, Form(max_length=4000)] = "/"
) -> RedirectResponse:
    """Keep the choice and go back to where it was made."""
    answer = RedirectResponse(_ours(next), status_code=303)
    if lang in CODES:
        answer.set_cookie(COOKIE, lang, max_age=A_YEAR_S, httponly=True, samesite="lax")
    return answer


def _ours(address: str) -> str:
    """The address if it is one of this server, else its first page."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if inside and address.isprintable() else "/"
