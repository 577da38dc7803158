"""What does publishing change, and what do learners' answers say about a question?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.catalogue.content.version import ItemKind, LessonItem, Outline, QuizItem
from app.quizzes.statistics.flags import EASY_ABOVE, FEW, HARD_BELOW


class Change(StrEnum):
    """What happens to an item of a course with the next version."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item that is not the same in the next version; ``title`` by language."""

    change: Change
    kind: ItemKind
    title: dict[str, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two versions: items in the order of the course, removed ones last.

    ``frame`` says whether anything but lessons and quizzes differs: titles, objectives, order.
    """

    items: tuple[ItemChange, ...]
    unchanged: int
    frame: bool


class Verdict(StrEnum):
    """What the share of marks says about a question, as far as it can be told."""

    TOO_FEW = "too_few"
    HARD = "hard"
    USUAL = "usual"
    EASY = "easy"


def compare(before: Outline | None, after: Outline) -> Comparison:
    """What learners will find new, changed and gone; everything is new in a first version."""
    old = {(one.kind, one.id): one for one in (before.items() if before else ())}
    new = {(one.kind, one.id): one for one in after.items()}
    changes = [
        ItemChange(Change.CHANGED if key in old else Change.NEW, one.kind, one.title)
        for key, one in new.items()
        if key not in old or old[key].hash != one.hash
    ]
    unchanged = len(new) - len(changes)
    changes += [
        ItemChange(Change.REMOVED, one.kind, one.title)
        for key, one in old.items()
        if key not in new
    ]
    return Comparison(tuple(changes), unchanged, _frame(before) != _frame(after))


def facility(marks: float, asked: int) -> float | None:
    """The share of marks that a question gave, in per cent of those asked; None for nobody.

    Whoever left the question out was asked too, and earned nothing.
    """
    return round(100 * marks / asked, 1) if asked else None


def verdict(percent: float | None, asked: int) -> Verdict:
    """What a facility says: under 40 % look again, over 90 % it tells little apart.

    The bounds are a guide to where reading a question again pays; under ten nothing is said.
    """
    if percent is None or asked < FEW:
        return Verdict.TOO_FEW
    if percent < HARD_BELOW:
        return Verdict.HARD
    return Verdict.EASY if percent > EASY_ABOVE else Verdict.USUAL


def share(part: int, whole: int) -> int:
    """``part`` in per cent of ``whole``, rounded down, so that 100 means all; 0 of nothing."""
    return 100 * part // whole if whole else 0


def _frame(outline: Outline | None) -> object:
    """An outline without its items' content: what is left differs when the frame does."""
    if outline is None:
        return None
    return (
        outline.languages,
        (outline.topic, outline.level, outline.minutes, outline.hs_edition),
        (outline.pass_mark, outline.validity_months, outline.prerequisites),
        (outline.title, outline.summary, outline.audience, outline.objectives),
        outline.references,
        [
            (module.id, module.title, module.summary, [_place(one) for one in module.items])
            for module in outline.modules
        ],
    )


def _place(item: LessonItem | QuizItem) -> tuple[ItemKind, str]:
    return item.kind, item.id
