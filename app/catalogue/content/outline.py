"""What does a version tell openly about a course: everything but the questions' keys?"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from app.catalogue.content.version import (
    Band,
    LessonItem,
    ModuleOutline,
    Outline,
    QuizItem,
    SectionItem,
    Source,
)
from app.quizzes.conditions import Behaviour
from app.quizzes.questions import question_type

if TYPE_CHECKING:
    from app.catalogue.content.model import Course, Lesson, Module, Quiz


def outline_of(course: Course) -> Outline:
    """Return a course's outline."""
    return Outline(
        slug=course.slug,
        languages=course.languages,
        topic=course.topic,
        level=course.level,
        minutes=course.minutes,
        hs_edition=course.hs_edition,
        pass_mark=course.pass_mark,
        validity_months=course.validity_months,
        prerequisites=course.prerequisites,
        references=tuple(Source(dict(ref.words), ref.url) for ref in course.references),
        title=dict(course.title),
        summary=dict(course.summary),
        audience=dict(course.audience),
        objectives=tuple(dict(objective) for objective in course.objectives),
        modules=tuple(_module(module) for module in course.modules),
    )


def _module(module: Module) -> ModuleOutline:
    return ModuleOutline(
        id=module.id,
        title=dict(module.title),
        summary=dict(module.summary),
        lessons=tuple(_lesson(lesson) for lesson in module.lessons),
        quizzes=tuple(_quiz(quiz) for quiz in module.quizzes),
    )


def _lesson(lesson: Lesson) -> LessonItem:
    return LessonItem(
        id=lesson.id,
        hash=lesson.content_hash,
        title={language: words.title for language, words in lesson.words.items()},
        summary={language: words.summary for language, words in lesson.words.items()},
        minutes=lesson.minutes,
        required=lesson.required,
        checks=tuple(check.id for check in lesson.checks),
    )


def _quiz(quiz: Quiz) -> QuizItem:
    return QuizItem(
        id=quiz.id,
        hash=quiz.content_hash,
        title=dict(quiz.title),
        intro=dict(quiz.intro),
        required=quiz.required,
        questions=quiz.questions_per_attempt,
        pass_mark=quiz.pass_mark,
        time_limit_minutes=quiz.time_limit_minutes,
        attempts=quiz.attempts,
        wait_minutes=quiz.wait_minutes,
        behaviour=quiz.conditions.behaviour,
        navigation=quiz.conditions.navigation,
        counts=quiz.conditions.counts,
        is_case=quiz.conditions.is_case,
        opens_at=quiz.conditions.opens_at,
        closes_at=quiz.conditions.closes_at,
        review=quiz.conditions.review,
        bands=tuple(Band(one.from_percent, dict(one.words)) for one in quiz.bands),
        sections=tuple(
            SectionItem(dict(one.title), one.questions_per_attempt)
            for one in quiz.sections
            if one.id
        ),
        has_by_hand=any(question_type(one.type).by_hand for one in quiz.questions),
        max_tries=_tries(quiz),
        max_points=_points(quiz),
    )


def _tries(quiz: Quiz) -> int:
    """Each hint of an interactive quiz is good for a further try."""
    if quiz.conditions.behaviour is not Behaviour.INTERACTIVE:
        return 1
    hints = (len(own.hints) for one in quiz.questions for own in one.words.values())
    return 1 + max(hints, default=0)


def _points(quiz: Quiz) -> Decimal | None:
    """The sum of weights of an attempt's questions, None where attempts differ."""
    weights = {one.id: Decimal(str(one.weight)) for one in quiz.questions}
    total = Decimal(0)
    for section in quiz.sections:
        if not section.draws:
            total += sum((weights[one] for one in section.questions), Decimal(0))
        for draw in section.draws:
            taken = [one for one in quiz.questions if one.id in section.questions]
            found = {weights[one.id] for one in taken if draw.takes(one.banked)}
            if len(found) != 1:
                return None
            total += draw.count * found.pop()
    return total
