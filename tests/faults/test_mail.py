"""Does a mail go out once, whole, in its reader's language, whatever dies in between?"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select, update

import config
from app.accounts.models import Person
from app.core import clock
from app.core.db import db, transaction
from app.core.jobs import OutboxJob, run_all_due
from app.core.mail import Recipient, Words, send
from tests.conftest import settings_for
from tests.factories import make_person
from tests.faults.clients import post_form
from tests.house.visiting import send as request_as
from tests.house.visiting import visitor
from tests.running import SERVER, WORKER, free_port, running, until

QUIET_SECONDS = 3.0


@dataclass
class Mailbox:
    """An SMTP server that keeps what it is given."""

    port: int = 0
    received: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str, ...]] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd calls it so
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.received.append(message)
        self.envelopes.append(tuple(envelope.rcpt_tos))
        return "250 kept"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox(free_port())
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    yield box
    controller.stop()


@pytest.fixture
def settings(database_url: str, tmp_path: Path, mailbox: Mailbox) -> config.Settings:
    return settings_for(
        database_url,
        tmp_path,
        mail_transport=config.MailTransport.SMTP,
        smtp_host="127.0.0.1",
        smtp_port=mailbox.port,
        smtp_security=config.SmtpSecurity.NONE,
    )


@pytest.mark.parametrize(("language", "subject"), (("en", "password"), ("fr", "mot de passe")))
def test_mail_has_text_and_html_in_the_language_of_its_reader(
    app: Flask, mailbox: Mailbox, language: str, subject: str
) -> None:
    person = make_person("Zoé Ŵ. 李", language=language)

    ask_for_new_password(app, person)
    run_all_due()

    (mail,) = mailbox.received
    text, html = (part_of(mail, kind) for kind in ("plain", "html"))
    (reader,) = mail["To"].addresses
    assert (reader.display_name, reader.addr_spec) == ("Zoé Ŵ. 李", person.email)
    assert mail["Content-Language"] == language
    assert subject in mail["Subject"].casefold()
    assert "http://greenlane.test/password/reset/" in text
    assert "http://greenlane.test/password/reset/" in html
    assert f'lang="{language}"' in html


def test_nothing_that_people_write_becomes_a_header(app: Flask, mailbox: Mailbox) -> None:
    evil = "A\r\nBcc: victim@evil.example\r\n\r\nspam"
    words = Words(evil, (evil, "<script>alert(1)</script>"), (evil, "http://greenlane.test/x"))
    with transaction() as session:
        send(session, Recipient(f'"{evil}" <x@y>', "reader@customs.example", "en"), lambda: words)

    run_all_due()

    (mail,) = mailbox.received
    assert mailbox.envelopes == [("reader@customs.example",)]
    assert mail["Bcc"] is None
    assert [one.addr_spec for one in mail["To"].addresses] == ["reader@customs.example"]
    assert "<script>" not in part_of(mail, "html")
    assert {part.get_content_type() for part in mail.walk()} == {
        "multipart/alternative",
        "text/plain",
        "text/html",
    }


def test_mail_of_a_server_killed_after_its_commit_goes_out_once(
    app: Flask, settings: config.Settings, mailbox: Mailbox, tmp_path: Path
) -> None:
    person = make_person(language="fr")
    with running(SERVER, tmp_path, wait_for="/healthz", settings=as_text(settings)) as server:
        assert post_form(server, "/password/forgot", {"email": person.email}) == 302
        server.kill()
    assert mailbox.received == []

    with running(WORKER, tmp_path, settings=as_text(settings)):
        until(lambda: mailbox.received, 30)
        time.sleep(QUIET_SECONDS)

    assert [str(one["To"].addresses[0].addr_spec) for one in mailbox.received] == [person.email]
    assert unfinished() == 0


def test_mail_of_a_worker_killed_before_it_sends_goes_out_once(
    app: Flask, settings: config.Settings, mailbox: Mailbox, tmp_path: Path
) -> None:
    person = make_person()
    ask_for_new_password(app, person)

    with silent_server() as port:
        silent = as_text(settings) | {"smtp_port": str(port)}
        with running(WORKER, tmp_path, settings=silent) as worker:
            until(claimed, 30)
            worker.kill()
    assert mailbox.received == []
    the_lease_runs_out()
    with running(WORKER, tmp_path, settings=as_text(settings)):
        until(lambda: mailbox.received, 30)
        time.sleep(QUIET_SECONDS)

    assert [str(one["To"].addresses[0].addr_spec) for one in mailbox.received] == [person.email]
    assert unfinished() == 0


@contextmanager
def silent_server() -> Iterator[int]:
    """The port of a mail server that takes connections and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield int(listener.getsockname()[1])


def ask_for_new_password(app: Flask, person: Person) -> None:
    response = request_as(
        app, visitor(app, None), "POST", "/password/forgot", data={"email": person.email}
    )
    assert response.status_code == 302


def claimed() -> bool:
    """Whether a worker has begun with a mail."""
    db.session.rollback()
    query = select(OutboxJob.id).where(
        OutboxJob.name == "mail.send", OutboxJob.leased_until.is_not(None)
    )
    return db.session.scalar(query) is not None


def the_lease_runs_out() -> None:
    """Minutes pass."""
    with transaction() as session:
        session.execute(
            update(OutboxJob)
            .where(OutboxJob.done_at.is_(None))
            .values(leased_until=None, not_before=clock.now())
        )


def unfinished() -> int:
    db.session.rollback()
    return len(db.session.scalars(select(OutboxJob.id).where(OutboxJob.done_at.is_(None))).all())


def part_of(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def as_text(settings: config.Settings) -> dict[str, str]:
    """The settings as an operator writes them."""
    return {
        "environment": "test",
        "secret_key": settings.secret_key,
        "database_url": settings.database_url,
        "public_url": settings.public_url,
        "mail_transport": "smtp",
        "smtp_host": settings.smtp_host,
        "smtp_port": str(settings.smtp_port),
        "smtp_security": "none",
    }
