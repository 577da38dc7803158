"""How is a question with drawn numbers written: its formulas, and the table they draw from?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from app.exchange.bundle import Item, Note
from app.exchange.making.numbers import fraction_text
from app.exchange.making.taking import Lose, words_at
from app.exchange.moodle_xml import markup
from app.exchange.moodle_xml.formulas import NotThere, formula_out
from app.exchange.moodle_xml.writing_types import NotCarried, Out, plain_answer, unit_lines
from app.quizzes.questions.base import N_
from app.quizzes.questions.calculation import (
    ANSWER,
    is_relative,
    mistakes,
    shown_decimals,
    source_of,
    steps,
    tolerance_of,
)
from app.quizzes.questions.drawn_values import drawn_values, own_decimals, variants

_ROWS = 20
_RESULT = re.compile(r"\{=([a-z][a-z0-9_]*)\}")


def calculated(item: Item, language: str, lose: Lose) -> Out:
    """Return a calculated question. Raises NotCarried where a formula is not known there."""
    known = {name: step.source for name, step in steps(item.spec).items()}
    known[ANSWER] = source_of(item.spec)
    if words_at(item.words, "solution"):
        lose(Note(N_("its worked solution")))
    try:
        prompt = _prompt(item, known)
        answers = list(_answers(item, language, known))
    except NotThere as missing:
        template = N_("is left out: “%(what)s” in a formula is not known there")
        raise NotCarried(Note(template, {"what": missing.what})) from missing
    rows = variants(item.spec)
    if not rows:
        rows = tuple(drawn_values(item.spec, seed) for seed in range(1, _ROWS + 1))
        lose(Note(N_("ranges of values: %(count)s sets of values were drawn"), {"count": _ROWS}))
    units = unit_lines(item.spec, item.words)
    lines = [*answers, *units, *_datasets(rows, own_decimals(item.spec))]
    return Out("calculated", markup.block_html(prompt, language), lines)


def _prompt(item: Item, known: Mapping[str, str]) -> str:
    return _RESULT.sub(
        lambda found: f"{{={formula_out(known.get(found[1], found[1]), known)}}}",
        words_at(item.words, "prompt"),
    )


def _answers(item: Item, language: str, known: Mapping[str, str]) -> Iterator[str]:
    spec = item.spec

    def written(source: str, share: Fraction, name: str) -> Iterator[str]:
        said = markup.line_html(words_at(item.words, "feedback", name), language)
        inner = (
            *markup.element("tolerance", fraction_text(tolerance_of(spec))),
            *markup.element("tolerancetype", 1 if is_relative(spec) else 2),
            *markup.element("correctanswerformat", 1),
            *markup.element("correctanswerlength", shown_decimals(spec)),
        )
        yield from plain_answer(share, formula_out(source, known), said, inner)

    yield from written(source_of(spec), Fraction(1), "right")
    for name, one in mistakes(spec).items():
        yield from written(one.source, one.mark, name)
    if wrong := words_at(item.words, "feedback", "wrong"):
        yield from plain_answer(Fraction(0), "*", markup.line_html(wrong, language))


def _datasets(rows: Sequence[Mapping[str, str]], decimals: Mapping[str, int]) -> Iterator[str]:
    names = dict.fromkeys(name for row in rows for name in row)
    inner = [line for name in names for line in _dataset(name, rows, decimals.get(name, 0))]
    yield from markup.around("dataset_definitions", inner)


def _dataset(name: str, rows: Sequence[Mapping[str, str]], decimals: int) -> Iterator[str]:
    values = [row.get(name, "0") for row in rows]
    numbers = sorted(values, key=Fraction)
    inner = (
        *markup.text("status", "private"),
        *markup.text("name", name),
        *markup.element("type", "calculated"),
        *markup.text("distribution", "uniform"),
        *markup.text("minimum", numbers[0]),
        *markup.text("maximum", numbers[-1]),
        *markup.text("decimals", str(decimals)),
        *markup.element("itemcount", len(values)),
        *markup.around("dataset_items", _items(values)),
        *markup.element("number_of_items", len(values)),
    )
    yield from markup.around("dataset_definition", inner)


def _items(values: Sequence[str]) -> Iterator[str]:
    for number, value in enumerate(values, start=1):
        inner = (*markup.element("number", number), *markup.element("value", value))
        yield from markup.around("dataset_item", inner)
