"""Who may publish what, what does the confirmation say, and what happens to those in the middle?"""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.catalogue.models import Course, CourseVersion
from app.catalogue.queries import card, search
from app.catalogue.rules import CourseState
from app.core.db import db
from app.learning.models import Enrolment
from app.studio.models import Draft, DraftMedia
from tests.browsing import Browser, Page
from tests.factories import administrator, make_person, sign_in, trainer
from tests.small_course import (
    SLUG as SMALL,
)
from tests.small_course import (
    complete_small_course,
    enrol_in_small_course,
    publish_small_course,
)
from tests.studio.zips import (
    LESSON,
    SLUG,
    edited,
    picture,
    sample_files,
    small_course_zip,
    upload,
    upload_sample,
    zipped,
)


def confirmation(client: FlaskClient) -> Page:
    """The confirmation of the only draft."""
    number = db.session.scalars(select(Draft.id)).one()
    return Browser(client).get(f"/teaching/drafts/{number}/publish")


def publish(client: FlaskClient) -> Page:
    return Browser(client).submit(confirmation(client).form("/publish"))


def versions() -> list[tuple[int, bool]]:
    query = select(CourseVersion.number, CourseVersion.is_current).order_by(CourseVersion.number)
    return [(number, current) for number, current in db.session.execute(query)]


def test_a_draft_becomes_the_first_version_and_its_trainer_the_owner(
    app: Flask, client: FlaskClient
) -> None:
    person = trainer()
    sign_in(client, person)
    upload_sample(client)

    asked = confirmation(client)
    done = Browser(client).submit(asked.form("/publish"))

    assert "becomes public in the catalogue" in asked.text
    assert "Version 1 is published." in done.text
    found = card(SLUG)
    assert (found.owner_id, found.state) == (person.id, CourseState.PUBLISHED)
    assert db.session.scalars(select(Draft)).all() == []
    assert db.session.scalars(select(DraftMedia)).all() == []
    assert client.get(f"/courses/{SLUG}").status_code == 200


def test_the_confirmation_says_what_changes_and_who_is_in_the_middle(
    app: Flask, client: FlaskClient
) -> None:
    owner = trainer()
    publish_small_course(owner=owner)
    enrol_in_small_course(make_person())
    complete_small_course(make_person())
    sign_in(client, owner)
    upload(
        client,
        small_course_zip(("key", "difficulty: 1, lesson: dashes", "difficulty: 3, lesson: dashes")),
    )

    page = confirmation(client)

    assert "takes the place of version 1" in page.text
    assert "1 learner is in the middle" in page.text
    assert "2 items stay as they are." in page.text
    assert page.text.count(">Changed<") == 1
    assert page.text.count(">New<") + page.text.count(">Removed<") == 0


def test_those_in_the_middle_keep_their_version(app: Flask, client: FlaskClient) -> None:
    owner = trainer()
    first = publish_small_course(owner=owner)
    enrolment = enrol_in_small_course(make_person())
    sign_in(client, owner)
    upload(
        client,
        small_course_zip(("key", "difficulty: 1, lesson: dashes", "difficulty: 3, lesson: dashes")),
    )

    publish(client)

    assert versions() == [(1, False), (2, True)]
    kept = db.session.get_one(Enrolment, enrolment.id, populate_existing=True)
    assert kept.version_id == first.version_id


def test_the_same_content_is_no_new_version(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())
    upload_sample(client)
    publish(client)
    upload_sample(client)

    asked = confirmation(client)
    Browser(client).submit(asked.form("/publish"))

    assert "changes nothing" in asked.text
    assert versions() == [(1, True)]


def test_a_trainer_cannot_publish_over_a_course_that_came_meanwhile(
    app: Flask, client: FlaskClient
) -> None:
    sign_in(client, trainer())
    upload_sample(client)
    asked = confirmation(client)
    publish_small_course(slug=SLUG, owner=trainer())

    done = Browser(client).submit(asked.form("/publish"))

    assert done.status == 403
    assert confirmation(client).status == 403
    assert versions() == [(1, True)]


def test_a_confirmation_that_is_out_of_date_publishes_nothing(
    app: Flask, client: FlaskClient
) -> None:
    owner = trainer()
    publish_small_course(slug=SLUG, owner=owner)
    sign_in(client, owner)
    upload_sample(client)
    asked = confirmation(client)
    publish_small_course(slug=SLUG, owner=owner, minutes=99)

    stale = Browser(client).submit(asked.form("/publish"))
    other = Browser(client).submit(asked.form("/publish"), {"content_hash": "another"})

    assert (stale.status, other.status) == (409, 409)
    assert versions() == [(1, False), (2, True)]


def test_withdraw_and_publish_again(app: Flask, client: FlaskClient) -> None:
    owner = trainer()
    publish_small_course(owner=owner)
    sign_in(client, owner)
    browser = Browser(client)

    withdrawn = browser.submit(browser.get(f"/teaching/courses/{SMALL}").form("/withdraw"))
    hidden = (client.get(f"/courses/{SMALL}").status_code, search("dashes", "en"))
    asked = browser.get(f"/teaching/courses/{SMALL}/versions/1/publish")
    browser.submit(asked.form("/versions/1/publish"))

    assert "nobody new begins" in withdrawn.text
    assert hidden == (404, [])
    assert "comes back into the catalogue as it was" in asked.text
    assert client.get(f"/courses/{SMALL}").status_code == 200
    assert [hit.item_id for hit in search("dashes", "en")] != []
    assert versions() == [(1, True)]


def test_an_earlier_version_can_be_published_again(app: Flask, client: FlaskClient) -> None:
    owner = trainer()
    publish_small_course(owner=owner)
    publish_small_course(owner=owner, minutes=33)
    sign_in(client, owner)
    browser = Browser(client)

    asked = browser.get(f"/teaching/courses/{SMALL}/versions/1/publish")
    browser.submit(asked.form("/versions/1/publish"))

    assert versions() == [(1, True), (2, False)]
    assert card(SMALL).outline.minutes == 20


def test_another_trainers_course_is_not_there(app: Flask, client: FlaskClient) -> None:
    publish_small_course(owner=trainer())
    publish_small_course(slug="from-files")
    sign_in(client, trainer())
    browser = Browser(client)
    token = browser.get("/teaching/upload").form("/upload").fields

    for slug in (SMALL, "from-files", "no-such-course"):
        base = f"/teaching/courses/{slug}"
        assert client.get(base).status_code == 404
        assert client.get(f"{base}/versions/1/publish").status_code == 404
        assert client.post(f"{base}/versions/1/publish", data=token).status_code == 404
        assert client.post(f"{base}/withdraw", data=token).status_code == 404
    assert set(db.session.scalars(select(Course.state))) == {CourseState.PUBLISHED}


def test_an_administrator_publishes_to_every_course_and_the_owner_stays(
    app: Flask, client: FlaskClient
) -> None:
    owner = trainer()
    publish_small_course(slug=SLUG, owner=owner)
    sign_in(client, administrator())
    upload_sample(client)

    publish(client)

    assert versions() == [(1, False), (2, True)]
    assert card(SLUG).owner_id == owner.id


def test_an_upload_over_a_course_of_files_keeps_their_digest(
    app: Flask, client: FlaskClient
) -> None:
    publish_small_course(slug=SLUG)
    course = db.session.scalars(select(Course)).one()
    course.source_digest = "as published from files"
    db.session.commit()
    sign_in(client, administrator())
    upload_sample(client)

    publish(client)

    assert db.session.scalars(select(Course.source_digest)).one() == "as published from files"


def test_pictures_are_public_once_published(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())
    files = sample_files() | {"media/dot.png": picture()}
    for language in ("en", "fr"):
        path = f"{LESSON}/{language}.md"
        files = edited(files, path, "```check", '![A dot](media/dot.png "Dot")\n\n```check')
    upload(client, zipped(files))
    address = db.session.scalars(select(DraftMedia.sha256)).one()

    publish(client)

    assert client.get(f"/media/{address}/dot.png").data == picture()
