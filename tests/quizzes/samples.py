"""Which question of each type do the tests of this folder ask?"""

from collections.abc import Mapping
from typing import Any

import yaml

from app.quizzes.questions.reading import trusted

SPECS: dict[str, dict[str, Any]] = {
    "single_choice": {"choices": ["apples", "boats", "coats"], "key": "boats"},
    "multiple_response": {
        "choices": ["apples", "boats", "coats", "dates", "eggs"],
        "key": ["apples", "dates", "eggs"],
    },
    "true_false": {"key": False},
    "matching": {
        "stems": ["pasta", "cheese", "sauce"],
        "options": ["h-1902", "h-0406", "h-2103", "h-1904"],
        "key": {"pasta": "h-1902", "cheese": "h-0406", "sauce": "h-2103"},
    },
    "ordering": {
        "items": ["section", "chapter", "heading", "subheading"],
        "key": ["section", "chapter", "heading", "subheading"],
    },
    "numerical": {"key": 12.5, "tolerance": 0.01, "unit": "kg"},
}
OTHER_KEYS: dict[str, object] = {
    "single_choice": "coats",
    "multiple_response": ["boats", "coats"],
    "true_false": True,
    "matching": {"pasta": "h-1904", "cheese": "h-1904", "sauce": "h-0406"},
    "ordering": ["subheading", "heading", "chapter", "section"],
    "numerical": 99,
}
ANSWERS: dict[str, object] = {
    "single_choice": "apples",
    "multiple_response": ["apples", "boats"],
    "true_false": "true",
    "matching": {"pasta": "h-1902", "cheese": "h-1904"},
    "ordering": ["chapter", "section", "heading", "subheading"],
    "numerical": "12,5",
}
RIGHT_ANSWERS: dict[str, object] = {
    **{name: spec["key"] for name, spec in SPECS.items()},
    "true_false": "false",
    "numerical": "12.505",
}
TYPES = tuple(SPECS)


def words_of(kind: str, language: str = "en") -> dict[str, Any]:
    """Return what an author would have written: every id has words that name it."""
    spec = SPECS[kind]
    words: dict[str, Any] = {
        "prompt": f"{language} prompt",
        "explanation": f"{language} explanation",
        "rule": "General Rule 1",
    }
    for name in ("choices", "stems", "options", "items"):
        if name in spec:
            words[name] = {one: f"{language} {name} {one}" for one in spec[name]}
    words["feedback"] = {one: f"{language} feedback {one}" for one in _feedback_ids(kind)}
    if "unit" in spec:
        words["unit"] = "kg"
    return words


def shown_words(kind: str) -> Mapping[str, object]:
    """Return the words as a page has them: published HTML, marked as safe."""
    return trusted(words_of(kind) | {"prompt": "<p>Which <em>one</em>?</p>"})


def from_yaml(text: str) -> Any:
    """Return what the author's file says, as YAML reads it."""
    return yaml.safe_load(text)


def _feedback_ids(kind: str) -> tuple[str, ...]:
    spec = SPECS[kind]
    if kind == "true_false":
        return ("true", "false")
    return tuple(spec.get("choices") or spec.get("stems") or ("right", "wrong"))
