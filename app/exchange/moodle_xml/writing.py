"""How are questions written as a Moodle XML file, and what of them does it not hold?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from app.exchange.bundle import Bundle, Export, Item, Note, tags_out
from app.exchange.making.categories import path_text
from app.exchange.making.items import rule_line
from app.exchange.making.leaving import Leaving
from app.exchange.making.taking import lines_at, words_at
from app.exchange.moodle_xml import markup
from app.exchange.moodle_xml.writing_calculated import calculated
from app.exchange.moodle_xml.writing_cloze import cloze
from app.exchange.moodle_xml.writing_types import WRITERS, NotCarried, Out, Writer
from app.quizzes.questions.base import N_

NAME = "Moodle XML"
_IMAGE = "!["


def write_moodle_xml(bundle: Bundle) -> Export:
    """Return the questions of a bundle as Moodle XML."""
    leaving = Leaving(NAME)
    category: tuple[str, ...] = ()
    written: list[str] = []
    count = 0
    for item in bundle.items:
        lines = _question(item, bundle.language, leaving)
        if lines is None:
            continue
        if item.category != category:
            category = item.category
            written += _category(category)
        written += lines
        count += 1
    remarks = [markup.remark(str(one)) for one in leaving.lost]
    body = [f"  {line}" for line in (*written, *remarks)]
    text = "\n".join(('<?xml version="1.0" encoding="UTF-8"?>', "<quiz>", *body, "</quiz>"))
    return Export(f"{text}\n", count, tuple(leaving.lost))


def _question(item: Item, language: str, leaving: Leaving) -> list[str] | None:
    """Return the element of a question; None where it is left out."""
    writer = _WRITERS.get(item.type)
    if writer is None:
        leaving.whole(item)
        return None
    notes: list[Note] = []
    try:
        out = writer(item, language, notes.append)
    except NotCarried as cannot:
        leaving.note(item, cannot.note)
        return None
    if any(_IMAGE in words_at(item.words, name) for name in ("prompt", "text")):
        notes.append(Note(N_("its images; their text alternatives stand in their places")))
    for note in notes:
        leaving.note(item, note)
    inner = (
        *_head(item, language, out),
        *out.lines,
        *_hints(item, language),
        *_tags(item),
    )
    return list(markup.around("question", inner, {"type": out.type}))


_WRITERS: Mapping[str, Writer] = {**WRITERS, "cloze": cloze, "calculated": calculated}


def _category(category: tuple[str, ...]) -> Iterator[str]:
    path = "/".join(filter(None, ("$course$", path_text(category))))
    inner = markup.text("category", path)
    yield from markup.around("question", inner, {"type": "category"})


def _head(item: Item, language: str, out: Out) -> Iterator[str]:
    yield from markup.text("name", item.title or item.id)
    yield from markup.html("questiontext", out.prompt)
    yield from markup.html("generalfeedback", _said(item, language))
    yield from markup.element("defaultgrade", _number(item.weight))
    yield from markup.element("penalty", _number(item.penalty))
    yield from markup.element("hidden", 0)
    yield from markup.element("idnumber", item.id)


def _said(item: Item, language: str) -> str:
    explanation, rule = (words_at(item.words, name) for name in ("explanation", "rule"))
    lines = [explanation] if explanation else []
    lines += [rule_line(rule, language)] if rule else []
    return "\n".join(f"<p>{markup.line_html(one, language)}</p>" for one in lines)


def _hints(item: Item, language: str) -> Iterator[str]:
    for hint in lines_at(item.words, "hints"):
        yield from markup.html("hint", markup.line_html(hint, language))


def _tags(item: Item) -> Iterator[str]:
    tags = tags_out(item)
    if tags:
        yield from markup.around("tags", (line for tag in tags for line in markup.text("tag", tag)))


def _number(value: Decimal) -> str:
    return f"{value:f}"
