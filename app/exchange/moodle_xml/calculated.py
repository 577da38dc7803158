"""What does a question with drawn numbers and a formula make?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.core.svg_xml import Element
from app.exchange.bundle import Faulty, Note
from app.exchange.making.ids import slug
from app.exchange.making.numbers import as_number, as_share, decimal_of
from app.exchange.making.parts import ANYTHING, Made
from app.exchange.moodle_xml.elements import (
    Question,
    elements,
    fraction_of,
    shortest,
    source_of,
    text_format,
)
from app.exchange.moodle_xml.formulas import formula_in
from app.exchange.moodle_xml.simple_types import tolerance_of, units_of
from app.exchange.texts.formats import block_of
from app.quizzes.questions.base import N_

_RELATIVE, _NOMINAL, _GEOMETRIC = "1", "2", "3"
_MOST_ROWS = 100
_EXPRESSION = re.compile(r"\{=([^{}]*(?:\{[^{}=]+\}[^{}]*)*)\}")


def calculated(question: Question) -> tuple[str, Made]:
    """Return the prompt and the rest of a question that draws numbers. Raises Faulty."""
    datasets = list(_datasets(question))
    if not datasets:
        template = N_("The question has no data sets: nothing to draw its numbers from.")
        raise Faulty(template, question.line)
    names = _names([one.name for one in datasets])
    reading = _Reading(question, names)
    spec: dict[str, object] = dict(_values(datasets, names))
    words: dict[str, object] = {}
    reading.answers(spec, words)
    prompt = reading.prompt()
    if reading.steps:
        spec["steps"] = reading.steps
    for name, _ in units_of(question)[:1]:
        spec["unit"], words["unit"] = slug(name) or "unit", name
    return prompt, Made("calculated", spec, words)


@dataclass(frozen=True, slots=True)
class _Dataset:
    """A value's name, the values in its table by their number, and the range they come from."""

    name: str
    rows: Mapping[int, Decimal]
    low: Decimal
    high: Decimal
    decimals: int


class _Reading:
    """A question's formulas being read: names of values, and steps that its words need."""

    def __init__(self, question: Question, names: Mapping[str, str]) -> None:
        self.question = question
        self.names = names
        self.steps: dict[str, object] = {}

    def answers(self, spec: dict[str, object], words: dict[str, object]) -> None:
        """Put the formula of the right answer and its tolerance into the structure."""
        answers = self.question.all("answer")
        key = next((one for one in answers if fraction_of(one) == 1), None)
        if key is None:
            template = N_("No formula earns the whole mark; give one of them %(whole)s %%.")
            raise Faulty(template, self.question.line, whole=100)
        spec["formula"] = formula_in(source_of(key), self.names, key.line)
        spec["tolerance"] = as_number(tolerance_of(key))
        if self._is_relative(key):
            spec["tolerance_kind"] = "relative"
        decimals = _inner(key, "correctanswerlength")
        if decimals.isdecimal() and _inner(key, "correctanswerformat") != "2":
            spec["decimals"] = min(int(decimals), 10)
        feedback = {"right": self.question.feedback(key)}
        self._others([one for one in answers if one is not key], spec, feedback)
        said = {name: one for name, one in feedback.items() if one}
        if said:
            words["feedback"] = said

    def prompt(self) -> str:
        """Return the question's words."""
        found = self.question.all("questiontext")
        if not found:
            return ""
        self.question.files(found[0])
        text = block_of(self._words(source_of(found[0])), text_format(found[0]))
        self.question.lost += text.lost
        return text.markdown

    def _words(self, source: str) -> str:
        """Return a text with its values and results by our names."""

        def result(found: re.Match[str]) -> str:
            name = f"step_{len(self.steps) + 1}"
            self.steps[name] = formula_in(found[1], self.names, self.question.line)
            return f"{{={name}}}"

        text = _EXPRESSION.sub(result, source)
        for name, own in self.names.items():
            text = text.replace(f"{{{name}}}", f"{{{own}}}")
        return text

    def _others(
        self, answers: list[Element], spec: dict[str, object], feedback: dict[str, str]
    ) -> None:
        mistakes: dict[str, object] = {}
        for one in answers:
            said = self.question.feedback(one)
            if source_of(one) == ANYTHING:
                feedback["wrong"] = said
                continue
            name = f"mistake-{len(mistakes) + 1}"
            formula = formula_in(source_of(one), self.names, one.line)
            mistakes[name] = {
                "formula": formula,
                "mark": as_share(max(fraction_of(one), Fraction(0))),
            }
            feedback[name] = said
        if mistakes:
            spec["mistakes"] = mistakes

    def _is_relative(self, key: Element) -> bool:
        kind = _inner(key, "tolerancetype") or _RELATIVE
        if kind == _GEOMETRIC:
            self.question.lost.append(Note(N_("that the tolerance is geometric: it is relative")))
        return kind != _NOMINAL


def _inner(answer: Element, name: str) -> str:
    return next((source_of(one) for one in elements(answer, name)), "")


def _names(written: list[str]) -> dict[str, str]:
    """Return our names of values: lower-case letters, digits and low lines."""
    found: dict[str, str] = {}
    for name in written:
        own = slug(name).replace("-", "_") or "value"
        own = own if own[0].isalpha() else f"v_{own}"
        while own in found.values():
            own = f"{own}_2"
        found[name] = own
    return found


def _values(datasets: list[_Dataset], names: Mapping[str, str]) -> Iterator[tuple[str, object]]:
    """Yield the table of variants, or the ranges where there is no table."""
    common = set.intersection(*(set(one.rows) for one in datasets))
    if common:
        yield (
            "variants",
            [
                {names[one.name]: as_number(one.rows[number]) for one in datasets}
                for number in sorted(common)[:_MOST_ROWS]
            ],
        )
        return
    yield (
        "variables",
        {
            names[one.name]: {
                "from": as_number(one.low),
                "to": as_number(one.high),
                "step": as_number(Decimal(1).scaleb(-one.decimals)),
            }
            for one in datasets
        },
    )


def _datasets(question: Question) -> Iterator[_Dataset]:
    for group in question.all("dataset_definitions"):
        for one in elements(group, "dataset_definition"):
            yield _dataset(one)


def _dataset(element: Element) -> _Dataset:
    rows: dict[int, Decimal] = {}
    for items in elements(element, "dataset_items"):
        for one in elements(items, "dataset_item"):
            number = _inner(one, "number")
            value = decimal_of(_inner(one, "value"), one.line)
            rows[int(number) if number.isdecimal() else len(rows) + 1] = shortest(value)
    decimals = _inner(element, "decimals")
    return _Dataset(
        name=_inner(element, "name"),
        rows=rows,
        low=shortest(decimal_of(_inner(element, "minimum") or "1", element.line)),
        high=shortest(decimal_of(_inner(element, "maximum") or "10", element.line)),
        decimals=min(int(decimals), 10) if decimals.isdecimal() else 1,
    )
