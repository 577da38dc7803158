"""How do files come to an answer, who gets them, and what is refused?"""

from __future__ import annotations

import io
import re
from unittest.mock import patch

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from app.accounts.models import Person
from app.accounts.rules import Role
from app.core import clock
from app.core.db import db
from app.core.limits import Limit
from app.learning.actions import files as actions
from app.learning.models import Attempt, AttemptFile
from tests.browsing import Browser
from tests.factories import administrator, coordinator, make_person, sign_in, trainer
from tests.learning.essays import ALONE, PDF, TEXT, attach, publish_essays
from tests.learning.learner import Learner, stored


@pytest.fixture
def learner(app: Flask, owner: Person) -> Learner:
    publish_essays(owner=owner)
    return Learner(app).enrol()


@pytest.fixture
def attempt(learner: Learner) -> Attempt:
    return learner.start()


def add(
    learner: Learner,
    attempt: Attempt,
    name: str,
    data: bytes,
    question: str = "letter",
    **fields: object,
) -> TestResponse:
    upload = FileStorage(io.BytesIO(data), filename=name)
    boundary, body = encode_multipart({"csrf_token": learner.csrf, "upload": upload, **fields})
    return learner.client.post(
        f"/attempts/{attempt.token}/answers/{question}/files",
        data=body,
        content_type=f"multipart/form-data; boundary={boundary}",
    )


def rows(attempt: Attempt) -> list[tuple[str, int, str]]:
    query = select(AttemptFile.name, AttemptFile.size, AttemptFile.content_type)
    found = db.session.execute(query.where(AttemptFile.attempt_id == attempt.id))
    return [(name, size, kind) for name, size, kind in found]


def test_a_file_comes_with_what_was_written(learner: Learner, attempt: Attempt) -> None:
    sent = add(learner, attempt, "ruling.pdf", PDF, answer=TEXT, revision=0)

    (file,) = db.session.scalars(select(AttemptFile.id))
    assert (sent.status_code, sent.headers["Location"]) == (302, f"/attempts/{attempt.token}#q-2")
    assert stored(attempt)["letter"] == ({"text": TEXT, "files": [file]}, 2)
    assert rows(attempt) == [("ruling.pdf", len(PDF), "application/pdf")]


def test_the_page_lists_files_with_size_download_and_a_way_to_remove_them(
    learner: Learner, attempt: Attempt
) -> None:
    file = attach(learner, attempt, "tariff decision.pdf", PDF.ljust(3000, b"x"))

    page = learner.browser.get(f"/attempts/{attempt.token}")

    assert "tariff decision.pdf" in page.text
    assert "3 kB" in page.text
    assert f'href="/attempts/{attempt.token}/files/{file}"' in page.text
    assert f'formaction="/attempts/{attempt.token}/answers/letter/files/{file}/remove"' in page.text
    assert page.form("answers/letter").fields["file"] == [str(file)]


def test_saving_the_text_keeps_the_files(learner: Learner, attempt: Attempt) -> None:
    file = attach(learner, attempt)
    page = learner.browser.get(f"/attempts/{attempt.token}")

    learner.browser.submit(page.form("answers/letter"), {"answer": TEXT})

    assert stored(attempt)["letter"] == ({"text": TEXT, "files": [file]}, 2)


def test_a_file_is_removed_and_its_content_is_gone(learner: Learner, attempt: Attempt) -> None:
    file = attach(learner, attempt)
    path = f"/attempts/{attempt.token}/answers/letter/files/{file}/remove"

    again = [learner.post(path, answer=TEXT, file=file, revision=one) for one in (1, 3)]

    assert [one.status_code for one in again] == [302, 302]
    assert stored(attempt)["letter"][0] == {"text": TEXT, "files": []}
    assert rows(attempt) == [("ruling.pdf", 0, "application/pdf")]
    assert learner.get(f"/attempts/{attempt.token}/files/{file}").status_code == 404


def test_the_last_file_of_an_empty_answer_leaves_none(learner: Learner, attempt: Attempt) -> None:
    file = attach(learner, attempt)

    learner.post(f"/attempts/{attempt.token}/answers/letter/files/{file}/remove")

    assert stored(attempt)["letter"][0] is None


def test_a_file_is_a_download_and_nothing_else(learner: Learner, attempt: Attempt) -> None:
    file = attach(learner, attempt, "été.pdf")

    got = learner.get(f"/attempts/{attempt.token}/files/{file}")

    assert (got.data, got.mimetype) == (PDF, "application/pdf")
    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''%C3%A9t%C3%A9.pdf" in got.headers["Content-Disposition"]
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in got.headers["Cache-Control"]


def test_only_the_learner_and_markers_of_what_is_handed_in_get_it(
    app: Flask, owner: Person, learner: Learner, attempt: Attempt
) -> None:
    file = attach(learner, attempt)
    path = f"/attempts/{attempt.token}/files/{file}"
    people = {
        "learner": learner.person,
        "owner": owner,
        "tutor": make_person(role=Role.TUTOR, unit_code="FR"),
        "administrator": administrator(),
        "tutor elsewhere": make_person(role=Role.TUTOR, unit_code="KE"),
        "other trainer": trainer(),
        "coordinator": coordinator("FR"),
        "colleague": make_person(),
    }

    running = {name: status(app, one, path) for name, one in people.items()}
    learner.submit(attempt)
    handed_in = {name: status(app, one, path) for name, one in people.items()}

    assert {name for name, code in running.items() if code == 200} == {"learner"}
    assert {name for name, code in handed_in.items() if code == 200} == {
        "learner",
        "owner",
        "tutor",
        "administrator",
    }
    assert set(running.values()) | set(handed_in.values()) == {200, 404}


def status(app: Flask, person: Person, path: str) -> int:
    client = app.test_client()
    sign_in(client, person)
    return client.get(path).status_code


def test_a_file_of_another_attempt_cannot_be_named(app: Flask, learner: Learner) -> None:
    other = Learner(app).enrol()
    theirs = other.start()
    file = attach(other, theirs)
    own = learner.start()
    learner.save(own, "letter", {"text": TEXT, "files": [file]})

    page = learner.browser.get(f"/attempts/{own.token}")
    got = learner.get(f"/attempts/{own.token}/files/{file}")
    removed = learner.post(f"/attempts/{own.token}/answers/letter/files/{file}/remove")

    assert "ruling.pdf" not in page.text
    assert (got.status_code, removed.status_code) == (404, 404)
    assert rows(theirs) == [("ruling.pdf", len(PDF), "application/pdf")]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    (
        ("", b"", "Choose a file first, then add it."),
        ("a.exe", b"MZ", "“a.exe” is not taken here. Choose one of: PDF, TXT."),
        ("a.pdf", b"MZ", "does not hold what its name says"),
        ("a.pdf", PDF.ljust(2 * 1024 * 1024 + 1, b"x"), "A file has at most 2 MB."),
    ),
)
def test_a_refused_file_is_explained_beside_the_answer_and_the_text_stays(
    learner: Learner, attempt: Attempt, name: str, data: bytes, message: str
) -> None:
    sent = add(learner, attempt, name, data, answer=TEXT, revision=0)

    text = sent.get_data(as_text=True)
    assert sent.status_code == 422
    assert re.search(rf"data-question-wrong><svg.*?</svg><span>[^<]*{re.escape(message)}", text)
    assert TEXT in text
    assert stored(attempt)["letter"] == ({"text": TEXT, "files": []}, 1)
    assert rows(attempt) == []


def test_no_more_files_than_the_question_takes(learner: Learner, attempt: Attempt) -> None:
    for name in ("one.pdf", "two.pdf"):
        assert add(learner, attempt, name, PDF).status_code == 302

    third = add(learner, attempt, "three.pdf", PDF)

    assert third.status_code == 422
    assert "This question takes no more than 2 files. Remove one first." in third.text
    assert len(rows(attempt)) == 2
    assert 'type="file"' not in learner.browser.get(f"/attempts/{attempt.token}").text


def test_questions_that_take_no_files_get_none(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner, slug="no-files", letter={"rubric": ALONE["rubric"]})
    learner = Learner(app, slug="no-files").enrol()
    attempt = learner.start()

    found = [add(learner, attempt, "a.pdf", PDF, question=one) for one in ("letter", "coffee", "x")]

    assert [one.status_code for one in found] == [404, 404, 404]
    assert 'type="file"' not in learner.browser.get(f"/attempts/{attempt.token}").text


def test_nothing_is_added_or_removed_once_handed_in(learner: Learner, attempt: Attempt) -> None:
    file = attach(learner, attempt)
    learner.submit(attempt)

    added = add(learner, attempt, "late.pdf", PDF)
    removed = learner.post(f"/attempts/{attempt.token}/answers/letter/files/{file}/remove")

    assert (added.status_code, removed.status_code) == (410, 410)
    assert rows(attempt) == [("ruling.pdf", len(PDF), "application/pdf")]


def test_a_file_that_comes_after_the_time_is_not_taken(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner, slug="timed", quiz={"time_limit_minutes": 10})
    learner = Learner(app, slug="timed").enrol()
    attempt = learner.start()
    assert attempt.deadline is not None

    with clock.frozen_at(attempt.deadline.replace(year=attempt.deadline.year + 1)):
        sent = add(learner, attempt, "late.pdf", PDF)

    assert (sent.status_code, rows(attempt)) == (410, [])


def test_text_changed_elsewhere_stays_and_so_does_the_list_of_files(
    learner: Learner, attempt: Attempt
) -> None:
    learner.save(attempt, "letter", {"text": "Newer."})

    sent = add(learner, attempt, "a.pdf", PDF, answer="Older.", revision=0)

    assert sent.status_code == 409
    assert stored(attempt)["letter"] == ({"text": "Newer.", "files": []}, 1)
    assert rows(attempt) == []


def test_somebody_who_adds_without_end_is_stopped(learner: Learner, attempt: Attempt) -> None:
    few = Limit("attempt-file", 2, actions.UPLOADS.window)
    with patch.object(actions, "UPLOADS", few):
        for _ in range(2):
            file = attach(learner, attempt)
            learner.post(f"/attempts/{attempt.token}/answers/letter/files/{file}/remove")

        third = add(learner, attempt, "a.pdf", PDF)

    assert third.status_code == 429


def test_a_stranger_adds_and_removes_nothing(
    app: Flask, learner: Learner, attempt: Attempt
) -> None:
    file = attach(learner, attempt)
    stranger = Learner(app)

    added = add(stranger, attempt, "a.pdf", PDF)
    path = f"/attempts/{attempt.token}/answers/letter/files/{file}/remove"
    removed = stranger.post(path)

    assert (added.status_code, removed.status_code) == (404, 404)
    assert rows(attempt) == [("ruling.pdf", len(PDF), "application/pdf")]


def test_the_address_of_a_refused_file_leads_back(learner: Learner, attempt: Attempt) -> None:
    found = Browser(learner.client).get(f"/attempts/{attempt.token}/answers/letter/files?lang=fr")

    assert found.path.startswith(f"/attempts/{attempt.token}")
    assert found.status == 200
