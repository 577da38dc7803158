"""Which gaps does a text have, and what is asked in each?

A gap stands in the text as `[[id]]` and is a question of one of the simple types, with the
structure and the words of that type, but without a prompt of its own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from markupsafe import Markup

from app.quizzes.questions import AnyQuestionType, question_type
from app.quizzes.questions.base import Form, Problem
from app.quizzes.questions.checking import COMMON_KEYS, COMMON_WORDS, check_id, check_line
from app.quizzes.questions.reading import Spec, Words, html, key_text, language_of
from app.quizzes.questions.written import check_share, share

EMBEDDED = ("numerical", "short_answer", "single_choice")
_PLACE = re.compile(r"\[\[([^\[\]\n]*)\]\]")
_OWN_KEYS = ("type", "weight")
_NOT_IN_A_GAP = tuple(key for key in COMMON_KEYS if key not in _OWN_KEYS)
_LABEL = "label"
_MOST_WEIGHT = Fraction(1000)


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap: its type, its structure, and how much it counts beside the others."""

    id: str
    kind: AnyQuestionType
    spec: Spec
    weight: Fraction

    def form(self, form: Form) -> dict[str, Sequence[str]]:
        """Return the fields of a cloze's form as the type of the gap names them."""
        name = f"gap-{self.id}"
        own = {"answer": name, "answer-unit": f"{name}-unit"}
        return {field: form[name] for field, name in own.items() if name in form}


def gaps_of(spec: Spec) -> tuple[Gap, ...]:
    """Return the gaps of a question, those whose type cannot stand in one left out."""
    found = spec.get("gaps")
    written = found.items() if isinstance(found, Mapping) else ()
    return tuple(
        Gap(
            key_text(name),
            question_type(gap["type"]),
            gap,
            share(gap.get("weight", 1)) or Fraction(1),
        )
        for name, gap in written
        if isinstance(gap, Mapping) and gap.get("type") in EMBEDDED
    )


def gap_words(words: Words, gap: str) -> Words:
    """Return the words of one gap, in the language that all words are in."""
    gaps = words.get("gaps")
    found = gaps.get(gap) if isinstance(gaps, Mapping) else None
    own = found if isinstance(found, Mapping) else {}
    return {**own, "language": language_of(words)}


def gap_label(words: Words, gap: str) -> Markup:
    """Return what a gap is called beside its number, empty where it has no name."""
    return html(gap_words(words, gap), _LABEL)


def cut(text: str, known: Sequence[str]) -> tuple[tuple[str, str | None], ...]:
    """Return a text in pieces, each with the id of the gap after it; None after the last one."""
    pieces: list[tuple[str, str | None]] = []
    start = 0
    for found in _PLACE.finditer(text):
        if found[1] in known:
            pieces.append((text[start : found.start()], found[1]))
            start = found.end()
    return (*pieces, (text[start:], None))


def in_text(text: str, gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """Return the gaps in the order in which the text has them."""
    known = {gap.id: gap for gap in gaps}
    places = [place for _before, place in cut(text, tuple(known)) if place is not None]
    return tuple(known[place] for place in dict.fromkeys((*places, *known)))


def check_gaps(spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
    """Check each gap as its type does, its weight, its words, and its one place in each text."""
    gaps = spec.get("gaps")
    if not isinstance(gaps, Mapping) or not gaps:
        message = "`gaps` must give each gap what is asked in it, as {id: {type: short_answer, …}}"
        yield Problem(("gaps",), None, message)
        return
    seen: set[object] = set()
    for name, gap in gaps.items():
        yield from check_id(("gaps", key_text(name)), name, seen)
        yield from _check_gap(key_text(name), gap, words)
    yield from _check_fields(gaps)
    for language, own in words.items():
        yield from _check_words(own, language, gaps)
        yield from _check_places(own, language, gaps)


def _check_gap(name: str, gap: object, words: Mapping[str, Words]) -> Iterator[Problem]:
    path = ("gaps", name)
    if not isinstance(gap, Mapping) or gap.get("type") not in EMBEDDED:
        given = gap.get("type") if isinstance(gap, Mapping) else gap
        message = f"the type of a gap is {' or '.join(EMBEDDED)}, not `{key_text(given)[:60]}`"
        yield Problem((*path, "type"), None, message)
        return
    for key in (key for key in _NOT_IN_A_GAP if key in gap):
        yield Problem((*path, key), None, f"`{key}` belongs to the question, not to a gap")
    if "weight" in gap:
        yield from check_share((*path, "weight"), gap["weight"], Fraction(1, 1000), _MOST_WEIGHT)
    own = {language: _without_label(found, name) for language, found in words.items()}
    written = {language: found for language, found in own.items() if found is not None}
    for problem in question_type(str(gap["type"])).check(gap, written):
        message = f"gap `{name}`: {problem.message}"
        yield replace(problem, path=(*path, *problem.path), message=message)


def _without_label(words: Words, name: str) -> Words | None:
    """Return the words that the gap's type understands, None where the gap has no words."""
    gaps = words.get("gaps")
    found = gaps.get(name) if isinstance(gaps, Mapping) else None
    if not isinstance(found, Mapping):
        return None
    return {key_text(key): value for key, value in found.items() if key != _LABEL}


def _check_fields(gaps: Mapping[object, object]) -> Iterator[Problem]:
    for name, gap in gaps.items():
        clash = f"{key_text(name)}-unit"
        if clash in gaps and isinstance(gap, Mapping) and "units" in gap:
            message = (
                f"`{clash}` is the field for the unit of `{key_text(name)}`: name it otherwise"
            )
            yield Problem(("gaps", clash), None, message)


def _check_words(own: Words, language: str, gaps: Mapping[object, object]) -> Iterator[Problem]:
    found = own.get("gaps")
    texts: Mapping[object, object] = found if isinstance(found, Mapping) else {}
    for name in gaps:
        words = texts.get(name)
        path = ("gaps", key_text(name))
        if not isinstance(words, Mapping):
            yield Problem(path, language, f"the words of gap `{path[1]}` are missing")
            continue
        for key in (key for key in (*COMMON_WORDS, "hints") if key in words):
            yield Problem((*path, key), language, f"`{key}` belongs to the question, not to a gap")
        if _LABEL in words:
            for problem in check_line({language: words}, _LABEL):
                yield replace(problem, path=(*path, _LABEL))
    for extra in (key_text(name) for name in texts if name not in gaps):
        message = f"`{extra}` is not a gap here; there are: {', '.join(map(key_text, gaps))}"
        yield Problem(("gaps", extra), language, message)


def _check_places(own: Words, language: str, gaps: Mapping[object, object]) -> Iterator[Problem]:
    text = own.get("text")
    if not isinstance(text, str):
        return
    places = _PLACE.findall(text)
    for name in map(key_text, gaps):
        if places.count(name) != 1:
            times = "never" if name not in places else f"{places.count(name)} times"
            message = f"the text has [[{name}]] {times}; each gap stands in it once"
            yield Problem(("text",), language, message)
    for place in dict.fromkeys(places):
        if place not in gaps:
            message = (
                f"the text has [[{place}]], which is not one of: {', '.join(map(key_text, gaps))}"
            )
            yield Problem(("text",), language, message)
