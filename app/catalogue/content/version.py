"""What does a published version hold, in a form that a database row can keep?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

# msgspec reads these annotations when it decodes a stored document.
from app.catalogue.content.model import Level, Topic
from app.core.markdown import Segment, TocEntry
from app.quizzes.conditions import Behaviour, Counting, Navigation, ReviewTimes
from app.quizzes.drawing import BankedQuestion, Draw, draw
from app.quizzes.questions import trusted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Words: TypeAlias = dict[str, str]
"""The same words by language code."""


class ItemKind(StrEnum):
    """What an item of a module is."""

    LESSON = "lesson"
    QUIZ = "quiz"


@dataclass(frozen=True, slots=True)
class LessonItem:
    """A lesson in the outline; `hash` is that of its content, `checks` the ids in it."""

    id: str
    hash: str
    title: Words
    summary: Words
    minutes: int
    required: bool
    checks: tuple[str, ...]

    @property
    def kind(self) -> ItemKind:
        """It is a lesson."""
        return ItemKind.LESSON


@dataclass(frozen=True, slots=True)
class Band:
    """What is said of a result of at least `from_percent`."""

    from_percent: int
    words: Words


@dataclass(frozen=True, slots=True)
class SectionItem:
    """A section in the outline; `questions` is how many of them an attempt has."""

    title: Words
    questions: int


@dataclass(frozen=True, slots=True)
class QuizItem:
    """A quiz in the outline; `questions` is how many an attempt has, `pass_mark` per cent.

    `bands` come with the highest first. `opens_at` and `closes_at` are ISO moments in UTC.
    A quiz without sections has none. `has_by_hand` says that a person may have to mark an answer.
    `max_tries` is how often the question with most hints can be tried, `max_points` what the
    questions of an attempt weigh together, None where that is not the same for every attempt.
    """

    id: str
    hash: str
    title: Words
    intro: Words
    required: bool
    questions: int
    pass_mark: int
    time_limit_minutes: int | None
    attempts: int | None
    wait_minutes: int | None
    behaviour: Behaviour = Behaviour.DEFERRED
    navigation: Navigation = Navigation.FREE
    counts: Counting = Counting.BEST
    is_case: bool = False
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    review: ReviewTimes = field(default_factory=ReviewTimes)
    bands: tuple[Band, ...] = ()
    sections: tuple[SectionItem, ...] = ()
    has_by_hand: bool = False
    max_tries: int = 1
    max_points: Decimal | None = None

    @property
    def kind(self) -> ItemKind:
        """It is a quiz."""
        return ItemKind.QUIZ

    def part(self, number: int, *, within: bool = False) -> Words:
        """Return the title of the section that a question begins, or is in; empty for none."""
        first = 1
        for section in self.sections:
            after = first + section.questions
            if number == first or (within and first < number < after):
                return section.title
            first = after
        return {}


@dataclass(frozen=True, slots=True)
class ModuleOutline:
    """A module: its lessons in order, then its quizzes."""

    id: str
    title: Words
    summary: Words
    lessons: tuple[LessonItem, ...]
    quizzes: tuple[QuizItem, ...]

    @property
    def items(self) -> tuple[LessonItem | QuizItem, ...]:
        """Lessons, then quizzes: the order in which they are taken."""
        return (*self.lessons, *self.quizzes)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact of the course comes from, with its https address where there is one."""

    words: Words
    url: str | None


@dataclass(frozen=True, slots=True)
class Outline:
    """The public structure of a version: everything that its pages show, and no key."""

    slug: str
    languages: tuple[str, ...]
    topic: Topic
    level: Level
    minutes: int
    hs_edition: int | None
    pass_mark: int
    validity_months: int | None
    prerequisites: tuple[str, ...]
    references: tuple[Source, ...]
    title: Words
    summary: Words
    audience: Words
    objectives: tuple[Words, ...]
    modules: tuple[ModuleOutline, ...]

    def items(self) -> Iterator[LessonItem | QuizItem]:
        """Every item of every module, in the order of the course."""
        for module in self.modules:
            yield from module.items


@dataclass(frozen=True, slots=True)
class RenderedQuestion:
    """A question or check in one language, as safe HTML.

    `own` are the words that belong to its type: a text, texts by id, or deeper; all are inline but
    those that the type names as blocks, as `prompt` is one. `hints` are for those who try again.
    A check's explanation is empty: its feedback explains.
    """

    prompt: str
    explanation: str
    rule: str
    own: dict[str, object]
    hints: tuple[str, ...] = ()

    def texts(self, language: str) -> dict[str, object]:
        """All its words as the question types take them, marked safe."""
        common = {"prompt": self.prompt, "explanation": self.explanation, "rule": self.rule}
        return {**trusted(common | self.own), "language": language}


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """A question with its key, which never leaves the server before it is answered."""

    id: str
    hash: str
    type: str
    tags: tuple[str, ...]
    difficulty: int
    lesson: str
    spec: dict[str, object]
    words: dict[str, RenderedQuestion]
    weight: float = 1.0
    penalty: float = 0.0
    exhibits: tuple[str, ...] = ()
    bank: str = ""

    def texts(self, language: str) -> dict[str, object]:
        """Its words in a language, as its type takes them."""
        return self.words[language].texts(language)


@dataclass(frozen=True, slots=True)
class BankCheck:
    """A knowledge check with its key, and the lesson that it stands in."""

    id: str
    hash: str
    type: str
    lesson: str
    spec: dict[str, object]
    words: dict[str, RenderedQuestion]


@dataclass(frozen=True, slots=True)
class BankSection:
    """A part of an attempt with a draw of its own; without draws it has all its `questions`.

    `shuffle` mixes the order of what was drawn; `title` is empty for a quiz without sections.
    """

    id: str
    title: Words
    draws: tuple[Draw, ...]
    questions: tuple[str, ...]
    shuffle: bool


@dataclass(frozen=True, slots=True)
class BankExhibit:
    """A document beside the questions that name it: title plain, body safe HTML, by language."""

    id: str
    title: Words
    body: Words


@dataclass(frozen=True, slots=True)
class BankQuiz:
    """What an attempt at a quiz is made of, from which questions, shared banks' among them."""

    id: str
    sections: tuple[BankSection, ...]
    questions: tuple[BankQuestion, ...]
    exhibits: tuple[BankExhibit, ...] = ()
    debrief: Words = field(default_factory=dict)

    def draw(self, seed: int, seen: Mapping[str, int] | None = None) -> tuple[str, ...]:
        """Return the ids of the questions of an attempt with this seed, fresh ones first."""
        pool = [
            BankedQuestion(one.id, frozenset(one.tags), one.difficulty, one.bank)
            for one in self.questions
        ]
        return draw(pool, self.sections, seed, seen)


@dataclass(frozen=True, slots=True)
class Bank:
    """Questions and checks with their keys: kept on the server.

    `banks` are the titles of the banks that quizzes share, by the id that their questions give.
    """

    quizzes: dict[str, BankQuiz]
    checks: dict[str, BankCheck]
    banks: dict[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RenderedLesson:
    """A lesson's page in one language.

    `segments` in order make the body: show `html` as it is, put the form of `check` in its
    place. `title`, `summary` and `text` are plain (text is for the search index); `sources`
    are one-line safe HTML.
    """

    lesson_id: str
    language: str
    title: str
    summary: str
    minutes: int
    sources: tuple[str, ...]
    segments: tuple[Segment, ...]
    toc: tuple[TocEntry, ...]
    text: str


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file that pages of the version load, at `/media/<sha256>/<name>`."""

    sha256: str
    name: str
    content_type: str
    data: bytes

    @property
    def path(self) -> str:
        """Where the pages look for it, from the root of the site."""
        return f"/media/{self.sha256}/{self.name}"


@dataclass(frozen=True, slots=True)
class Version:
    """A course frozen: `content_hash` names it, everything else follows from the source."""

    slug: str
    content_hash: str
    outline: Outline
    bank: Bank
    lessons: tuple[RenderedLesson, ...]
    media: tuple[MediaFile, ...]
