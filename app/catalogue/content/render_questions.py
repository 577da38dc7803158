"""What do the pages of quizzes and checks show, and what is their key?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.catalogue.content.version import (
    Bank,
    BankCheck,
    BankQuestion,
    BankQuiz,
    RenderedQuestion,
)
from app.core.markdown import LABELS, Labels, render_block, render_inline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.catalogue.content.model import Check, Course, Question, QuestionWords, Quiz


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
    return BankQuiz(quiz.id, quiz.draws, tuple(_question(q) for q in quiz.questions))


def _question(question: Question) -> BankQuestion:
    return BankQuestion(
        id=question.id,
        hash=question.content_hash,
        type=question.type,
        tags=question.tags,
        difficulty=question.difficulty,
        lesson=question.lesson,
        spec=dict(question.spec),
        words=_all_words(question.words),
    )


def _check(check: Check, lesson: str) -> BankCheck:
    return BankCheck(
        id=check.id,
        hash=check.content_hash,
        type=check.type,
        lesson=lesson,
        spec=dict(check.spec),
        words=_all_words(check.words),
    )


def _all_words(words: Mapping[str, QuestionWords]) -> dict[str, RenderedQuestion]:
    return {language: _words(own, LABELS[language]) for language, own in words.items()}


def _words(words: QuestionWords, labels: Labels) -> RenderedQuestion:
    return RenderedQuestion(
        prompt=render_block(words.prompt, labels),
        explanation=render_inline(words.explanation, labels),
        rule=render_inline(words.rule, labels),
        own={name: _own(value, labels) for name, value in words.words.items()},
    )


def _own(value: object, labels: Labels) -> str | dict[str, str]:
    if isinstance(value, dict):
        return {key: render_inline(str(text), labels) for key, text in value.items()}
    return render_inline(str(value), labels)
