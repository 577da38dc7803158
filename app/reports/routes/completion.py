"""How does the completion report look as a page, and as a file for a spreadsheet?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts.policy import STAFF_ONLY
from app.core import clock
from app.core.access import access
from app.core.dates import format_date
from app.core.errors import NotFound
from app.core.i18n import language
from app.core.listing import Listing, chosen, listing
from app.learning.rules import EnrolmentState
from app.reports import queries
from app.reports.queries import Place, Places, Wanted, completion
from app.reports.queries.completion import Line, Order
from app.reports.routes import blueprint
from app.reports.rules import Column, Standing, Tally, mondays, neutral, total, within_path

FILTERS = ("unit", "course", "state", "q")
BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheet programs do not take the file for UTF-8


@dataclass(frozen=True, slots=True)
class Asked:
    """What the present address asks for, each part known to be within the reader's scope."""

    places: Places
    place: Place | None
    titles: dict[int, str]
    slugs: dict[str, int]
    course: str
    wanted: Wanted
    listing: Listing
    order: Order


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of a unit or a course, with the address that goes into it."""

    name: str
    url: str | None
    tally: Tally


@blueprint.get("/reports/completion", endpoint="completion")
@access(STAFF_ONLY)
def completion_page() -> ResponseReturnValue:
    """Show the figures, and the people behind them."""
    asked, today = _asked(), clock.today()
    by_unit = completion.by_unit(_all_states(asked), today)
    by_course = completion.by_course(_all_states(asked), today)
    weeks = completion.completions(_all_states(asked), mondays(today))
    return render_template(
        "reports/completion.html",
        asked=asked,
        all=total(by_unit.values()),
        certified=completion.certified(_all_states(asked), today),
        units=_unit_rows(asked, by_unit),
        courses=_course_rows(asked, by_course),
        weeks=[(format_date(day, "medium"), count) for day, count in weeks[:-1]],
        this_week=weeks[-1][1],
        state_words=state_words,
        page=completion.page(asked.wanted, asked.order, today, asked.listing.number),
        unit_pairs=[(one.id, one.name) for one in asked.places.all],
        course_pairs=[(slug, asked.titles[course]) for slug, course in asked.slugs.items()],
        way=asked.places.way_to(asked.place),
        csv_url=_url("reports.completion_file", sort=request.args.get("sort")),
        with_url=_url,
    )


@blueprint.get("/reports/completion.csv")
@access(STAFF_ONLY)
def completion_file() -> ResponseReturnValue:
    """Send the same people as a file, all of them."""
    asked, today = _asked(), clock.today()
    lines = completion.every(asked.wanted, asked.order, today)
    response = Response(stream_with_context(_csv(lines)), mimetype="text/csv")
    name = f"completion-{today.isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def state_words(state: str) -> str:
    """The state of an enrolment in words."""
    words = {
        EnrolmentState.ENROLLED: _("Not begun"),
        EnrolmentState.IN_PROGRESS: _("In progress"),
        EnrolmentState.COMPLETED: _("Completed"),
    }
    return str(words[EnrolmentState(state)])


def _asked() -> Asked:
    spoken = language()
    places = queries.places(current_user, spoken)
    place = places.chosen(request.args.get("unit", ""))
    titles, slugs = queries.courses(spoken)
    slug = request.args.get("course", "")
    if slug and slug not in slugs:
        raise NotFound
    wanted = Wanted(
        paths=places.paths(place),
        course_id=slugs.get(slug),
        standing=chosen(Standing, "state"),
        words=request.args.get("q", "")[:200],
    )
    found = listing("reports.completion", Column, "name", FILTERS)
    order = Order(Column(found.sort), found.descending, places.names, titles)
    return Asked(places, place, titles, slugs, slug, wanted, found, order)


def _all_states(asked: Asked) -> Wanted:
    """The figures are about everybody in these units and this course."""
    return Wanted(asked.wanted.paths, asked.wanted.course_id)


def _unit_rows(asked: Asked, by_unit: dict[str, Tally]) -> list[Row]:
    below = asked.places.within(asked.place)
    rows = [Row(one.name, _url(unit=one.id), within_path(by_unit, one.path)) for one in below]
    if asked.place is not None and rows and asked.place.path in by_unit:
        rows.append(
            Row(_("Directly in %(unit)s", unit=asked.place.name), None, by_unit[asked.place.path])
        )
    return rows


def _course_rows(asked: Asked, by_course: dict[int, Tally]) -> list[Row]:
    slug_of = {course: slug for slug, course in asked.slugs.items()}
    return [
        Row(title, _url(course=slug_of[course]), by_course[course])
        for course, title in asked.titles.items()
        if course in by_course
    ]


def _url(endpoint: str = "reports.completion", **changes: object) -> str:
    """The address of the report with the present filters, some of them changed or left out."""
    kept: dict[str, Any] = {name: value for name in FILTERS if (value := request.args.get(name))}
    return url_for(endpoint, **(kept | changes))


def _csv(lines: Iterable[Line]) -> Iterator[str]:
    yield BYTE_ORDER_MARK + _written(_head())
    for one in lines:
        yield _written(_cells(one))


def _head() -> list[str]:
    return [
        _("Name"),
        _("Unit"),
        _("Course"),
        _("State"),
        _("Percent"),
        _("Score"),
        _("Enrolled on"),
        _("Due"),
        _("Completed on"),
        _("Overdue"),
    ]


def _cells(line: Line) -> list[object]:
    return [
        neutral(line.name),
        neutral(line.unit),
        neutral(line.course),
        state_words(line.state),
        line.percent,
        "" if line.score is None else f"{line.score:g}",
        line.enrolled_on,
        line.due_on,
        line.completed_on,
        _("yes") if line.overdue else "",
    ]


def _written(cells: Sequence[object]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
