"""Does a preview show what learners will see, to its owner alone, and record nothing?"""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.core.db import Base, db
from app.studio.models import Draft
from tests.browsing import Browser, Statements
from tests.factories import administrator, sign_in, trainer
from tests.small_course import QUIZ as SMALL_QUIZ
from tests.studio.zips import (
    LESSON,
    QUIZ,
    SLUG,
    edited,
    picture,
    sample_files,
    small_course_zip,
    upload,
    upload_sample,
    zipped,
)

COUNTED = [table for table in Base.metadata.sorted_tables if table.name != "limit_counters"]


def rows() -> dict[str, int]:
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in COUNTED
    }


def draft_id() -> int:
    return db.session.scalars(select(Draft.id)).one()


def test_the_lesson_is_shown_in_each_language(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())
    upload_sample(client)
    base = f"/teaching/drafts/{draft_id()}/preview"

    english = Browser(client).get(f"{base}/en/lessons/first-lesson").text
    french = Browser(client).get(f"{base}/fr/lessons/first-lesson").text

    assert "From wide to narrow" in english
    assert "Du large à l’étroit" in french
    assert "Nothing you do here is recorded" in english
    assert client.get(f"{base}/de/lessons/first-lesson").status_code == 404
    assert client.get(f"{base}/en/lessons/quiz-first").status_code == 404
    assert client.get(f"{base}/en/quizzes/first-lesson").status_code == 404


def test_a_knowledge_check_answers_in_its_lesson_and_alone(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())
    upload_sample(client)
    page = Browser(client).get(f"/teaching/drafts/{draft_id()}/preview/en/lessons/first-lesson")
    form = page.form("/checks/first-pair")

    whole = Browser(client).submit(form, {"answer": "heading"})
    fragment = client.post(
        form.action, data={**form.fields, "answer": "chapter"}, headers={"X-Fragment": "check"}
    )

    assert "two digits, one chapter" not in page.text
    assert "Not quite." in whole.text
    assert "From wide to narrow" in whole.text
    assert fragment.text.strip().startswith("<section")
    assert "two digits, one chapter" in fragment.text


def test_every_type_of_question_can_be_tried(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())
    upload(client, small_course_zip())
    base = f"/teaching/drafts/{draft_id()}/preview/en/quizzes/{SMALL_QUIZ}"
    answers: dict[str, dict[str, object]] = {
        "coffee": {"answer": "c0901"},
        "in-the-system": {"answer": ["codes", "notes"]},
        "duty-is-common": {"answer": "false"},
        "digits": {"stem-chapter": "two", "stem-heading": "four", "stem-subheading": "six"},
        "from-wide-to-narrow": {"answer": ["chapter", "heading", "subheading"]},
        "net-weight": {"answer": "12,5"},
    }
    page = Browser(client).get(f"{base}?bank=whole&seed=7")

    for question, answer in answers.items():
        shown = Browser(client).submit(page.form(f"/{question}?"), answer)
        assert shown.status == 200
        assert "verdict-right" in shown.text, question
        assert shown.text.count("question-review") == 1


def test_an_answer_that_cannot_be_read_is_said_at_its_question(
    app: Flask, client: FlaskClient
) -> None:
    sign_in(client, trainer())
    upload(client, small_course_zip())
    base = f"/teaching/drafts/{draft_id()}/preview/en/quizzes/{SMALL_QUIZ}"
    page = Browser(client).get(f"{base}?bank=whole&seed=7")

    shown = Browser(client).submit(page.form("/net-weight?"), {"answer": "a lot"})

    assert shown.status == 422
    assert shown.text.count('role="alert"') == 1


def test_moving_a_line_asks_the_question_again(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())
    upload(client, small_course_zip())
    base = f"/teaching/drafts/{draft_id()}/preview/en/quizzes/{SMALL_QUIZ}"
    form = Browser(client).get(f"{base}?bank=whole&seed=7").form("/from-wide-to-narrow?")
    first, second, third = form.fields["answer"]

    moved = Browser(client).submit(form, {"move": f"up:{third}"})

    assert moved.form("/from-wide-to-narrow?").fields["answer"] == [first, third, second]
    assert "question-review" not in moved.text


def test_the_same_seed_gives_the_same_draw(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())
    upload(client, small_course_zip(("questions_drawn", "count: 3", "count: 2")))
    base = f"/teaching/drafts/{draft_id()}/preview/en/quizzes/{SMALL_QUIZ}"

    draws = [
        re.findall(rf'action="{base}/([a-z-]+)\?', Browser(client).get(f"{base}?seed={seed}").text)
        for seed in (1, 1, 2, 3, 4)
    ]

    assert draws[0] == draws[1]
    assert {len(one) for one in draws} == {4}
    assert len({tuple(one) for one in draws}) > 1


def test_a_draw_shows_in_which_section_a_question_stands(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())
    sections = "sections:\n- {id: one, questions: [national-digits]}\n"
    sections += "- {id: two, questions: [digits-of-a-heading]}\nquestions:"
    files = edited(sample_files(), f"{QUIZ}/quiz.yaml", "\nquestions:", f"\n{sections}")
    for language, titles in (("en", "{one: National, two: Global}"), ("fr", "{one: A, two: B}")):
        path = f"{QUIZ}/{language}.yaml"
        files = edited(files, path, "\nquestions:", f"\nsections: {titles}\nquestions:")
    upload(client, zipped(files))
    quiz = f"/teaching/drafts/{draft_id()}/preview/en/quizzes/quiz-first"

    draw, bank = (Browser(client).get(f"{quiz}{one}").text for one in ("", "?bank=whole"))

    shown = re.findall(r"<h[34][^>]*>(National|Global|Question \d)", draw)
    assert shown == ["National", "Question 1", "Global", "Question 2"]
    assert "<h3>National</h3>" not in bank


def test_a_preview_records_nothing(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())
    upload(client, small_course_zip())
    base = f"/teaching/drafts/{draft_id()}/preview/en"
    browser = Browser(client)
    before = rows()

    with Statements() as ran:
        for path in (base, f"{base}/lessons/parts-of-a-code", f"{base}/quizzes/{SMALL_QUIZ}"):
            browser.get(path)
        lesson = browser.get(f"{base}/lessons/parts-of-a-code")
        browser.submit(lesson.form("/checks/first-pair"), {"answer": "chapter-pair"})
        quiz = browser.get(f"{base}/quizzes/{SMALL_QUIZ}?bank=whole&seed=1")
        browser.submit(quiz.form("/coffee?"), {"answer": "c0901"})

    assert rows() == before
    assert [one for one in ran.seen if not one.lstrip().upper().startswith("SELECT")] == []


def test_pictures_come_from_the_draft_and_are_not_public(app: Flask, client: FlaskClient) -> None:
    person = trainer()
    sign_in(client, person)
    files = sample_files() | {"media/dot.png": picture()}
    for language in ("en", "fr"):
        files = edited(
            files,
            f"{LESSON}/{language}.md",
            "```check",
            '![A dot](media/dot.png "Dot")\n\n```check',
        )
    upload(client, zipped(files))
    text = (
        Browser(client).get(f"/teaching/drafts/{draft_id()}/preview/en/lessons/first-lesson").text
    )

    found = re.search(r'src="(/teaching/drafts/\d+(/media/[0-9a-f]{64}/dot\.png))"', text)
    assert found is not None
    shown = client.get(found[1])
    assert (shown.data, shown.content_type) == (picture(), "image/png")
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert client.get(found[2]).status_code == 404
    assert client.get(found[1].replace("dot.png", "../course.yaml")).status_code == 404
    sign_in(client, trainer())
    assert client.get(found[1]).status_code == 404


def test_pictures_of_questions_come_from_the_draft(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())
    files = sample_files() | {"media/dot.png": picture(), "media/spot.png": picture()}
    structure = (
        "    image: spot.png\n"
        "    areas: {top: {shape: rect, points: [0, 0, 1000, 400]}, "
        "foot: {shape: rect, points: [0, 500, 1000, 400]}}\n"
        "    key: [top]\n"
    )
    files = edited(files, f"{QUIZ}/quiz.yaml", "type: true_false", "type: hotspot")
    files = edited(files, f"{QUIZ}/quiz.yaml", "    key: true\n", structure)
    for language in ("en", "fr"):
        path = f"{QUIZ}/{language}.yaml"
        head, _, tail = files[path].decode().partition("  national-digits:\n    prompt: ")
        words = (
            "  national-digits:\n    prompt: |\n      Where?\n\n"
            '      ![A dot](media/dot.png "Dot")\n'
            "    image: Spot\n    areas: {top: Top, foot: Foot}\n"
            '    feedback: {top: "Yes.", foot: "No."}\n    explanation:'
        )
        files |= {path: (head + words + tail.partition("explanation:")[2]).encode()}
    upload(client, zipped(files))

    quiz = f"/teaching/drafts/{draft_id()}/preview/en/quizzes/quiz-first"
    page = Browser(client).get(f"{quiz}?bank=whole&seed=7")
    tried = Browser(client).submit(page.form("/national-digits?"), {"answer": ["top"]})

    for text in (page.text, tried.text):
        found = re.findall(r'src="(/teaching/drafts/\d+/media/[0-9a-f]{64}/(\w+)\.png)"', text)
        assert [name for _, name in found] == ["dot", "spot"]
        assert [client.get(path).data for path, _ in found] == [picture(), picture()]
    assert "Your answer, right" in tried.text


@pytest.mark.parametrize(
    "rest",
    (
        "",
        "/preview/en",
        "/preview/en/lessons/first-lesson",
        "/preview/en/quizzes/quiz-first",
        "/publish",
    ),
)
def test_a_draft_is_its_owners_alone(app: Flask, client: FlaskClient, rest: str) -> None:
    sign_in(client, trainer())
    upload_sample(client)
    path = f"/teaching/drafts/{draft_id()}{rest}"

    for other in (trainer(), administrator()):
        sign_in(client, other)
        assert client.get(path).status_code == 404


def test_a_number_beyond_all_drafts_is_not_found(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())

    assert client.get("/teaching/drafts/2147483647").status_code == 404
    assert client.get(f"/teaching/drafts/{10**30}").status_code == 404


def test_a_draft_shows_the_page_of_its_course(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())
    page = upload_sample(client)

    assert SLUG in page.text
    assert "Say what each pair of digits stands for" in page.text


def test_the_preview_speaks_the_language_of_the_course(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer(language="en"))
    upload_sample(client)
    base = f"/teaching/drafts/{draft_id()}/preview"

    french = Browser(client).get(f"{base}/fr/lessons/first-lesson")
    switched = Browser(client).get(f"{base}/fr/lessons/first-lesson?lang=en")

    assert '<html lang="fr"' in french.text
    assert switched.path == f"{base}/en/lessons/first-lesson"
    assert '<html lang="en"' in switched.text


def test_the_language_switch_leads_nowhere_else(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())
    upload_sample(client)
    path = f"/teaching/drafts/{draft_id()}/preview/fr"

    answer = client.get(f"{path}?lang=en&_external=1&_scheme=evil&endpoint=x&_anchor=y")

    assert answer.headers["Location"] == path.replace("/fr", "/en")


def test_other_languages_lead_to_the_question_asked_anew(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())
    upload_sample(client)
    base = f"/teaching/drafts/{draft_id()}/preview"
    page = Browser(client).get(f"{base}/en/quizzes/quiz-first?seed=1")

    shown = Browser(client).submit(page.form("/national-digits?"), {"answer": "true"})

    assert f'href="{base}/fr/quizzes/quiz-first"' in shown.text


def test_a_reloaded_answer_leads_back_to_its_page(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())
    upload_sample(client)
    base = f"/teaching/drafts/{draft_id()}/preview"
    browser = Browser(client)

    check = browser.get(f"{base}/en/lessons/first-lesson/checks/first-pair?lang=fr")
    answer = browser.get(f"{base}/en/quizzes/quiz-first/national-digits")

    assert (check.status, check.path) == (200, f"{base}/fr/lessons/first-lesson")
    assert (answer.status, answer.path) == (200, f"{base}/en/quizzes/quiz-first")
