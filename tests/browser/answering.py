"""How does a person at a browser answer each type of question rightly?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from app.catalogue.content.files import load_course
from app.catalogue.content.reference import load_reference
from app.catalogue.content.render import render_course
from app.catalogue.content.version import BankQuestion, Version
from tests.running import ROOT

SMALL = ROOT / "tests" / "courses" / "small-course"
FOUNDATIONS = ROOT / "courses" / "hs-foundations"


@cache
def version_of(folder: Path) -> Version:
    """A course as it is published, with the keys of its bank."""
    reference, _faults = load_reference(ROOT / "courses")
    course, faults = load_course(folder, reference)
    assert course is not None, faults
    return render_course(course)


@dataclass(frozen=True)
class Asked:
    """A question of a running attempt, as it stands on the page."""

    form: Locator
    question: BankQuestion

    @property
    def key(self) -> Any:
        """The right answer, as JSON."""
        key = self.question.spec["key"]
        return str(key).lower() if isinstance(key, (bool, int, float)) else key


def asked(page: Page, folder: Path) -> list[Asked]:
    """The questions on the page, in its order."""
    bank = version_of(folder).bank
    known = {one.id: one for quiz in bank.quizzes.values() for one in quiz.questions}
    forms = page.locator("form[data-save-url]")
    found = []
    for place in range(forms.count()):
        form = page.locator(f"#q-{place + 1}")
        url = form.get_attribute("data-save-url") or ""
        found.append(Asked(form, known[url.rsplit("/", 1)[1]]))
    return found


def answer(one: Asked) -> None:
    """Give the right answer with the mouse; what is given is saved by the page."""
    if one.question.type == "matching":
        for stem, option in one.key.items():
            one.form.locator(f"select[data-stem={stem}]").select_option(option)
    elif one.question.type == "ordering":
        put_in_order(one)
    elif one.question.type == "numerical":
        field = one.form.locator("input[name=answer]")
        field.fill(str(one.key))
        field.blur()
    else:
        keys = one.key if isinstance(one.key, list) else [one.key]
        for key in keys:
            one.form.locator(f"input[name=answer][value='{key}']").check()


def put_in_order(one: Asked) -> None:
    """Move the lines up until they are in the right order, and confirm it as it stands."""
    for place, item in enumerate(one.key):
        while order(one.form).index(item) > place:
            one.form.locator(f"[data-item={item}] [data-move=up]").click()
    one.form.locator("[data-keep-order]").click()


def order(form: Locator) -> list[str]:
    """The items in the order that the page shows."""
    rows = form.locator("[data-item]")
    return [rows.nth(n).get_attribute("data-item") or "" for n in range(rows.count())]
