"""How does a test come by a course with a question of every type?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from app.catalogue.content.model import Course, Drawing, Question, QuestionWords, Section
from app.quizzes.conditions import Conditions
from tests.quizzes.every import Sample, samples
from tests.small_course import LESSONS, small_course

_COMMON = ("prompt", "explanation", "rule")
_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 440">'
    '<rect class="d-card d-line" x="10" y="10" width="660" height="420"/>'
    '<text class="d-text" x="40" y="60">{{title}}</text></svg>'
)
TITLES = {"en": {"title": "Waybill"}, "fr": {"title": "Lettre de voiture"}}


def question_id(kind: str) -> str:
    """The id of the question of a type."""
    return f"q-{kind.replace('_', '-')}"


def every_course(
    kinds: Iterable[str] | None = None,
    *,
    other_key: bool = False,
    slug: str = "every-type",
    conditions: Conditions | None = None,
    **quiz: Any,
) -> Course:
    """The small course with a quiz that asks one question of each type, or of some.

    ``other_key``: the same questions to look at, with other right answers.
    """
    course = small_course()
    chosen = [one for name, one in samples().items() if kinds is None or name in set(kinds)]
    questions = tuple(_question(one, other_key=other_key) for one in chosen)
    module = course.modules[0]
    changed = replace(
        module.quizzes[0],
        questions=questions,
        sections=(Section("", {}, (), tuple(one.id for one in questions), False),),
        conditions=conditions or Conditions(),
        **quiz,
    )
    return replace(
        course,
        slug=slug,
        modules=(replace(module, quizzes=(changed,)),),
        drawings={**course.drawings, "waybill.svg": Drawing("waybill.svg", _DRAWING, TITLES)},
    )


def _question(sample: Sample, *, other_key: bool) -> Question:
    words = {**sample.words, **(sample.other_words if other_key else {})}
    return Question(
        id=question_id(sample.type),
        type=sample.type,
        tags=("every",),
        difficulty=1,
        lesson=LESSONS[0],
        spec=sample.other_spec if other_key else sample.spec,
        words={code: _words(own) for code, own in words.items()},
    )


def _words(own: Any) -> QuestionWords:
    rest = {name: value for name, value in own.items() if name not in _COMMON}
    return QuestionWords(own["prompt"], own["rule"], own["explanation"], rest)
