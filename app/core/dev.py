"""What does a developer need to see that nobody else may: sent mails, and every component?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path

from flask import Blueprint, abort, render_template
from typing_extensions import override

from app.core.access import PUBLIC, access
from app.core.errors import NotFound
from app.core.settings import settings
from app.core.showcase import showcase
from config import Environment

blueprint = Blueprint("dev", __name__, url_prefix="/dev")
MOST = 200


@dataclass(frozen=True, slots=True)
class SentMail:
    """A mail as it was written to a file; the HTML only as the text and links that it holds."""

    file: str
    subject: str
    sender: str
    receiver: str
    sent_at: datetime | None
    language: str
    text: str
    html: tuple[str, ...]
    links: tuple[str, ...]


@blueprint.before_request
def _only_outside_production() -> None:
    if settings().environment is Environment.PRODUCTION:
        abort(404)


@blueprint.get("/mail")
@access(PUBLIC)
def mails() -> str:
    """The mails that were written instead of sent, the latest first."""
    files = sorted(_folder().glob("*.eml"), key=lambda path: path.name, reverse=True)
    return render_template("dev/mails.html", mails=[_read(path) for path in files[:MOST]])


@blueprint.get("/mail/<name>")
@access(PUBLIC)
def mail(name: str) -> str:
    """One mail: its text, and what its HTML says."""
    path = next((one for one in _folder().glob("*.eml") if one.name == name), None)
    if path is None:
        raise NotFound
    return render_template("dev/mail.html", mail=_read(path))


@blueprint.get("/components")
@access(PUBLIC)
def components() -> str:
    """Every component in every state."""
    return render_template("dev/components.html", **showcase())


def _folder() -> Path:
    return settings().instance_folder / "mail"


def _read(path: Path) -> SentMail:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    html = _Html()
    html.feed(_part(message, "html"))
    body = message.get_body(preferencelist=("plain",))
    return SentMail(
        file=path.name,
        subject=str(message.get("Subject", "")),
        sender=str(message.get("From", "")),
        receiver=str(message.get("To", "")),
        sent_at=parsedate_to_datetime(str(message["Date"])) if message["Date"] else None,
        language=str(body["Content-Language"] or "") if body is not None else "",
        text=_part(message, "plain"),
        html=tuple(html.paragraphs()),
        links=tuple(dict.fromkeys(html.links)),
    )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part is not None else ""


class _Html(HTMLParser):
    """The words and the addresses of a mail, without its markup."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self._words: list[str] = [""]
        self._silent = False

    def paragraphs(self) -> list[str]:
        return [words for one in self._words if (words := " ".join(one.split()))]

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag == "title"
        if tag in {"p", "tr", "br"}:
            self._words.append("")
        target = dict(attrs).get("href") if tag == "a" else None
        if target and target.startswith(settings().address + "/"):
            self.links.append(target)

    @override
    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    @override
    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words[-1] += data
