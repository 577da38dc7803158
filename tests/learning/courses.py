"""Which other forms of the small course do these tests publish?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from app.catalogue.actions import Published, publish
from app.catalogue.content.model import Check, Course, Lesson, Question, Quiz, Section
from app.catalogue.content.render import render_course
from app.core.db import transaction
from app.quizzes.drawing import Draw
from tests.small_course import small_course

OTHER_KEYS: dict[str, object] = {
    "coffee": "c0406",
    "in-the-system": ["rates", "ports"],
    "duty-is-common": True,
    "digits": {"chapter": "six", "heading": "two", "subheading": "two"},
    "from-wide-to-narrow": ["subheading", "heading", "chapter"],
    "net-weight": 99,
    "first-pair": "heading-pair",
    "six-common": False,
}
"""Another key for every question and every check of the small course."""

OTHER_TOLERANCE = 3


def publish_form(change: Callable[[Course], Course], slug: str = "") -> Published:
    """Publish the small course as ``change`` makes it, committed."""
    course = change(small_course())
    with transaction() as session:
        return publish(session, render_course(replace(course, slug=slug or course.slug)))


def with_items(
    course: Course,
    lesson: Callable[[Lesson], Lesson] = lambda one: one,
    quiz: Callable[[Quiz], Quiz] = lambda one: one,
) -> Course:
    """The course with each of its lessons and quizzes changed."""
    modules = tuple(
        replace(
            module,
            lessons=tuple(lesson(one) for one in module.lessons),
            quizzes=tuple(quiz(one) for one in module.quizzes),
        )
        for module in course.modules
    )
    return replace(course, modules=modules)


def with_other_keys(course: Course) -> Course:
    """The same course, ids and words, with another key everywhere."""

    def quiz(one: Quiz) -> Quiz:
        return replace(one, questions=tuple(_rekeyed(question) for question in one.questions))

    def lesson(one: Lesson) -> Lesson:
        return replace(one, checks=tuple(_rekeyed(check) for check in one.checks))

    return with_items(course, lesson, quiz)


def with_new_words(lesson_id: str) -> Callable[[Course], Course]:
    """The course with other words in one lesson."""

    def lesson(one: Lesson) -> Lesson:
        if one.id != lesson_id:
            return one
        words = {name: replace(said, summary="New.") for name, said in one.words.items()}
        return replace(one, words=words)

    return lambda course: with_items(course, lesson)


def with_optional(*item_ids: str) -> Callable[[Course], Course]:
    """The course with some items that are not required."""

    def optional(one: Any) -> Any:
        return replace(one, required=one.id not in item_ids)

    return lambda course: with_items(course, optional, optional)


def with_quiz(**changes: Any) -> Callable[[Course], Course]:
    """The course with other conditions of its quiz."""
    return lambda course: with_items(course, quiz=lambda one: replace(one, **changes))


def with_draws(*draws: Draw) -> Callable[[Course], Course]:
    """The course whose quiz draws so; without draws an attempt has every question."""

    def quiz(one: Quiz) -> Quiz:
        known = tuple(question.id for question in one.questions)
        return replace(one, sections=(Section("", {}, draws, known, False),))

    return lambda course: with_items(course, quiz=quiz)


def with_check_of_two(course: Course) -> Course:
    """The course whose first check asks for two choices of three."""
    words = {
        "choices": {"one": "One", "two": "Two", "three": "Three"},
        "feedback": {"one": "Said of one.", "two": "Said of two.", "three": "Said of three."},
    }

    def lesson(one: Lesson) -> Lesson:
        return replace(one, checks=tuple(_as_multiple(check, words) for check in one.checks))

    return with_items(course, lesson)


def _rekeyed(question: Any) -> Any:
    assert isinstance(question, Question | Check)
    spec = {**question.spec, "key": OTHER_KEYS[question.id]}
    if "tolerance" in spec:
        spec["tolerance"] = OTHER_TOLERANCE
    return replace(question, spec=spec)


def _as_multiple(check: Check, words: Mapping[str, object]) -> Check:
    if check.id != "first-pair":
        return check
    spec = {"choices": ("one", "two", "three"), "key": ("one", "three")}
    said = {name: replace(one, words=words) for name, one in check.words.items()}
    return replace(check, type="multiple_response", spec=spec, words=said)
