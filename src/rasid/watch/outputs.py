"""Sending an alert: to a file, a webhook, or by e-mail."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rasid.ingest.fetch.client import Client
from rasid.ingest.fetch.failed import NotFetched
from rasid.watch import messages
from rasid.watch.config import Output

SILENCE_S = 30.0
SIGNATURE = "X-Rasid-Signature"
ID = "X-Rasid-Alert"
PORTS = {"starttls": 587, "tls": 465, "none": 25}


class NotSent(Exception):
    """An output did not take an alert: one line."""


def send(told: str, output: Output, secret: Callable[[str], str | None], client: Client) -> None:
    """Send an alert, which is JSON. NotSent when it was not taken. `secret` gives `webhook` and
    `smtp` secrets, None where none is set.
    """
    if output.file is not None:
        _append(told, Path(output.file))
    elif output.webhook is not None:
        _post(told, output, secret("webhook"), client)
    else:
        _mail(told, output, secret("smtp"))


def _append(told: str, path: Path) -> None:
    """One line more, on the disk before it counts as sent."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{told}\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise NotSent(f"{path}: cannot be written: {error.strerror or error}") from error


def _post(told: str, output: Output, secret: str | None, client: Client) -> None:
    content = told.encode()
    headers = {"Content-Type": "application/json; charset=utf-8", ID: json.loads(told)["alert"]}
    if output.sign:
        if not secret:
            raise NotSent("sign: RASID_WEBHOOK_SECRET is not set")
        digest = hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()
        headers[SIGNATURE] = f"sha256={digest}"
    try:
        client.post(str(output.webhook), content, headers)
    except NotFetched as error:
        raise NotSent(f"webhook: {error}") from error


def _mail(told: str, output: Output, secret: str | None) -> None:
    try:
        with _server(output) as server:
            if output.user is not None:
                server.login(output.user, secret or "")
            server.send_message(messages.mail(told, output), output.sender, list(output.mail))
    except (smtplib.SMTPException, OSError) as error:
        why = " ".join(str(error).split())[:150] or type(error).__name__
        raise NotSent(f"{output.host}: {why}") from error


@contextmanager
def _server(output: Output) -> Iterator[smtplib.SMTP]:
    port = int(output.port or PORTS[output.tls])
    if output.tls == "tls":
        context = ssl.create_default_context()
        with smtplib.SMTP_SSL(output.host, port, timeout=SILENCE_S, context=context) as server:
            yield server
        return
    with smtplib.SMTP(output.host, port, timeout=SILENCE_S) as server:
        if output.tls == "starttls":
            server.starttls(context=ssl.create_default_context())
        yield server
