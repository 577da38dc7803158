"""Which questions does a course of ours hold, as it is written or as it was published?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from app.catalogue.content.model import Course, Question, QuestionWords
from app.catalogue.content.version import BankQuestion, RenderedQuestion
from app.exchange.bundle import Bundle, Item, Note
from app.exchange.making.gaps import CLOSING, OPENING
from app.exchange.texts.from_html import block_of_html, line_of_html
from app.quizzes.questions import question_type
from app.quizzes.questions.base import N_
from app.quizzes.questions.reading import is_block

_PLACE = re.compile(r"\[\[([a-z0-9-]+)\]\]")


def bundle_of_course(course: Course, language: str, wanted: str = "") -> Bundle:
    """Return the questions of a course's quizzes in one language, those of shared banks once.

    `wanted` is the id of a quiz or of a shared bank: its questions alone.
    """
    found: dict[str, Item] = {}
    for quiz in course.quizzes():
        for one in quiz.questions:
            place = one.bank or quiz.id
            if wanted in ("", place, quiz.id) and language in one.words:
                found.setdefault(one.id, _written(one, one.words[language], place))
    return Bundle(language, tuple(found.values()))


def bundle_of_published(questions: Iterable[BankQuestion], language: str, place: str) -> Bundle:
    """Return published questions in one language, their words as Markdown again.

    `place` is the id of the quiz or bank that they belong to.
    """
    items = (_published(one, one.words[language], language, place) for one in questions)
    return Bundle(language, tuple(items))


def _written(question: Question, words: QuestionWords, place: str) -> Item:
    own: dict[str, object] = {"prompt": words.prompt}
    own |= {"explanation": words.explanation} if words.explanation else {}
    own |= {"rule": words.rule} if words.rule else {}
    own |= dict(words.words)
    own |= {"hints": list(words.hints)} if words.hints else {}
    return Item(
        id=question.id,
        type=question.type,
        spec=question.spec,
        words=own,
        category=(place,),
        tags=question.tags,
        difficulty=question.difficulty,
        weight=Decimal(str(question.weight)),
        penalty=Decimal(str(question.penalty)),
        lost=tuple(_beside(bool(question.exhibits))),
    )


def _beside(has_exhibits: bool) -> Iterator[Note]:
    yield Note(N_("the lesson in which its answer is taught"))
    if has_exhibits:
        yield Note(N_("the exhibits beside it"))


@dataclass(slots=True)
class _Words:
    """Published words becoming Markdown, with what that loses."""

    blocks: tuple[str, ...]
    lost: list[Note] = field(default_factory=list)

    def markdown(self, value: object, path: tuple[str, ...]) -> object:
        """Return words at any depth as Markdown."""
        if isinstance(value, Mapping):
            return {str(key): self.markdown(one, (*path, str(key))) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [self.markdown(one, (*path, str(at))) for at, one in enumerate(value)]
        return self.block(str(value)) if is_block(path, self.blocks) else self.line(str(value))

    def block(self, html: str) -> str:
        """Return blocks; the places of gaps stay as they are."""
        text = block_of_html(_PLACE.sub(rf"{OPENING}\1{CLOSING}", html))
        self.lost += text.lost
        return text.markdown.replace(OPENING, "[[").replace(CLOSING, "]]")

    def line(self, html: str) -> str:
        """Return a line."""
        text = line_of_html(html)
        self.lost += text.lost
        return text.markdown


def _published(
    question: BankQuestion, rendered: RenderedQuestion, language: str, place: str
) -> Item:
    reading = _Words(question_type(question.type).block_words)
    words: dict[str, object] = {"prompt": reading.block(rendered.prompt)}
    for name, html in (("explanation", rendered.explanation), ("rule", rendered.rule)):
        words |= {name: reading.line(html)} if html else {}
    own = {name: reading.markdown(one, (name,)) for name, one in rendered.own.items()}
    words |= own
    words |= {"hints": [reading.line(one) for one in rendered.hints]} if rendered.hints else {}
    spec, words = _unsealed(question.spec, words, language)
    return Item(
        id=question.id,
        type=question.type,
        spec=spec,
        words=words,
        category=(question.bank or place,),
        tags=question.tags,
        difficulty=question.difficulty,
        weight=Decimal(str(question.weight)),
        penalty=Decimal(str(question.penalty)),
        lost=(*_beside(bool(question.exhibits)), *_once(reading.lost)),
    )


def _unsealed(
    spec: Mapping[str, object], words: dict[str, object], language: str
) -> tuple[dict[str, object], dict[str, object]]:
    """Take out of the structure what publishing put into it: the texts that are accepted.

    They are the words as they were written, so they are better than what their HTML gives.
    """
    found, own = dict(spec), dict(words)
    texts = found.pop("texts", None)
    if isinstance(texts, Mapping):
        accepted = {
            str(name): str(by_language[language])
            for name, by_language in texts.items()
            if isinstance(by_language, Mapping) and language in by_language
        }
        written = own.get("answers")
        own["answers"] = {**(written if isinstance(written, Mapping) else {}), **accepted}
    gaps, gap_words = found.get("gaps"), own.get("gaps")
    if isinstance(gaps, Mapping) and isinstance(gap_words, Mapping):
        pairs = {
            str(name): _unsealed(gap, dict(gap_words.get(name, {})), language)
            for name, gap in gaps.items()
        }
        found["gaps"] = {name: one[0] for name, one in pairs.items()}
        own["gaps"] = {name: one[1] for name, one in pairs.items()}
    return found, own


def _once(notes: Iterable[Note]) -> Iterator[Note]:
    yield from {str(one): one for one in notes}.values()
