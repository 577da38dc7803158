"""Which elements does a question of each type have, and what of it do they not hold?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.exchange.bundle import Item, Note
from app.exchange.making.numbers import fraction_text, percent, share_in
from app.exchange.making.parts import Accepted, Option
from app.exchange.making.taking import (
    Lose,
    answers_of,
    choices_of,
    how_numbers_are_told,
    how_texts_are_compared,
    how_ticks_are_marked,
    mapping_at,
    numbers_of,
    pairs_of,
    says_feedback,
    words_at,
)
from app.exchange.moodle_xml import markup
from app.exchange.texts.formats import plain_line
from app.quizzes.questions.base import N_
from app.quizzes.questions.reading import Spec, ids

_GRADING = {"exact": "-1", "position": "0", "adjacent": "1"}
_MEGABYTE = 1024 * 1024


class NotCarried(Exception):  # noqa: N818 - the domain's word
    """A question that this format cannot hold after all; `note` says why."""

    def __init__(self, note: Note) -> None:
        self.note = note
        super().__init__(str(note))


@dataclass(frozen=True, slots=True)
class Out:
    """A question for the file: what its type is called there, its words as HTML, the rest."""

    type: str
    prompt: str
    lines: Sequence[str]


Writer = Callable[[Item, str, Lose], Out]


def prompt_of(item: Item, language: str) -> str:
    """Return a question's words as HTML."""
    return markup.block_html(words_at(item.words, "prompt"), language)


def answer(share: Fraction, text: str, said: str, inner: Sequence[str] = ()) -> Iterator[str]:
    """Yield an answer whose text is HTML, with what is said to it."""
    lines = (*markup.element("text", text), *inner, *markup.html("feedback", said))
    yield from markup.around("answer", lines, {"fraction": percent(share), "format": "html"})


def plain_answer(share: Fraction, text: str, said: str, inner: Sequence[str] = ()) -> Iterator[str]:
    """Yield an answer whose text is compared with what is typed."""
    lines = (*markup.element("text", text), *inner, *markup.html("feedback", said))
    names = {"fraction": percent(share), "format": "moodle_auto_format"}
    yield from markup.around("answer", lines, names)


def number_answers(
    numbers: Sequence[Accepted], wrong: str, language: str, inner: Sequence[str] = ()
) -> Iterator[str]:
    """Yield the numbers that are accepted, and what any other one is told."""
    for one in numbers:
        tolerance = markup.element("tolerance", f"{one.tolerance.normalize():f}")
        said = markup.line_html(one.feedback, language)
        value = f"{one.value.normalize():f}"
        yield from plain_answer(one.share, value, said, (*tolerance, *inner))
    if wrong:
        said = markup.line_html(wrong, language)
        yield from plain_answer(Fraction(0), "*", said, tuple(markup.element("tolerance", 0)))


def unit_lines(spec: Spec, words: Mapping[str, object]) -> Iterator[str]:
    """Yield the units of a number; the first is that of the key."""
    units = {name: share_in(factor) for name, factor in mapping_at(spec, "units").items()}
    named = [
        (plain_line(words_at(words, "units", name)), 1 / factor)
        for name, factor in sorted(units.items(), key=lambda one: one[1] != 1)
        if factor > 0
    ]
    if unit := words_at(words, "unit"):
        named = [(plain_line(unit), Fraction(1))]
    if not named:
        return
    inner = (
        line
        for name, factor in named
        for line in markup.around(
            "unit",
            (
                *markup.element("multiplier", fraction_text(factor)),
                *markup.element("unit_name", name),
            ),
        )
    )
    yield from markup.around("units", inner)
    grading = (1, "1.0", 1) if units else (0, "0.1", 0)
    for name, value in zip(("unitgradingtype", "unitpenalty", "showunits"), grading, strict=True):
        yield from markup.element(name, value)


def _choice(item: Item, language: str, lose: Lose) -> Out:
    single = item.type == "single_choice"
    if not single:
        how_ticks_are_marked(item.spec, lose)
    lines = [
        *markup.element("single", "true" if single else "false"),
        *markup.element("shuffleanswers", "true"),
        *markup.element("answernumbering", "none"),
    ]
    for one in choices_of(item.spec, item.words):
        lines += _option(one, language)
    return Out("multichoice", prompt_of(item, language), lines)


def _option(one: Option, language: str) -> Iterator[str]:
    said = markup.line_html(one.feedback, language)
    yield from answer(one.share, markup.line_html(one.text, language), said)


def _true_false(item: Item, language: str, _lose: Lose) -> Out:
    key = item.spec.get("key") is True
    lines: list[str] = []
    for name, is_right in (("true", key), ("false", not key)):
        said = markup.line_html(words_at(item.words, "feedback", name), language)
        lines += plain_answer(Fraction(is_right), name, said)
    return Out("truefalse", prompt_of(item, language), lines)


def _short_answer(item: Item, language: str, lose: Lose) -> Out:
    how_texts_are_compared(item.spec, lose)
    lines = list(markup.element("usecase", int(item.spec.get("case") == "match")))
    for one in answers_of(item.spec, item.words):
        lines += plain_answer(one.share, one.text, markup.line_html(one.feedback, language))
    return Out("shortanswer", prompt_of(item, language), lines)


def _numerical(item: Item, language: str, lose: Lose) -> Out:
    how_numbers_are_told(item.spec, item.words, lose)
    wrong = words_at(item.words, "feedback", "wrong")
    lines = [
        *number_answers(numbers_of(item.spec, item.words), wrong, language),
        *unit_lines(item.spec, item.words),
    ]
    return Out("numerical", prompt_of(item, language), lines)


def _matching(item: Item, language: str, lose: Lose) -> Out:
    things, targets = ("stems", "options") if item.type == "matching" else ("items", "groups")
    if item.type != "matching":
        lose(Note(N_("that items are put into groups: there each is matched to its group")))
    if says_feedback(item.words):
        lose(Note(N_("the feedback to its answers")))
    pairs, more = pairs_of(item, things, targets)
    lines = list(markup.element("shuffleanswers", "true"))
    for stem, option in (*pairs, *(("", one) for one in more)):
        inner = (
            *markup.element("text", markup.line_html(stem, language)),
            *markup.html("answer", markup.line_html(option, language)),
        )
        lines += markup.around("subquestion", inner, {"format": "html"})
    return Out("matching", prompt_of(item, language), lines)


def _ordering(item: Item, language: str, _lose: Lose) -> Out:
    marking = str(item.spec.get("marking", "exact"))
    lines = [
        *markup.element("layouttype", "VERTICAL"),
        *markup.element("selecttype", "ALL"),
        *markup.element("selectcount", 0),
        *markup.element("gradingtype", _GRADING.get(marking, "-1")),
        *markup.element("showgrading", "SHOW"),
    ]
    for name, own in (("correct", "right"), ("partiallycorrect", "partly"), ("incorrect", "wrong")):
        said = markup.line_html(words_at(item.words, "feedback", own), language)
        lines += markup.html(f"{name}feedback", said)
    for place, one in enumerate(ids(item.spec, "key"), start=1):
        words = markup.line_html(words_at(item.words, "items", one), language)
        names = {"fraction": f"{place}.0000000", "format": "html"}
        lines += markup.around("answer", markup.element("text", words), names)
    return Out("ordering", prompt_of(item, language), lines)


def _essay(item: Item, language: str, lose: Lose) -> Out:
    lose(Note(N_("how it is marked: rubric, second marker and model answer")))
    limits, files = mapping_at(item.spec, "words"), mapping_at(item.spec, "files")
    has_text = item.spec.get("text") is not False
    kinds = files.get("kinds")
    listed = [f".{one}" for one in kinds] if isinstance(kinds, list | tuple) else []
    size = files.get("size_mb", 0)
    values = {
        "responseformat": "editor" if has_text else "noinline",
        "responserequired": int(has_text),
        "minwordlimit": limits.get("min", 0),
        "maxwordlimit": limits.get("max", 0),
        "attachments": files.get("max", 0),
        "attachmentsrequired": 0,
        "maxbytes": size * _MEGABYTE if isinstance(size, int) else 0,
        "filetypeslist": ",".join(listed),
    }
    lines = [line for name, value in values.items() for line in markup.element(name, value)]
    return Out("essay", prompt_of(item, language), lines)


WRITERS: dict[str, Writer] = {
    "single_choice": _choice,
    "multiple_response": _choice,
    "true_false": _true_false,
    "short_answer": _short_answer,
    "numerical": _numerical,
    "matching": _matching,
    "categorise": _matching,
    "ordering": _ordering,
    "essay": _essay,
}
