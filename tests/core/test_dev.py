"""Do developers see the mails, and does production show nothing of them?"""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import config
from app.core import jobs, mail
from app.core.db import transaction
from app.core.mail import Recipient, Words
from app.core.settings import settings
from tests.browsing import Browser
from tests.conftest import settings_for

PATHS = ("/dev/mail", "/dev/mail/some.eml", "/dev/components")


def write(subject: str = "Your <b>account</b>") -> None:
    words = Words(
        subject,
        ("Dear <script>alert(1)</script> colleague,",),
        ("Open it", "http://greenlane.test/confirm/abc"),
    )
    with transaction() as session:
        mail.send(session, Recipient("Amara", "amara@customs.example", "en"), lambda: words)
    jobs.run_all_due()


def test_mails_are_listed_and_shown_as_words(app: Flask, client: FlaskClient) -> None:
    write()
    browser = Browser(client)

    listed = browser.get("/dev/mail")
    shown = browser.get(f"/dev/mail/{_files()[0]}")

    assert "Your &lt;b&gt;account&lt;/b&gt;" in listed.text
    assert 'href="http://greenlane.test/confirm/abc"' in shown.text
    assert "&lt;script&gt;alert(1)" in shown.text
    assert "<script>alert" not in shown.text


@pytest.mark.parametrize("name", ("..%2Fsecret_key", "none.eml", "..%2f..%2fetc%2fpasswd"))
def test_only_mails_can_be_opened(app: Flask, client: FlaskClient, name: str) -> None:
    write()

    assert client.get(f"/dev/mail/{name}").status_code == 404


class TestProduction:
    @pytest.fixture
    def settings(self, database_url: str, tmp_path: Path) -> config.Settings:
        return settings_for(
            database_url, tmp_path, environment=config.Environment.PRODUCTION, smtp_host="localhost"
        )

    def test_nothing_of_it_is_there(self, client: FlaskClient) -> None:
        assert [client.get(path).status_code for path in PATHS] == [404, 404, 404]


def _files() -> list[str]:
    return [one.name for one in (settings().instance_folder / "mail").glob("*.eml")]
