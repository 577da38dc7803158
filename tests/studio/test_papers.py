"""Is a printed quiz the one asked for, without answers unless they are, and its owner's alone?"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Person
from app.catalogue.actions import publish, withdraw
from app.catalogue.content.model import Course, Exhibit, Section
from app.catalogue.content.render import render_course
from app.catalogue.models import Course as CourseRow
from app.core.db import transaction
from app.studio.actions import keep_draft
from app.studio.routes.sheets import Sheets, sheets
from tests.browsing import Browser, Statements
from tests.every_course import every_course
from tests.factories import administrator, coordinator, identity_of, make_person, sign_in, trainer
from tests.house.pages import read
from tests.small_course import QUIZ, SLUG, publish_small_course

ADDRESS = f"/teaching/courses/{SLUG}/quizzes/{QUIZ}/paper"
EVERY = f"/teaching/courses/every-type/quizzes/{QUIZ}/paper"


def sheets_of(text: str) -> str:
    """What is printed of a page: its articles."""
    return "".join(re.findall(r"<article.*?</article>", text, re.DOTALL))


def publish_course(course: Course, owner: Person) -> None:
    with transaction() as session:
        publish(session, render_course(course), person_id=owner.id)


def in_parts() -> Course:
    """Every type in two sections; two questions share an exhibit, one has another one, too."""
    course = every_course(("single_choice", "numerical", "ordering"))
    module = course.modules[0]
    quiz = module.quizzes[0]
    beside = {"q-numerical": ("invoice",), "q-ordering": ("waybill", "invoice")}
    weights = {"q-numerical": 2.5}
    questions = tuple(
        replace(one, exhibits=beside.get(one.id, ()), weight=weights.get(one.id, 1.0))
        for one in quiz.questions
    )
    sections = (
        Section("terms", named("Terms"), (), ("q-single-choice",), shuffle=False),
        Section("practice", named("Practice"), (), ("q-numerical", "q-ordering"), shuffle=False),
    )
    exhibits = (
        Exhibit("waybill", named("Waybill"), named("| Bags |\n|---|\n| 40 |")),
        Exhibit("invoice", named("Invoice"), named("Forty bags of coffee.")),
    )
    changed = replace(quiz, questions=questions, sections=sections, exhibits=exhibits)
    return replace(course, modules=(replace(module, quizzes=(changed,)),))


def named(words: str) -> dict[str, str]:
    return {"en": words, "fr": words}


def printed(course: Course, *, seed: int = 1, whole: bool = False) -> Sheets:
    return sheets(render_course(course).bank.quizzes[QUIZ], "en", seed, whole=whole)


def test_every_type_is_printed_with_its_answers_where_they_are_asked_for(
    app: Flask, client: FlaskClient
) -> None:
    person = trainer()
    publish_course(every_course(), person)
    sign_in(client, person)

    blank = Browser(client).get(EVERY)
    solved = Browser(client).get(f"{EVERY}?key=1")

    assert (blank.status, solved.status) == (200, 200)
    assert read(solved.text).faults() == []
    assert blank.text.count('class="sheet-question"') == 15
    assert solved.text.count('class="sheet-question"') == 30
    assert not re.search(r"<(?:input|select|textarea|form)\b", sheets_of(solved.text))


def test_without_answers_the_paper_is_the_same_whatever_the_key(
    app: Flask, client: FlaskClient
) -> None:
    person = trainer()
    publish_course(every_course(), person)
    publish_course(every_course(other_key=True), person)
    sign_in(client, person)

    papers = [sheets_of(Browser(client).get(f"{EVERY}?version={n}").text) for n in (1, 2)]
    keys = [sheets_of(Browser(client).get(f"{EVERY}?version={n}&key=1").text) for n in (1, 2)]

    versions = [re.sub(r"Version \d", "", one) for one in papers]
    assert versions[0] == versions[1]
    assert re.sub(r"Version \d", "", keys[0]) != re.sub(r"Version \d", "", keys[1])


def test_a_draw_has_a_number_that_always_gives_the_same_paper(
    app: Flask, client: FlaskClient
) -> None:
    person = trainer()
    publish_small_course(owner=person)
    sign_in(client, person)

    first, same, again, other = (
        Browser(client).get(f"{ADDRESS}{more}").text
        for more in ("", "?seed=1", "?seed=1&key=1", "?seed=2")
    )

    assert sheets_of(first) == sheets_of(same)
    assert sheets_of(first) in sheets_of(again)
    assert sheets_of(first) != sheets_of(other)
    assert "Draw 1<" in first
    assert "seed=2" in first


def test_the_whole_bank_is_printed_without_sections() -> None:
    whole, drawn = printed(in_parts(), whole=True), printed(in_parts())

    assert [(one.title, len(one.questions)) for one in whole.parts] == [("", 3)]
    assert [(one.title, len(one.questions)) for one in drawn.parts] == [
        ("Terms", 1),
        ("Practice", 2),
    ]


def test_exhibits_have_letters_and_stand_before_the_first_question_that_needs_them() -> None:
    course = in_parts()

    shown = [
        (one.id, [f"{each.letter} {each.title}" for each in one.new], one.needed)
        for one in printed(course).questions
    ]

    assert shown == [
        ("q-single-choice", [], ()),
        ("q-numerical", ["A Invoice"], ("A",)),
        ("q-ordering", ["B Waybill"], ("B", "A")),
    ]


def test_points_are_those_of_the_questions(app: Flask, client: FlaskClient) -> None:
    person = trainer()
    publish_course(in_parts(), person)
    sign_in(client, person)

    page = Browser(client).get(EVERY).text

    assert str(printed(in_parts()).points) == "4.5"
    assert "2.5 points" in page
    assert "of 4.5" in page
    assert page.index("Terms</h2>") < page.index("Practice</h2>") < page.index("Exhibit B")


def test_a_paper_is_in_the_language_asked_for(app: Flask, client: FlaskClient) -> None:
    person = trainer(language="en")
    publish_small_course(owner=person)
    sign_in(client, person)

    french = Browser(client).get(f"{ADDRESS}?words=fr")
    unknown = Browser(client).get(f"{ADDRESS}?words=de")

    assert '<html lang="fr"' in french.text
    assert '<html lang="en"' in unknown.text
    assert "words=en" in french.text


def test_an_earlier_version_is_printed_too(app: Flask, client: FlaskClient) -> None:
    person = trainer()
    publish_small_course(owner=person)
    publish_small_course(owner=person, quiz={"pass_mark": 75})
    sign_in(client, person)

    current, earlier = (Browser(client).get(f"{ADDRESS}{more}") for more in ("", "?version=1"))

    assert ("Version 2" in current.text, "Version 1" in earlier.text) == (True, True)
    assert "version=1" in earlier.text
    assert client.get(f"{ADDRESS}?version=3").status_code == 404


def test_a_draft_is_printed_from_its_preview(app: Flask, client: FlaskClient) -> None:
    person = trainer()
    with transaction() as session:
        draft = keep_draft(session, identity_of(person), render_course(every_course()))
        base = f"/teaching/drafts/{draft.id}/preview/fr/quizzes/{QUIZ}"
    sign_in(client, person)

    preview = Browser(client).get(f"{base}?seed=7").text
    page = Browser(client).get(f"{base}/paper?seed=7&key=1")

    assert f"{base}/paper?seed=7" in preview
    assert (page.status, read(page.text).faults()) == (200, [])
    assert '<html lang="fr"' in page.text
    assert client.get(base.replace(QUIZ, "parts-of-a-code") + "/paper").status_code == 404


@pytest.mark.parametrize("kind", ("other trainer", "coordinator", "official"))
def test_a_paper_is_for_those_who_manage_the_course(
    app: Flask, client: FlaskClient, kind: str
) -> None:
    publish_small_course(owner=trainer())
    people = {
        "other trainer": trainer(),
        "coordinator": coordinator(),
        "official": make_person(),
    }
    sign_in(client, people[kind])

    status = client.get(f"{ADDRESS}?key=1").status_code

    assert status == (404 if kind == "other trainer" else 403)


def test_a_withdrawn_course_can_still_be_printed(app: Flask, client: FlaskClient) -> None:
    publish_small_course()
    with transaction() as session:
        withdraw(session, session.scalars(select(CourseRow)).one())
    sign_in(client, administrator())

    assert client.get(ADDRESS).status_code == 200
    assert client.get(ADDRESS.replace(QUIZ, "no-such-quiz")).status_code == 404


def test_a_paper_costs_the_same_whatever_is_in_it(app: Flask, client: FlaskClient) -> None:
    person = trainer()
    publish_course(every_course(), person)
    publish_small_course(owner=person)
    sign_in(client, person)
    counts = []
    for address in (ADDRESS, EVERY):
        client.get(address)
        with Statements() as ran:
            client.get(f"{address}?key=1")
        counts.append(ran.count)

    assert counts == [3, 3]  # who asks, the course, its versions


def test_the_course_page_leads_to_the_paper_of_each_quiz(app: Flask, client: FlaskClient) -> None:
    person = trainer()
    publish_small_course(owner=person)
    publish_small_course(owner=person, quiz={"pass_mark": 75})
    sign_in(client, person)

    current = Browser(client).get(f"/teaching/courses/{SLUG}").text
    earlier = Browser(client).get(f"/teaching/courses/{SLUG}?version=1").text

    assert f'href="{ADDRESS}"' in current
    assert f'href="{ADDRESS}?version=1"' in earlier
