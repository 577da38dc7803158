"""What does everybody see: the front page, the catalogue, a course, its pictures?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    get_template_attribute,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup

from app.catalogue import queries
from app.catalogue.content.model import Level, Topic
from app.catalogue.content.version import LessonItem, Outline, QuizItem
from app.catalogue.queries import CourseCard, Filters
from app.catalogue.rules import CourseState, Length
from app.core.access import PUBLIC, access
from app.core.cache import immutable
from app.core.errors import NotFound
from app.core.i18n import LANGUAGES, language
from app.core.pagination import Page, asked_page
from app.core.security import public_page

blueprint = Blueprint("catalogue", __name__)
PER_PAGE = 12
_PROGRESS = "greenlane.progress"


class OwnCourse(Protocol):
    """A course that the reader is in, in their own version."""

    @property
    def outline(self) -> Outline:
        """The outline of that version."""

    @property
    def version_id(self) -> int:
        """That version."""

    def state_of(self, item: LessonItem | QuizItem) -> str:
        """How the item stands: done, failed or open."""


class ProgressSource(Protocol):
    """What these pages ask of the feature above this one that knows about progress."""

    def percents(self, person_id: int) -> Mapping[int, int]:
        """How far the person is, by course."""

    def course(self, person_id: int, slug: str) -> OwnCourse | None:
        """The person's own course, if they are in it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A course in the list, with the lessons where a search found its words."""

    card: CourseCard
    words: str
    lessons: tuple[str, ...] = ()


@blueprint.get("/")
@access(PUBLIC)
def front() -> ResponseReturnValue:
    """Say what this is and show the newest courses; whoever is signed in goes home."""
    if current_user.is_authenticated and current_user.is_active:
        return redirect(url_for("learning.home"))
    newest = [_shown(one) for one in queries.cards()[:3]]
    return public_page(make_response(render_template("catalogue/front.html", courses=newest)))


@blueprint.get("/courses")
@access(PUBLIC)
def courses() -> ResponseReturnValue:
    """List the courses that fit the search and the filters."""
    asked = _filters()
    found = _found(asked)
    number = min(asked_page(request.args.get("page")), max(1, -(-len(found) // PER_PAGE)))
    rows = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    page = render_template(
        "catalogue/courses.html",
        page=Page(rows, number, len(found), PER_PAGE),
        asked=asked,
        topics=tuple(Topic),
        levels=tuple(Level),
        lengths=tuple(Length),
        course_languages=LANGUAGES,
        percents=_progress().percents(current_user.id) if current_user.is_authenticated else {},
    )
    return public_page(make_response(page))


@blueprint.get("/courses/<slug>")
@access(PUBLIC)
def course(slug: str) -> ResponseReturnValue:
    """Show what a course teaches, to whom, on which sources, and what its certificate says.

    Somebody who is in the course sees their own version and their progress.
    """
    card = queries.card(slug)
    own = _progress().course(current_user.id, slug) if current_user.is_authenticated else None
    if card.state is CourseState.WITHDRAWN and own is None:
        raise NotFound
    outline = own.outline if own else card.outline
    page = render_template(
        "catalogue/course.html",
        card=card,
        outline=outline,
        words=_language(outline),
        own=own,
        modules=_modules(card, own),
        prerequisites=_take_first(outline),
    )
    return public_page(make_response(page))


@blueprint.get("/media/<sha256>/<name>")
@access(PUBLIC)
def media(sha256: str, name: str) -> Response:  # noqa: ARG001 - the name is for the reader of the address
    """Serve a picture; its address changes with its bytes, so it may be kept for ever."""
    found = queries.media(sha256)
    response = Response(found.data, content_type=found.content_type)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.set_etag(sha256)
    return response.make_conditional(request)  # type: ignore[return-value]


def _modules(card: CourseCard, own: OwnCourse | None) -> Markup:
    """The outline; each look that a module can have is drawn once and kept."""
    outline = own.outline if own else card.outline
    version_id = own.version_id if own else card.version_id
    looks = []
    for number, module in enumerate(outline.modules, start=1):
        states = tuple(own.state_of(item) for item in module.items) if own else ()
        key = ("course-module", version_id, number, language(), states)
        draw = partial(_draw_module, outline, number, states)
        looks.append(immutable(key, draw))
    return Markup("\n").join(looks)


def _draw_module(outline: Outline, number: int, states: tuple[str, ...]) -> Markup:
    macro = get_template_attribute("catalogue/module.html", "module_look")
    module = outline.modules[number - 1]
    drawn = macro(module, number, outline.slug, _language(outline), states)
    return Markup(drawn)  # noqa: S704 - a template's output


def show_progress(app: Flask, source: ProgressSource) -> None:
    """Let the catalogue's pages show the progress that ``source`` knows."""
    app.extensions[_PROGRESS] = source


def spoken(card: CourseCard) -> str:
    """The page's language if the course has it, else the course's first."""
    return _language(card.outline)


def _language(outline: Outline) -> str:
    wanted = language()
    return wanted if wanted in outline.languages else outline.languages[0]


def _take_first(outline: Outline) -> list[tuple[str, str]]:
    """The title and address of each course that comes before, where it can be found."""
    return [
        (one.title[_language(one)], url_for(".course", slug=slug))
        for slug, one in queries.titles(outline.prerequisites)
    ]


def _progress() -> ProgressSource:
    source: ProgressSource = current_app.extensions[_PROGRESS]
    return source


def _filters() -> Filters:
    given = request.args
    return Filters(
        words=given.get("q", "").strip()[:200],
        topic=_known(given.get("topic", ""), Topic),
        level=_known(given.get("level", ""), Level),
        language=given.get("language", "") if given.get("language", "") in LANGUAGES else "",
        length=_known(given.get("length", ""), Length),
    )


def _known(text: str, kinds: type[Topic] | type[Level] | type[Length]) -> str:
    return text if text in {one.value for one in kinds} else ""


def _found(asked: Filters) -> list[Shown]:
    fitting = queries.matching(queries.cards(), asked)
    if not asked.words:
        return [_shown(one) for one in fitting]
    by_id = {one.course_id: one for one in fitting}
    lessons: dict[int, list[str]] = {}
    for hit in queries.search(asked.words, language()):
        if hit.course_id in by_id:
            titles = lessons.setdefault(hit.course_id, [])
            same_language = hit.language == spoken(by_id[hit.course_id])
            if hit.item_id and same_language and hit.title not in titles:
                titles.append(hit.title)
    return [_shown(by_id[course_id], titles) for course_id, titles in lessons.items()]


def _shown(card: CourseCard, lessons: list[str] | None = None) -> Shown:
    return Shown(card, spoken(card), tuple((lessons or [])[:3]))
