"""Does adding a file keep what is being written, and is the length told, in a real browser?"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from app.core.db import db
from app.learning.models import Attempt
from tests.factories import PASSWORD, make_person
from tests.learning.essays import PDF, publish_essays
from tests.learning.learner import Learner, stored

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's chromium, as it runs inside containers too."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.skip("there is no chromium")
    return {"executable_path": path, "args": ["--no-sandbox", "--disable-dev-shm-usage"]}


@pytest.fixture(scope="session")
def base_url() -> None:
    """None: each test names its server."""


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The application, served to a browser."""
    http = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=http.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{http.server_port}"
    http.shutdown()
    thread.join()
    http.server_close()


@pytest.fixture
def attempt(app: Flask, address: str, page: Page) -> Attempt:
    """An attempt with an essay, open in the browser."""
    publish_essays()
    learner = Learner(app, make_person(password=PASSWORD)).enrol()
    begun = learner.start()
    page.goto(f"{address}/sign-in?next=/attempts/{begun.token}")
    page.locator("input[name=email]").fill(learner.person.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form").first.evaluate("form => form.submit()")
    page.wait_for_url(f"**/attempts/{begun.token}")
    return begun


def letter(attempt: Attempt) -> dict[str, Any]:
    """The stored answer, read anew: the application wrote it on a connection of its own."""
    db.session.rollback()
    found: dict[str, Any] = stored(attempt)["letter"][0]
    return found


def test_a_file_is_added_and_removed_and_the_text_stays(page: Page, attempt: Attempt) -> None:
    writing = page.get_by_label("Your answer")
    writing.press_sequentially("It is a set.")
    page.get_by_label("Add a file").set_input_files(
        {"name": "ruling.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )

    page.get_by_role("button", name="Add this file").click()

    expect(page.get_by_text("“ruling.pdf” is added.")).to_be_visible()
    expect(writing).to_have_value("It is a set.")
    answer = letter(attempt)
    assert (answer["text"], len(answer["files"])) == ("It is a set.", 1)

    writing.press("Control+End")
    writing.press_sequentially(" Rule 3(b) applies.")
    page.get_by_role("button", name="Remove").click()

    expect(page.get_by_text("“ruling.pdf” is removed.")).to_be_visible()
    text = "It is a set. Rule 3(b) applies."
    expect(writing).to_have_value(text)
    assert letter(attempt) == {"text": text, "files": []}


def test_words_are_counted_as_they_are_written(page: Page, attempt: Attempt) -> None:
    page.get_by_label("Your answer").press_sequentially("It is – a set.")

    expect(page.get_by_text("Words: 4")).to_be_visible()
