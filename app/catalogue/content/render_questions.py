"""What do the pages of quizzes and checks show, and what is their key?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.catalogue.content.version import (
    Bank,
    BankCheck,
    BankExhibit,
    BankQuestion,
    BankQuiz,
    BankSection,
    RenderedQuestion,
)
from app.core.markdown import LABELS, Labels, render_block, render_inline
from app.quizzes.questions import question_type
from app.quizzes.questions.base import is_block

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.catalogue.content.model import Check, Course, Exhibit, Question, QuestionWords, Quiz


def bank_of(course: Course) -> Bank:
    """Return a course's questions and checks, rendered, with their keys."""
    return Bank(
        quizzes={quiz.id: _quiz(quiz) for quiz in course.quizzes()},
        checks={
            check.id: _check(check, lesson.id)
            for lesson in course.lessons()
            for check in lesson.checks
        },
    )


def _quiz(quiz: Quiz) -> BankQuiz:
    return BankQuiz(
        id=quiz.id,
        sections=tuple(
            BankSection(one.id, dict(one.title), one.draws, one.questions, one.shuffle)
            for one in quiz.sections
        ),
        questions=tuple(_question(question) for question in quiz.questions),
        exhibits=tuple(_exhibit(exhibit) for exhibit in quiz.exhibits),
        debrief={code: render_block(text, LABELS[code]) for code, text in quiz.debrief.items()},
    )


def _exhibit(exhibit: Exhibit) -> BankExhibit:
    body = {code: render_block(text, LABELS[code]) for code, text in exhibit.body.items()}
    return BankExhibit(exhibit.id, dict(exhibit.title), body)


def _question(question: Question) -> BankQuestion:
    return BankQuestion(
        id=question.id,
        hash=question.content_hash,
        type=question.type,
        tags=question.tags,
        difficulty=question.difficulty,
        lesson=question.lesson,
        spec=_sealed(question),
        words=_all_words(question.words, question.type),
        weight=question.weight,
        penalty=question.penalty,
        exhibits=question.exhibits,
        bank=question.bank,
    )


def _sealed(question: Question) -> dict[str, object]:
    """The structure with what marking needs of the words: the texts that are accepted, say."""
    written = {language: own.words for language, own in question.words.items()}
    return dict(question_type(question.type).sealed(question.spec, written))


def _check(check: Check, lesson: str) -> BankCheck:
    return BankCheck(
        id=check.id,
        hash=check.content_hash,
        type=check.type,
        lesson=lesson,
        spec=dict(check.spec),
        words=_all_words(check.words, check.type),
    )


def _all_words(words: Mapping[str, QuestionWords], kind: str) -> dict[str, RenderedQuestion]:
    blocks = question_type(kind).block_words
    return {code: _words(own, LABELS[code], blocks) for code, own in words.items()}


def _words(words: QuestionWords, labels: Labels, blocks: Sequence[str]) -> RenderedQuestion:
    return RenderedQuestion(
        prompt=render_block(words.prompt, labels),
        explanation=render_inline(words.explanation, labels),
        rule=render_inline(words.rule, labels),
        own={name: _own(value, (name,), labels, blocks) for name, value in words.words.items()},
        hints=tuple(render_inline(hint, labels) for hint in words.hints),
    )


def _own(value: object, path: tuple[str, ...], labels: Labels, blocks: Sequence[str]) -> object:
    """Words of a type's own, rendered at any depth: as a block where the type says so."""
    if isinstance(value, dict):
        return {
            str(key): _own(one, (*path, str(key)), labels, blocks) for key, one in value.items()
        }
    if isinstance(value, list):
        return [_own(one, (*path, str(at)), labels, blocks) for at, one in enumerate(value)]
    render = render_block if is_block(path, blocks) else render_inline
    return render(str(value), labels)
