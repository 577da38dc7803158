"""Do trainers bring questions in, take theirs out and try a key, with nothing kept?"""

from __future__ import annotations

import base64
import io
import re
import zipfile
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app.core.limits import Limit
from app.exchange.gift import read_gift
from app.exchange.moodle_xml import read_moodle_xml
from app.studio import actions
from tests.browsing import Browser, Page
from tests.exchange.content import said
from tests.factories import make_person, sign_in, trainer
from tests.small_course import QUIZ, SLUG, publish_small_course

FILES = Path(__file__).parents[1] / "exchange" / "files"
IMPORT = "/teaching/questions"
TRY = "/teaching/questions/try"


def import_file(client: FlaskClient, data: bytes, name: str, **fields: str) -> Page:
    return _send(client, IMPORT, {"file": FileStorage(io.BytesIO(data), filename=name), **fields})


def import_own(client: FlaskClient, name: str, **fields: str) -> Page:
    return import_file(client, (FILES / name).read_bytes(), name, **fields)


def try_key(client: FlaskClient, questions: str, responses: str, **fields: str) -> Page:
    return _send(client, TRY, {"questions": questions, "responses": responses, **fields})


def _send(client: FlaskClient, path: str, values: dict[str, object]) -> Page:
    form = Browser(client).get(path).form(path)
    boundary, body = encode_multipart({**form.fields, **values})
    content_type = f"multipart/form-data; boundary={boundary}"
    response = client.post(path, data=body, content_type=content_type)
    return Page(response, path)


def texts(page: Page) -> str:
    """The words of a page, spaces as one."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page.text)).split())


@pytest.fixture
def at_work(app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser in which a trainer is signed in."""
    sign_in(client, trainer())
    return client


def test_a_file_is_shown_as_learners_will_see_it(at_work: FlaskClient) -> None:
    page = import_own(at_work, "customs.gift")

    shown = texts(page)
    assert page.status == 200
    assert "9 questions, as a learner will see them" in shown
    assert "Question 1 of 9 Single choice first-step Which General Rule is applied first?" in shown
    assert "Still to be written explanation, rule, feedback.true, feedback.false" in shown
    assert (
        "a description, which asks nothing: “This only says something and asks nothing.”" in shown
    )
    assert page.text.count('<fieldset class="question-body" disabled') == 9


def test_every_type_of_a_file_is_shown_with_what_it_loses(at_work: FlaskClient) -> None:
    page = import_own(at_work, "customs.xml", words="fr")

    shown = texts(page)
    assert page.status == 200
    assert "10 questions, as a learner will see them" in shown
    assert "Not carried the embedded file invoice.png (21 bytes)" in shown
    assert "“Where?”: there are no questions of the type ddmarker here" in shown


def test_the_bank_can_be_taken_along(at_work: FlaskClient) -> None:
    page = import_own(
        at_work, "customs.gift", bank="rules-bank", title="Rules", lesson="rules-in-order"
    )

    found = re.search(
        r'href="data:application/zip;base64,([^"]+)" download="rules-bank.zip"', page.text
    )
    assert found is not None
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(found[1]))) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert sorted(files) == ["banks/rules-bank/bank.yaml", "banks/rules-bank/en.yaml"]
    assert files["banks/rules-bank/bank.yaml"].startswith("id: rules-bank\nquestions:\n")
    assert "  lesson: rules-in-order\n" in files["banks/rules-bank/bank.yaml"]
    assert files["banks/rules-bank/en.yaml"].startswith("title: Rules\n")


def test_faults_are_shown_by_line_and_the_sound_questions_too(at_work: FlaskClient) -> None:
    page = import_own(at_work, "faulty.gift")

    assert page.status == 200
    assert texts(page).count("of 1 True or false sound") == 1
    assert re.findall(r'<th scope="row" class="number">(\d+)</th>', page.text) == [
        "1", "3", "5", "7", "9", "11", "13", "15",
    ]  # fmt: skip
    assert "“twelve” is not a number; write digits and a point, as in 3.14" in texts(page)


def test_notes_are_in_the_readers_language_where_there_are_words_for_them(
    at_work: FlaskClient,
) -> None:
    page = import_file(at_work, b"Which? {~%50%a ~b}", "a.gift")

    assert "they must earn 100 %. A third is written 33.33333" in texts(page)


@pytest.mark.parametrize(
    ("data", "name", "message"),
    (
        ("é".encode("latin-1"), "a.gift", "The file is not UTF-8; save it as UTF-8."),
        (b"<!DOCTYPE x><quiz/>", "a.xml", "a document type is not allowed here"),
        (b"", "a.gift", "There are no questions in the file."),
        (b"x", "", "Choose a file of questions."),
        (b"PK\x03\x04\xff\xfe", "a.zip", "The file is not UTF-8; save it as UTF-8."),
    ),
)
def test_what_is_no_file_of_questions_is_refused(
    at_work: FlaskClient, data: bytes, name: str, message: str
) -> None:
    page = import_file(at_work, data, name)

    assert page.status == 422
    assert message in texts(page)


@pytest.mark.parametrize(
    ("field", "value"),
    (
        ("written", "scorm"),
        ("words", "xx"),
        ("bank", "../x"),
        ("lesson", "A B"),
        ("title", "x" * 201),
    ),
)
def test_a_field_with_a_wrong_value_is_told(at_work: FlaskClient, field: str, value: str) -> None:
    page = import_own(at_work, "customs.gift", **{field: value})

    assert page.status == 422
    assert "Please check these answers" in page.text


def test_too_many_uploads_are_told_to_wait(
    at_work: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "UPLOADS", Limit("studio.upload", 1, actions.UPLOADS.window))

    first, second = import_own(at_work, "customs.gift"), import_own(at_work, "customs.gift")

    assert (first.status, second.status) == (200, 429)


def test_a_large_file_is_refused_at_the_limit_of_uploads(at_work: FlaskClient) -> None:
    within = import_file(at_work, b"x" * 2_000_000 + b"{T}", "a.gift")
    page = import_file(at_work, b"x" * (21 * 1024 * 1024), "a.gift")

    assert (within.status, page.status) == (422, 413)


def test_a_course_says_what_its_export_cannot_hold(app: Flask, client: FlaskClient) -> None:
    person = trainer()
    publish_small_course(owner=person)
    sign_in(client, person)

    page = Browser(client).get(f"/teaching/courses/{SLUG}/questions?format=gift&words=fr")

    shown = texts(page)
    assert "5 of 6 questions can be written" in shown
    assert "the lesson in which its answer is taught 6 coffee , in-the-system" in shown
    assert "is left out: GIFT has no questions of the type ordering 1 from-wide-to-narrow" in shown


@pytest.mark.parametrize(
    ("written", "ending", "count"), (("gift", "gift", 5), ("xml", "xml", 6), ("aiken", "txt", 2))
)
def test_a_course_is_exported_in_each_format(
    app: Flask, client: FlaskClient, written: str, ending: str, count: int
) -> None:
    person = trainer()
    publish_small_course(owner=person)
    sign_in(client, person)

    answer = client.get(
        f"/teaching/courses/{SLUG}/questions/file?part={QUIZ}&format={written}&words=fr"
    )

    text = answer.get_data(as_text=True)
    assert answer.headers["Content-Disposition"] == f"attachment; filename={QUIZ}-fr.{ending}"
    readers = {"gift": read_gift, "xml": read_moodle_xml}
    if written in readers:
        found = readers[written](text, "fr")
        assert (len(found.items), said(found.faults)) == (count, [])
    else:
        assert text.count("ANSWER: ") == count


def test_the_questions_of_somebody_else_are_not_there(app: Flask, client: FlaskClient) -> None:
    publish_small_course(owner=trainer())
    sign_in(client, trainer())

    for path in ("questions", "questions/file"):
        assert client.get(f"/teaching/courses/{SLUG}/{path}").status_code == 404


def test_a_part_that_is_not_there_is_not_found(app: Flask, client: FlaskClient) -> None:
    person = trainer()
    publish_small_course(owner=person)
    sign_in(client, person)

    assert client.get(f"/teaching/courses/{SLUG}/questions?part=no-such").status_code == 404
    assert client.get(f"/teaching/courses/{SLUG}/questions?format=x&words=y").status_code == 200


def test_learners_have_no_such_pages(app: Flask, client: FlaskClient) -> None:
    sign_in(client, make_person())

    for path in (IMPORT, TRY, f"/teaching/courses/{SLUG}/questions"):
        assert client.get(path).status_code == 403


def test_a_key_is_tried_step_by_step(at_work: FlaskClient) -> None:
    page = try_key(
        at_work,
        "Which two? {~%50%a ~%50%b ~%-100%c}\n\nHow many? {#=3:0 =%50%3:1}",
        "ann:\n  1: {tries: [[a, c], [a, b]]}\n  2: 3.5\nben: {2: many}\n",
        behaviour="interactive",
        tries="2",
    )

    shown = texts(page)
    assert page.status == 200
    assert "Attempt ann: 1.5 of 2" in shown
    assert "Attempt ben: 0 of 1" in shown
    assert "1 a; c 0 Wrong a Right b Not answered c Wrong 1 of 1 2 a; b 1 Right" in shown
    assert "“many” is not a number. Write digits only, such as 1234.5, without the unit." in shown


@pytest.mark.parametrize(
    ("questions", "responses", "message"),
    (
        ("", "", "The file holds no responses."),
        ("Which? {=a ~b}", "ann: [", "Line 2: The file cannot be read: "),
        ("Which? {a}", "ann: {1: a}", "There is no question “1”; it is named by id, title or"),
        ("- {id: a, type: riddle}", "ann: {a: a}", "Line 1: “riddle” is not a question type"),
    ),
)
def test_what_cannot_be_tried_says_why(
    at_work: FlaskClient, questions: str, responses: str, message: str
) -> None:
    page = try_key(at_work, questions, responses)

    assert page.status == 422
    assert message in texts(page)


def test_hostile_words_are_inert_on_every_page(at_work: FlaskClient) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"
    question = f"::{evil}::[markdown]a\\: {evil} {{=[plain]b {evil}#{evil} ~c\n####{evil}}}"

    imported = import_file(at_work, question.replace('="', "").encode(), f"{evil}.gift")
    tried = try_key(at_work, question, f"'{evil.replace(chr(39), '')}': {{1: b}}")

    for page in (imported, tried):
        assert page.status in {200, 422}
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
