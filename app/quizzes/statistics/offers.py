"""Which responses does a question offer, and which of them are right?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.quizzes.questions.base import Spec, ids, key_text

TICKED = "1"
"""The response to a part that is either picked or not, as `classify` gives it."""

_PICKED = ("choices", "areas")
_PAIRED = (("stems", "options"), ("items", "groups"))


@dataclass(frozen=True, slots=True)
class Offer:
    """A response that a question offers, as `classify` names it, and whether it is in the key."""

    part: str
    response: str
    right: bool


def offered(spec: Spec) -> tuple[Offer, ...]:
    """Return what a question with given choices offers; nothing where an answer is typed.

    Told by the names that question types share: choices or areas, pairs of stems and options or of
    items and groups, a statement that is true or false, and the gaps of a text.
    """
    return tuple(_offers(spec))


def right_of(spec: Spec) -> dict[tuple[str, str], bool]:
    """Return whether each response that the question offers is right, by part and response."""
    return {(one.part, one.response): one.right for one in offered(spec)}


def _offers(spec: Spec) -> Iterator[Offer]:
    if isinstance(spec.get("key"), bool):
        yield from (Offer("", one, key_text(spec["key"]) == one) for one in ("true", "false"))
    for name in _PICKED:
        yield from _picked(spec, _names(spec, name))
    for parts, responses in _PAIRED:
        if isinstance(spec.get("key"), Mapping) and ids(spec, parts):
            yield from _paired(spec, ids(spec, parts), ids(spec, responses))
    gaps = spec.get("gaps")
    for gap, own in gaps.items() if isinstance(gaps, Mapping) else ():
        yield from _in_gap(str(gap), own)


def _names(spec: Spec, name: str) -> tuple[str, ...]:
    """Return ids that stand in a list, or as the keys of a mapping."""
    found = spec.get(name)
    return tuple(map(str, found)) if isinstance(found, Mapping) else ids(spec, name)


def _picked(spec: Spec, choices: Sequence[str]) -> Iterator[Offer]:
    """One is picked where the key is an id, any number where it is a list or marks alone tell."""
    key, marks = spec.get("key"), spec.get("marks")
    if isinstance(key, str):
        yield from (Offer("", one, one == key) for one in choices)
        return
    right = ids(spec, "key")
    if not right and isinstance(marks, Mapping):
        right = tuple(str(one) for one, mark in marks.items() if float(str(mark)) > 0)
    yield from (Offer(one, TICKED, one in right) for one in choices)


def _paired(spec: Spec, parts: Sequence[str], responses: Sequence[str]) -> Iterator[Offer]:
    key = spec["key"]
    for part in parts:
        right = str(key.get(part)) if isinstance(key, Mapping) else ""
        yield from (Offer(part, one, one == right) for one in responses)


def _in_gap(gap: str, own: object) -> Iterator[Offer]:
    if isinstance(own, Mapping):
        yield from (Offer(gap, one.response, one.right) for one in _offers(own) if not one.part)
