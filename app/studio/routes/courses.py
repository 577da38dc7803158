"""Which courses does a trainer have, and how do their people do?"""

from __future__ import annotations

from typing import TypeVar

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts.policy import TRAINERS
from app.catalogue.content.version import Outline
from app.catalogue.queries import outline_of
from app.core.access import access
from app.core.errors import NotFound
from app.core.i18n import language
from app.core.pagination import asked_page
from app.studio.policy import sees_all
from app.studio.queries import courses as courses_of
from app.studio.queries import drafts, results
from app.studio.queries.courses import CourseSort, VersionRow
from app.studio.routes import blueprint
from app.studio.rules import share

Value = TypeVar("Value")


@blueprint.get("")
@access(TRAINERS)
def courses() -> ResponseReturnValue:
    """List the trainer's drafts and courses; an administrator sees every course."""
    sort = request.args.get("sort", "")
    known = CourseSort(sort) if sort in {one.value for one in CourseSort} else CourseSort.PUBLISHED
    descending = request.args.get("order", "descending") == "descending"
    number = asked_page(request.args.get("page"))
    page = courses_of.courses(current_user, known, number, language(), descending=descending)
    return render_template(
        "studio/courses.html",
        page=page,
        sort=known,
        order="descending" if descending else "ascending",
        drafts=drafts.drafts(current_user.id),
        all_courses=sees_all(current_user),
        spoken=spoken,
    )


@blueprint.get("/courses/<slug>")
@access(TRAINERS)
def course(slug: str) -> ResponseReturnValue:
    """Show how the people of a course do, in counts, and its versions."""
    managed = courses_of.managed(current_user, slug)
    versions = courses_of.versions(managed.id)
    shown = asked_version(versions)
    outline = outline_of(shown.id)
    return render_template(
        "studio/course.html",
        course=managed,
        outline=outline,
        words=spoken(managed.outline),
        spoken=spoken,
        versions=versions,
        shown=shown,
        standing=results.standing(managed.id),
        lessons=results.lessons(managed.id, outline),
        quizzes=results.quizzes(shown.id, outline),
        share=share,
    )


def spoken(outline: Outline) -> str:
    """The page's language if the course has it, else the course's first."""
    wanted = language()
    return wanted if wanted in outline.languages else outline.languages[0]


def asked_version(versions: list[VersionRow]) -> VersionRow:
    """The version that the address names, the current one where it names none.

    Raises:
        NotFound: the course has no such version.
    """
    number = request.args.get("version")
    if number is None:
        return next(one for one in versions if one.is_current)
    found = next((one for one in versions if str(one.number) == number), None)
    if found is None:
        raise NotFound
    return found
