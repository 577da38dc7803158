"""How are single choices written as an Aiken file, and what of them does it not hold?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.tree import SyntaxTreeNode

from app.core.markdown.syntax import parse_prompt, plain, walk
from app.exchange.bundle import Bundle, Export, Item, Note
from app.exchange.making.leaving import Leaving
from app.exchange.making.taking import choices_of, mapping_at, words_at
from app.exchange.texts.formats import TextFormat, block_of, line_of, plain_line
from app.exchange.texts.spaces import on_one_line
from app.quizzes.questions.base import N_

NAME = "Aiken"
MOST_CHOICES = 26
_TRUTHS = {"en": ("True", "False"), "fr": ("Vrai", "Faux")}
_CONFUSING = re.compile(r"[A-Z][.)]|ANSWER\s*:")


def write_aiken(bundle: Bundle) -> Export:
    """Return the single choices of a bundle, and its statements that are true or false."""
    leaving = Leaving(NAME)
    written = [text for item in bundle.items if (text := _question(item, bundle.language, leaving))]
    return Export("\n".join(written), len(written), tuple(leaving.lost))


def _question(item: Item, language: str, leaving: Leaving) -> str:
    """Return one question; "" where it is left out."""
    found = _choices(item, language)
    if found is None:
        leaving.whole(item)
        return ""
    choices, key = found
    prompt = _line(item)
    lines = [*prompt.split("\n"), *choices]
    if len(choices) > MOST_CHOICES or any(_CONFUSING.match(one) for one in lines):
        template = N_("is left out: a line of it would be taken for a choice, or it has too many")
        leaving.note(item, Note(template))
        return ""
    leaving.common(item, "weight", "penalty", "hints", "said", "feedback", "tags")
    _note_rest(item, choices, leaving)
    letters = [chr(ord("A") + place) for place in range(len(choices))]
    listed = [f"{letter}) {text}" for letter, text in zip(letters, choices, strict=True)]
    return "\n".join((prompt, *listed, f"ANSWER: {letters[key]}", ""))


def _choices(item: Item, language: str) -> tuple[list[str], int] | None:
    """Return the choices as plain text and the place of the right one."""
    if item.type == "true_false":
        return list(_TRUTHS[language]), 0 if item.spec.get("key") is True else 1
    if item.type != "single_choice":
        return None
    options = choices_of(item.spec, item.words)
    key = next((place for place, one in enumerate(options) if one.share == 1), None)
    return None if key is None else ([plain_line(one.text) for one in options], key)


def _line(item: Item) -> str:
    """Return a question's words as plain lines."""
    nodes = walk(parse_prompt(words_at(item.words, "prompt")).tree)
    lines = (line for node, _ in nodes for line in _plain_lines(node))
    return "\n".join(on_one_line(line) for line in lines if line.strip())


def _plain_lines(node: SyntaxTreeNode) -> Iterator[str]:
    if node.type in {"fence", "code_block"}:
        yield from node.content.split("\n")
    if node.type != "inline":
        return
    line = ""
    for child in node.children:
        if child.type == "hardbreak":
            yield line
            line = ""
        else:
            line += plain(child)
    yield line


def _note_rest(item: Item, choices: list[str], leaving: Leaving) -> None:
    prompt = words_at(item.words, "prompt").strip()
    texts = [one.text for one in choices_of(item.spec, item.words)]
    is_bare = block_of(_line(item), TextFormat.PLAIN).markdown == prompt and all(
        line_of(text, TextFormat.PLAIN).markdown == own
        for text, own in zip(choices, texts, strict=False)
    )
    if not is_bare:
        leaving.note(item, Note(N_("the formatting of its words: emphasis, lists, tables, images")))
    if mapping_at(item.spec, "marks"):
        leaving.note(item, Note(N_("what its other choices earn")))
    if item.type == "true_false":
        leaving.note(item, Note(N_("that it is true or false: there it is a choice of two")))
    if item.title:
        leaving.note(item, Note(N_("its title")))
