"""What does a question hold, whatever its ids? Two with the same content are the same question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.exchange.bundle import Item, Note
from app.exchange.making.taking import (
    answers_of,
    choices_of,
    lines_at,
    mapping_at,
    numbers_of,
    pairs_of,
    words_at,
)
from app.quizzes.questions.reading import Spec, Words, ids


def content(item: Item) -> dict[str, Any]:
    """Everything of a question but its ids, its place and what it lost."""
    return {
        "type": item.type,
        "title": item.title,
        "category": item.category,
        "tags": item.tags,
        "difficulty": item.difficulty,
        "weight": item.weight,
        "penalty": item.penalty,
        "prompt": words_at(item.words, "prompt").strip(),
        "explanation": words_at(item.words, "explanation"),
        "rule": words_at(item.words, "rule"),
        "hints": lines_at(item.words, "hints"),
        "own": own_content(item),
    }


def own_content(item: Item) -> object:
    """What belongs to the type, with words in the place of ids."""
    if item.type in {"matching", "categorise"}:
        names = ("stems", "options") if item.type == "matching" else ("items", "groups")
        pairs, more = pairs_of(item, *names)
        return pairs, sorted(more)
    if item.type == "ordering":
        items = [words_at(item.words, "items", one) for one in ids(item.spec, "key")]
        return items, item.spec.get("marking", "exact"), _feedback(item.words)
    if item.type == "cloze":
        return words_at(item.words, "text").strip(), _gaps(item)
    return _simple(item.type, item.spec, item.words)


def _gaps(item: Item) -> list[object]:
    words = mapping_at(item.words, "gaps")
    return [
        (gap.get("weight", 1), _simple(str(gap.get("type")), gap, mapping_at(words, name)))
        for name, gap in mapping_at(item.spec, "gaps").items()
        if isinstance(gap, Mapping)
    ]


def _feedback(words: Words) -> dict[str, object]:
    return {name: one for name, one in mapping_at(words, "feedback").items() if one}


def _simple(kind: str, spec: Spec, words: Words) -> object:
    match kind:
        case "single_choice" | "multiple_response":
            return choices_of(spec, words)
        case "true_false":
            return spec["key"], _feedback(words)
        case "short_answer":
            return answers_of(spec, words), spec.get("case", "ignore")
        case "numerical":
            units = [words_at(words, "units", one) for one in mapping_at(spec, "units")]
            wrong = words_at(words, "feedback", "wrong")
            return numbers_of(spec, words), wrong, words.get("unit", ""), units
        case "essay":
            return str(spec).replace("'", ""), {}
        case _:
            return spec, {name: words[name] for name in words if name == "feedback"}


def said(notes: tuple[Note, ...]) -> list[str]:
    """The notes as a person reads them, with their lines."""
    return [f"{one.line}: {one}" if one.line else str(one) for one in notes]
