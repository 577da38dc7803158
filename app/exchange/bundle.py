"""What is a set of questions in one language while it is on its way in or out?

The neutral form between the standards, one folder each beside this file, and our own files. It
holds questions in the shapes of docs/authoring.md; what a standard says and these cannot hold, or
the other way round, is a note: nothing is dropped silently.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from typing_extensions import override

MOST_QUESTIONS = 2000
MOST_CHARACTERS = 3_000_000
"""How much one file may hold, embedded files apart."""

MEDIUM = 2
"""The difficulty of a question that says none: 1 easy, 2 medium, 3 hard."""

_DIFFICULTY = "difficulty-"


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence for a person, on line `line` of the file that was read (0: none in particular).

    It is English; a page shows `gettext(note.template, **note.params)`. A parameter may be a note.
    """

    template: str
    params: Mapping[str, str | int | Note] = field(default_factory=dict)
    line: int = 0

    @override
    def __str__(self) -> str:
        return self.template % self.params if self.params else self.template.replace("%%", "%")


@dataclass(frozen=True, slots=True)
class Item:
    """A question: id, type, structure with its key, and words, as docs/authoring.md has them.

    `spec` is without the keys that every question has. `title` is what the other system calls the
    question, `category` the path to it there, outermost first. `line` is where it begins in the
    file that was read. `lost` says what of it could not be carried.
    """

    id: str
    type: str
    spec: Mapping[str, object]
    words: Mapping[str, object]
    title: str = ""
    category: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    difficulty: int = MEDIUM
    weight: Decimal = Decimal(1)
    penalty: Decimal = Decimal(0)
    line: int = 0
    lost: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """Questions in one language, with what was wrong in the file that they come from.

    A question with a fault is not among `items`. `lost` is what belongs to no question of them:
    descriptions of categories, and questions of kinds that there are none of here.
    """

    language: str
    items: tuple[Item, ...]
    faults: tuple[Note, ...] = ()
    lost: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Lost:
    """What of one question an export does not hold; `question` is what the question is called."""

    question: str
    note: Note

    @override
    def __str__(self) -> str:
        return f"{self.question}: {self.note}"


@dataclass(frozen=True, slots=True)
class Export:
    """A file for another system: how many questions it holds, and what of them it does not."""

    text: str
    count: int
    lost: tuple[Lost, ...]


class Faulty(Exception):  # noqa: N818 - the domain's word
    """A question, or a whole file, that cannot be read; `note` says why and on which line."""

    def __init__(self, template: str, line: int = 0, /, **params: str | int | Note) -> None:
        self.note = Note(template, params, line)
        super().__init__(str(self.note))


def tags_out(item: Item) -> tuple[str, ...]:
    """Return the tags that another system is given: the difficulty is one, unless it is medium."""
    own = () if item.difficulty == MEDIUM else (f"{_DIFFICULTY}{item.difficulty}",)
    return (*item.tags, *own)


def difficulty_in(tags: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    """Return tags without the one that `tags_out` made of the difficulty, and the difficulty."""
    named = {f"{_DIFFICULTY}{level}": level for level in (1, 2, 3)}
    found = [named[tag] for tag in tags if tag in named]
    return tuple(tag for tag in tags if tag not in named), found[0] if found else MEDIUM
