"""How does a coordinator grant somebody more time or more attempts?"""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts.policy import STAFF_ONLY
from app.catalogue.content.version import QuizItem
from app.catalogue.queries import CourseCard, cards, outline_of
from app.core.access import access
from app.core.db import transaction
from app.core.errors import Invalid, NotFound
from app.core.folding import folded
from app.core.i18n import language
from app.core.listing import listing
from app.learning.actions import accommodations as actions
from app.learning.actions.accommodations import Grant
from app.reports import queries
from app.reports.forms import AccommodationForm
from app.reports.queries import Places, accommodations
from app.reports.queries.accommodations import Column
from app.reports.routes import blueprint


@dataclass(frozen=True, slots=True)
class Asked:
    """The reader's places, the courses, and the one that the address names."""

    places: Places
    courses: list[CourseCard]
    course: CourseCard | None

    def quizzes(self) -> list[tuple[str, str]]:
        """The quizzes of the course that can be chosen, by id."""
        if self.course is None:
            return []
        items = outline_of(self.course.version_id).items()
        return [(one.id, in_words(one.title)) for one in items if isinstance(one, QuizItem)]


@blueprint.get("/reports/accommodations", endpoint="accommodations")
@access(STAFF_ONLY)
def accommodations_page() -> ResponseReturnValue:
    """List who is granted what, and grant more."""
    return _page(_asked(), AccommodationForm(formdata=None))


@blueprint.post("/reports/accommodations")
@access(STAFF_ONLY)
def grant_accommodation() -> ResponseReturnValue:
    """Grant an accommodation to a person or a unit of the reader's."""
    asked, form = _asked(), AccommodationForm()
    if asked.course is None:
        raise NotFound
    form.quiz.choices = [("", _("Every quiz of the course")), *asked.quizzes()]
    form.unit.choices = [("", ""), *((str(one.id), one.name) for one in asked.places.all)]
    if not form.validate_on_submit():
        return _page(asked, form), 422
    person_id = _person(asked, form)
    unit_id = int(form.unit.data) if form.unit.data else None
    if form.email.errors:
        return _page(asked, form), 422
    what = Grant(
        course_id=asked.course.course_id,
        quiz_id=form.quiz.data or None,
        person_id=person_id,
        unit_id=unit_id,
        extra_time_percent=form.time_percent.data or 0,
        extra_attempts=form.attempts.data or 0,
        reason=form.reason.data or "",
    )
    try:
        with transaction() as session:
            actions.grant(session, current_user.id, what)
    except Invalid as wrong:
        field = form.time_percent if (person_id is None) != (unit_id is None) else form.email
        field.errors = [wrong.message]
        return _page(asked, form), 422
    flash(_("The accommodation is granted. It holds for attempts that begin from now on."))
    return redirect(url_for(".accommodations", course=asked.course.slug))


@blueprint.post("/reports/accommodations/<int(max=2147483647):accommodation_id>/end")
@access(STAFF_ONLY)
def end_accommodation(accommodation_id: int) -> ResponseReturnValue:
    """End an accommodation."""
    scopes = queries.places(current_user, language()).scopes
    found = accommodations.reached(scopes, accommodation_id)
    with transaction() as session:
        actions.end(session, current_user.id, found)
    flash(_("The accommodation has ended. Attempts that run keep their time."))
    return redirect(url_for(".accommodations"))


def in_words(texts: dict[str, str]) -> str:
    """A text of a course in the reader's language, or in the course's first."""
    return texts.get(language()) or next(iter(texts.values()), "")


def _person(asked: Asked, form: AccommodationForm) -> int | None:
    """The id of the person of the address given, with an error at the field where there is none."""
    email = (form.email.data or "").strip().lower()
    if not email:
        return None
    found = accommodations.person_by_email(asked.places.scopes, email)
    if found is None:
        form.email.errors = [_("Nobody of your units has this e-mail address.")]
    return found


def _asked() -> Asked:
    spoken = language()
    courses = sorted(cards(), key=lambda one: folded(queries.title(one, spoken)))
    slug = request.values.get("course", "")
    course = next((one for one in courses if one.slug == slug), None)
    if slug and course is None:
        raise NotFound
    return Asked(queries.places(current_user, spoken), courses, course)


def _page(asked: Asked, form: AccommodationForm) -> str:
    spoken = language()
    found = listing("reports.accommodations", Column, "-granted", ("course",))
    titles = {one.course_id: queries.title(one, spoken) for one in asked.courses}
    form.quiz.choices = [("", _("Every quiz of the course")), *asked.quizzes()]
    form.unit.choices = [("", ""), *((str(one.id), one.name) for one in asked.places.all)]
    return render_template(
        "reports/accommodations.html",
        asked=asked,
        form=form,
        listing=found,
        page=accommodations.page(
            asked.places.scopes,
            spoken,
            Column(found.sort),
            found.number,
            descending=found.descending,
        ),
        titles=titles,
        quizzes=_quiz_titles(asked),
        course_pairs=[(one.slug, titles[one.course_id]) for one in asked.courses],
        unit_pairs=[(str(one.id), one.name) for one in asked.places.all],
    )


def _quiz_titles(asked: Asked) -> dict[str, str]:
    """The titles of all quizzes that an accommodation can be for, by id."""
    return {
        item.id: in_words(item.title)
        for one in asked.courses
        for item in outline_of(one.version_id).items()
        if isinstance(item, QuizItem)
    }
