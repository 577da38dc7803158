"""What does a question with gaps in its text make: cloze, or words chosen for gaps?"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from app.core.svg_xml import Element
from app.exchange.bundle import Faulty, Note
from app.exchange.making import parts
from app.exchange.making.gaps import MadeGap, cloze, placeholder, without_placeholders
from app.exchange.making.numbers import decimal_of
from app.exchange.making.parts import Accepted, Made, Option
from app.exchange.moodle_xml.cloze_syntax import (
    GapAnswer,
    GapKind,
    WrittenGap,
    cut_prompt,
    gaps_in,
    unescaped,
)
from app.exchange.moodle_xml.elements import Question, elements, shortest, source_of, text_format
from app.exchange.texts.formats import TextFormat, block_of, line_of
from app.exchange.texts.spaces import on_one_line
from app.quizzes.questions.base import N_

_PLACE = re.compile(r"\[\[(\d{1,3})\]\]")
_TAG = re.compile(r"<[^<>]*>")


def multianswer(question: Question) -> tuple[str, Made]:
    """Return the prompt and the rest of a question whose text holds its gaps. Raises Faulty."""
    element = _text(question)
    prompt, source = cut_prompt(without_placeholders(source_of(element)))
    written = list(gaps_in(source))
    if not written:
        template = N_("The text has no gap; one is written {1:SHORTANSWER:=right answer}")
        raise Faulty(template, element.line)
    gaps = [
        MadeGap(_made(question, one, place), Fraction(one.weight or 1))
        for place, one in enumerate(written, start=1)
    ]
    question.files(element)
    text = _markdown(question, element, _with_places(source, [(o.start, o.end) for o in written]))
    own = _markdown(question, element, prompt) if prompt else None
    return cloze(text, gaps, question.language, own)


def gapselect(question: Question) -> tuple[str, Made]:
    """Return the prompt and the rest of a question whose gaps take one of a list of words.

    Raises Faulty.
    """
    element = _text(question)
    choices = [*_choices(question, "selectoption"), *_choices(question, "dragbox")]
    source = without_placeholders(source_of(element))
    places = [(one.start(), one.end(), int(one[1])) for one in _PLACE.finditer(source)]
    if not places:
        raise Faulty(N_("The text has no gap; one is written [[1]]"), element.line)
    gaps = []
    for _, _, number in places:
        if not 1 <= number <= len(choices):
            template = N_("The gap [[%(number)s]] has no word; there are %(count)s.")
            raise Faulty(template, element.line, number=number, count=len(choices))
        gaps.append(MadeGap(_choice_of(choices, number - 1, element.line)))
    if question.element.attributes.get("type") == "ddwtos":
        question.lost.append(Note(N_("that a word can be used once only, and that it is dragged")))
    text = _with_places(source, [(start, end) for start, end, _ in places])
    question.files(element)
    return cloze(_markdown(question, element, text), gaps, question.language)


def _text(question: Question) -> Element:
    found = question.all("questiontext")
    if not found:
        raise Faulty(N_("The question has no words."), question.line)
    return found[0]


def _with_places(source: str, gaps: list[tuple[int, int]]) -> str:
    parts_, last = [], 0
    for number, (start, end) in enumerate(gaps, start=1):
        parts_ += [source[last:start], placeholder(number)]
        last = end
    return "".join((*parts_, source[last:]))


def _markdown(question: Question, element: Element, text: str) -> str:
    found = block_of(text, text_format(element))
    question.lost += found.lost
    return found.markdown


def _made(question: Question, gap: WrittenGap, number: int) -> Made:
    try:
        return _READERS[gap.kind](question, gap)
    except Faulty as faulty:
        template = N_("Gap %(number)s: %(why)s")
        raise Faulty(template, question.line, number=number, why=faulty.note) from faulty


def _typed(question: Question, gap: WrittenGap) -> Made:
    options = [
        Option(_bare(one.text), one.share, _line(question, one.feedback)) for one in gap.answers
    ]
    match_case = gap.kind is GapKind.TEXT_CASE
    return parts.short_answer(options, match_case=match_case, line=question.line)


def _chosen(question: Question, gap: WrittenGap) -> Made:
    options = [
        Option(_line(question, one.text), one.share, _line(question, one.feedback))
        for one in gap.answers
    ]
    return parts.single_choice(options, question.line)


def _number(question: Question, gap: WrittenGap) -> Made:
    wrong, accepted = "", []
    for one in gap.answers:
        said = _line(question, one.feedback)
        if _bare(one.text) == parts.ANYTHING and one.share <= 0:
            wrong = said
        else:
            accepted.append(_accepted(one, said))
    return parts.numerical(accepted, wrong, question.line)


def _accepted(answer: GapAnswer, said: str) -> Accepted:
    value, _, tolerance = _bare(answer.text).partition(":")
    reach = shortest(decimal_of(tolerance)) if tolerance.strip() else Decimal(0)
    return Accepted(shortest(decimal_of(value)), reach, answer.share, said)


def _several(_question: Question, _gap: WrittenGap) -> Made:
    raise Faulty(N_("Several ticks in one gap are not possible here; ask with a single choice."))


_READERS = {
    GapKind.TEXT: _typed,
    GapKind.TEXT_CASE: _typed,
    GapKind.NUMBER: _number,
    GapKind.CHOICE: _chosen,
    GapKind.SEVERAL: _several,
}


def _line(question: Question, source: str) -> str:
    found = line_of(unescaped(source), TextFormat.AUTO)
    question.lost += found.lost
    return found.markdown


def _bare(source: str) -> str:
    """Return the words of a text that is compared with what is typed."""
    return on_one_line(html.unescape(_TAG.sub(" ", unescaped(source))))


def _choices(question: Question, name: str) -> Iterator[tuple[str, str]]:
    """Yield the words to choose from, each with the group that it belongs to."""
    for one in question.all(name):
        group = next((source_of(inner) for inner in elements(one, "group")), "1")
        yield question.line_of(one), group


def _choice_of(choices: list[tuple[str, str]], place: int, line: int) -> Made:
    key, group = choices[place]
    texts = list(dict.fromkeys(text for text, own in choices if own == group))
    options = [Option(text, Fraction(text == key)) for text in texts]
    return parts.single_choice(options, line)
