"""Is an uploaded course checked whole, kept only when it is right, and nothing else let in?"""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.catalogue.models import Course
from app.core.db import db
from app.core.limits import Limit
from app.studio import actions
from app.studio.models import Draft, DraftMedia
from tests.browsing import Browser
from tests.factories import administrator, make_person, sign_in, trainer
from tests.small_course import publish_small_course
from tests.studio.zips import (
    LESSON,
    QUIZ,
    SLUG,
    edited,
    line_of,
    multipart,
    renamed,
    sample_files,
    upload,
    upload_sample,
    zipped,
)

MB = 1024 * 1024


def count(model: type[Course | Draft | DraftMedia]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


PLAN = (
    ("course.yaml", "level: foundation", "level: beginner", "is not a level"),
    ("course.yaml", "hs_edition: 2022", "hs_editon: 2022", "unknown key"),
    ("course.yaml", "pass_mark: 60", "pass_mark: 160", "out of range"),
    ("course.yaml", "prerequisites: []", "prerequisites: [no-such]", "there is no course"),
    (f"{LESSON}/lesson.yaml", "key: chapter", "key: section", "the key says"),
    (f"{LESSON}/en.md", "## What comes after", "#### What comes after", "skips a level"),
    (f"{LESSON}/en.md", "`HS 0901.21`:", "`HS 0901.99`:", "is not a code of HS 2022"),
    (f"{LESSON}/en.md", "Each pair of", "Each [pair](term:no-such) of", "has no term"),
    (f"{LESSON}/en.md", "are common", "are [common](lesson:no-such)", "has no lesson"),
    (f"{QUIZ}/quiz.yaml", "id: national-digits", "id: digits-of-a-heading", "is already in"),
    (f"{QUIZ}/en.yaml", 'four: "Yes, as in `HS 09.01`."', 'fourth: "Yes."', "is not an id here"),
    (f"{LESSON}/fr.md", "## Ce qui vient", "![](media/none.png)\n\n## Ce qui", "text alternative"),
)


def shown_faults(text: str) -> set[tuple[str, int, str]]:
    rows = re.findall(
        r'<th scope="row"><code[^>]*>([^<]+)</code></th><td class="number">(\d+)</td>'
        r'<td lang="en">([^<]+)</td>',
        text,
    )
    return {(unescape(file), int(line), unescape(message)) for file, line, message in rows}


def test_twelve_planted_faults_are_all_shown_by_file_and_line_and_nothing_is_kept(
    app: Flask, client: FlaskClient
) -> None:
    sign_in(client, trainer())
    files = sample_files()
    for path, old, new, _said in PLAN:
        files = edited(files, path, old, new)

    page = upload(client, zipped(files))

    shown = shown_faults(page.text)
    missed = [
        (path, said)
        for path, old, _new, said in PLAN
        if not any(
            (file, line) == (f"{SLUG}/{path}", line_of(sample_files(), path, old))
            and said in message
            for file, line, message in shown
        )
    ]
    assert (page.status, missed) == (422, [])
    assert (count(Draft), count(Course)) == (0, 0)


def test_the_faults_can_be_taken_along_as_text(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())
    files = edited(sample_files(), "course.yaml", "pass_mark: 60", "pass_mark: 160")

    page = upload(client, zipped(files))

    link = re.search(
        r'href="data:text/plain;charset=utf-8,([^"]+)" download="faults.txt"', page.text
    )
    assert link is not None
    line = line_of(files, "course.yaml", "pass_mark")
    assert unquote(link[1]).startswith(f"{SLUG}/course.yaml:{line}: ")


def test_a_course_without_faults_becomes_a_draft_and_is_not_public(
    app: Flask, client: FlaskClient
) -> None:
    person = trainer()
    sign_in(client, person)

    page = upload_sample(client)

    draft = db.session.scalars(select(Draft)).one()
    assert (draft.slug, draft.person_id) == (SLUG, person.id)
    assert page.path == f"/teaching/drafts/{draft.id}/preview/en"
    assert "Only you see this" in page.text
    assert count(Course) == 0
    assert client.get(f"/courses/{SLUG}").status_code == 404


def test_the_sample_that_is_handed_out_passes_the_check(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())

    answer = client.get(f"/teaching/sample/{SLUG}.zip")
    page = upload(client, answer.data)

    assert answer.content_type == "application/zip"
    assert page.status == 200
    assert count(Draft) == 1
    assert client.get("/teaching/sample/other.zip").status_code == 404


def test_the_next_upload_takes_the_place_of_the_draft(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())
    upload_sample(client)
    before = db.session.scalars(select(Draft.content_hash)).one()

    upload(client, zipped(edited(sample_files(), "course.yaml", "minutes: 15", "minutes: 16")))

    assert db.session.scalars(select(Draft.content_hash)).one() != before


def test_a_discarded_draft_is_gone(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())
    page = upload_sample(client)

    Browser(client).submit(page.form("/discard"))

    assert count(Draft) == 0


def test_the_slug_of_somebody_else_is_refused_by_name(app: Flask, client: FlaskClient) -> None:
    publish_small_course(slug=SLUG, owner=trainer())
    sign_in(client, trainer())

    page = upload_sample(client)

    assert page.status == 403
    assert "belongs to somebody else" in page.text
    assert count(Draft) == 0


def test_a_course_from_files_belongs_to_the_administrators(app: Flask, client: FlaskClient) -> None:
    publish_small_course(slug=SLUG)
    sign_in(client, trainer())
    refused = upload_sample(client)
    sign_in(client, administrator())
    kept = upload_sample(client)

    assert (refused.status, kept.status) == (403, 200)
    assert count(Draft) == 1


def test_drafts_are_limited_in_number(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_DRAFTS", 1)
    sign_in(client, trainer())
    upload_sample(client)

    again, other = upload_sample(client), upload_sample(client, "another-course")

    assert (again.status, other.status) == (200, 409)
    assert db.session.scalars(select(Draft.slug)).all() == [SLUG]


def test_too_many_uploads_are_told_to_wait(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "UPLOADS", Limit("studio.upload", 1, actions.UPLOADS.window))
    sign_in(client, trainer())

    first, second = upload_sample(client), upload_sample(client)

    assert (first.status, second.status) == (200, 429)


def archive_of(name: str, data: bytes = b"x", **changes: int) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in sample_files().items():
            archive.writestr(f"{SLUG}/{path}", content)
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        for attribute, value in changes.items():
            setattr(info, attribute, value)
        archive.writestr(info, data)
    return whole.getvalue()


HOSTILE = {
    "no zip": b"this is not a zip",
    "nothing": b"",
    "cut short": zipped(sample_files())[:-40],
    "climbs out": archive_of("../../outside.md"),
    "absolute": archive_of("/outside.md"),
    "a drive": archive_of("C:/outside.md"),
    "backslashes": archive_of("..\\outside.md"),
    "a link": archive_of(f"{SLUG}/link.md", b"/etc/passwd", external_attr=0o120777 << 16),
    "a bomb": archive_of(f"{SLUG}/bomb.md", b"\0" * (1900 * 1000)),
    "a large file": archive_of(f"{SLUG}/large.md", b"ab" * 1_100_000),
    "twice": archive_of(f"{SLUG}/COURSE.yaml"),
    "two folders": archive_of("other/course.yaml"),
    "no course": archive_of("elsewhere.txt").replace(b"course.yaml", b"course.yarn"),
}


@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_a_hostile_zip_is_refused_with_a_reason(app: Flask, client: FlaskClient, kind: str) -> None:
    sign_in(client, trainer())

    page = upload(client, HOSTILE[kind])

    assert page.status == 422
    assert "Please check these answers" in page.text
    assert (count(Draft), count(Course)) == (0, 0)


def test_hostile_names_and_texts_are_inert_in_the_list_of_faults(
    app: Flask, client: FlaskClient
) -> None:
    sign_in(client, trainer())
    files = sample_files()
    files['media/" onmouseover=x.exe'] = b"x"
    files["media/&lt;script&gt;.html"] = b"<script>alert(1)</script>"
    files = edited(files, "course.yaml", "level: foundation", 'level: "<script>alert(2)</script>"')

    page = upload(client, zipped({k: v for k, v in files.items() if '"' not in k}))
    refused = upload(client, zipped(files))

    assert (page.status, refused.status) == (422, 422)
    assert "<script>alert" not in page.text + refused.text
    assert '" onmouseover' not in refused.text


def test_hostile_course_text_is_inert_in_the_preview(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())
    files = edited(sample_files(), "course.yaml", "My first course", "<script>alert(1)</script>")
    files = edited(files, f"{LESSON}/en.md", "Each pair", "<img src=x onerror=alert(2)> Each pair")
    files = edited(
        files, f"{QUIZ}/en.yaml", "How many digits", "<script>alert(3)</script> How many"
    )

    upload(client, zipped(files))

    draft = db.session.scalars(select(Draft)).one().id
    base = f"/teaching/drafts/{draft}/preview/en"
    for path in (base, f"{base}/lessons/first-lesson", f"{base}/quizzes/quiz-first", "/teaching"):
        text = Browser(client).get(path).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_fifty_megabytes_are_refused(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())

    answer = client.post("/teaching/upload", **multipart(bytes(50 * MB), "big.zip"))

    assert answer.status_code == 413
    assert count(Draft) == 0


def test_only_the_upload_of_a_trainer_may_pass_one_megabyte(
    app: Flask, client: FlaskClient
) -> None:
    two = bytes(2 * MB)
    signed_out = client.post("/teaching/upload", **multipart(two, "two.zip"))
    sign_in(client, make_person())
    official = client.post("/teaching/upload", **multipart(two, "two.zip"))
    sign_in(client, trainer())
    elsewhere = client.post("/teaching/courses/x/withdraw", **multipart(two, "two.zip"))
    trained = upload(client, two)

    refused = (signed_out, official, elsewhere)
    assert [one.status_code for one in refused] == [413, 413, 413]
    assert trained.status == 422


def test_who_is_no_trainer_cannot_upload(app: Flask, client: FlaskClient) -> None:
    assert client.get("/teaching/upload").status_code == 302
    sign_in(client, make_person())

    assert client.get("/teaching/upload").status_code == 403


def test_a_prerequisite_has_to_be_published(app: Flask, client: FlaskClient) -> None:
    publish_small_course()
    sign_in(client, trainer())
    files = renamed(sample_files(), SLUG)
    known = edited(files, "course.yaml", "prerequisites: []", "prerequisites: [small-course]")

    assert upload(client, zipped(known)).status == 200
