"""What do we write to people, and how does it reach them?

A mail is worded in the request that causes it, in the language of its reader, and put into the
outbox in the same transaction; the worker sends it. The Message-ID is made once, with the row, so
that a receiver can tell a repetition.
"""

from __future__ import annotations

import re
import secrets
import smtplib
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formataddr, parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import force_locale
from sqlalchemy.orm import Session

from app.core import clock, jobs
from app.core.settings import settings
from config import MailTransport, Settings, SmtpSecurity

JOB = "mail.send"
TIMEOUT_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Words:
    """What a mail says; each paragraph is plain text. ``action`` is a label with its address."""

    subject: str
    paragraphs: tuple[str, ...]
    action: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a mail is for, and the language in which they read."""

    name: str
    email: str
    language: str


def send(session: Session, to: Recipient, words: Callable[[], Words]) -> None:
    """Put a mail into the outbox; ``words`` is called in the recipient's language."""
    with force_locale(to.language):
        said = words()
        context = {"to": to, "words": said, "address": settings().address}
        payload = {
            "to": [to.name, to.email],
            "subject": said.subject,
            "text": _rendered("mail/mail.txt", context),
            "html": _rendered("mail/mail.html", context),
            "language": to.language,
            "key": secrets.token_hex(12),
        }
    jobs.enqueue(session, JOB, payload)


def link(path: str) -> str:
    """The whole address of a path of ours."""
    return settings().address + path


@jobs.handles(JOB)
def deliver(payload: Mapping[str, Any]) -> None:
    """Hand a mail to its transport."""
    message = compose(payload, settings())
    if settings().mail is MailTransport.FILES:
        _write(message, settings().instance_folder / "mail")
    else:
        _send(message, settings())


def compose(payload: Mapping[str, Any], chosen: Settings) -> EmailMessage:
    """The message of an outbox row: text with HTML beside it."""
    name, address = payload["to"]
    domain = urlsplit(chosen.address).hostname or "localhost"
    message = EmailMessage()
    message["Subject"] = _one_line(payload["subject"])
    message["From"] = formataddr(parseaddr(chosen.mail_from))
    message["To"] = formataddr((_one_line(name), address))
    message["Date"] = clock.now()
    message["Message-ID"] = f"<{payload['key']}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(payload["text"])
    message.add_alternative(payload["html"], subtype="html")
    # Only now: what is named Content-… before would move into the text part.
    message["Content-Language"] = payload["language"]
    return message


def _rendered(template: str, context: Mapping[str, object]) -> str:
    """Without what pages know of their request: the worker has none."""
    return current_app.jinja_env.get_template(template).render(context)


def _send(message: EmailMessage, chosen: Settings) -> None:
    secure = ssl.create_default_context()
    kind = smtplib.SMTP_SSL if chosen.smtp_security is SmtpSecurity.TLS else smtplib.SMTP
    with kind(chosen.smtp_host, chosen.smtp_port, timeout=TIMEOUT_SECONDS) as server:
        if chosen.smtp_security is SmtpSecurity.STARTTLS:
            server.starttls(context=secure)
        if chosen.smtp_username:
            server.login(chosen.smtp_username, chosen.smtp_password)
        server.send_message(message)


def _write(message: EmailMessage, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    identity = re.sub(r"[^A-Za-z0-9.]", "-", message["Message-ID"].strip("<>"))
    stamp = clock.now().strftime("%Y%m%d-%H%M%S")
    for earlier in folder.glob(f"*-{identity}.eml"):
        earlier.unlink()
    (folder / f"{stamp}-{identity}.eml").write_bytes(bytes(message))


def _one_line(text: str) -> str:
    return " ".join(text.split())
