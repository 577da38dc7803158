"""Which questions does a Moodle XML file hold?"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import partial

from app.core.svg_xml import Element
from app.exchange.bundle import Bundle, Faulty, Item, Note
from app.exchange.making.categories import category_path
from app.exchange.making.items import Collected, Common, explained, item_of, tag_slugs
from app.exchange.making.numbers import decimal, share_in
from app.exchange.making.parts import Made
from app.exchange.making.taking import mapping_at
from app.exchange.moodle_xml import simple_types
from app.exchange.moodle_xml.calculated import calculated
from app.exchange.moodle_xml.cloze import gapselect, multianswer
from app.exchange.moodle_xml.elements import (
    Question,
    elements,
    read_document,
    source_of,
    text_format,
)
from app.exchange.texts.formats import plain_of
from app.exchange.texts.spaces import on_one_line
from app.quizzes.questions.base import N_

_CATEGORY = "category"
_SUMS = frozenset({"cloze", "multianswer"})
"""Kinds that have no mark of their own: their gaps' weights add up to it."""


def read_moodle_xml(text: str, language: str) -> Bundle:
    """Return the questions of a Moodle XML file, with every fault by its line."""
    collected = Collected(language)
    try:
        root = read_document(text, "quiz")
    except Faulty as faulty:
        return Bundle(language, (), (faulty.note,))
    category: tuple[str, ...] = ()
    for element in elements(root):
        if element.name != "question":
            template = N_("<%(name)s>, which is no question")
            collected.lose(template, element.line, name=element.name[:40])
        elif element.attributes.get("type") == _CATEGORY:
            category = _category(element, collected)
        else:
            collected.read(element.line, partial(_item, element, category, collected))
    return collected.bundle()


def _category(element: Element, collected: Collected) -> tuple[str, ...]:
    path = next((source_of(one) for one in elements(element, "category")), "")
    category = category_path(path)
    info = next(elements(element, "info"), None)
    if info is not None and (words := plain_of(source_of(info), text_format(info))):
        template = N_("the description of the category %(name)s: “%(words)s”")
        collected.lose(template, info.line, name=" / ".join(category), words=words[:200])
    idnumber = next((source_of(one) for one in elements(element, "idnumber")), "")
    if idnumber:
        template = N_("the number of the category %(name)s: “%(words)s”")
        collected.lose(template, element.line, name=" / ".join(category), words=idnumber[:80])
    return category


def _item(
    element: Element, category: tuple[str, ...], collected: Collected, taken: Collection[str]
) -> Item | None:
    kind = element.attributes.get("type", "")
    question = Question(element, collected.language)
    reader = _READERS.get(kind)
    if reader is None:
        title = on_one_line(question.value("name"))
        template = N_("“%(title)s”: there are no questions of the type %(type)s here")
        collected.lose(template, element.line, title=title[:80], type=kind[:40] or "?")
        return None
    prompt, made = reader(question)
    common = _common(question, category, prompt)
    if kind in _SUMS and not question.all("defaultgrade"):
        common = replace(common, weight=_sum_of_gaps(made))
    return item_of(common, _completed(question, made), taken)


def _common(question: Question, category: tuple[str, ...], prompt: str) -> Common:
    general = question.all("generalfeedback")
    for one in general:
        question.files(one)
    said = explained(
        source_of(general[0]) if general else "",
        text_format(general[0]) if general else text_format(question.element),
    )
    question.lost += said.lost
    hints = tuple(filter(None, (_hint(question, one) for one in question.all("hint"))))
    return Common(
        prompt=prompt,
        line=question.line,
        title=on_one_line(question.value("name")),
        explanation=said.explanation,
        rule=said.rule,
        category=category,
        idnumber=question.value("idnumber"),
        tags=_tags(question),
        weight=_weight(question),
        penalty=question.decimal("penalty", Decimal(0)),
        hints=hints,
        lost=tuple(question.lost),
    )


def _weight(question: Question) -> Decimal:
    found = question.decimal("defaultgrade", Decimal(1))
    if found > 0:
        return found
    question.lost.append(Note(N_("that it counts nothing: its weight is 1 here")))
    return Decimal(1)


def _sum_of_gaps(made: Made) -> Decimal:
    gaps = mapping_at(made.spec, "gaps").values()
    total = sum((share_in(one.get("weight", 1)) for one in gaps if isinstance(one, dict)), _NONE)
    return decimal(total)


_NONE = Fraction(0)


def _tags(question: Question) -> tuple[str, ...]:
    groups = question.all("tags")
    return tag_slugs([source_of(one) for group in groups for one in elements(group, "tag")])


def _hint(question: Question, element: Element) -> str:
    options = {child.name for child in elements(element)} - {"text", "file"}
    if options:
        template = N_("what a hint does beside its words: %(options)s")
        question.lost.append(Note(template, {"options": ", ".join(sorted(options))}))
    return question.line_of(element)


def _completed(question: Question, made: Made) -> Made:
    """Add the notes of all that nothing has asked for."""
    whole = [
        f"{name}feedback"
        for name in ("correct", "partiallycorrect", "incorrect")
        if f"{name}feedback" not in question.asked and question.value(f"{name}feedback")
    ]
    notes = list(question.left())
    if whole:
        notes.insert(
            0, Note(N_("what is said to a right, a partly right and a wrong answer as a whole"))
        )
    return Made(made.type, made.spec, made.words, (*made.lost, *notes))


def _with_prompt(reader: Callable[[Question], Made]) -> Callable[[Question], tuple[str, Made]]:
    def read(question: Question) -> tuple[str, Made]:
        return question.block("questiontext"), reader(question)

    return read


_READERS: dict[str, Callable[[Question], tuple[str, Made]]] = {
    "multichoice": _with_prompt(simple_types.multichoice),
    "multichoiceset": _with_prompt(simple_types.all_or_nothing),
    "truefalse": _with_prompt(simple_types.truefalse),
    "shortanswer": _with_prompt(simple_types.shortanswer),
    "numerical": _with_prompt(simple_types.numerical),
    "matching": _with_prompt(simple_types.matching),
    "match": _with_prompt(simple_types.matching),
    "ddmatch": _with_prompt(simple_types.matching),
    "ordering": _with_prompt(simple_types.ordering),
    "essay": _with_prompt(simple_types.written_answer),
    "calculated": calculated,
    "calculatedsimple": calculated,
    "cloze": multianswer,
    "multianswer": multianswer,
    "gapselect": gapselect,
    "ddwtos": gapselect,
}
