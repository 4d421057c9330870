"""Parts of pages as a browser would hold them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

VALUE = re.compile(
    r'data-field="(\w+)" data-path="([\w.]+)" data-lane="(\d)" data-start="(\d+)"'
    r' data-end="(\d+)">.*?<q [^>]*>(.*?)</q>',
    re.DOTALL,
)
TEXT = re.compile(r'<article id="text"[^>]*>(.*?)</article>', re.DOTALL)

Got = Callable[..., str]


@pytest.fixture
def got(client: TestClient) -> Got:
    """A page in a language."""

    def get(path: str, lang: str = "en", status: int = 200) -> str:
        answer = client.get(path, headers={"accept-language": lang})
        assert answer.status_code == status, answer.text
        return answer.text

    return get


def text_of(page: str) -> str:
    (inner,) = TEXT.findall(page)
    return html.unescape(inner.replace("&#13;", "\r"))


def island(page: str, id: str) -> Any:
    (inner,) = re.findall(rf'id="{id}">(.*?)</script>', page, re.DOTALL)
    return json.loads(inner)
