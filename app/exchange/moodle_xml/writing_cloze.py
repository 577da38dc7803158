"""How is a text with gaps written, each gap with its answers in the midst of the text?"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from app.exchange.bundle import Item, Note
from app.exchange.making.numbers import percent, share_in
from app.exchange.making.parts import Accepted, Option
from app.exchange.making.taking import (
    Lose,
    answers_of,
    choices_of,
    how_numbers_are_told,
    how_texts_are_compared,
    mapping_at,
    numbers_of,
    words_at,
)
from app.exchange.moodle_xml import markup
from app.exchange.moodle_xml.cloze_syntax import escaped, marked_prompt
from app.exchange.moodle_xml.writing_types import Out, prompt_of
from app.quizzes.questions.base import N_
from app.quizzes.questions.reading import Spec, Words

_PLACE = re.compile(r"\[\[([^\[\]\n]*)\]\]")


def cloze(item: Item, language: str, lose: Lose) -> Out:
    """Return a cloze question: what it weighs is the sum of its gaps' weights there."""
    specs = {name: one for name, one in mapping_at(item.spec, "gaps").items() if _is_gap(one)}
    weights = {name: share_in(_own(one).get("weight", 1)) for name, one in specs.items()}
    factor = math.lcm(*(one.denominator for one in weights.values()))
    _note_weights(item, weights, factor, lose)
    gaps = {
        name: _gap(int(weights[name] * factor), _own(one), _words(item, name), (language, lose))
        for name, one in specs.items()
    }
    text = markup.block_html(words_at(item.words, "text"), language)
    placed = _PLACE.sub(lambda found: gaps.get(found[1], found[0]), text)
    return Out("cloze", f"{marked_prompt(prompt_of(item, language))}\n{placed}", ())


def _note_weights(item: Item, weights: Mapping[str, Fraction], factor: int, lose: Lose) -> None:
    if factor > 1:
        template = N_("weights of gaps that are not whole: they are all %(factor)s times as much")
        lose(Note(template, {"factor": factor}))
    if sum(weights.values()) * factor != Fraction(item.weight):
        lose(Note(N_("its weight, which there is that of all its gaps together")))


def _is_gap(found: object) -> bool:
    return isinstance(found, Mapping)


def _own(found: object) -> Spec:
    return {str(key): one for key, one in found.items()} if isinstance(found, Mapping) else {}


def _words(item: Item, name: str) -> Words:
    return _own(mapping_at(item.words, "gaps").get(name))


def _gap(weight: int, spec: Spec, words: Words, how: tuple[str, Lose]) -> str:
    language, lose = how
    if words.get("label"):
        lose(Note(N_("the name of a gap: “%(words)s”"), {"words": words_at(words, "label")}))
    kind, answers = _answers(spec, words, language, lose)
    return f"{{{weight}:{kind}:{'~'.join(answers)}}}"


def _answers(spec: Spec, words: Words, language: str, lose: Lose) -> tuple[str, list[str]]:
    match spec.get("type"):
        case "single_choice":
            found = choices_of(spec, words)
            return "MULTICHOICE_S", [_choice(one, language) for one in found]
        case "numerical":
            return "NUMERICAL", list(_numbers(spec, words, language, lose))
        case _:
            how_texts_are_compared(spec, lose)
            kind = "SHORTANSWER_C" if spec.get("case") == "match" else "SHORTANSWER"
            return kind, [_typed(one, language) for one in answers_of(spec, words)]


def _choice(one: Option, language: str) -> str:
    return _answer(one.share, markup.line_html(one.text, language), one.feedback, language)


def _typed(one: Option, language: str) -> str:
    return _answer(one.share, html.escape(one.text, quote=False), one.feedback, language)


def _numbers(spec: Spec, words: Words, language: str, lose: Lose) -> Iterator[str]:
    how_numbers_are_told(spec, words, lose)
    if "unit" in spec or "units" in spec:
        lose(Note(N_("the unit of a gap: there the number is given in the unit of the key")))
    for one in numbers_of(spec, words):
        yield _answer(one.share, _number(one), one.feedback, language)
    if wrong := words_at(words, "feedback", "wrong"):
        yield _answer(Fraction(0), "*", wrong, language)


def _number(one: Accepted) -> str:
    return f"{one.value.normalize():f}:{one.tolerance.normalize():f}"


def _answer(share: Fraction, text: str, feedback: str, language: str) -> str:
    said = f"#{escaped(markup.line_html(feedback, language))}" if feedback else ""
    shielded = escaped(text)
    if shielded.startswith(("=", "%")) or share not in (0, 1):
        return f"%{percent(share)}%{shielded}{said}"
    return f"{'=' if share == 1 else ''}{shielded}{said}"
