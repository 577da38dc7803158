"""How is a question asked and marked whose answer is a number?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, TypeAlias

from markupsafe import Markup
from typing_extensions import override

from app.quizzes.questions.bands import (
    Band,
    bands_of,
    best_band,
    check_bands,
    feedback_ids,
)
from app.quizzes.questions.base import (
    N_,
    AskView,
    Form,
    InvalidAnswer,
    Problem,
    QuestionType,
    ReviewView,
)
from app.quizzes.questions.checking import check_id_words, check_keys
from app.quizzes.questions.feedback import outcome_feedback
from app.quizzes.questions.forms import known_id, single_value
from app.quizzes.questions.marks import Mark
from app.quizzes.questions.reading import Spec, Words, html, plain
from app.quizzes.questions.typed_number import read_number
from app.quizzes.questions.units import check_units, key_unit, unit_words, units_of
from app.quizzes.questions.written import as_written

NumberAnswer: TypeAlias = str | dict[str, str]
"""The number as it was typed; where there are units, {"number": typed, "unit": id}.

The unit is left out as long as none is chosen: what was typed is kept all the same.
"""


@dataclass(frozen=True, slots=True)
class Unit:
    """One of the units to choose from; plain text, since an HTML `<option>` holds nothing else."""

    id: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericalView(AskView):
    """The question, what was typed so far, and its unit (empty where it has none) or units."""

    unit: Markup
    typed: str
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericalReview(ReviewView):
    """The review: what was typed and in which unit, the right number and its unit.

    `tolerance` is a distance in the unit of the key (0: exactly that number), of whichever kind it
    was written. `unit` is that of the key, `typed_unit` the one that was chosen.
    """

    unit: Markup
    typed: str
    typed_unit: Markup
    key: Decimal
    tolerance: Decimal
    feedback: Markup


class Numerical(QuestionType[NumberAnswer]):
    """A number is right when it is no further from the key than the tolerance, exactly.

    Other `bands` around the key, or around other numbers, earn marks of their own; the best counts.
    The answer is kept as it was typed, so that a review shows the learner's own writing.
    """

    name: ClassVar[str] = "numerical"

    @override
    def check(self, spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
        own_keys = ("tolerance", "tolerance_kind", "bands", "unit", "units")
        yield from check_keys(spec, words, own_keys, (*unit_words(spec), "feedback"))
        yield from check_bands(spec)
        yield from check_units(spec, words)
        yield from check_id_words(words, "feedback", *feedback_ids(spec))

    @override
    def shuffled_ids(self, spec: Spec) -> tuple[str, ...]:
        return ()

    @override
    def public(
        self, spec: Spec, words: Words, order: Sequence[str], answer: object = None
    ) -> NumericalView:
        chosen = _chosen_unit(spec, answer)
        units = (Unit(one, plain(words, "units", one), one == chosen) for one in units_of(spec))
        return NumericalView(
            **self.asked(words),
            unit=html(words, "unit"),
            typed=_typed(answer),
            units=tuple(units),
        )

    @override
    def parse(self, spec: Spec, raw: object) -> NumberAnswer | None:
        typed = _typed(raw)
        if not typed:
            if raw is None or isinstance(raw, str) or (isinstance(raw, Mapping) and units_of(spec)):
                return None
            raise InvalidAnswer(N_("An answer to this question is a number."))
        read_number(typed)
        if not units_of(spec):
            return typed
        unit = raw.get("unit") if isinstance(raw, Mapping) else None
        chosen = {"unit": known_id(unit, tuple(units_of(spec)))} if unit else {}
        return {"number": typed} | chosen

    @override
    def from_form(self, spec: Spec, form: Form) -> object:
        """Return the number typed in `answer`, with the unit chosen in `answer-unit`."""
        typed = single_value(form, "answer")
        if not units_of(spec):
            return typed
        return {"number": typed, "unit": single_value(form, "answer-unit")}

    @override
    def unread(self, spec: Spec, form: Form) -> object:
        return self.from_form(spec, {name: values[:1] for name, values in form.items()})

    @override
    def grade(self, spec: Spec, answer: NumberAnswer) -> Mark:
        band = _band(spec, answer)
        return Mark.of(band.mark if band else Fraction(0))

    @override
    def review(
        self, spec: Spec, words: Words, answer: object, order: Sequence[str]
    ) -> NumericalReview:
        common = self.reviewed(spec, words, answer)
        parsed = self.readable(spec, answer)
        band = None if parsed is None else _band(spec, parsed)
        own = bands_of(spec)[0]
        return NumericalReview(
            **common,
            unit=key_unit(spec, words),
            typed=_typed(answer),
            typed_unit=html(words, *_unit_path(spec, answer)),
            key=own.key,
            tolerance=Decimal(own.reach.numerator) / own.reach.denominator,
            feedback=_feedback(words, band, common["mark"]),
        )

    @override
    def describe(
        self, spec: Spec, words: Words, answer: object, translate: Callable[[str], str] = N_
    ) -> str:
        typed = _typed(answer)
        return f"{typed} {plain(words, *_unit_path(spec, answer))}".strip() if typed else ""

    @override
    def classify(self, spec: Spec, answer: object) -> Mapping[str, str]:
        """Return the number, written in one way whatever was typed, with the unit chosen."""
        parsed = self.readable(spec, answer)
        if parsed is None:
            return {}
        found = as_written(read_number(_typed(parsed)))
        return {"": f"{found} {_chosen_unit(spec, parsed)}".strip()}

    @override
    def right_answer(self, spec: Spec) -> NumberAnswer:
        typed = as_written(bands_of(spec)[0].key)
        unit = next((unit for unit, factor in units_of(spec).items() if factor == 1), None)
        return {"number": typed, "unit": unit} if unit else typed

    @override
    def guess_score(self, spec: Spec) -> Fraction:
        return Fraction(0)


def _band(spec: Spec, answer: NumberAnswer) -> Band | None:
    """Return the band that an answer falls into; without the unit asked for into none."""
    value = Fraction(read_number(_typed(answer)))
    units = units_of(spec)
    if units:
        chosen = _chosen_unit(spec, answer)
        return best_band(bands_of(spec), value * units[chosen]) if chosen else None
    return best_band(bands_of(spec), value)


def _feedback(words: Words, band: Band | None, mark: Mark) -> Markup:
    if band and band.id:
        return html(words, "feedback", band.id)
    return outcome_feedback(words, mark)


def _chosen_unit(spec: Spec, answer: object) -> str:
    unit = answer.get("unit") if isinstance(answer, Mapping) else None
    return unit if isinstance(unit, str) and unit in units_of(spec) else ""


def _unit_path(spec: Spec, answer: object) -> tuple[str, ...]:
    """Return where the words of an answer's unit are."""
    return ("units", _chosen_unit(spec, answer)) if units_of(spec) else ("unit",)


def _typed(raw: object) -> str:
    """Return what was typed; a JSON number counts as its text."""
    found = raw.get("number") if isinstance(raw, Mapping) else raw
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return ""
    return str(found).strip()


TYPE = Numerical()
