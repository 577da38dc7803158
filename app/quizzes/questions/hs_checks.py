"""Which faults can a classification question have, as it is written?"""

from collections.abc import Generator, Iterable, Iterator, Mapping
from fractions import Fraction

from app.quizzes.nomenclature import EDITION, Level, Row, hs2022
from app.quizzes.questions.base import Problem
from app.quizzes.questions.checking import (
    check_id_words,
    check_ids,
    check_keys,
    text_ids,
)
from app.quizzes.questions.hs_marking import CODE, LEVELS, REASONING, WEIGHTS, key_code
from app.quizzes.questions.reading import Spec, Words, key_text
from app.quizzes.questions.written import check_share, share

_OWN_KEYS = ("edition", "reasons", "reasoning_key", "weights", "levels")
_DIGITS = 6
_MOST_NAMED = 5


def check_hs(spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
    """Return every fault of a classification question's own keys and words."""
    has_reasons = "reasons" in spec
    own_words = ("reasons", "feedback", "levels") if has_reasons else ("levels",)
    yield from check_keys(spec, words, _OWN_KEYS, own_words)
    if spec.get("edition") != EDITION:
        yield Problem(("edition",), None, f"`edition` must be {EDITION}, the list there is")
    yield from _check_key(spec, words)
    if has_reasons:
        yield from _check_reasons(spec, words)
    for name in ("reasoning_key", "weights"):
        if name in spec and not has_reasons:
            yield Problem((name,), None, f"`{name}` needs `reasons`, a list of ids")
    yield from _check_weights(spec)
    yield from _check_levels(spec)
    yield from check_id_words(words, "levels", tuple(LEVELS))


def _check_key(spec: Spec, languages: Iterable[str]) -> Iterator[Problem]:
    found, code = spec.get("key"), key_code(spec)
    if not isinstance(found, str):
        given = "is missing" if found is None else f"is `{key_text(found)[:60]}`"
        message = f'`key` {given}; it is a six-digit code in quotes, such as "190219"'
        yield Problem(("key",), None, message)
        return
    rows = hs2022().rows
    if code not in rows or rows[code].level is not Level.SUBHEADING:
        message = f"HS {EDITION} has no six-digit code `{found[:60]}`; write it as 190219"
        yield Problem(("key",), None, message)
        return
    for row in (rows[step] for step in hs2022().path(code)):
        if not row.english:
            message = f"the list has no usable description of {row.code}; ask for another code"
            yield Problem(("key",), None, message)
    yield from _check_wording(rows[code], languages)


def _check_wording(row: Row, languages: Iterable[str]) -> Iterator[Problem]:
    """Check that the rows around the key are translated all or not at all."""
    for language in languages:
        lacking = hs2022().lacking.get(language, {})
        for group, codes in lacking.items():
            if group[0] in {"", row.code[:2]}:
                message = (
                    f"some {group[1]}s around the key have words in `{language}` and others have "
                    f"none, which would show the way: give all of them words in hs{EDITION}_"
                    f"{language}.yaml, or none; these have none: {_some(codes)}"
                )
                yield Problem(("key",), language, message)


def _some(codes: tuple[str, ...]) -> str:
    more = len(codes) - _MOST_NAMED
    return ", ".join(codes[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _check_reasons(spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
    yield from check_ids(spec, "reasons")
    offered, key = text_ids(spec, "reasons"), spec.get("reasoning_key")
    yield from _check_reasoning_key(key, offered)
    for name in Level:
        if name in offered:
            message = f"the id `{name}` is the name of a level; name the rule or the note"
            yield Problem(("reasons",), None, message)
    yield from check_id_words(words, "reasons", offered)
    yield from check_id_words(words, "feedback", offered)


def _check_reasoning_key(key: object, offered: tuple[str, ...]) -> Iterator[Problem]:
    listed = ", ".join(offered) or "(none)"
    if not isinstance(key, list | tuple) or not key:
        given = "is missing" if key is None else f"is `{key_text(key)[:60]}`"
        message = f"`reasoning_key` {given}; it must be a list of: {listed}"
        yield Problem(("reasoning_key",), None, message)
        return
    for place, one in enumerate(key):
        path = ("reasoning_key", str(place))
        if not isinstance(one, str) or one not in offered:
            message = f"the key says `{key_text(one)[:60]}`, which is not one of: {listed}"
            yield Problem(path, None, message)
        elif one in key[:place]:
            yield Problem(path, None, f"the key says `{one}` twice")


def _check_weights(spec: Spec) -> Iterator[Problem]:
    if "weights" not in spec:
        return
    found = yield from _check_shares(spec, "weights", tuple(WEIGHTS))
    if found and sum(found) != 1:
        message = f"`{CODE}` and `{REASONING}` must be 1 together, not {sum(found)}"
        yield Problem(("weights",), None, message)


def _check_levels(spec: Spec) -> Iterator[Problem]:
    if "levels" not in spec:
        return
    found = yield from _check_shares(spec, "levels", tuple(LEVELS))
    if found and (found != sorted(found) or found[-1] != 1):
        message = "each level is worth at least as much as the one above it, the subheading 1"
        yield Problem(("levels",), None, message)


def _check_shares(
    spec: Spec, name: str, wanted: tuple[str, ...]
) -> Generator[Problem, None, list[Fraction]]:
    """Report what is wrong with shares given by name; return them all, or none of them."""
    found = spec[name]
    if not isinstance(found, Mapping):
        yield Problem((name,), None, f"`{name}` must give the share of: {', '.join(wanted)}")
        return []
    for key in found:
        if key not in wanted:
            message = f"`{key_text(key)}` is not one of: {', '.join(wanted)}"
            yield Problem((name, key_text(key)), None, message)
    for key in wanted:
        yield from check_share((name, key), found.get(key), Fraction(0), Fraction(1))
    read = [share(found.get(key)) for key in wanted]
    return [one for one in read if one is not None] if None not in read else []
