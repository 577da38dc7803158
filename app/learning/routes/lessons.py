"""How does a learner read: home, continue, a lesson, its checks, its marks?"""

from __future__ import annotations

import re

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts.models import Person
from app.accounts.policy import MEMBER
from app.catalogue import queries as catalogue
from app.catalogue.content.version import ItemKind, LessonItem
from app.core.access import access
from app.core.clock import today
from app.core.db import transaction
from app.core.errors import Invalid, NotFound
from app.learning import checks, queries
from app.learning.actions import attempts, progress
from app.learning.queries import Enrolled
from app.learning.routes import blueprint, reading, views
from app.learning.rules import EnrolmentState, is_overdue

NO_CHECK = checks.Asked("", None)
_HEADING = re.compile(r"s[1-9][0-9]{0,3}")


@blueprint.get("/home")
@access(MEMBER)
def home() -> ResponseReturnValue:
    """Show where the learner stopped, and all their courses."""
    courses = queries.all_enrolled(current_user.id)
    latest = next(
        (one for one in courses if one.summary.state is not EnrolmentState.COMPLETED), None
    )
    return render_template(
        "learning/home.html",
        latest=latest,
        where=_next_title(latest) if latest else "",
        courses=courses,
        spoken=views.spoken,
        overdue=lambda one: is_overdue(one.due_on, one.summary.state, today()),
    )


@blueprint.post("/courses/<slug>/enrol")
@access(MEMBER)
def enrol(slug: str) -> ResponseReturnValue:
    """Put the learner into the course and open it."""
    card = catalogue.card(slug)
    with transaction() as session:
        progress.enrol(session, session.get_one(Person, current_user.id), card)
    return redirect(url_for("learning.continue_course", slug=slug))


@blueprint.get("/learn/<slug>")
@access(MEMBER)
def continue_course(slug: str) -> ResponseReturnValue:
    """Go to where the learner stopped, on any device."""
    enrolled = queries.enrolled(current_user.id, slug)
    place = views.place_to_continue(enrolled)
    if place is None:
        raise NotFound
    item, heading = place
    return redirect(views.item_url(slug, item) + (f"#{heading}" if heading else ""))


@blueprint.get("/learn/<slug>/lessons/<lesson_id>")
@access(MEMBER)
def lesson(slug: str, lesson_id: str) -> ResponseReturnValue:
    """Show a lesson in the language of the page."""
    enrolled = queries.enrolled(current_user.id, slug)
    return _lesson_page(enrolled, lesson_id, NO_CHECK)


@blueprint.post("/learn/<slug>/lessons/<lesson_id>/checks/<check_id>")
@access(MEMBER)
def check(slug: str, lesson_id: str, check_id: str) -> ResponseReturnValue:
    """Mark a knowledge check: its form again with feedback, alone or within the lesson."""
    enrolled = queries.enrolled(current_user.id, slug)
    found = catalogue.bank_of(enrolled.version_id).checks.get(check_id)
    if found is None or found.lesson != lesson_id:
        raise NotFound
    given = checks.answer(found, request.form)
    if request.headers.get("X-Requested-With") != "fetch":
        return _lesson_page(enrolled, lesson_id, checks.Asked(check_id, given))
    view = checks.view(found, views.spoken(enrolled), given)
    action = url_for(".check", slug=slug, lesson_id=lesson_id, check_id=check_id)
    return render_template("learning/check.html", view=view, action=action)


@blueprint.get("/learn/<slug>/lessons/<lesson_id>/checks/<check_id>")
@access(MEMBER)
def check_page(slug: str, lesson_id: str, check_id: str) -> ResponseReturnValue:
    """Lead back to the lesson whoever reloads an answered check or reads it in another language."""
    url = url_for(".lesson", slug=slug, lesson_id=lesson_id, lang=request.args.get("lang"))
    return redirect(f"{url}#check-{check_id}")


@blueprint.post("/learn/<slug>/lessons/<lesson_id>/read")
@access(MEMBER)
def read(slug: str, lesson_id: str) -> ResponseReturnValue:
    """Note the lesson as read and go on."""
    enrolled = queries.enrolled(current_user.id, slug)
    enrolled.item(lesson_id, ItemKind.LESSON)
    with transaction() as session:
        progress.mark_read(session, enrolled.id, lesson_id)
    _before, after = views.neighbours(enrolled, lesson_id)
    return redirect(after.url if after else url_for("catalogue.course", slug=slug))


@blueprint.put("/learn/<slug>/position")
@access(MEMBER)
def position(slug: str) -> ResponseReturnValue:
    """Note where the learner is, so that another device goes on there."""
    enrolled = queries.enrolled(current_user.id, slug)
    sent = views.sent_object()
    item, heading = sent.get("item"), sent.get("heading", "")
    if not isinstance(item, str) or not isinstance(heading, str):
        raise Invalid(_("Send the lesson and the heading as texts."))
    enrolled.item(item, ItemKind.LESSON)
    safe = heading if _HEADING.fullmatch(heading) else ""
    with transaction() as session:
        progress.keep_position(session, enrolled.id, item, safe)
    return {"item": item, "heading": safe}


@blueprint.post("/learn/<slug>/version")
@access(MEMBER)
def change_version(slug: str) -> ResponseReturnValue:
    """Take the learner to the course's newest version."""
    enrolled = queries.enrolled(current_user.id, slug)
    if enrolled.newer_version:
        with transaction() as session:
            attempts.close_all_over(session, enrolled.id)
            progress.change_version(session, enrolled.id, enrolled.current_version_id)
        flash(_("You are on the new version. What is unchanged and done stays done."), "success")
    return redirect(url_for(".continue_course", slug=slug))


def _lesson_page(enrolled: Enrolled, lesson_id: str, asked: checks.Asked) -> str:
    item = enrolled.item(lesson_id, ItemKind.LESSON)
    assert isinstance(item, LessonItem)  # noqa: S101 - its kind says so
    words = views.spoken(enrolled)
    article, aside = reading.look(enrolled, item, words, asked)
    return render_template(
        "learning/lesson.html",
        enrolled=enrolled,
        item=item,
        title=item.title[words],
        article=article,
        aside=aside,
        side=views.side(enrolled, lesson_id),
        pager=reading.pager(enrolled, item),
        course_title=enrolled.outline.title[words],
    )


def _next_title(enrolled: Enrolled) -> str:
    place = views.place_to_continue(enrolled)
    return place[0].title[views.spoken(enrolled)] if place else ""
