"""What do the pages of a preview show, as plain values?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from flask import url_for

from app.catalogue.content.version import (
    Bank,
    BankQuestion,
    BankQuiz,
    ItemKind,
    LessonItem,
    Outline,
    QuizItem,
    RenderedLesson,
)
from app.core.markdown import Segment
from app.learning.queries import marks
from app.learning.rules import ItemState
from app.quizzes.drawing import shuffled
from app.quizzes.questions import AskView, ReviewView, question_type
from app.studio.models import DraftMedia


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """One line of the outline; in a preview nothing is ever done."""

    title: str
    url: str
    kind: ItemKind
    meta: str = ""
    state: ItemState = ItemState.OPEN
    current: bool = False


@dataclass(frozen=True, slots=True)
class OutlineModule:
    """One module of the outline."""

    title: str
    summary: str
    items: tuple[OutlineItem, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """Which question was just answered, and how; ``moved``: only its order was changed."""

    question_id: str
    answer: object
    moved: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the preview: as an attempt asks it, or reviewed once it was answered."""

    id: str
    lesson: str
    asked: AskView
    reviewed: ReviewView | None


def modules(
    outline: Outline, draft_id: int, words: str, current: str | None
) -> tuple[OutlineModule, ...]:
    """The outline with addresses in the preview, ``current`` being the page one is on."""
    return tuple(
        OutlineModule(
            module.title[words],
            module.summary[words],
            tuple(
                OutlineItem(
                    item.title[words],
                    item_url(draft_id, words, item),
                    item.kind,
                    current=item.id == current,
                )
                for item in module.items
            ),
        )
        for module in outline.modules
    )


def neighbours(
    outline: Outline, draft_id: int, words: str, item_id: str | None
) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """Title and address of the items before and after; of the course's page, the first one."""
    items = list(outline.items())
    links = [(one.title[words], item_url(draft_id, words, one)) for one in items]
    place = next((n for n, one in enumerate(items) if one.id == item_id), -1)
    before = links[place - 1] if place > 0 else None
    return before, links[place + 1] if place + 1 < len(links) else None


def item_url(draft_id: int, words: str, item: LessonItem | QuizItem) -> str:
    """Where an item of a draft is shown."""
    if item.kind is ItemKind.LESSON:
        return url_for("studio.preview_lesson", draft_id=draft_id, words=words, lesson_id=item.id)
    return url_for("studio.preview_quiz", draft_id=draft_id, words=words, quiz_id=item.id)


def segments(page: RenderedLesson, draft_id: int, pictures: Sequence[DraftMedia]) -> list[Segment]:
    """The lesson's body with its pictures taken from the draft; published ones are not there yet.

    The addresses hold the pictures' hashes, so that nothing else of the text can be meant.
    """
    swaps = _swaps(draft_id, pictures)
    return [one if one.check else Segment(html=_swapped(one.html, swaps)) for one in page.segments]


def pictured(bank: Bank, draft_id: int, pictures: Sequence[DraftMedia]) -> Bank:
    """Questions and checks with their pictures taken from the draft, wherever they stand."""
    if not pictures:
        return bank
    text = _swapped(msgspec.json.encode(bank).decode(), _swaps(draft_id, pictures))
    return msgspec.json.decode(text, type=Bank)


def drawn(bank: BankQuiz, seed: int) -> list[BankQuestion]:
    """The questions that an attempt with this seed would have, in its order."""
    by_id = {one.id: one for one in bank.questions}
    return [by_id[one] for one in bank.draw(seed)]


def question(banked: BankQuestion, words: str, seed: int, tried: Tried) -> Question:
    """A question as it is asked; with its review if it was the one answered."""
    found = marks.drawn(banked, seed)
    kind = question_type(found.type)
    own = found.texts(words)
    order = shuffled(kind.shuffled_ids(found.spec), seed, found.id)
    is_tried = tried.question_id == found.id
    asked = kind.public(found.spec, own, order, tried.answer if is_tried else None)
    done = is_tried and not tried.moved and not tried.said
    review = kind.review(found.spec, own, tried.answer, order) if done else None
    return Question(found.id, found.lesson, asked, review)


def _swaps(draft_id: int, pictures: Sequence[DraftMedia]) -> dict[str, str]:
    """Where the draft keeps each picture, by the address that it is published at."""
    return {
        f"/media/{one.sha256}/": url_for(
            "studio.preview_media", draft_id=draft_id, sha256=one.sha256, name="-"
        ).removesuffix("-")
        for one in pictures
    }


def _swapped(html: str, swaps: dict[str, str]) -> str:
    for published, kept in swaps.items():
        html = html.replace(published, kept)
    return html
