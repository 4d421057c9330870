"""What leads to a person: social accounts, handles, phone numbers and e-mail addresses."""

from __future__ import annotations

import re
from urllib.parse import unquote

SOCIAL = (
    "t.me telegram.me telegram.org twitter.com x.com facebook.com fb.com fb.watch fb.me "
    "instagram.com threads.net youtube.com youtu.be tiktok.com whatsapp.com wa.me vk.com ok.ru "
    "bsky.app mastodon.social truthsocial.com snapchat.com reddit.com linkedin.com"
).split()
HOSTS = "|".join(map(re.escape, SOCIAL))
ADDRESS = re.compile(rf"(?:^|[/.@=])(?:{HOSTS})(?=[/:?#&]|$)", re.IGNORECASE)
"""The host of a social account in an address."""
ACCOUNT = re.compile(rf"@\w|://|\b(?:{HOSTS})(?![a-z0-9.-])", re.IGNORECASE)
"""A handle or an address where a name is expected."""
ZERO = "[0\u0660\u06f0]"
PHONE = re.compile(
    rf"(?:(?<![\d-])\+|\b{ZERO}{{2}})\d(?:[ .()-]?\d){{7,14}}(?!\d)"
    rf"|(?<!\d){ZERO}\d(?:[ .-]?\d){{7,9}}(?!\d)"
)
"""A phone number: of any country with its code, or of the region without one."""
MAIL = re.compile(r"[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+")


def identifies(text: str) -> bool:
    """Whether a name holds a handle, an address, a phone number or an e-mail address."""
    return bool(ACCOUNT.search(text) or PHONE.search(text) or MAIL.search(text))


def tells_person(url: str) -> bool:
    """Whether an address tells an e-mail address or, written with a plus, a phone number."""
    told = unquote(url)
    return bool(MAIL.search(told)) or any(m[0].startswith("+") for m in PHONE.finditer(told))


def is_social(url: str | None) -> bool:
    """Whether an address is of a social account, or holds one as those of web archives do; one
    that cannot be told apart counts as one.
    """
    if url is None:
        return False
    host = re.sub(r"^\w+://", "", url).split("/")[0]
    return "." not in host or bool(ADDRESS.search(unquote(url)))
