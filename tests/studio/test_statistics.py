"""Which figures of a quiz does a trainer see, whose, and at what cost?"""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.catalogue.actions import Published
from app.core import clock
from app.core.db import transaction
from app.core.jobs import run_all_due
from app.learning.actions import attempts, saving, statistics
from app.learning.actions.saving import Incoming
from app.learning.queries.statistics import waiting
from app.studio.queries import statistics as pages
from app.studio.queries.statistics import Column, Wanted, in_order
from tests.browsing import Browser, Page, Statements
from tests.factories import administrator, make_person, sign_in, trainer
from tests.small_course import QUIZ, SLUG, enrol_in_small_course, publish_small_course
from tests.studio.learners import take_quiz

ADDRESS = f"/teaching/courses/{SLUG}/quizzes/{QUIZ}/statistics"
ALL = ("coffee", "in-the-system", "duty-is-common", "digits", "from-wide-to-narrow", "net-weight")
LATER = timedelta(minutes=5)


def published(owner: Person | None = None, **changes: object) -> Published:
    """The small course, its quiz to be taken as often as one likes."""
    return publish_small_course(
        owner=owner, quiz={"attempts": None, "wait_minutes": None, **changes}
    )


def count(version_id: int) -> None:
    with transaction() as session:
        statistics.ask_now(session, version_id, QUIZ)
    with clock.frozen_at(clock.now() + LATER):
        run_all_due()


def take_all(*rights: tuple[str, ...]) -> None:
    for right in rights:
        take_quiz(right)


def answer_one(question: str, raw: object) -> None:
    """An attempt of somebody with one question answered, in words of the page."""
    enrolment = enrol_in_small_course(make_person())
    with transaction() as session:
        attempt = attempts.start(session, enrolment.id, QUIZ)
    with transaction() as session:
        incoming = Incoming(question, raw, 0, f"only-{attempt.id}")
        saving.save(session, attempt.person_id, attempt.token, incoming)
    with transaction() as session:
        attempts.submit(session, attempt.id)


def browser(client: FlaskClient, person: Person) -> Browser:
    sign_in(client, person)
    return Browser(client)


def words(page: Page) -> str:
    """The text of a page, spaces collapsed."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def value(page: Page, label: str) -> str:
    """The value of a figure of the quiz."""
    found = re.search(rf"{label}<br>.*?</th><td[^>]*>(.*?)</td>", page.text, re.DOTALL)
    assert found
    return words_of(found[1])


def wanted(version: Published, *, every: bool = False) -> Wanted:
    return Wanted(version.course_id, version.version_id, QUIZ, "en", every)


def test_without_attempts_the_page_says_so(app: Flask, client: FlaskClient) -> None:
    person = trainer()
    published(person)

    page = browser(client, person).get(ADDRESS)

    assert "There are no figures yet" in page.text
    assert "questions.csv" not in page.text


def test_figures_of_the_quiz_and_its_questions_are_shown(app: Flask, client: FlaskClient) -> None:
    person = trainer()
    version = published(person)
    take_all(ALL, ALL[:3], ("coffee",), ())
    count(version.version_id)

    page = browser(client, person).get(ADDRESS)

    text = words(page)
    assert value(page, "Coefficient of internal consistency") == "91.4 %"
    assert "Attempts counted 4 In all 4 by 4 people" in text
    assert "Mean result 41.7 %" in text
    assert "Median result 33.3 %" in text
    assert "Under which heading is roasted coffee?" in text
    assert "Too few attempts to say" in text


def test_what_cannot_be_said_is_a_dash(app: Flask, client: FlaskClient) -> None:
    person = trainer()
    version = published(person)
    take_all(ALL)
    count(version.version_id)

    page = browser(client, person).get(ADDRESS)

    for label in ("Standard deviation", "Skewness", "Kurtosis", "Error ratio", "Standard error"):
        assert value(page, label) == "–"
    assert (value(page, "Mean"), value(page, "Median")) == ("100 %", "100 %")


def test_first_attempts_are_shown_and_all_on_request(app: Flask, client: FlaskClient) -> None:
    person, learner = trainer(), make_person()
    version = published(person)
    take_quiz((), person=learner)
    take_quiz(ALL, person=learner)
    count(version.version_id)
    reader = browser(client, person)

    first, every = words(reader.get(ADDRESS)), words(reader.get(f"{ADDRESS}?attempts=all"))

    assert ("Attempts counted 1 In all 2 by 1 person" in first, "Mean result 0 %" in first) == (
        True,
    ) * 2
    assert ("Attempts counted 2 In all 2 by 1 person" in every, "Mean result 50 %" in every) == (
        True,
    ) * 2


def test_each_version_has_figures_of_its_own(app: Flask, client: FlaskClient) -> None:
    person = trainer()
    old = published(person)
    take_all(ALL)
    new = published(person, pass_mark=75)
    count(old.version_id)
    count(new.version_id)
    reader = browser(client, person)

    assert "There are no figures yet" in reader.get(ADDRESS).text
    assert "Mean result 100 %" in words(reader.get(f"{ADDRESS}?version=1"))
    assert f"{ADDRESS}/coffee?version=1" in reader.get(f"{ADDRESS}?version=1").text
    assert client.get(f"{ADDRESS}?version=9").status_code == 404


def test_attempts_that_wait_are_told_and_counted_on_request(
    app: Flask, client: FlaskClient
) -> None:
    person = trainer()
    version = published(person)
    take_all(ALL, ())
    reader = browser(client, person)
    page = reader.get(ADDRESS)

    after = reader.submit(page.form("statistics"))
    reader.submit(page.form("statistics"))
    run_all_due()

    assert "2 attempts have ended and are not counted yet" in words(page)
    assert "The attempts are being counted" in words(after)
    assert waiting(version.version_id, QUIZ) == 0
    assert "Attempts counted 2 In all 2 by 2 people" in words(reader.get(ADDRESS))


def test_a_question_shows_what_was_answered(app: Flask, client: FlaskClient) -> None:
    person = trainer()
    version = published(person)
    take_all(ALL, ALL[:1])
    answer_one("coffee", "c1902")
    take_all(())
    count(version.version_id)
    page = browser(client, person).get(f"{ADDRESS}/coffee")

    rows = [words_of(row) for row in re.findall(r"<tr>(.*?)</tr>", page.text, re.DOTALL)[1:]]

    assert rows[0] == "09.01 Right 2 50 % 100 % 50 %"
    assert rows[1] == "19.02 Wrong 1 25 % 0 % 0 %"
    assert rows[-1] == "No answer – 1 25 % – –"
    assert "Too few attempts to say" in page.text


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def test_the_rarest_typed_answers_are_shown_together(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.studio.queries.responses.MOST", 2)
    person = trainer()
    version = published(person)
    for typed in ("1", "1", "2", "3", "4"):
        answer_one("net-weight", typed)
    count(version.version_id)

    page = browser(client, person).get(f"{ADDRESS}/net-weight")

    rows = [words_of(row) for row in re.findall(r"<tr>(.*?)</tr>", page.text, re.DOTALL)[1:]]
    assert [row.partition(" % ")[0] for row in rows] == [
        "1 – 2 40", "2 – 1 20", "All other answers – 2 40"
    ]  # fmt: skip


@pytest.mark.parametrize("question", ALL)
def test_every_type_of_question_has_its_page(
    app: Flask, client: FlaskClient, question: str
) -> None:
    person = trainer()
    version = published(person)
    take_all(ALL, ())
    count(version.version_id)

    page = browser(client, person).get(f"{ADDRESS}/{question}")

    assert page.status == 200
    assert "Asked 2" in words(page)
    assert page.text.count("<table") >= 1


def test_a_question_never_asked_says_so(app: Flask, client: FlaskClient) -> None:
    person = trainer()
    published(person)

    page = browser(client, person).get(f"{ADDRESS}/coffee")

    assert "Nobody was asked this question yet" in page.text
    assert client.get(f"{ADDRESS}/no-such-question").status_code == 404
    assert client.get(f"/teaching/courses/{SLUG}/quizzes/none/statistics").status_code == 404


def test_a_distractor_that_nobody_picks_is_named_with_what_to_do(
    app: Flask, client: FlaskClient
) -> None:
    person = trainer()
    version = published(person)
    take_all(*([ALL] * 18), *([()] * 12))
    count(version.version_id)
    reader = browser(client, person)

    quiz, question = reader.get(ADDRESS), reader.get(f"{ADDRESS}/coffee")

    assert "A distractor nobody picks" in quiz.text
    assert "Nobody chose “19.02”" in question.text


def test_questions_are_sorted_as_asked(app: Flask, client: FlaskClient) -> None:
    person = trainer()
    version = published(person)
    take_all(ALL, ALL[:4], ALL[1:3], ALL[2:3])
    count(version.version_id)
    reader = browser(client, person)

    def order(sort: str) -> list[str]:
        page = reader.get(f"{ADDRESS}?sort={sort}")
        return re.findall(rf'href="{ADDRESS}/([a-z-]+)"', page.text)

    known = ["coffee", "in-the-system", "duty-is-common", "digits", "from-wide-to-narrow"]
    assert order("place")[:5] == known
    assert order("nonsense") == order("place")
    assert order("-facility")[0] == "duty-is-common"
    assert order("facility")[-1] == "duty-is-common"
    assert set(order("discrimination")) == set(ALL)


def test_questions_without_the_figure_come_last_either_way(app: Flask) -> None:
    version = published()
    take_all(ALL, ("coffee",), ("coffee", "digits"))
    count(version.version_id)
    lines = pages.quiz_page(wanted(version)).lines

    up = in_order(lines, Column.DISCRIMINATION, descending=False)
    down = in_order(lines, Column.DISCRIMINATION, descending=True)

    assert (up[-1].question.id, down[-1].question.id) == ("coffee", "coffee")
    assert [one.question.id for one in up[:-1]] == [one.question.id for one in down[:-1]][::-1]


def rows_of(client: FlaskClient, path: str) -> list[dict[str, str]]:
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (200, "text/csv")
    text = response.get_data(as_text=True)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_figures_and_answers_come_as_files(app: Flask, client: FlaskClient) -> None:
    person = trainer()
    version = published(person)
    take_all(ALL, ALL[:1], ())
    count(version.version_id)
    sign_in(client, person)
    base = f"/teaching/courses/{SLUG}/quizzes/{QUIZ}"

    questions = rows_of(client, f"{base}/questions.csv?sort=-facility")
    answers = rows_of(client, f"{base}/answers.csv")

    assert questions[0]["Identifier"] == "coffee"
    assert (questions[0]["Attempts"], questions[0]["Facility"]) == ("3", "66.6667")
    assert questions[0]["Remarks"] == "Too few attempts to say"
    right = next(one for one in answers if one["Identifier"] == "coffee")
    assert (right["Answer"], right["In the key"], right["Number of people"]) == (
        "09.01", "yes", "2"
    )  # fmt: skip


def test_answers_in_a_file_are_no_formulas(app: Flask, client: FlaskClient) -> None:
    person = trainer()
    version = published(person)
    answer_one("net-weight", "-12")
    count(version.version_id)
    sign_in(client, person)

    answers = rows_of(client, f"/teaching/courses/{SLUG}/quizzes/{QUIZ}/answers.csv")

    typed = [one["Answer"] for one in answers if one["Identifier"] == "net-weight"]
    assert [one for one in typed if one.startswith(("-", "="))] == []
    assert len(typed) == 1


@pytest.mark.parametrize("path", ("", "/coffee"))
def test_only_who_may_manage_the_course_sees_its_statistics(
    app: Flask, client: FlaskClient, path: str
) -> None:
    owner = trainer()
    published(owner)
    address = ADDRESS + path

    seen = {}
    for name, person in {
        "owner": owner, "administrator": administrator(), "other": trainer(),
        "official": make_person(),
    }.items():  # fmt: skip
        sign_in(client, person)
        seen[name] = client.get(address).status_code

    assert seen == {"owner": 200, "administrator": 200, "other": 404, "official": 403}


def test_statistics_name_nobody(app: Flask, client: FlaskClient) -> None:
    person = trainer()
    version = published(person)
    take_quiz(ALL, person=make_person(name="Adaeze Okonkwo"))
    count(version.version_id)
    reader = browser(client, person)

    for path in (ADDRESS, f"{ADDRESS}/coffee", f"{ADDRESS}?attempts=all"):
        assert "Okonkwo" not in reader.get(path).text


@pytest.mark.parametrize("number", (1, 3))
def test_statistics_cost_the_same_for_one_attempt_and_for_three(
    app: Flask, client: FlaskClient, number: int
) -> None:
    person = trainer()
    version = published(person)
    take_all(*[ALL] * number)
    count(version.version_id)
    sign_in(client, person)
    costs = []

    for path in (ADDRESS, f"{ADDRESS}/coffee"):
        client.get(path)
        with Statements() as ran:
            client.get(path)
        costs.append(ran.count)

    # who asks, course, versions, sums, remarking; the quiz also what waits
    assert costs == [6, 5]


def test_the_course_page_leads_to_the_statistics(app: Flask, client: FlaskClient) -> None:
    person = trainer()
    published(person)
    take_all(ALL)

    page = browser(client, person).get(f"/teaching/courses/{SLUG}")

    assert ADDRESS in page.text
