"""Is every kind of page accessible, narrow enough and quiet, in each language, theme and width?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

from tests.browser.conftest import NewContext, sign_in
from tests.browser.filling import sends
from tests.browser.states import LEARNER, Pages
from tests.running import ROOT, Running

pytestmark = pytest.mark.browser

NARROWEST, NARROW, WIDE = 320, 360, 1280
# Each page is looked at in each language, theme and width, and in each theme at each width.
SEEN = {
    "en": ((WIDE, "light"), (NARROW, "dark")),
    "fr": ((WIDE, "dark"), (NARROW, "light")),
}
LANGUAGES = tuple(SEEN)
SETTLED = "Promise.all(document.getAnimations().map(one => one.finished.catch(() => 0)))"
AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
SLUG = "hs-foundations"
LESSON = f"/learn/{SLUG}/lessons/one-language-for-goods"
QUIZ = f"/learn/{SLUG}/quizzes/quiz-what-the-hs-is"
SMALL_QUIZ = "/learn/small-course/quizzes/quiz-reading-codes"
EVERYBODY = (
    "/", "/courses", "/courses?q=code", "/courses?q=zzzz", f"/courses/{SLUG}", "/sign-in",
    "/sign-up", "/sign-up/sent", "/password/forgot", "/password/sent", "/confirm/spent", "/verify",
    "/verify/GL-2026-0000-0000", "/nothing-here", "/dev/components", "/dev/mail",
)  # fmt: skip
WAITING = ("/waiting", "/account", "/home")
OFFICIAL = ("/home", "/certificates", "/account", f"/courses/{SLUG}", LESSON, QUIZ, "/people")
STAFF = (
    "/people", "/people/requests", "/people/requests?decision=approved", "/reports/completion",
    "/reports/enrol", "/reports/accommodations",
)  # fmt: skip
TRAINER = (
    "/teaching", "/teaching/upload", "/teaching/help", "/teaching/marking", "/teaching/questions",
    "/teaching/questions/try",
)  # fmt: skip
FILES = ROOT / "tests" / "exchange" / "files"
RESPONSES = "attempt,question,answer\none,1,a\none,2,b\ntwo,1,\ntwo,nothing,1\n"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", ("everybody", "esther.ashu", "official", "coordinator", "trainer"))
def test_axe_finds_nothing_on_any_page(
    product: Running, new_context: NewContext, who: str, language: str
) -> None:
    page = new_context(viewport={"width": WIDE, "height": 900}).new_page()
    said = listen(page)
    if who != "everybody":
        sign_in(page, who)

    wrong = wrong_on(page, list(dict.fromkeys(paths(page, product, who))), language)

    assert "\n".join(wrong + said) == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", ("learner", "coordinator", "trainer"))
def test_axe_finds_nothing_where_every_type_is_asked(
    new_context: NewContext, every_type: Pages, who: str, language: str
) -> None:
    page = new_context(viewport={"width": WIDE, "height": 900}).new_page()
    said = listen(page)
    sign_in(page, LEARNER if who == "learner" else who)

    wrong = wrong_on(page, states(page, getattr(every_type, who)), language)

    assert "\n".join(wrong + said) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_questions_that_are_read_and_marked(
    product: Running, new_context: NewContext, language: str
) -> None:
    page = new_context(viewport={"width": WIDE, "height": 900}).new_page()
    said = listen(page)
    sign_in(page, "trainer")
    wrong: list[str] = []

    for file in ("customs.xml", "faulty.gift"):
        page.goto(f"/teaching/questions?lang={language}")
        page.locator("[name=file]").set_input_files(FILES / file)
        send(page)
        wrong += [f"{file}: {fault}" for fault in faults(page, SEEN[language])]
    page.goto(f"/teaching/questions/try?lang={language}")
    page.locator("[name=questions]").fill((FILES / "customs.gift").read_text())
    page.locator("[name=responses]").fill(RESPONSES)
    send(page)
    wrong += faults(page, SEEN[language])

    assert "\n".join(wrong + said) == ""


def send(page: Page) -> None:
    """Send the form of the page, which is answered with a page."""
    sends(page, page.locator("main form[method=post] [type=submit]").last)


def wrong_on(page: Page, paths: Iterable[str], language: str) -> list[str]:
    """Go to each page once, and look at it in every way."""
    wrong: list[str] = []
    for path in paths:
        page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
        wrong += [f"{path}: {fault}" for fault in faults(page, SEEN[language])]
    return wrong


def states(page: Page, paths: Iterable[str]) -> Iterator[str]:
    """The pages; where one leads to a next step, that step too."""
    for path in paths:
        yield path
        on = page.locator("form[action$='/next'] button, [name=then][value=next]")
        if on.count():
            sends(page, on)
            yield path


def paths(page: Page, product: Running, who: str) -> Iterator[str]:
    """The pages of one kind of person; some have to be made first."""
    known = {
        "everybody": everybody,
        "esther.ashu": lambda *_: iter(WAITING),
        "official": official,
        "coordinator": coordinator,
        "trainer": trainer,
    }
    yield from known[who](page, product)


def everybody(_page: Page, product: Running) -> Iterator[str]:
    yield from EVERYBODY
    for (number,) in product.rows("SELECT number FROM certificates LIMIT 1"):
        yield f"/verify/{number}"
    for file in sorted((product.folder / "mail").glob("*.eml"))[:1]:
        yield f"/dev/mail/{file.name}"


def official(page: Page, product: Running) -> Iterator[str]:
    yield from OFFICIAL
    page.goto(SMALL_QUIZ)
    page.locator("main a[href*='/attempts/'], main form[action*='/quizzes/'] button").first.click()
    page.wait_for_url("**/attempts/*")
    yield page.url.removeprefix(product.url)
    submitted = page.url
    page.goto(submitted)
    page.locator("form[data-submit-attempt] button").click()
    page.locator("[data-confirm-yes]").click()
    page.wait_for_url("**/review")
    yield page.url.removeprefix(product.url)


def coordinator(_page: Page, product: Running) -> Iterator[str]:
    yield from STAFF
    query = (
        "SELECT p.id, r.id, c.number FROM people p JOIN certificates c ON c.person_id = p.id, "
        "(SELECT q.id FROM account_requests q JOIN people w ON w.id = q.person_id "
        "WHERE w.email LIKE 'yves%') r "
        "WHERE p.unit_path = (SELECT unit_path FROM people WHERE email LIKE 'coordinator@%')"
    )
    (person, request, number), *_ = product.rows(query)
    yield f"/people/{person}"
    yield f"/people/requests/{request}"
    yield f"/certificates/people/{person}"
    yield f"/certificates/{number}/revoke"


def trainer(page: Page, product: Running) -> Iterator[str]:
    yield from TRAINER
    page.goto("/teaching/help")
    sample = page.request.get("/teaching/sample/my-first-course.zip").body()
    page.goto("/teaching/upload")
    upload = {"name": "course.zip", "mimeType": "application/zip", "buffer": sample}
    page.locator("input[type=file]").set_input_files(upload)  # type: ignore[arg-type]
    page.locator("main form button").last.click()
    page.wait_for_url(re.compile("/drafts/"))
    draft = page.url.removeprefix(product.url).partition("?")[0]
    yield draft
    for link in page.locator("a[href*='/lessons/'], a[href*='/quizzes/']").all()[:6]:
        yield (link.get_attribute("href") or "").partition("?")[0]
    yield f"/teaching/drafts/{draft.split('/')[3]}/publish"


def faults(page: Page, seen: Iterable[tuple[int, str]]) -> Iterator[str]:
    """What axe says at a width in a theme, and whether anything is wider than the window."""
    for width, theme in seen:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
        page.evaluate(SETTLED)
        found: dict[str, Any] = Axe().run(page, options=AXE).response
        for one in found["violations"]:
            nodes = [node["html"][:120] for node in one["nodes"][:3]]
            yield f"{theme} {width}: {one['id']}: {nodes}"
    for width in (NARROW, NARROWEST):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            yield f"{wide} px wide at {width}"


def listen(page: Page) -> list[str]:
    """What the console complains of; a page that answers 403, 404 or 410 is not a complaint."""
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            said.append(f"{page.url}: {message.text}")

    page.on("console", note)
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    return said
