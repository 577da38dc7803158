"""How is a question asked and marked whose numbers are drawn anew for each attempt?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from markupsafe import Markup
from typing_extensions import override

from app.quizzes.questions.base import (
    N_,
    AskView,
    Form,
    InvalidAnswer,
    Problem,
    QuestionType,
    ReviewView,
)
from app.quizzes.questions.calculated_check import check_calculated
from app.quizzes.questions.calculation import (
    ANSWER,
    is_close,
    is_relative,
    key_of,
    mistake_made,
    mistakes,
    result_of,
    tolerance_of,
    typed_key,
)
from app.quizzes.questions.drawn_values import drawn_values, own_decimals, values_of
from app.quizzes.questions.forms import single_value
from app.quizzes.questions.marks import Mark, MarkState
from app.quizzes.questions.placeholders import RESULT, filled
from app.quizzes.questions.reading import Spec, Words, html, language_of, plain
from app.quizzes.questions.shown_number import exact_number, show_number
from app.quizzes.questions.typed_number import read_number

_NONE = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalculatedView(AskView):
    """The question with this attempt's numbers, its unit if any, and what was typed so far."""

    unit: Markup
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalculatedReview(ReviewView):
    """The review: what was typed, the right number, and the way to it with the same numbers.

    Numbers are written in the language of the words. `tolerance` is empty where exactly the key is
    right, and in per cent of the key where it is relative.
    """

    unit: Markup
    typed: str
    key: str
    tolerance: str
    is_relative: bool
    feedback: Markup
    solution: Markup


class Calculated(QuestionType[str]):
    """A number is right when it is as near to what the formula gives as the tolerance says.

    The answer is kept as it was typed, so that a review shows the learner's own writing.
    """

    name: ClassVar[str] = "calculated"
    block_words: ClassVar[tuple[str, ...]] = ("solution",)

    @override
    def drawn(self, spec: Spec, seed: int) -> Spec:
        return {**spec, "values": drawn_values(spec, seed)}

    @override
    def check(self, spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
        yield from check_calculated(spec, words)

    @override
    def shuffled_ids(self, spec: Spec) -> tuple[str, ...]:
        return ()

    @override
    def public(
        self, spec: Spec, words: Words, order: Sequence[str], answer: object = None
    ) -> CalculatedView:
        own = _with_numbers(spec, {**words, "solution": ""})
        return CalculatedView(**self.asked(own), unit=html(own, "unit"), typed=_typed(answer))

    @override
    def parse(self, spec: Spec, raw: object) -> str | None:
        typed = _typed(raw)
        if raw is None or (isinstance(raw, str) and not typed):
            return None
        if not typed:
            raise InvalidAnswer(N_("An answer to this question is a number."))
        read_number(typed)
        return typed

    @override
    def from_form(self, spec: Spec, form: Form) -> str | None:
        return single_value(form, "answer")

    @override
    def unread(self, spec: Spec, form: Form) -> str:
        return "".join(form.get("answer", ())[:1])

    @override
    def grade(self, spec: Spec, answer: str) -> Mark:
        given, key = Fraction(read_number(answer)), key_of(spec)
        if key is not None and is_close(spec, given, key):
            return Mark.of(Fraction(1))
        mistake = mistake_made(spec, given)
        return Mark.of(mistakes(spec)[mistake].mark if mistake else Fraction(0))

    @override
    def review(
        self, spec: Spec, words: Words, answer: object, order: Sequence[str]
    ) -> CalculatedReview:
        own = _with_numbers(spec, words)
        return CalculatedReview(
            **self.reviewed(spec, own, answer),
            unit=html(own, "unit"),
            typed=_typed(answer),
            key=_shown(spec, RESULT + ANSWER, language_of(words)) or _NONE,
            tolerance=_shown_tolerance(spec, language_of(words)),
            is_relative=is_relative(spec),
            feedback=html(own, "feedback", self._outcome(spec, answer)),
            solution=html(own, "solution"),
        )

    @override
    def describe(
        self, spec: Spec, words: Words, answer: object, translate: Callable[[str], str] = N_
    ) -> str:
        typed = _typed(answer)
        return f"{typed} {plain(words, 'unit')}".strip() if typed else ""

    @override
    def classify(self, spec: Spec, answer: object) -> Mapping[str, str]:
        """Return "right", the id of the mistake made, or "wrong".

        Each learner has other numbers, so what was typed says nothing about that of another.
        """
        return {"": self._outcome(spec, answer)} if self.readable(spec, answer) else {}

    @override
    def right_answer(self, spec: Spec) -> str | None:
        return typed_key(spec)

    def _outcome(self, spec: Spec, answer: object) -> str:
        """Return which feedback an answer gets; none gets that of a wrong one."""
        typed = self.readable(spec, answer)
        if typed is None:
            return "wrong"
        if self.grade(spec, typed).state is MarkState.RIGHT:
            return "right"
        return mistake_made(spec, Fraction(read_number(typed))) or "wrong"


def _with_numbers(spec: Spec, words: Words) -> Words:
    return filled(words, lambda name: _shown(spec, name, language_of(words)))


def _shown(spec: Spec, name: str, language: str) -> str | None:
    """Return what stands for `price` or `=duty`, None for a name that the question has not."""
    if name.startswith(RESULT):
        found = result_of(spec, name.removeprefix(RESULT))
        return show_number(*found, language) if found else None
    value = values_of(spec).get(name)
    return None if value is None else show_number(value, own_decimals(spec).get(name, 0), language)


def _shown_tolerance(spec: Spec, language: str) -> str:
    tolerance = tolerance_of(spec) * (100 if is_relative(spec) else 1)
    return exact_number(tolerance, language) if tolerance else ""


def _typed(raw: object) -> str:
    """Return what was typed; a JSON number counts as its text."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return ""
    return str(raw).strip()


TYPE = Calculated()
