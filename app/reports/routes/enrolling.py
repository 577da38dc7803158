"""How does a coordinator enrol people of their units?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts.policy import STAFF_ONLY
from app.catalogue.queries import CourseCard, cards
from app.core import clock
from app.core.access import access
from app.core.db import transaction
from app.core.errors import NotFound
from app.core.folding import folded
from app.core.i18n import language
from app.core.pagination import asked_page
from app.reports import queries
from app.reports.actions import Enrolled, enrol_people
from app.reports.forms import EnrolForm
from app.reports.queries import Place, Places, Wanted, enrolling
from app.reports.routes import blueprint

MOST_AT_ONCE = 1000
BATCH = 50
"""People to a transaction, so that other writers of the embedded database wait only briefly."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which course and whose people the address names, within the reader's scope."""

    places: Places
    place: Place | None
    courses: list[CourseCard]
    course: CourseCard | None
    wanted: Wanted

    @property
    def kept(self) -> dict[str, Any]:
        """The filters, for addresses of the same list."""
        given = {
            "course": self.course.slug if self.course else "",
            "unit": str(self.place.id) if self.place else "",
            "q": self.wanted.words,
        }
        return {name: value for name, value in given.items() if value}


@blueprint.get("/reports/enrol")
@access(STAFF_ONLY)
def enrol() -> ResponseReturnValue:
    """Choose a course, a due date and people."""
    return _page(_asked(), EnrolForm(formdata=None))


@blueprint.post("/reports/enrol")
@access(STAFF_ONLY)
def enrol_chosen() -> ResponseReturnValue:
    """Enrol those who were ticked, or everybody whom the list shows."""
    asked, form = _asked(), EnrolForm()
    if asked.course is None:
        raise NotFound
    if not form.validate_on_submit():
        return _page(asked, form), 422
    if request.form.get("whom") == "all":
        ids = enrolling.all_found(asked.wanted, MOST_AT_ONCE)
    else:
        ids = enrolling.ticked(_whole_scope(asked), form.people.data or [])
    fault = _fault(len(ids))
    if fault:
        form.people.errors = [fault]
        return _page(asked, form), 422
    done = _enrolled(ids, asked.course, form.due_on.data)
    return render_template(
        "reports/enrolled.html",
        asked=asked,
        title=queries.title(asked.course, language()),
        new=[one.name for one in done if one.is_new],
        known=[one.name for one in done if not one.is_new],
        due_on=form.due_on.data,
    )


def _enrolled(ids: list[int], card: CourseCard, due_on: date | None) -> list[Enrolled]:
    done: list[Enrolled] = []
    for start in range(0, len(ids), BATCH):
        with transaction() as session:
            part = ids[start : start + BATCH]
            done += enrol_people(session, part, card, current_user, due_on)
    return done


def _fault(people: int) -> str:
    if people == 0:
        return str(_("Tick at least one person, or enrol all whom the list shows."))
    if people > MOST_AT_ONCE:
        return str(
            _(
                "At most %(most)s people can be enrolled at once: choose a smaller unit, "
                "or search for a part of a name.",
                most=MOST_AT_ONCE,
            )
        )
    return ""


def _asked() -> Asked:
    spoken = language()
    places = queries.places(current_user, spoken)
    place = places.chosen(request.values.get("unit", ""))
    courses = sorted(cards(), key=lambda one: folded(queries.title(one, spoken)))
    slug = request.values.get("course", "")
    course = next((one for one in courses if one.slug == slug), None)
    if slug and course is None:
        raise NotFound
    wanted = Wanted(
        paths=places.paths(place),
        course_id=course.course_id if course else None,
        words=request.values.get("q", "")[:200],
    )
    return Asked(places, place, courses, course, wanted)


def _whole_scope(asked: Asked) -> Wanted:
    """Somebody who was ticked may have left the list meanwhile; the scope is what counts."""
    return Wanted(asked.places.scopes)


def _page(asked: Asked, form: EnrolForm) -> str:
    number = asked_page(request.values.get("page"))
    return render_template(
        "reports/enrol.html",
        asked=asked,
        form=form,
        page=enrolling.candidates(asked.wanted, number) if asked.course else None,
        units=asked.places.names,
        unit_pairs=[(one.id, one.name) for one in asked.places.all],
        course_pairs=[(one.slug, queries.title(one, language())) for one in asked.courses],
        page_url=lambda other: url_for(".enrol", **asked.kept, page=other),
        today=clock.today(),
    )
