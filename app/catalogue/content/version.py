"""What does a published version hold, in a form that a database row can keep?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

# msgspec reads these annotations when it decodes a stored document.
from markupsafe import Markup

from app.catalogue.content.model import Level, Topic
from app.core.markdown import Segment, TocEntry
from app.quizzes.drawing import Draw

if TYPE_CHECKING:
    from collections.abc import Iterator

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
class QuizItem:
    """A quiz in the outline; `questions` is how many an attempt has, `pass_mark` per cent."""

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

    @property
    def kind(self) -> ItemKind:
        """It is a quiz."""
        return ItemKind.QUIZ


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
    """A question or check in one language, as safe HTML: `prompt` blocks, all other words inline.

    `own` are the words that belong to its type: a text, or texts by id. `words` is what question
    types take. A check's explanation is empty: its feedback explains.
    """

    prompt: str
    explanation: str
    rule: str
    own: dict[str, str | dict[str, str]]

    @property
    def words(self) -> dict[str, Markup | dict[str, Markup]]:
        """All its words as the question types take them, marked safe."""
        common = {"prompt": self.prompt, "explanation": self.explanation, "rule": self.rule}
        return {name: _safe(value) for name, value in (common | self.own).items()}


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
class BankQuiz:
    """What an attempt at a quiz draws, from which questions."""

    id: str
    draws: tuple[Draw, ...]
    questions: tuple[BankQuestion, ...]


@dataclass(frozen=True, slots=True)
class Bank:
    """Questions and checks with their keys: kept on the server."""

    quizzes: dict[str, BankQuiz]
    checks: dict[str, BankCheck]


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


def _safe(value: str | dict[str, str]) -> Markup | dict[str, Markup]:
    """Mark as safe what the renderer made: sanitised when the version was published."""
    if isinstance(value, str):
        return Markup(value)  # noqa: S704 - see above
    return {key: Markup(text) for key, text in value.items()}  # noqa: S704 - see above
