"""What do the learner's pages show, as plain values?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from app.catalogue.content.version import ItemKind, LessonItem, QuizItem
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
        Invalid: it holds none, or one nested so deeply that it cannot be read.
    """
    try:
        sent = request.get_json(silent=True)
    except RecursionError:
        sent = None
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


def outline(enrolled: Enrolled, current: str | None = None) -> tuple[OutlineModule, ...]:
    """The outline with the state of each item, ``current`` being the page one is on."""
    words = spoken(enrolled)
    return tuple(
        OutlineModule(
            module.title[words],
            tuple(
                OutlineItem(
                    title=item.title[words],
                    url=item_url(enrolled.slug, item),
                    state=item_state(item, enrolled.work),
                    meta="",
                    current=item.id == current,
                )
                for item in module.items
            ),
        )
        for module in enrolled.outline.modules
    )


def neighbours(enrolled: Enrolled, item_id: str) -> tuple[Link | None, Link | None]:
    """The items before and after, as the pager shows them."""
    words = spoken(enrolled)
    items = list(enrolled.outline.items())
    place = next(n for n, one in enumerate(items) if one.id == item_id)
    links = [Link(one.title[words], item_url(enrolled.slug, one)) for one in items]
    before = links[place - 1] if place else None
    return before, links[place + 1] if place + 1 < len(links) else None


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
