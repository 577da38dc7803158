"""Which faults can the mappings of a question have, whatever its type?

Each function yields Problems and crashes on nothing: what it reads was typed by a person.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.quizzes.questions.base import Problem
from app.quizzes.questions.reading import Spec, Words, key_text

COMMON_KEYS = (
    "id",
    "type",
    "tags",
    "difficulty",
    "lesson",
    "weight",
    "penalty",
    "hints",
    "exhibits",
)
COMMON_WORDS = ("prompt", "explanation", "rule")
ONE_LINE_WORDS = ("explanation", "rule")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# "rights-holder" and "copyright" are words of a customs course, "right-one" gives the key away.
_BETRAYS = re.compile(r"(?:^|-)(?:right(?!s)|wrong|(?:in)?correct(?!ion))")
_MISSING = object()


def betrays_key(identifier: str) -> bool:
    """Say whether an id tells which answer is right: ids are in the page."""
    return _BETRAYS.search(identifier) is not None


def check_common_words(
    words: Mapping[str, Words], required: Sequence[str] = COMMON_WORDS
) -> Iterator[Problem]:
    """Check the prompt, the explanation and the rule, which every type has."""
    for language, own in words.items():
        for name in COMMON_WORDS:
            if name in own or name in required:
                yield from _text(own, name, language, one_line=name in ONE_LINE_WORDS)
        if "hints" in own:
            yield from _hints(own["hints"], language)
    if len({len(_listed_hints(own)) for own in words.values()}) > 1:
        first = next(iter(words))
        message = "`hints` must have as many lines in every language"
        yield Problem(("hints",), first, message)


def check_keys(
    spec: Spec, words: Mapping[str, Words], own_keys: Sequence[str], own_words: Sequence[str]
) -> Iterator[Problem]:
    """Report the keys that this type does not know, in its structure and in its words."""
    yield from _unknown(spec, (*own_keys, "key"), COMMON_KEYS, None)
    for language, own in words.items():
        yield from _unknown(own, own_words, (*COMMON_WORDS, "hints"), language)


def check_ids(spec: Spec, name: str, at_least: int = 2) -> Iterator[Problem]:
    """Check a list of ids: its form, its length, no id twice and none that betrays the key."""
    found = spec.get(name)
    if not isinstance(found, list | tuple):
        wanted = f"`{name}` must be a list of at least {at_least} ids"
        yield Problem((name,), None, wanted + ("" if found is None else f", not {_shown(found)}"))
        return
    if len(found) < at_least:
        yield Problem((name,), None, f"`{name}` needs at least {at_least} ids, here {len(found)}")
    seen: set[object] = set()
    for place, item in enumerate(found):
        yield from check_id((name, str(place)), item, seen)


def check_id(path: tuple[str, ...], item: object, seen: set[object]) -> Iterator[Problem]:
    """Check one id: text of the right form, not in `seen` (it is added) and no betrayal."""
    if not isinstance(item, str):
        message = f"an id is text; {_shown(item)} needs quotes, or another name"
        yield Problem(path, None, message)
        return
    if _ID.fullmatch(item) is None:
        message = f"`{item}` is not an id: lower-case letters, digits and single hyphens"
        yield Problem(path, None, message)
    if item in seen:
        yield Problem(path, None, f"the id `{item}` is here twice")
    if betrays_key(item):
        message = f"the id `{item}` betrays the key, and it is in the page: name what it stands for"
        yield Problem(path, None, message)
    seen.add(item)


def check_id_words(
    words: Mapping[str, Words], name: str, wanted: Sequence[str], optional: Sequence[str] = ()
) -> Iterator[Problem]:
    """Check that `name:` has one line of text for every id wanted.

    It may have one for the optional ones too, and has none for anything else.
    """
    for language, own in words.items():
        texts = own.get(name)
        if not isinstance(texts, Mapping):
            yield Problem((name,), language, f"`{name}` must give the words of: {_listed(wanted)}")
            continue
        texts = {key_text(key): value for key, value in texts.items()}
        for extra in (key for key in texts if key not in (*wanted, *optional)):
            message = f"`{extra}` is not an id here; there are: {_listed((*wanted, *optional))}"
            yield Problem((name, extra), language, message + _yaml_hint(extra))
        for key in (*wanted, *(one for one in optional if one in texts)):
            yield from _text(texts, key, language, parent=(name,))


def unknown_in_key(
    key: Mapping[object, object], known: Sequence[str], name: str = "key"
) -> Iterator[Problem]:
    """Report the ids that a key gives an answer for and that are not there."""
    for found in key:
        if found not in known:
            message = f"`{name}` has `{key_text(found)}`, which is not one of: {_listed(known)}"
            yield Problem((name, key_text(found)), None, message)


def check_line(words: Mapping[str, Words], name: str) -> Iterator[Problem]:
    """Check that `name:` is one line of text in every language."""
    for language, own in words.items():
        yield from _text(own, name, language)


def check_block(words: Mapping[str, Words], name: str) -> Iterator[Problem]:
    """Check that `name:` is text, of as many lines as it likes, in every language."""
    for language, own in words.items():
        yield from _text(own, name, language, one_line=False)


def check_one_of(spec: Spec, name: str, allowed: Sequence[str]) -> Iterator[Problem]:
    """Check that a key which may be left out has one of the values allowed."""
    if name in spec and spec[name] not in allowed:
        listed = " or ".join(filter(None, (", ".join(allowed[:-1]), allowed[-1])))
        yield Problem((name,), None, f"`{name}` is {listed}, not {_shown(spec[name])}")


def check_key_id(path: tuple[str, ...], value: object, known: Sequence[str]) -> Iterator[Problem]:
    """Check that a part of the key is one of the ids it may be."""
    if value is None:
        yield Problem(path, None, f"`{path[-1]}` is missing; it is one of: {_listed(known)}")
    elif not isinstance(value, str) or value not in known:
        message = f"the key says {_shown(value)}, which is not one of: {_listed(known)}"
        yield Problem(path, None, message)


def check_key_ids(value: object, known: Sequence[str]) -> Iterator[Problem]:
    """Check a key that is a list of ids: not empty, each known, none twice."""
    if not isinstance(value, list | tuple) or not value:
        given = "is missing" if value is None else f"is {_shown(value)}"
        yield Problem(("key",), None, f"`key` {given}; it must be a list of: {_listed(known)}")
        return
    for place, item in enumerate(value):
        yield from check_key_id(("key", str(place)), item, known)
        if item in value[:place]:
            yield Problem(("key", str(place)), None, f"the key says {_shown(item)} twice")


def text_ids(spec: Spec, name: str) -> tuple[str, ...]:
    """Return the ids of a list that can be used to check the rest, each once."""
    found = spec.get(name)
    items = found if isinstance(found, list | tuple) else ()
    return tuple(dict.fromkeys(item for item in items if isinstance(item, str)))


def _listed_hints(own: Words) -> Sequence[object]:
    found = own.get("hints")
    return found if isinstance(found, list | tuple) else ()


def _hints(found: object, language: str) -> Iterator[Problem]:
    if not isinstance(found, list | tuple) or not found:
        message = f"`hints` must be a list of lines, one for each further try, not {_shown(found)}"
        yield Problem(("hints",), language, message)
        return
    for place, line in enumerate(found):
        fault = _fault_of_text(line, one_line=True)
        if fault:
            yield Problem(("hints", str(place)), language, f"the words of hint {place + 1} {fault}")


def _unknown(
    found: Mapping[str, object], own: Sequence[str], common: Sequence[str], language: str | None
) -> Iterator[Problem]:
    for key in found:
        if key not in own and key not in common:
            message = f"unknown key `{key_text(key)}`; here belong: {_listed((*own, *common))}"
            yield Problem((key_text(key),), language, message)


def _text(
    texts: Mapping[str, object],
    key: str,
    language: str,
    *,
    parent: tuple[str, ...] = (),
    one_line: bool = True,
) -> Iterator[Problem]:
    value = texts.get(key, _MISSING)
    fault = _fault_of_text(value, one_line=one_line)
    if fault:
        yield Problem(
            (*parent, key), language, f"the words of `{'.'.join((*parent, key))}` {fault}"
        )


def _fault_of_text(value: object, *, one_line: bool) -> str:
    if value is _MISSING or value is None:
        return "are missing"
    if not isinstance(value, str):
        return f"must be text; {_shown(value)} needs quotes"
    if not value.strip():
        return "are empty"
    return "must be one line" if one_line and "\n" in value.strip() else ""


def _yaml_hint(key: str) -> str:
    return " (YAML reads an unquoted yes, no, on or off so)" if key in {"true", "false"} else ""


def _listed(known: Iterable[str]) -> str:
    return ", ".join(known) or "(none)"


def _shown(value: object) -> str:
    text = key_text(value)
    return f"`{text if len(text) <= 60 else text[:60] + '…'}`"
