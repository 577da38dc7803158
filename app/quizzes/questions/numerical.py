"""How is a question asked and marked whose answer is a number?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import ClassVar

from markupsafe import Markup
from typing_extensions import override

from app.quizzes.questions.base import (
    N_,
    AskView,
    Form,
    InvalidAnswer,
    Mark,
    Problem,
    QuestionType,
    ReviewView,
    Spec,
    Words,
    html,
    key_text,
    plain,
    single_value,
)
from app.quizzes.questions.checking import check_id, check_id_words, check_keys, check_line
from app.quizzes.questions.feedback import OUTCOMES, outcome_feedback
from app.quizzes.questions.typed_number import read_number

_MOST_DIGITS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericalView(AskView):
    """The question, its unit (empty where it has none) and what was typed so far."""

    unit: Markup
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericalReview(ReviewView):
    """The review: what was typed, the right number, the tolerance (0: exactly that number)."""

    unit: Markup
    typed: str
    key: Decimal
    tolerance: Decimal
    feedback: Markup


class Numerical(QuestionType[str]):
    """A number is right when it is no further from the key than the tolerance, exactly.

    The answer is kept as it was typed, so that a review shows the learner's own writing.
    """

    name: ClassVar[str] = "numerical"

    @override
    def check(self, spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
        has_unit = spec.get("unit") is not None
        own_words = ("unit", "feedback") if has_unit else ("feedback",)
        yield from check_keys(spec, words, ("tolerance", "unit"), own_words)
        yield from _check_number(spec, "key", "the right number, such as 12.5")
        yield from _check_number(spec, "tolerance", "the distance allowed, 0 for exactly the key")
        if (number(spec.get("tolerance")) or 0) < 0:
            yield Problem(("tolerance",), None, "`tolerance` is 0 or more")
        if "unit" in spec:
            yield from check_id(("unit",), spec["unit"], set())
        if has_unit:
            yield from check_line(words, "unit")
        yield from check_id_words(words, "feedback", OUTCOMES)

    @override
    def shuffled_ids(self, spec: Spec) -> tuple[str, ...]:
        return ()

    @override
    def public(
        self, spec: Spec, words: Words, order: Sequence[str], answer: object = None
    ) -> NumericalView:
        return NumericalView(**self.asked(words), unit=html(words, "unit"), typed=_typed(answer))

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
    def grade(self, spec: Spec, answer: str) -> Mark:
        distance = abs(Fraction(read_number(answer)) - Fraction(_number(spec, "key")))
        return Mark.of(Fraction(distance <= Fraction(_number(spec, "tolerance"))))

    @override
    def review(
        self, spec: Spec, words: Words, answer: object, order: Sequence[str]
    ) -> NumericalReview:
        common = self.reviewed(spec, words, answer)
        return NumericalReview(
            **common,
            unit=html(words, "unit"),
            typed=_typed(answer),
            key=_number(spec, "key"),
            tolerance=_number(spec, "tolerance"),
            feedback=outcome_feedback(words, common["mark"]),
        )

    @override
    def describe(
        self, spec: Spec, words: Words, answer: object, translate: Callable[[str], str] = N_
    ) -> str:
        typed = _typed(answer)
        return f"{typed} {plain(words, 'unit')}".strip() if typed else ""


def number(value: object) -> Decimal | None:
    """Return a number of a specification exactly as it was written, None for anything else.

    YAML hands a float on; its shortest text is the decimal that the author typed.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        found = Decimal(str(value))
    except (InvalidOperation, ValueError):
        return None
    sane = found.is_finite() and -_MOST_DIGITS <= found.adjusted() <= _MOST_DIGITS
    return found if sane else None


def _number(spec: Spec, name: str) -> Decimal:
    return number(spec.get(name)) or Decimal(0)


def _check_number(spec: Spec, name: str, meaning: str) -> Iterator[Problem]:
    value = spec.get(name)
    if value is None:
        yield Problem((name,), None, f"`{name}` is missing: {meaning}")
    elif number(value) is None:
        message = f"`{name}` must be a number ({meaning}), not `{key_text(value)[:60]}`"
        yield Problem((name,), None, message)


def _typed(raw: object) -> str:
    """Return what was typed; a JSON number counts as its text."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return ""
    return str(raw).strip()


TYPE = Numerical()
