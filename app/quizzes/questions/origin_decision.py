"""How is a question asked and marked in which the origin of a product is decided step by step?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import ClassVar

from typing_extensions import override

from app.quizzes.questions.base import N_, Form, InvalidAnswer, Problem, QuestionType
from app.quizzes.questions.feedback import outcome_feedback
from app.quizzes.questions.forms import fields, known_id
from app.quizzes.questions.marks import Mark
from app.quizzes.questions.origin_check import check_origin
from app.quizzes.questions.origin_steps import (
    Given,
    Step,
    fraction,
    fraction_of_tries,
    guessed,
    right_decisions,
    states,
    steps,
)
from app.quizzes.questions.origin_views import (
    OriginReview,
    OriginView,
    described,
    origin_view,
    reviewed_steps,
)
from app.quizzes.questions.reading import Spec, Words
from app.quizzes.questions.typed_number import read_number

PREFIX = "step-"


class OriginDecision(QuestionType[dict[str, str]]):
    """Each material, each criterion and the outcome are decided; the facts give the key.

    An answer maps the ids of steps (`origin_steps`) to the option chosen or the number typed.
    """

    name: ClassVar[str] = "origin_decision"

    @override
    def check(self, spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
        yield from check_origin(spec, words)

    @override
    def shuffled_ids(self, spec: Spec) -> tuple[str, ...]:
        return ()

    @override
    def public(
        self, spec: Spec, words: Words, order: Sequence[str], answer: object = None
    ) -> OriginView:
        return origin_view(self.asked(words), spec, words, _as_given(spec, answer))

    @override
    def parse(self, spec: Spec, raw: object) -> dict[str, str] | None:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, Mapping):
            raise InvalidAnswer(N_("An answer to this question decides its steps one by one."))
        own = steps(spec)
        for name in raw:
            known_id(name, [step.id for step in own])
        given = {step.id: _decided(step, raw.get(step.id)) for step in own}
        return {name: value for name, value in given.items() if value} or None

    @override
    def from_form(self, spec: Spec, form: Form) -> dict[str, str]:
        return fields(form, PREFIX)

    @override
    def unread(self, spec: Spec, form: Form) -> object:
        return self.from_form(spec, {name: values[:1] for name, values in form.items()})

    @override
    def grade(self, spec: Spec, answer: dict[str, str]) -> Mark:
        parts = tuple(states(spec, answer))
        return Mark.of(fraction(spec, parts), parts)

    @override
    def mark_of_tries(self, spec: Spec, answers: Sequence[object], penalty: Fraction) -> Mark:
        last = self.mark(spec, answers[-1] if answers else None)
        if len(answers) < 2 or not last.parts:
            return last
        each = [tuple(states(spec, self.readable(spec, one) or {})) for one in answers]
        return Mark(fraction_of_tries(spec, each, penalty), last.state, last.parts)

    @override
    def review(
        self, spec: Spec, words: Words, answer: object, order: Sequence[str]
    ) -> OriginReview:
        given, common = self.readable(spec, answer) or {}, self.reviewed(spec, words, answer)
        view = origin_view(self.asked(words), spec, words, given)
        return OriginReview(
            **common,
            facts=view,
            steps=reviewed_steps(spec, words, given),
            feedback=outcome_feedback(words, common["mark"]),
        )

    @override
    def describe(
        self, spec: Spec, words: Words, answer: object, translate: Callable[[str], str] = N_
    ) -> str:
        return described(spec, words, self.readable(spec, answer) or {}, translate)

    @override
    def right_answer(self, spec: Spec) -> dict[str, str]:
        return right_decisions(spec)

    @override
    def guess_score(self, spec: Spec) -> Fraction:
        return guessed(spec)


def _decided(step: Step, value: object) -> str:
    """Return a decision as it is kept, "" for none. Raises InvalidAnswer."""
    if value is None or value == "":
        return ""
    if step.options:
        return known_id(value, step.options)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InvalidAnswer(N_("A share is a number, in per cent."))
    typed = str(value).strip()
    if typed:
        read_number(typed)
    return typed


def _as_given(spec: Spec, answer: object) -> Given:
    """Return what a page shows as decided: of a refused form what was typed, too."""
    found = answer if isinstance(answer, Mapping) else {}
    return {
        step.id: str(found[step.id])
        for step in steps(spec)
        if isinstance(found.get(step.id), str | int | float)
    }


TYPE = OriginDecision()
