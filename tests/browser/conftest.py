"""A running product with its demo people, and a real browser to use it with."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from app.accounts.actions import DEMO_PASSWORD
from tests.browser.every_type import publish_every_type
from tests.browser.states import Pages, bring_about
from tests.running import START, Running, courses_with_small_one, running

NewContext = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's chromium, as it runs inside containers too."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.skip("there is no chromium; set CHROMIUM to its path")
    return {"executable_path": path, "args": ["--no-sandbox", "--disable-dev-shm-usage"]}


@pytest.fixture(scope="session")
def product(
    browser_type_launch_args: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """Web server and worker, supervised, on SQLite, with demo people and the small course."""
    folder = tmp_path_factory.mktemp("product")
    courses = str(courses_with_small_one(folder / "courses"))
    settings = {"demo": "yes", "courses_folder": courses}
    with running(START, folder, wait_for="/readyz", settings=settings) as started:
        yield started


@pytest.fixture(scope="session")
def every_type(product: Running) -> Pages:
    """Quizzes of every type, with people in all states of them; where that is to be seen."""
    publish_every_type(product)
    return bring_about(product)


@pytest.fixture
def new_context(browser: Browser, product: Running) -> Iterator[NewContext]:
    """Make contexts that know the product's address; each is closed after the test."""
    made: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(base_url=product.url, reduced_motion="reduce", **options)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


def sign_in(page: Page, email: str, password: str = DEMO_PASSWORD) -> None:
    """Sign in by the form, as a demo person unless another password is given."""
    name = email if "@" in email else f"{email}@demo.greenlane.example"
    page.goto("/sign-in")
    page.locator("input[name=email]").fill(name)
    page.locator("input[name=password]").fill(password)
    page.locator("main form [type=submit], main form button:not([type])").first.click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def newcomer(product: Running, slug: str = "small-course") -> str:
    """The address of a demo person who is not in the course yet."""
    query = (
        "SELECT email FROM people WHERE state = 'active' AND email LIKE '%@demo%' "  # noqa: S608 - the slug is a test's own
        "AND id NOT IN (SELECT e.person_id FROM enrolments e "
        f"JOIN courses c ON c.id = e.course_id WHERE c.slug = '{slug}') ORDER BY id DESC"
    )
    return str(product.rows(query)[0][0])
