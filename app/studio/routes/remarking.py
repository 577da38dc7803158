"""How does a trainer see what a corrected key would change, and have it changed?"""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts.models import Person
from app.accounts.policy import TRAINERS
from app.catalogue.content.version import QuizItem
from app.catalogue.models import Course
from app.core.access import access
from app.core.db import db, transaction
from app.core.errors import Conflict, NotFound
from app.core.i18n import language
from app.core.listing import listing
from app.learning.actions import remarking
from app.learning.models import Remarking
from app.learning.queries import quiz_of
from app.studio.forms import RemarkForm
from app.studio.queries import courses as courses_of
from app.studio.queries import remarkings
from app.studio.queries.courses import Managed
from app.studio.queries.remarkings import Column
from app.studio.routes import blueprint
from app.studio.routes.courses import spoken


@dataclass(frozen=True, slots=True)
class Compared:
    """A quiz of a course that the reader manages."""

    course: Managed
    quiz: QuizItem
    words: str


@blueprint.get("/courses/<slug>/quizzes/<quiz_id>/results")
@access(TRAINERS)
def remarkings_page(slug: str, quiz_id: str) -> ResponseReturnValue:
    """Show earlier comparisons, and the way to a new one."""
    return _quiz_page(_managed(slug, quiz_id), RemarkForm(formdata=None))


@blueprint.post("/courses/<slug>/quizzes/<quiz_id>/results")
@access(TRAINERS)
def compare_results(slug: str, quiz_id: str) -> ResponseReturnValue:
    """Have results compared with the present keys; nothing changes by that."""
    found, form = _managed(slug, quiz_id), RemarkForm()
    if not form.validate_on_submit():
        return _quiz_page(found, form), 422
    try:
        with transaction() as session:
            course = session.get_one(Course, found.course.id)
            person = session.get_one(Person, current_user.id)
            asked = remarking.ask(session, person, course, quiz_id, form.reason.data or "")
    except Conflict as conflict:
        flash(conflict.message, "warning")
        return redirect(url_for(".remarkings_page", slug=slug, quiz_id=quiz_id))
    return redirect(url_for(".remarking_page", slug=slug, remarking_id=asked.id))


@blueprint.get("/courses/<slug>/results/<int(max=2147483647):remarking_id>")
@access(TRAINERS)
def remarking_page(slug: str, remarking_id: int) -> ResponseReturnValue:
    """List whose result would change and how, or has changed."""
    found, compared = _comparison(slug, remarking_id)
    asked = listing("studio.remarking_page", Column, "name")
    asked.kept.update(slug=slug, remarking_id=remarking_id)
    return render_template(
        "studio/remarking.html",
        found=found,
        comparison=compared,
        tally=remarkings.tally(remarking_id),
        listing=asked,
        page=remarkings.changes(
            remarking_id,
            language(),
            Column(asked.sort),
            asked.number,
            descending=asked.descending,
        ),
    )


@blueprint.post("/courses/<slug>/results/<int(max=2147483647):remarking_id>/apply")
@access(TRAINERS)
def apply_remarking(slug: str, remarking_id: int) -> ResponseReturnValue:
    """Let the compared results count."""
    _comparison(slug, remarking_id)
    try:
        with transaction() as session:
            person = session.get_one(Person, current_user.id)
            remarking.apply(session, person, remarking_id)
    except Conflict as conflict:
        flash(conflict.message, "warning")
    return redirect(url_for(".remarking_page", slug=slug, remarking_id=remarking_id))


def _managed(slug: str, quiz_id: str) -> Compared:
    course = courses_of.managed(current_user, slug)
    return Compared(course, _quiz(course, quiz_id), spoken(course.outline))


def _quiz(course: Managed, quiz_id: str) -> QuizItem:
    """The quiz as the current version has it. Raises NotFound."""
    current = next(one for one in courses_of.versions(course.id) if one.is_current)
    return quiz_of(current.id, quiz_id)


def _comparison(slug: str, remarking_id: int) -> tuple[Compared, remarkings.Comparison]:
    course = courses_of.managed(current_user, slug)
    compared = remarkings.comparison(remarking_id)
    if compared.course_id != course.id:
        raise NotFound
    version = db.session.get_one(Remarking, remarking_id).key_version_id
    quiz = quiz_of(version, compared.quiz_id)
    return Compared(course, quiz, spoken(course.outline)), compared


def _quiz_page(found: Compared, form: RemarkForm) -> str:
    return render_template(
        "studio/remarkings.html",
        found=found,
        form=form,
        comparisons=remarkings.of_quiz(found.course.id, found.quiz.id),
    )
