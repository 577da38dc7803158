"""What answer does a response mean, which may name choices by their words and parts by a number?"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence

from app.exchange.bundle import Item
from app.exchange.making.taking import mapping_at, words_at
from app.exchange.texts.formats import plain_line
from app.quizzes.questions.reading import Spec, Words, ids, key_text

_TRUE = frozenset({"true", "t", "1", "yes"})
_FALSE = frozenset({"false", "f", "0", "no"})
_PAIR = re.compile(r"\s*(?:->|→|=)\s*")


def understood(item: Item, given: object) -> object:
    """Return an answer as the question's type takes it; what cannot be told stays as it is."""
    if isinstance(given, str) and given.strip()[:1] in {"{", "["}:
        try:
            given = json.loads(given)
        except ValueError:
            return given
    return _of_type(item.type, item.spec, item.words, given)


def _of_type(kind: str, spec: Spec, words: Words, given: object) -> object:
    rule = _RULES.get(kind)
    return given if given in (None, "") or rule is None else rule(spec, words, given)


def _single(spec: Spec, words: Words, given: object) -> object:
    ticked = _ticked(given)
    if ticked is not None:
        given = ticked[0] if len(ticked) == 1 else ticked
    return _named(given, ids(spec, "choices"), words, "choices")


def _true_false(_spec: Spec, _words: Words, given: object) -> object:
    text = key_text(given).strip().lower()
    if text in _TRUE:
        return "true"
    return "false" if text in _FALSE else given


def _several(spec: Spec, words: Words, given: object) -> object:
    return _list(given, ids(spec, "choices"), words, "choices")


def _areas(spec: Spec, words: Words, given: object) -> object:
    return _list(given, tuple(mapping_at(spec, "areas")), words, "areas")


def _order(spec: Spec, words: Words, given: object) -> object:
    return _list(given, ids(spec, "items"), words, "items")


def _pairs(things: str, targets: str) -> Callable[[Spec, Words, object], object]:
    def rule(spec: Spec, words: Words, given: object) -> object:
        pairs = _mapping(given)
        if pairs is None:
            return given
        return {
            key_text(_named(thing, ids(spec, things), words, things)): _named(
                target, ids(spec, targets), words, targets
            )
            for thing, target in pairs.items()
        }

    return rule


def _typed(_spec: Spec, _words: Words, given: object) -> object:
    """Return what was typed; CSV with one column and parts gives `{answer: …}`."""
    if isinstance(given, Mapping) and set(given) == {"answer"}:
        return given["answer"]
    return given


def _gaps(spec: Spec, words: Words, given: object) -> object:
    pairs = _mapping(given)
    if pairs is None:
        return given
    gaps = mapping_at(spec, "gaps")
    own_words = mapping_at(words, "gaps")
    found = {}
    for name, answer in pairs.items():
        own = _gap_named(name, list(gaps))
        found[own] = _in_gap(gaps.get(own), mapping_at(own_words, own), answer)
    return found


def _in_gap(gap: object, words: Words, given: object) -> object:
    answer = given.get("answer", given) if isinstance(given, Mapping) else given
    if not isinstance(gap, Mapping):
        return answer
    return _of_type(str(gap.get("type")), gap, words, answer)


def _gap_named(name: str, names: Sequence[str]) -> str:
    """Return the id of a gap from its id, or from its number, with `.answer` behind it or not."""
    short = name.removesuffix(".answer")
    if short not in names and short.isdecimal() and 0 < int(short) <= len(names):
        return names[int(short) - 1]
    return short


_RULES: dict[str, Callable[[Spec, Words, object], object]] = {
    "single_choice": _single,
    "true_false": _true_false,
    "multiple_response": _several,
    "hotspot": _areas,
    "ordering": _order,
    "matching": _pairs("stems", "options"),
    "categorise": _pairs("items", "groups"),
    "short_answer": _typed,
    "numerical": _typed,
    "calculated": _typed,
    "cloze": _gaps,
}


def _named(given: object, known: Sequence[str], words: Words, name: str) -> object:
    """Return the id that is meant: the id itself, or the one whose words these are."""
    if isinstance(given, Mapping) and set(given) == {"answer"}:
        given = given["answer"]
    text = key_text(given).strip()
    if text in known or not text:
        return text or None
    same = [one for one in known if _folded(_words(words, name, one)) == _folded(text)]
    return same[0] if len(same) == 1 else given


def _words(words: Words, name: str, one: str) -> str:
    return plain_line(words_at(words, name, one))


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _list(given: object, known: Sequence[str], words: Words, name: str) -> object:
    ticked = _ticked(given)
    if ticked is not None:
        given = ticked
    if isinstance(given, str):
        given = [given] if _is_known(given, known, words, name) else re.split(r"\s*[;|]\s*", given)
    if not isinstance(given, list | tuple):
        return given
    return [_named(one, known, words, name) for one in given if one != ""]


def _is_known(given: str, known: Sequence[str], words: Words, name: str) -> bool:
    return _named(given, known, words, name) in known


def _ticked(given: object) -> list[str] | None:
    """Return what is ticked of a table with a column for each choice, None for anything else."""
    if not isinstance(given, Mapping) or not given:
        return None
    marks = {key_text(one).strip().lower() for one in given.values()}
    if not marks <= {*_TRUE, *_FALSE, "", "x"}:
        return None
    return [key_text(key) for key, one in given.items() if key_text(one).lower() in {*_TRUE, "x"}]


def _mapping(given: object) -> dict[str, object] | None:
    if isinstance(given, Mapping):
        return {key_text(key): one for key, one in given.items()}
    if not isinstance(given, str):
        return None
    pairs = [_PAIR.split(one, maxsplit=1) for one in re.split(r"[;|]", given) if one.strip()]
    if not all(len(one) == 2 for one in pairs):
        return None
    return {one[0].strip(): one[1].strip() for one in pairs}
