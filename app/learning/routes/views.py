"""What do the learner's pages show, as plain values?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask import get_template_attribute, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from app.catalogue.content.version import ItemKind, LessonItem, QuizItem
from app.core.cache import immutable
from app.core.errors import Invalid
from app.core.i18n import language
from app.learning.queries import Enrolled
from app.learning.rules import ItemState, item_state, next_item


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """One line of the outline."""

    title: str
    url: str
    state: ItemState
    meta: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class OutlineModule:
    """One module of the outline."""

    title: str
    items: tuple[OutlineItem, ...]


def spoken(enrolled: Enrolled) -> str:
    """The page's language if the course has it, else the course's first."""
    wanted = language()
    return wanted if wanted in enrolled.outline.languages else enrolled.outline.languages[0]


def sent_object() -> dict[str, Any]:
    """The JSON object of the request.

    Raises:
        Invalid: it holds none.
    """
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        raise Invalid(_("Send a JSON object."))
    return sent


def place_to_continue(enrolled: Enrolled) -> tuple[LessonItem | QuizItem, str] | None:
    """The item where the learner goes on, with the heading there; None for an empty course."""
    items = {one.id: one for one in enrolled.outline.items()}
    last = enrolled.summary.last_item
    if last in items and enrolled.last_heading:
        return items[last], enrolled.last_heading
    found = next_item(list(items.values()), enrolled.work, last)
    return (items[found], "") if found else None


def item_url(slug: str, item: LessonItem | QuizItem) -> str:
    """Where an item is taken."""
    if item.kind is ItemKind.LESSON:
        return url_for("learning.lesson", slug=slug, lesson_id=item.id)
    return url_for("learning.quiz", slug=slug, quiz_id=item.id)


def side(enrolled: Enrolled, current: str) -> Markup:
    """The column beside a lesson or quiz: the outline with the state of each item, and progress.

    Most officials go through a course in its order, so that it looks the same to most of them at
    the same place: each look of a module, and of the whole, is drawn once and kept.
    """
    states = tuple(item_state(one, enrolled.work) for one in enrolled.outline.items())
    key = ("lesson-side", enrolled.version_id, language(), states, current)
    return immutable(key, lambda: _draw_side(enrolled, current))


def _draw_side(enrolled: Enrolled, current: str) -> Markup:
    looks = [
        _module_look(enrolled, number, current) for number in range(len(enrolled.outline.modules))
    ]
    drawn = render_template(
        "learning/side.html",
        slug=enrolled.slug,
        course_title=enrolled.outline.title[spoken(enrolled)],
        percent=enrolled.summary.percent,
        outline=Markup("").join(looks),
    )
    return Markup(drawn)  # noqa: S704 - a template's output


def _module_look(enrolled: Enrolled, number: int, current: str | None) -> Markup:
    module = enrolled.outline.modules[number]
    states = tuple(item_state(item, enrolled.work) for item in module.items)
    here = current if any(item.id == current for item in module.items) else None
    key = ("outline", enrolled.version_id, number, language(), states, here)

    def draw() -> Markup:
        macro = get_template_attribute("components/navigation.html", "outline_module")
        return Markup(macro(_module(enrolled, number, states, here)))  # noqa: S704 - a template's output

    return immutable(key, draw)


def _module(
    enrolled: Enrolled, number: int, states: Sequence[ItemState], current: str | None
) -> OutlineModule:
    words, module = spoken(enrolled), enrolled.outline.modules[number]
    lines = (
        OutlineItem(
            title=item.title[words],
            url=item_url(enrolled.slug, item),
            state=state,
            meta="",
            current=item.id == current,
        )
        for item, state in zip(module.items, states, strict=True)
    )
    return OutlineModule(module.title[words], tuple(lines))


def neighbours(enrolled: Enrolled, item_id: str) -> tuple[Link | None, Link | None]:
    """The items before and after, as the pager shows them."""
    words = spoken(enrolled)
    items = list(enrolled.outline.items())
    place = next(n for n, one in enumerate(items) if one.id == item_id)
    around = (items[place - 1 : place], items[place + 1 : place + 2])
    before, after = (
        Link(found[0].title[words], item_url(enrolled.slug, found[0])) if found else None
        for found in around
    )
    return before, after


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go."""

    title: str
    url: str

    def __iter__(self) -> Iterator[str]:
        """Unpack as (title, url), which the components take."""
        return iter((self.title, self.url))

    def __getitem__(self, place: int) -> str:
        """The title (0) or the address (1)."""
        return (self.title, self.url)[place]
