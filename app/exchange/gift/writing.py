"""How are questions written as a GIFT file, and what of them does it not hold?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.exchange.bundle import Bundle, Export, Item, Note, tags_out
from app.exchange.gift.syntax import escaped
from app.exchange.making.categories import path_text
from app.exchange.making.items import rule_line
from app.exchange.making.leaving import Leaving
from app.exchange.making.numbers import percent
from app.exchange.making.parts import Accepted, Option
from app.exchange.making.taking import (
    answers_of,
    choices_of,
    how_numbers_are_told,
    how_texts_are_compared,
    how_ticks_are_marked,
    numbers_of,
    pairs_of,
    says_feedback,
    words_at,
)
from app.exchange.texts.formats import (
    TextFormat,
    block_for_others,
    block_of,
    line_for_others,
    line_of,
    plain_line,
)
from app.quizzes.questions.base import N_

NAME = "GIFT"
_COMMENT = "//"
_FORMATS = ("[html]", "[markdown]", "[plain]", "[moodle]")


def write_gift(bundle: Bundle) -> Export:
    """Return the questions of a bundle as GIFT."""
    leaving = Leaving(NAME)
    written: list[str] = []
    category: tuple[str, ...] = ()
    for item in bundle.items:
        answers = _ANSWERS.get(item.type)
        if answers is None:
            leaving.whole(item)
            continue
        if item.category != category:
            category = item.category
            written.append(f"$CATEGORY: {path_text(category) or '$course$'}")
        written.append(_question(item, answers, _Texts.of(item, bundle.language), leaving))
    count = sum(item.type in _ANSWERS for item in bundle.items)
    remarks = [f"// {' '.join(str(one).split())}" for one in leaving.lost]
    text = "\n\n".join([*written, "\n".join(remarks)] if remarks else written)
    return Export(f"{text}\n" if text else "", count, tuple(leaving.lost))


@dataclass(frozen=True, slots=True)
class _Texts:
    """How the texts of one question are written: as they are, or all of them as Markdown."""

    language: str
    is_markdown: bool

    @classmethod
    def of(cls, item: Item, language: str) -> _Texts:
        """Return the plainer of the two that gives the same question back."""
        bare = _is_bare(words_at(item.words, "prompt"), block_of)
        own = {name: one for name, one in item.words.items() if name not in _OTHER_WORDS}
        return cls(language, not (bare and all(_is_bare(one, line_of) for one in _leaves(own))))

    def prompt(self, item: Item) -> str:
        source = words_at(item.words, "prompt").strip()
        if not self.is_markdown:
            text = self.line(source)
            return f"[moodle]{text}" if text.startswith(_COMMENT) else text
        return f"[markdown]{escaped(block_for_others(source))}"

    def line(self, markdown: str) -> str:
        text = line_for_others(markdown) if self.is_markdown else plain_line(markdown)
        shielded = escaped(text)
        if shielded.startswith(_FORMATS):
            return f"[{'markdown' if self.is_markdown else 'moodle'}]{shielded}"
        return shielded

    def general(self, item: Item) -> str:
        """Return the feedback to whatever was answered: the explanation, then the rule."""
        explanation, rule = (words_at(item.words, name) for name in ("explanation", "rule"))
        said = [self.line(explanation)] if explanation else []
        said += [escaped("\n") + self.line(rule_line(rule, self.language))] if rule else []
        return f"\n\t####{''.join(said)}" if said else ""


_OTHER_WORDS = ("prompt", "answers", "hints")


def _is_bare(markdown: str, read: Callable[[str, TextFormat], object]) -> bool:
    """Whether words have no mark, and come back as they are when they are read without one."""
    found = read(plain_line(markdown), TextFormat.AUTO)
    return getattr(found, "markdown", None) == markdown.strip()


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _leaves(one)
    elif isinstance(value, str):
        yield value


def _question(item: Item, answers: _Answers, texts: _Texts, leaving: Leaving) -> str:
    leaving.common(item, "weight", "penalty", "hints")
    comment = _comment(item)
    title = f"::{escaped(item.title)}::" if item.title else ""
    inside = answers(item, texts, lambda note: leaving.note(item, note)) + texts.general(item)
    end = "\n" if "\n" in inside else ""
    return f"{comment}{title}{texts.prompt(item)}{{{inside}{end}}}"


def _comment(item: Item) -> str:
    marks = [("id", item.id), *(("tag", one) for one in tags_out(item))]
    return f"// {' '.join(f'[{name}:{value}]' for name, value in marks)}\n"


_Lose = Callable[[Note], None]
_Answers = Callable[[Item, _Texts, _Lose], str]


def _single(item: Item, texts: _Texts, _lose: _Lose) -> str:
    return _lines(
        _choice("=" if one.share == 1 else "~", one, texts)
        for one in choices_of(item.spec, item.words)
    )


def _multiple(item: Item, texts: _Texts, lose: _Lose) -> str:
    how_ticks_are_marked(item.spec, lose)
    return _lines(_choice("~", one, texts) for one in choices_of(item.spec, item.words))


def _choice(sign: str, one: Option, texts: _Texts) -> str:
    text = texts.line(one.text)
    plain = one.share == (1 if sign == "=" else 0) and not text.startswith("%")
    return f"{sign}{'' if plain else _percent(one.share)}{text}{_said(one.feedback, texts)}"


def _true_false(item: Item, texts: _Texts, _lose: _Lose) -> str:
    key = item.spec.get("key") is True
    right, wrong = (
        words_at(item.words, "feedback", "true" if is_true else "false")
        for is_true in (key, not key)
    )
    said = _said(wrong, texts) if wrong else "#" if right else ""
    return f"{'TRUE' if key else 'FALSE'}{said}{_said(right, texts)}"


def _typed(item: Item, texts: _Texts, lose: _Lose) -> str:
    if item.spec.get("case") == "match":
        lose(Note(N_("that upper and lower case matter")))
    how_texts_are_compared(item.spec, lose)
    return _lines(_accepted_text(one, texts, lose) for one in answers_of(item.spec, item.words))


def _accepted_text(one: Option, texts: _Texts, lose: _Lose) -> str:
    text = _without_arrow(one.text, lose)
    shielded = escaped(text)
    weight = "" if one.share == 1 and not shielded.startswith("%") else _percent(one.share)
    return f"={weight}{shielded}{_said(_without_arrow(one.feedback, lose), texts)}"


def _numerical(item: Item, texts: _Texts, lose: _Lose) -> str:
    how_numbers_are_told(item.spec, item.words, lose)
    if "unit" in item.spec:
        lose(Note(N_("its unit")))
    if "units" in item.spec:
        lose(Note(N_("its units: there the number is given in the unit of the key")))
    numbers = numbers_of(item.spec, item.words)
    wrong = words_at(item.words, "feedback", "wrong")
    if len(numbers) == 1 and not (numbers[0].feedback or wrong):
        return f"#{_number(numbers[0])}"
    lines = [f"={_weight(one.share)}{_number(one)}{_said(one.feedback, texts)}" for one in numbers]
    return f"#{_lines([*lines, *([f'~#{texts.line(wrong)}'] if wrong else [])])}"


def _weight(share: Fraction) -> str:
    return "" if share == 1 else _percent(share)


def _number(one: Accepted) -> str:
    reach = f":{one.tolerance.normalize():f}" if one.tolerance else ":0"
    return f"{one.value.normalize():f}{reach}"


def _matching(item: Item, texts: _Texts, lose: _Lose) -> str:
    things, targets = ("stems", "options") if item.type == "matching" else ("items", "groups")
    if item.type != "matching":
        lose(Note(N_("that items are put into groups: there each is matched to its group")))
    if says_feedback(item.words):
        lose(Note(N_("the feedback to its answers")))
    pairs, more = pairs_of(item, things, targets)
    lines = [
        f"={texts.line(_without_arrow(stem, lose))} -> {texts.line(option)}"
        for stem, option in (*pairs, *(("", one) for one in more))
    ]
    return _lines(lines)


def _essay(_item: Item, _texts: _Texts, lose: _Lose) -> str:
    lose(Note(N_("how it is marked: rubric, limits, second marker and model answer")))
    return ""


def _without_arrow(text: str, lose: _Lose) -> str:
    if "->" in text:
        lose(Note(N_("the sign -> in “%(words)s”, which is written →"), {"words": text[:60]}))
    return text.replace("->", "→")


def _said(feedback: str, texts: _Texts) -> str:
    return f"#{texts.line(feedback)}" if feedback else ""


def _percent(share: Fraction) -> str:
    return f"%{percent(share)}%"


def _lines(lines: Iterator[str] | list[str]) -> str:
    return "".join(f"\n\t{line}" for line in lines)


_ANSWERS: dict[str, _Answers] = {
    "single_choice": _single,
    "multiple_response": _multiple,
    "true_false": _true_false,
    "short_answer": _typed,
    "numerical": _numerical,
    "matching": _matching,
    "categorise": _matching,
    "essay": _essay,
}
