"""What do the pages show of marking: the queue, an answer, and what the learner sees?"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from app.accounts.models import Person
from app.accounts.rules import Role
from app.core import clock
from app.core.db import transaction
from app.learning.models import Attempt
from tests.browsing import Form, Page, Statements
from tests.factories import administrator, make_person, trainer
from tests.learning.essays import (
    ALONE,
    BEST,
    MIDDLE,
    TEXT,
    TWICE,
    WORST,
    attach,
    given,
    handed_in,
    judge,
    publish_essays,
)
from tests.learning.learner import Learner, attempt_now, browser_of
from tests.small_course import QUIZ, SLUG

QUEUE = "/teaching/marking"
T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def address(attempt: Attempt, question: str = "letter") -> str:
    return f"{QUEUE}/{attempt.id}/{question}"


def listed(page: Page) -> list[str]:
    return re.findall(rf'href="({QUEUE}/\d+/[a-z0-9-]+)', page.text)


def rubric(page: Page) -> Form:
    """The form in which an answer is marked."""
    return next(one for one in page.forms if "comment" in one.fields)


def chosen(levels: dict[str, int], **more: object) -> dict[str, object]:
    return {f"level-{name}": level for name, level in levels.items()} | more


def test_the_queue_has_the_longest_waiting_first_and_can_be_turned_round(
    app: Flask, owner: Person
) -> None:
    publish_essays(owner=owner)
    attempts = []
    for hours in (2, 0, 1):
        with clock.frozen_at(T0 + timedelta(hours=hours)):
            attempts.append(handed_in(app)[1])
    by_time = [address(attempts[place]) for place in (1, 2, 0)]
    browser = browser_of(app, owner)

    forwards, backwards = (browser.get(f"{QUEUE}?sort={one}") for one in ("waiting", "-waiting"))

    assert (listed(forwards), listed(backwards)) == (by_time, by_time[::-1])
    assert "3 answers wait for you." in forwards.text


def test_the_queue_is_filtered_by_course_and_quiz(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner)
    publish_essays(owner=owner, slug="second")
    one, two = handed_in(app)[1], handed_in(app, None, "second")[1]
    browser = browser_of(app, owner)

    found = {
        query: listed(browser.get(f"{QUEUE}?{query}"))
        for query in ("", "course=second", f"course={SLUG}&quiz={QUIZ}", "course=second&quiz=none")
    }

    assert found == {
        "": [address(one), address(two)],
        "course=second": [address(two)],
        f"course={SLUG}&quiz={QUIZ}": [address(one)],
        "course=second&quiz=none": [],
    }
    nothing = browser.get(f"{QUEUE}?course=second&quiz=none")
    assert "Nothing waits here" in nothing.text


def test_an_empty_queue_says_so(app: Flask, owner: Person) -> None:
    page = browser_of(app, owner).get(QUEUE)

    assert page.status == 200
    assert "Nothing waits for you" in page.text


def test_the_queue_takes_as_many_statements_with_three_answers_as_with_one(
    app: Flask, owner: Person
) -> None:
    publish_essays(owner=owner)
    browser = browser_of(app, owner)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            handed_in(app)
        browser.get(QUEUE)
        with Statements() as ran:
            assert browser.get(QUEUE).status == 200
        counts.append(ran.count)

    assert counts[0] == counts[1] <= 4


def test_a_long_queue_comes_in_pages(app: Flask, owner: Person) -> None:
    names = [f"note-{number}" for number in range(30)]
    essays: dict[str, Any] = dict.fromkeys(names, ALONE)
    publish_essays(owner=owner, **essays)
    handed_in(app, None, SLUG, *names)
    browser = browser_of(app, owner)

    pages = [listed(browser.get(f"{QUEUE}?page={number}")) for number in (1, 2)]

    assert [len(one) for one in pages] == [25, 5]
    assert len({*pages[0], *pages[1]}) == 30


def test_the_page_of_an_answer_has_all_that_a_marker_needs(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner)
    learner = Learner(app, make_person("Nadia Unseen")).enrol()
    attempt = learner.start()
    file = attach(learner, attempt)
    learner.save(attempt, "letter", {"text": f"{TEXT}\n<b>bold</b>", "files": [file]}, revision=1)
    learner.submit(attempt)

    page = browser_of(app, owner).get(address(attempt))

    assert f"{TEXT}\n&lt;b&gt;bold&lt;/b&gt;" in page.text
    assert f'href="/attempts/{attempt.token}/files/{file}"' in page.text
    for words in ("<strong>Explain</strong>", "<strong>set</strong>", "Facts of the goods"):
        assert words in page.text
    assert "The right rule, and how it applies" in page.text
    assert page.text.count('type="radio"') == 5
    assert ("Nadia Unseen" in page.text, learner.person.email in page.text) == (False, False)


def test_an_administrator_sees_whose_answer_it_is(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner)
    _learner, attempt = handed_in(app, make_person("Nadia Seen"))

    assert "Nadia Seen" in browser_of(app, administrator()).get(address(attempt)).text


def test_answers_are_marked_one_after_the_other(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner)
    attempts = []
    for hours in range(3):
        with clock.frozen_at(T0 + timedelta(hours=hours)):
            attempts.append(handed_in(app)[1])
    browser = browser_of(app, owner)

    middle = browser.get(f"{address(attempts[1])}?course={SLUG}")
    last = browser.submit(rubric(middle), chosen(MIDDLE, comment="Well argued."))
    queue = browser.submit(rubric(last), chosen(WORST))

    for rel, place in (("prev", 0), ("next", 2)):
        link = rf'rel="{rel}" href="{address(attempts[place])}\?course={SLUG}"'
        assert re.search(link, middle.text)
    assert last.path == f"{address(attempts[2])}?course={SLUG}"
    assert "The answer is marked." in last.text
    assert queue.path.startswith(QUEUE)
    assert listed(queue) == [f"{address(attempts[0])}"]
    assert [given(one) for one in attempts[1:]] == [[(1, owner.id, 0.8)], [(1, owner.id, 0.0)]]


def test_a_form_without_every_level_comes_back_as_it_was(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner)
    _learner, attempt = handed_in(app)
    browser = browser_of(app, owner)

    form = rubric(browser.get(address(attempt)))
    page = browser.submit(form, {"level-facts": "1", "comment": "Good."})

    assert page.status == 422
    assert "Choose a level for every criterion of the rubric." in page.text
    assert rubric(page).fields["level-facts"] == ["1"]
    assert rubric(page).fields["comment"] == ["Good."]
    assert given(attempt) == []


@pytest.mark.parametrize("level", ("9", "-1", "x", "", "1e3"))
def test_levels_that_are_none_are_refused(app: Flask, owner: Person, level: str) -> None:
    publish_essays(owner=owner)
    _learner, attempt = handed_in(app)
    browser = browser_of(app, owner)

    page = browser.submit(
        rubric(browser.get(address(attempt))), chosen(BEST) | {"level-rule": level}
    )

    assert (page.status, given(attempt)) == (422, [])


def test_a_comment_has_an_end(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner)
    _learner, attempt = handed_in(app)
    browser = browser_of(app, owner)

    form = rubric(browser.get(address(attempt)))
    page = browser.submit(form, chosen(BEST, comment="x" * 4001))

    assert (page.status, given(attempt)) == (422, [])
    assert "This comment has more than 4000 characters. Shorten it." in page.text


def test_the_second_marker_sees_nothing_of_the_first_mark(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner, letter=TWICE)
    _learner, attempt = handed_in(app)
    second = make_person(role=Role.TUTOR, unit_code="FR")
    before = without_tokens(browser_of(app, second).get(address(attempt)))
    judge(owner, attempt, BEST, "Excellent work.")

    after = browser_of(app, second).get(address(attempt))
    own = browser_of(app, owner).get(address(attempt))

    assert "You are the second marker." in after.text
    assert without_tokens(after).replace(second_words(after), "") == before
    assert "Excellent work." in own.text
    assert 'type="radio"' not in own.text
    assert listed(browser_of(app, owner).get(QUEUE)) == []


def without_tokens(page: Page) -> str:
    return re.sub(r'(csrf[-_]token" (?:content|value)=")[^"]+', r"\1", page.text)


def second_words(page: Page) -> str:
    found = re.search(r'<p class="soft">You are the second marker[^<]*</p>\n', page.text)
    assert found is not None
    return found[0]


def test_two_marks_that_differ_are_shown_to_whoever_enters_what_is_agreed_on(
    app: Flask, owner: Person
) -> None:
    publish_essays(owner=owner, letter=TWICE)
    learner, attempt = handed_in(app)
    second = administrator(name="Sami Second")
    judge(owner, attempt, BEST, "Excellent work.")
    judge(second, attempt, WORST, "No rule is named.")
    browser = browser_of(app, owner)

    queue, page = browser.get(QUEUE), browser.get(address(attempt))
    browser.submit(rubric(page), chosen(MIDDLE, comment="We agree on this."))

    assert "To be agreed" in queue.text
    assert all(one in page.text for one in ("Excellent work.", "No rule is named."))
    assert "Sami Second" not in page.text
    assert given(attempt)[-1] == (3, owner.id, 0.8)
    review = learner.browser.get(f"/attempts/{attempt.token}/review")
    assert "We agree on this." in review.text
    assert "Excellent work." not in review.text


def test_a_marked_answer_can_be_looked_at_and_not_marked_anew(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner)
    _learner, attempt = handed_in(app)
    judge(owner, attempt, MIDDLE)
    browser = browser_of(app, owner)

    page = browser.get(address(attempt))

    assert "This answer is marked." in page.text
    assert "Give the mark" not in page.text


def test_a_form_that_was_overtaken_changes_nothing(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner)
    _learner, attempt = handed_in(app)
    browser = browser_of(app, owner)
    stale = rubric(browser.get(address(attempt)))
    judge(administrator(), attempt, WORST)

    page = browser.submit(stale, chosen(BEST))

    assert page.status == 409
    assert "This answer was marked meanwhile. Nothing was changed." in page.text
    assert [share for _turn, _marker, share in given(attempt)] == [0.0]


def test_the_learner_sees_that_it_is_being_marked(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner)
    learner, attempt = handed_in(app)

    review = learner.browser.get(f"/attempts/{attempt.token}/review")
    quiz = learner.browser.get(learner.url(f"quizzes/{QUIZ}"))

    assert "Being marked" in review.text
    assert "Being marked" in quiz.text
    assert TEXT in review.text
    for secret in ("essential character", "Facts of the goods", "<strong>set</strong>"):
        assert secret not in review.text


def test_half_marked_the_learner_sees_no_mark(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner, letter=ALONE, note=ALONE)
    learner, attempt = handed_in(app, None, SLUG, "letter", "note")

    judge(owner, attempt, MIDDLE, "Well argued.")

    review = learner.browser.get(f"/attempts/{attempt.token}/review")
    assert "Well argued." not in review.text
    assert "Levels reached" not in review.text


def test_marked_the_learner_sees_levels_comment_and_model_answer_and_no_name(
    app: Flask,
) -> None:
    owner = trainer(name="Tariq Hidden")
    publish_essays(owner=owner)
    learner, attempt = handed_in(app)
    judge(owner, attempt, MIDDLE, "Well argued.\nName <every> fact.")

    review = learner.browser.get(f"/attempts/{attempt.token}/review")

    assert "Some facts are named" in review.text
    assert "No fact is named" not in review.text
    assert "Well argued.\nName &lt;every&gt; fact." in review.text
    assert "<strong>set</strong>" in review.text
    assert "Tariq Hidden" not in review.text
    assert "Attempt 1: 90 %" in review.text


def test_two_marks_that_count_are_both_shown(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner, letter=TWICE)
    learner, attempt = handed_in(app)
    judge(owner, attempt, BEST, "All is there.")
    judge(administrator(), attempt, MIDDLE, "Nearly all.")

    review = learner.browser.get(f"/attempts/{attempt.token}/review").text

    assert review.count("(one of two markers)") == 2
    assert all(one in review for one in ("All is there.", "Nearly all.", "Comment 2"))
    assert review.count("The right rule, and how it applies") == 1


def test_the_review_of_files_and_marks_takes_two_statements_more(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner)
    learner, attempt = handed_in(app)
    judge(owner, attempt, MIDDLE)
    path = f"/attempts/{attempt.token}/review"
    learner.get(path)

    with Statements() as ran:
        assert learner.get(path).status_code == 200

    assert ran.count <= 7


def test_marking_is_in_the_navigation_of_those_who_mark(app: Flask, owner: Person) -> None:
    people = {
        "trainer": owner,
        "tutor": make_person(role=Role.TUTOR),
        "administrator": administrator(),
        "official": make_person(),
    }

    shown = {
        name: f'href="{QUEUE}"' in browser_of(app, one).get("/courses").text
        for name, one in people.items()
    }
    here = re.findall(r'href="([^"]+)" aria-current="page"', browser_of(app, owner).get(QUEUE).text)

    assert shown == {"trainer": True, "tutor": True, "administrator": True, "official": False}
    assert here == [QUEUE]


def test_attempts_that_run_are_not_in_the_queue(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner)
    learner = Learner(app).enrol()
    attempt = learner.start()
    learner.save(attempt, "letter", {"text": TEXT})
    browser = browser_of(app, owner)

    assert listed(browser.get(QUEUE)) == []
    assert browser.get(address(attempt)).status == 404
    with transaction() as session:
        session.get_one(Attempt, attempt.id).state = "submitted"
    assert listed(browser.get(QUEUE)) == []
    assert attempt_now(attempt).state == "submitted"
