"""Do the questions of every course that comes along go out, and come back as they were?"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from app.catalogue.content.files import course_folders, load_course
from app.catalogue.content.model import Course
from app.catalogue.content.reference import load_reference
from app.catalogue.content.render import render_course
from app.core.settings import shipped
from app.exchange.formats import WRITABLE, Format, read, write
from app.exchange.native.course import bundle_of_course, bundle_of_published
from app.exchange.showing import asked_spec
from app.quizzes.questions import question_type
from tests.exchange.content import content, said

pytestmark = pytest.mark.pure
COURSES = course_folders(shipped("courses"))
WORDS = ("prompt", "explanation", "rule")


@cache
def course_at(folder: Path) -> Course:
    course, faults = load_course(folder, load_reference(shipped("courses"))[0])
    assert course is not None, faults
    return course


@pytest.mark.parametrize("language", ("en", "fr"))
@pytest.mark.parametrize("wanted", WRITABLE)
@pytest.mark.parametrize("folder", COURSES, ids=lambda one: one.name)
def test_questions_come_back_with_their_words_and_right_answers(
    folder: Path, wanted: Format, language: str
) -> None:
    bundle = bundle_of_course(course_at(folder), language)
    first = write(bundle, wanted)
    again = read(first.text, wanted, language)

    assert (len(again.items), said(again.faults)) == (first.count, [])
    left_out = {one.question for one in first.lost if "is left out" in str(one)}
    assert first.count == len(bundle.items) - len(left_out)
    for item in again.items:
        kind, spec = question_type(item.type), asked_spec(item, language)
        assert kind.by_hand or kind.mark(spec, kind.right_answer(spec)).fraction == 1
    if wanted is not Format.AIKEN:
        written = {one.id: content(one) for one in bundle.items}
        for item in again.items:
            found = content(item)
            assert [found[name] for name in WORDS] == [written[item.id][name] for name in WORDS]
    assert write(again, wanted).count == first.count


@pytest.mark.parametrize("language", ("en", "fr"))
@pytest.mark.parametrize("folder", COURSES, ids=lambda one: one.name)
def test_published_words_are_those_that_were_written(folder: Path, language: str) -> None:
    course = course_at(folder)
    quizzes = render_course(course).bank.quizzes.values()
    questions = {one.id: one for quiz in quizzes for one in quiz.questions}

    published = bundle_of_published(questions.values(), language, "x")

    written = {one.id: content(one) for one in bundle_of_course(course, language).items}
    for item in published.items:
        found = content(item)
        assert [found[name] for name in WORDS] == [written[item.id][name] for name in WORDS]
