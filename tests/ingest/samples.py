"""A sound input of every kind, and what can be wrong with one."""

from __future__ import annotations

import gzip
import json
import random
import zipfile
from collections.abc import Iterator
from io import BytesIO

from .conftest import archive
from .test_documents import document, paragraph
from .test_pdf import pdf
from .test_workbooks import parquet, workbook

TEXT = "انفجرت عبوة ناسفة في سوق البلدة صباح اليوم، ما أدى إلى مقتل رجل وإصابة ثلاثة آخرين بجروح."
MESSAGE = {"type": "message", "date": "2025-03-12T01:00:00", "text": TEXT}
CHANNEL = {
    "name": "قناة",
    "type": "public_channel",
    "id": 9,
    "messages": [{**MESSAGE, "id": number} for number in range(20)],
}
CHAT = "".join(f"[25/03/2025, 14:{minute}:33] شخص: {TEXT}\n" for minute in range(10, 40))
TWEETS = [{"tweet": {"id_str": str(n), "full_text": TEXT, "created_at": "2025-03-12"}}
          for n in range(20)]  # fmt: skip
PAGE = (
    f"<!DOCTYPE html><html><head><title>خبر</title></head><body><article><h1>خبر</h1>"
    f"<p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
)
ENTRIES = "".join(
    f"<item><title>خبر</title><guid>{number}</guid><description>{TEXT}</description></item>"
    for number in range(9)
)
FEED = f"<?xml version='1.0'?><rss version='2.0'><channel><title>س</title>{ENTRIES}</channel></rss>"
MAIL = (
    "From: desk@sahl.example.org\nDate: Wed, 12 Mar 2025 01:00:00 +0000\nSubject: x\n"
    "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
    f"\n{TEXT}\n\n"
)
BOX = f"From desk Wed Mar 12 01:00:00 2025\n{MAIL}" * 5
ROWS = [{"id": str(number), "text": TEXT, "published": "2025-03-12"} for number in range(20)]
BLOCK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE.encode()
CRAWL = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    "WARC-Target-URI: https://sahl.example.org/1\r\nWARC-Date: 2025-03-12T00:00:00Z\r\n"
    f"Content-Type: application/http\r\nContent-Length: {len(BLOCK)}\r\n\r\n"
).encode() + BLOCK + b"\r\n\r\n"  # fmt: skip
SHEET = workbook(one=[["text"], *([TEXT] for _ in range(20))])

SAMPLES: dict[str, bytes] = {
    "result.json": json.dumps(CHANNEL, ensure_ascii=False).encode(),
    "chat.txt": CHAT.encode(),
    "tweets.js": f"window.YTD.tweets.part0 = {json.dumps(TWEETS)}".encode(),
    "feed.xml": FEED.encode(),
    "feed.rss": FEED.encode(),
    "feed.atom": FEED.encode(),
    "page.html": PAGE.encode(),
    "page.htm": PAGE.encode(),
    "one.eml": MAIL.encode(),
    "box.mbox": BOX.encode(),
    "report.docx": document(paragraph(TEXT) * 30),
    "report.pdf": pdf((TEXT,) * 20, (TEXT,) * 20),
    "book.xlsx": SHEET,
    "table.parquet": parquet(text=[TEXT] * 300),
    "crawl.warc": CRAWL * 3,
    "crawl.warc.gz": gzip.compress(CRAWL) * 3,
    "export.zip": archive({"_chat.txt": CHAT, "result.json": json.dumps(CHANNEL)}),
    "list.json": json.dumps(ROWS, ensure_ascii=False).encode(),
    "rows.jsonl": "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS).encode(),
    "rows.ndjson": "\n".join(json.dumps(row) for row in ROWS).encode(),
    "table.csv": ("id,text\n" + "".join(f'{n},"{TEXT}"\n' for n in range(20))).encode(),
    "table.tsv": ("id\ttext\n" + "".join(f"{n}\t{TEXT}\n" for n in range(20))).encode(),
    "report.txt": TEXT.encode(),
}
"""By file name: each ending that Rasid reads has one."""
PACKED = (b"PK", b"PA", b"\x1f\x8b", b"%P")
WRITTEN = tuple(name for name, content in SAMPLES.items() if content[:2] not in PACKED)
"""Those that are text."""


def damaged(content: bytes, seed: int = 7) -> Iterator[bytes]:
    """The content cut at many places, with bytes changed, taken out, doubled, put before it."""
    dice = random.Random(seed)
    for tenth in range(10):
        yield content[: len(content) * tenth // 10]
    yield content[:-1]
    for _ in range(12):
        changed = bytearray(content)
        for _ in range(dice.choice((1, 5, 50))):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        yield bytes(changed)
    middle = len(content) // 2
    yield content[: middle // 2] + content[middle:]
    yield content[:middle] + content[middle // 2 :]
    yield b"\0" * 100 + content
    yield content[:middle] + b"\0" * 1000 + content[middle:]


def nested(levels: int = 6) -> bytes:
    """An archive in an archive in an archive."""
    content = archive({"_chat.txt": CHAT})
    for _ in range(levels):
        content = archive({"inner.zip": content})
    return content


def lying(claimed: int) -> bytes:
    """An archive whose directory says that its part is of another size than it is."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("_chat.txt", b"\0" * 3_000_000)
        packed.infolist()[0].file_size = claimed
    return out.getvalue()


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip
"""A declaration whose last entity, &i;, is two hundred million letters long."""
OUTSIDE = "<!DOCTYPE x [<!ENTITY i SYSTEM 'file:///etc/passwd'>]>"
