"""What is a course, whole, before it is published?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from app.quizzes.conditions import Conditions
from app.quizzes.drawing import BankedQuestion, Draw

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Text: TypeAlias = "Mapping[str, str]"
"""The same words in each language of the course: language code → words."""

Spec: TypeAlias = "Mapping[str, object]"
"""What only a question's type understands: choices, key, marking, tolerance … as plain values."""

TypeWords: TypeAlias = "Mapping[str, object]"
"""Words that only a question's type understands: a text, or texts by id, all leaves being text."""

FORMAT = 2
"""Raised when the same source must give another version, as when rendering changes."""


class Topic(StrEnum):
    """The field of customs work that a course belongs to."""

    CLASSIFICATION = "classification"
    PROCEDURES = "procedures"
    SINGLE_WINDOW = "single-window"
    ORIGIN = "origin"
    VALUATION = "valuation"
    TRANSIT = "transit"
    CONTROLS = "controls"
    SECURITY = "security"
    ORGANISATION = "organisation"
    TRADE_FACILITATION = "trade-facilitation"
    INTEGRITY = "integrity"
    ENVIRONMENT = "environment"
    INTELLECTUAL_PROPERTY = "intellectual-property"


class Level(StrEnum):
    """How much a course asks of the official beforehand."""

    FOUNDATION = "foundation"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a fact of the course comes from, with its https address where there is one."""

    words: Text
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary term: its name and definition in each language, and their source."""

    id: str
    source: str
    term: Text
    definition: Text


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """One question or check in one language; prompt and explanation are Markdown source.

    A check has no explanation (empty text): its feedback explains.
    """

    prompt: str
    rule: str
    explanation: str = ""
    words: TypeWords = field(default_factory=dict)
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A knowledge check inside a lesson: never graded; its id is unique in the course."""

    id: str
    type: str
    spec: Spec
    words: Mapping[str, QuestionWords]

    @property
    def content_hash(self) -> str:
        """The hash of structure, key and all words."""
        return content_hash(self)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a quiz's bank: `spec` holds structure and key, `words` every language.

    `weight` is what it counts beside others, `penalty` the share that each try after the first
    takes away. `exhibits` are the ids of those that are shown beside it,
    `bank` that of the shared bank that it comes from.
    """

    id: str
    type: str
    tags: tuple[str, ...]
    difficulty: int
    lesson: str
    spec: Spec
    words: Mapping[str, QuestionWords]
    weight: float = 1.0
    penalty: float = 0.0
    exhibits: tuple[str, ...] = ()
    bank: str = ""

    @property
    def content_hash(self) -> str:
        """The hash of structure, key and all words."""
        return content_hash(self)

    @property
    def banked(self) -> BankedQuestion:
        """The question as drawing looks at it."""
        return BankedQuestion(self.id, frozenset(self.tags), self.difficulty, self.bank)


@dataclass(frozen=True, slots=True)
class LessonWords:
    """A lesson in one language; `body` is its Markdown without the front matter."""

    title: str
    summary: str
    sources: tuple[str, ...]
    body: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """One page of teaching; `minutes` is honest reading time, checks included."""

    id: str
    minutes: int
    required: bool
    checks: tuple[Check, ...]
    words: Mapping[str, LessonWords]

    @property
    def content_hash(self) -> str:
        """The hash of structure and all words: while it stays, so does a learner's progress."""
        return content_hash(self)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an attempt with a draw of its own; `questions` are those that it draws from.

    Without draws it has all of them. `title` is empty where the quiz has no sections.
    """

    id: str
    title: Text
    draws: tuple[Draw, ...]
    questions: tuple[str, ...]
    shuffle: bool

    @property
    def questions_per_attempt(self) -> int:
        """How many questions one attempt has of it."""
        return sum(draw.count for draw in self.draws) or len(self.questions)


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A document that stands beside questions: a title, and a body in Markdown."""

    id: str
    title: Text
    body: Text


@dataclass(frozen=True, slots=True)
class FeedbackBand:
    """What is said of a result of at least `from_percent`: a line."""

    from_percent: int
    words: Text


@dataclass(frozen=True, slots=True)
class Quiz:
    """A graded quiz: a bank of questions, what an attempt draws from it, and its conditions.

    `pass_mark` is in per cent, the course's where the file sets none. `attempts` None means
    without limit. `questions` are its own and those of the shared banks that it draws from.
    """

    id: str
    required: bool
    pass_mark: int
    time_limit_minutes: int | None
    attempts: int | None
    wait_minutes: int | None
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    title: Text
    intro: Text
    conditions: Conditions = field(default_factory=Conditions)
    exhibits: tuple[Exhibit, ...] = ()
    debrief: Text = field(default_factory=dict)
    bands: tuple[FeedbackBand, ...] = ()

    @property
    def content_hash(self) -> str:
        """The hash of structure, keys and all words: while it stays, so do results."""
        return content_hash(self)

    @property
    def questions_per_attempt(self) -> int:
        """How many questions one attempt has."""
        return sum(one.questions_per_attempt for one in self.sections)


@dataclass(frozen=True, slots=True)
class Module:
    """A chapter of the course: its lessons in order, then its quizzes."""

    id: str
    title: Text
    summary: Text
    lessons: tuple[Lesson, ...]
    quizzes: tuple[Quiz, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A raster image, with its size in pixels; `sha256` is of its bytes."""

    name: str
    content_type: str
    width: int
    height: int
    sha256: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG diagram as it was written, and the words that go into it: language → key → words."""

    name: str
    source: str
    words: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Course:
    """A whole course in all its languages; `terms` are the glossary terms that it uses.

    `minutes` is working time with quizzes, `pass_mark` per cent, `validity_months` None where the
    certificate does not expire, `banks` the titles of the banks that its quizzes share.
    """

    slug: str
    languages: tuple[str, ...]
    topic: Topic
    level: Level
    minutes: int
    hs_edition: int | None
    pass_mark: int
    validity_months: int | None
    prerequisites: tuple[str, ...]
    references: tuple[Citation, ...]
    title: Text
    summary: Text
    audience: Text
    objectives: tuple[Text, ...]
    modules: tuple[Module, ...]
    pictures: Mapping[str, Picture]
    drawings: Mapping[str, Drawing]
    terms: Mapping[str, Term]
    banks: Mapping[str, Text] = field(default_factory=dict)

    @property
    def content_hash(self) -> str:
        """The hash that names a version: everything above, and the format's number."""
        return content_hash((FORMAT, self))

    def lessons(self) -> Iterator[Lesson]:
        """Every lesson, in the order of the course."""
        for module in self.modules:
            yield from module.lessons

    def quizzes(self) -> Iterator[Quiz]:
        """Every quiz, in the order of the course."""
        for module in self.modules:
            yield from module.quizzes


def content_hash(value: object) -> str:
    """Return the sha256, in hexadecimal, of a value's canonical JSON (mappings sorted by key)."""
    return hashlib.sha256(msgspec.json.encode(value, order="sorted")).hexdigest()
