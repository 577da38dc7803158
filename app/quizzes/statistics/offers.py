"""Which responses does a question offer, and which of them are right?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from app.quizzes.questions.reading import Spec, ids, key_text
from app.quizzes.questions.written import share

TICKED = "1"
"""The response to a part that is either picked or not, as `classify` gives it."""

_PAIRED = (("stems", "options"), ("items", "groups"))


@dataclass(frozen=True, slots=True)
class Offer:
    """A response that a question offers, as `classify` names it, and whether it is in the key."""

    part: str
    response: str
    right: bool


def offered(spec: Spec) -> tuple[Offer, ...]:
    """Return what a question with given choices offers; nothing where an answer is typed.

    Told by the names that question types share: choices, areas or reasons, pairs of stems and
    options or of items and groups, items in order, fields of documents, true and false, gaps.
    """
    return tuple(_offers(spec))


def right_of(spec: Spec) -> dict[tuple[str, str], bool]:
    """Return whether each response that the question offers is right, by part and response."""
    return {(one.part, one.response): one.right for one in offered(spec)}


def _offers(spec: Spec) -> Iterator[Offer]:
    if isinstance(spec.get("key"), bool):
        yield from (Offer("", one, key_text(spec["key"]) == one) for one in ("true", "false"))
    yield from _choices(spec)
    yield from _areas(spec)
    yield from _ticked(ids(spec, "reasons"), ids(spec, "reasoning_key"))
    yield from _pairs(spec)
    yield from _ordered(spec)
    yield from _papers(spec)
    gaps = spec.get("gaps")
    for gap, own in gaps.items() if isinstance(gaps, Mapping) else ():
        yield from _in_gap(str(gap), own)


def _choices(spec: Spec) -> Iterator[Offer]:
    """One is picked where the key is an id, any number where it is a list or marks alone tell."""
    choices, key, marks = ids(spec, "choices"), spec.get("key"), spec.get("marks")
    if isinstance(key, str):
        return _picked(choices, [key])
    if not ids(spec, "key") and isinstance(marks, Mapping):
        return _ticked(choices, [str(one) for one, mark in marks.items() if (share(mark) or 0) > 0])
    return _ticked(choices, ids(spec, "key"))


def _areas(spec: Spec) -> Iterator[Offer]:
    areas = spec.get("areas")
    names = tuple(map(str, areas)) if isinstance(areas, Mapping) else ()
    return (_picked if spec.get("choose", 1) == 1 else _ticked)(names, ids(spec, "key"))


def _picked(responses: Sequence[str], right: Sequence[str]) -> Iterator[Offer]:
    return (Offer("", one, one in right) for one in responses)


def _ticked(parts: Sequence[str], right: Sequence[str]) -> Iterator[Offer]:
    return (Offer(one, TICKED, one in right) for one in parts)


def _pairs(spec: Spec) -> Iterator[Offer]:
    key = spec.get("key")
    if not isinstance(key, Mapping):
        return
    for parts, responses in _PAIRED:
        for part, one in product(ids(spec, parts), ids(spec, responses)):
            yield Offer(part, one, str(key.get(part)) == one)


def _ordered(spec: Spec) -> Iterator[Offer]:
    """Each item in each place, from 1."""
    key = ids(spec, "key")
    for part, one in product(ids(spec, "items") if key else (), range(len(key))):
        yield Offer(part, str(one + 1), key[one] == part)


def _papers(spec: Spec) -> Iterator[Offer]:
    """Each field of each document with each kind of discrepancy."""
    documents, found = spec.get("documents"), spec.get("discrepancies")
    right = {
        (str(place), str(one.get("kind")))
        for one in (found.values() if isinstance(found, Mapping) else ())
        for place in one.get("fields", ())
    }
    for paper in documents if isinstance(documents, list | tuple) else ():
        for place, kind in product(ids(paper, "fields"), ids(spec, "kinds")):
            part = f"{paper.get('id')}.{place}"
            yield Offer(part, kind, (part, kind) in right)


def _in_gap(gap: str, own: object) -> Iterator[Offer]:
    for one in _offers(own) if isinstance(own, Mapping) else ():
        yield Offer(f"{gap}/{one.part}" if one.part else gap, one.response, one.right)
