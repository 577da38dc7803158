"""Is a question of every type, written into a course's files, read and marked as it is meant?

The samples hold numbers, as Python does. In a file every value below the first level is text.
"""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from typing_extensions import override

from app.catalogue.content.render import render_course
from app.quizzes.drawing import question_seed
from app.quizzes.questions import question_type
from tests.catalogue.building import CourseFolder
from tests.catalogue.samples import QUIZ, SVG, png
from tests.quizzes.every import Sample, samples

pytestmark = pytest.mark.pure

SAMPLES = samples()
DRAWING = SVG.replace("{{beans}}", "09")
COMMON = {"id": "asked", "difficulty": 1, "lesson": "roasted"}


def written(course: CourseFolder, sample: Sample) -> CourseFolder:
    """The course with one quiz that has nothing but the sample."""
    question = {**COMMON, "type": sample.type, **sample.spec}
    course.write(f"{QUIZ}/quiz.yaml", as_yaml({"id": "quiz-first", "questions": [question]}))
    for language, words in sample.words.items():
        sheet = {"title": "Quiz", "intro": "One question.", "questions": {"asked": words}}
        course.write(f"{QUIZ}/{language}.yaml", as_yaml(sheet))
    for shown in question_type(sample.type).media(sample.spec):
        course.write(f"media/{shown.name}", png() if shown.name.endswith(".png") else DRAWING)
    return course


class Plain(yaml.SafeDumper):
    """Writes a value that stands twice twice, as an author would."""

    @override
    def ignore_aliases(self, data: Any) -> bool:
        return True


def as_yaml(value: Any) -> str:
    return yaml.dump(value, Dumper=Plain, allow_unicode=True, sort_keys=False, width=10_000)


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES.keys())
def test_question_of_every_type_is_marked_as_its_sample_is(
    course: CourseFolder, sample: Sample
) -> None:
    kind = question_type(sample.type)
    version = render_course(written(course, sample).course())
    seed = question_seed(1, "asked")
    meant = kind.drawn(kind.sealed(sample.spec, sample.words), seed)

    (question,) = version.bank.quizzes["quiz-first"].questions

    published = kind.drawn(question.spec, seed)
    for answer in (sample.right, *sample.answers):
        assert kind.mark(published, answer) == kind.mark(meant, answer)
