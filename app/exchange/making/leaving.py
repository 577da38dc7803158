"""What of every question does another system's file not hold, whatever the type?"""

from __future__ import annotations

from app.exchange.bundle import MEDIUM, Item, Lost, Note
from app.exchange.making.taking import says_feedback
from app.quizzes.questions.base import N_


class Leaving:
    """Collects what the file that is being written does not hold."""

    def __init__(self, format_name: str) -> None:
        self.format_name = format_name
        self.lost: list[Lost] = []

    def note(self, item: Item, note: Note) -> None:
        """Note something of one question."""
        self.lost.append(Lost(item.title or item.id, note))

    def whole(self, item: Item) -> None:
        """Note that a question is left out, since the format has none of its type."""
        template = N_("is left out: %(format)s has no questions of the type %(type)s")
        self.note(item, Note(template, {"format": self.format_name, "type": item.type}))

    def common(self, item: Item, *names: str) -> None:
        """Note those of the named parts of a question that it has."""
        for name in names:
            if note := _NOTES[name](item):
                self.note(item, note)


def _weight(item: Item) -> Note | None:
    template = N_("its weight, %(weight)s")
    return Note(template, {"weight": f"{item.weight:f}"}) if item.weight != 1 else None


def _penalty(item: Item) -> Note | None:
    template = N_("the penalty for further tries, %(penalty)s")
    return Note(template, {"penalty": f"{item.penalty:f}"}) if item.penalty else None


def _hints(item: Item) -> Note | None:
    return Note(N_("its hints")) if item.words.get("hints") else None


def _said(item: Item) -> Note | None:
    said = any(item.words.get(name) for name in ("explanation", "rule"))
    return Note(N_("its explanation and the rule behind it")) if said else None


def _feedback(item: Item) -> Note | None:
    return Note(N_("the feedback to its answers")) if says_feedback(item.words) else None


def _tags(item: Item) -> Note | None:
    has = item.tags or item.difficulty != MEDIUM or item.category
    return Note(N_("its tags, difficulty and category")) if has else None


_NOTES = {
    "weight": _weight,
    "penalty": _penalty,
    "hints": _hints,
    "said": _said,
    "feedback": _feedback,
    "tags": _tags,
}
