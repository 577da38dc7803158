"""Which questions stand for their types in tests? One module a type, each with its SAMPLE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

LANGUAGES = ("en", "fr")
Answer = Any


@dataclass(frozen=True, slots=True)
class Sample:
    """A question as an author writes it, and answers to it.

    `spec` is its mapping of `quiz.yaml` without the keys that every question has; `words` maps
    "en" and "fr" to prompt, explanation, rule and the type's own words. `other_spec` and
    `other_words` are the same with another key: a running attempt must look the same with them.
    `right` earns everything, `form` is what a form posts for it; `answers` are others, partly
    right, wrong, or ill-formed.
    """

    type: str
    spec: Mapping[str, Any]
    words: Mapping[str, Mapping[str, Any]]
    other_spec: Mapping[str, Any]
    right: Answer
    form: Mapping[str, list[str]]
    answers: tuple[Answer, ...]
    other_words: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def samples() -> dict[str, Sample]:
    """The sample of each type, by its name."""
    modules = (import_module(f"{__name__}.{one.name}") for one in iter_modules(__path__))
    found: list[Sample] = [module.SAMPLE for module in modules]
    return {one.type: one for one in found}
