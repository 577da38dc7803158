"""Does a trainer see what a corrected key changes before it does, on pages of their own?"""

from __future__ import annotations

from flask import Flask

from app.catalogue.actions import publish
from app.catalogue.content.render import render_course
from app.core.db import transaction
from app.core.jobs import run_all_due
from tests.browsing import Browser
from tests.factories import make_person, sign_in, trainer
from tests.learning.test_remarking import corrected, taken
from tests.small_course import QUIZ, SLUG, publish_small_course, small_course


def test_from_the_course_to_the_changed_results(app: Flask) -> None:
    owner = trainer()
    publish_small_course(owner=owner)
    learner, _attempt = taken(app, "c1902", right=False)
    with transaction() as session:
        publish(session, render_course(corrected(small_course())), person_id=owner.id)
    client = app.test_client()
    sign_in(client, owner)
    browser = Browser(client)

    page = browser.get(f"/teaching/courses/{SLUG}/quizzes/{QUIZ}/results")
    assert "No comparison yet" in page.text
    refused = browser.submit(page.form("/results"))
    assert refused.status == 422
    assert "Say what was corrected" in refused.text
    waiting = browser.submit(page.form("/results"), {"reason": "The coffee was pasta."})
    assert "Results are being compared" in waiting.text
    run_all_due()
    listed = browser.get(waiting.path)
    assert learner.person.name in listed.text
    assert "16.66 %" in listed.text
    browser.submit(listed.form("/apply"))
    run_all_due()

    done = browser.get(waiting.path)
    assert "What the corrected key changed" in done.text
    assert owner.name in done.text


def test_another_trainer_sees_none_of_it(app: Flask) -> None:
    publish_small_course(owner=trainer())
    client = app.test_client()
    sign_in(client, trainer())

    page = client.get(f"/teaching/courses/{SLUG}/quizzes/{QUIZ}/results")

    assert page.status_code == 404


def test_a_learner_does_not_come_here(app: Flask) -> None:
    publish_small_course(owner=trainer())
    client = app.test_client()
    sign_in(client, make_person())

    assert client.get(f"/teaching/courses/{SLUG}/quizzes/{QUIZ}/results").status_code == 403
