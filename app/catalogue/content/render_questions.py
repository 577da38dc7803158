"""What do the pages of quizzes and checks show, and what is their key?"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from app.catalogue.content.pens import Pen
from app.catalogue.content.version import (
    Bank,
    BankCheck,
    BankExhibit,
    BankQuestion,
    BankQuiz,
    BankSection,
    RenderedQuestion,
)
from app.core.markdown import plain_line
from app.quizzes.questions import question_type
from app.quizzes.questions.reading import is_block

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.catalogue.content.model import Check, Course, Exhibit, Question, QuestionWords, Quiz
    from app.core.markdown import Library


Libraries: TypeAlias = "Mapping[str, Library]"
"""What texts may show, in each language of the course."""


def bank_of(course: Course, libraries: Libraries) -> Bank:
    """Return a course's questions and checks, rendered, with their keys."""
    return Bank(
        quizzes={quiz.id: _quiz(quiz, libraries) for quiz in course.quizzes()},
        checks={
            check.id: _check(check, lesson.id, libraries)
            for lesson in course.lessons()
            for check in lesson.checks
        },
        banks={name: dict(title) for name, title in course.banks.items()},
    )


def _quiz(quiz: Quiz, libraries: Libraries) -> BankQuiz:
    return BankQuiz(
        id=quiz.id,
        sections=tuple(
            BankSection(one.id, dict(one.title), one.draws, one.questions, one.shuffle)
            for one in quiz.sections
        ),
        questions=tuple(_question(question, libraries) for question in quiz.questions),
        exhibits=tuple(_exhibit(exhibit, libraries) for exhibit in quiz.exhibits),
        debrief={
            code: Pen(quiz.id, code, libraries[code]).block(text, "debrief")
            for code, text in quiz.debrief.items()
        },
    )


def _exhibit(exhibit: Exhibit, libraries: Libraries) -> BankExhibit:
    body = {
        code: Pen(exhibit.id, code, libraries[code]).block(text, "exhibit")
        for code, text in exhibit.body.items()
    }
    return BankExhibit(exhibit.id, dict(exhibit.title), body)


def _question(question: Question, libraries: Libraries) -> BankQuestion:
    return BankQuestion(
        id=question.id,
        hash=question.content_hash,
        type=question.type,
        tags=question.tags,
        difficulty=question.difficulty,
        lesson=question.lesson,
        spec=_sealed(question),
        words=_all_words(question, libraries),
        weight=question.weight,
        penalty=question.penalty,
        exhibits=question.exhibits,
        bank=question.bank,
    )


def _sealed(question: Question) -> dict[str, object]:
    """The structure with what marking needs of the words: the texts that are accepted, say."""
    written = {language: own.words for language, own in question.words.items()}
    return dict(question_type(question.type).sealed(question.spec, written))


def _check(check: Check, lesson: str, libraries: Libraries) -> BankCheck:
    return BankCheck(
        id=check.id,
        hash=check.content_hash,
        type=check.type,
        lesson=lesson,
        spec=dict(check.spec),
        words=_all_words(check, libraries),
    )


def _all_words(item: Question | Check, libraries: Libraries) -> dict[str, RenderedQuestion]:
    return {
        code: _words(item, own, Pen(item.id, code, libraries[code]))
        for code, own in item.words.items()
        if code in libraries
    }


def _words(item: Question | Check, words: QuestionWords, pen: Pen) -> RenderedQuestion:
    kind = question_type(item.type)
    own = {name: _own(value, (name,), pen, kind.block_words) for name, value in words.words.items()}
    pictures = {
        one.name: pen.picture(one.name, _text_at(words.words, one.alternative))
        for one in kind.media(item.spec)
    }
    return RenderedQuestion(
        prompt=pen.block(words.prompt, "prompt"),
        explanation=pen.line(words.explanation),
        rule=pen.line(words.rule),
        own={**own, "pictures": pictures} if pictures else own,
        hints=tuple(pen.line(hint) for hint in words.hints),
    )


def _own(value: object, path: tuple[str, ...], pen: Pen, blocks: Sequence[str]) -> object:
    """Words of a type's own, rendered at any depth: as a block where the type says so."""
    if isinstance(value, dict):
        return {str(key): _own(one, (*path, str(key)), pen, blocks) for key, one in value.items()}
    if isinstance(value, list):
        return [_own(one, (*path, str(at)), pen, blocks) for at, one in enumerate(value)]
    return pen.block(str(value), *path) if is_block(path, blocks) else pen.line(str(value))


def _text_at(words: object, path: Sequence[str]) -> str:
    """The plain words at a path, without the marks of Markdown; "" where there are none."""
    for key in path:
        words = words.get(key) if isinstance(words, dict) else None
    return plain_line(words) if isinstance(words, str) else ""
