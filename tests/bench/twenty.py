"""Which quiz of twenty questions do the benchmarks ask, and how is it answered?"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.catalogue.content.files import load_course
from app.catalogue.content.model import Course, Question, QuestionWords, Section
from app.catalogue.content.reference import load_reference
from app.catalogue.content.version import BankQuestion
from app.core.settings import shipped
from tests.quizzes.every import Sample, samples

SOURCE = "hs-foundations"
QUESTIONS = 20
TYPED = ("categorise", "cloze", "short_answer")
"""Types that the course does not have: a quiz may take a question of each from the tests."""

Fields = dict[str, list[str]]


def read_course(slug: str = SOURCE) -> Course:
    """The course as it is shipped.

    Raises:
        RuntimeError: it has a fault.
    """
    courses = shipped("courses")
    reference, _faults = load_reference(courses)
    course, faults = load_course(courses / slug, reference)
    if course is None:
        raise RuntimeError(str(faults[0]))
    return course


def with_twenty(course: Course, slug: str, extra: Sequence[str] = ()) -> Course:
    """The course with one quiz alone: twenty of its questions, of every kind it has, on one page.

    ``extra`` are types of which it asks the tests' own question instead.
    """
    first, *others = course.modules
    kept = _mixed(course)[: QUESTIONS - len(extra)]
    lesson = first.lessons[0].id
    chosen = (*kept, *(_question(samples()[kind], lesson) for kind in extra))
    section = Section("", {}, (), tuple(one.id for one in chosen), shuffle=False)
    large = replace(
        first.quizzes[0],
        questions=chosen,
        sections=(section,),
        attempts=None,
        wait_minutes=None,
        time_limit_minutes=None,
    )
    small = [replace(one, quizzes=()) for one in others]
    return replace(course, slug=slug, modules=(replace(first, quizzes=(large,)), *small))


def right_fields(question: BankQuestion) -> Fields:
    """What the page sends for the right answer: the fields of the question's form."""
    key: Any = question.spec.get("key")
    if question.type in TYPED:
        return dict(samples()[question.type].form)
    if question.type == "matching":
        return {f"stem-{stem}": [option] for stem, option in key.items()}
    if isinstance(key, list | tuple):
        return {"answer": list(key)}
    return {"answer": [str(key).lower()]}


def _mixed(course: Course) -> list[Question]:
    """The questions of all quizzes, one of each kind in turn."""
    every = [question for module in course.modules for one in module.quizzes
             for question in one.questions]  # fmt: skip
    kinds = dict.fromkeys(one.type for one in every)
    by_kind = [[one for one in every if one.type == kind] for kind in kinds]
    turns = itertools.zip_longest(*by_kind)
    return [one for turn in turns for one in turn if one is not None]


def _question(sample: Sample, lesson: str) -> Question:
    return Question(
        id=f"q-{sample.type.replace('_', '-')}",
        type=sample.type,
        tags=("twenty",),
        difficulty=1,
        lesson=lesson,
        spec=sample.spec,
        words={code: _words(own) for code, own in sample.words.items()},
    )


def _words(own: Mapping[str, Any]) -> QuestionWords:
    rest = {
        name: value for name, value in own.items() if name not in ("prompt", "rule", "explanation")
    }
    return QuestionWords(own["prompt"], own["rule"], own["explanation"], rest)
