"""What does a version tell openly about a course: everything but the questions' keys?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.catalogue.content.version import Band, LessonItem, ModuleOutline, Outline, QuizItem, Source

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
    )
