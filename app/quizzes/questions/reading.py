"""What stands in a question as it was written or published, and in its words?"""

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

from markupsafe import Markup, escape

Spec = Mapping[str, object]
Words = Mapping[str, object]


def language_of(words: Words) -> str:
    """Return the code of the language that published words are in; "en" where they do not say."""
    return str(words.get("language", "en"))


def trusted(published: Mapping[str, object]) -> Words:
    """Return published words with every text marked as safe HTML: publishing sanitised it."""
    return {key: _trusted(value) for key, value in published.items()}


def is_block(path: Sequence[str], patterns: Sequence[str]) -> bool:
    """Say whether the words at a path are a block of Markdown, by a type's `block_words`."""
    written = "/".join(path)
    return any(fnmatchcase(written, pattern) for pattern in patterns)


def html(words: Words, *path: str) -> Markup:
    """Return the words at a path as safe HTML, empty where there are none."""
    found: object = words
    for key in path:
        found = _at(found, key)
    return Markup() if found is None else escape(found)


def plain(words: Words, *path: str) -> str:
    """Return the words at a path as plain text without tags, as an `<option>` needs them."""
    return html(words, *path).striptags()


def ids(spec: Spec, name: str) -> tuple[str, ...]:
    """Return a list of ids of a specification, as they were written."""
    found = spec.get(name)
    return tuple(str(item) for item in found) if isinstance(found, list | tuple) else ()


def in_order(known: Sequence[str], order: Sequence[str]) -> tuple[str, ...]:
    """Return the known ids in the order given, those that it leaves out after them."""
    first = [item for item in dict.fromkeys(order) if item in known]
    return (*first, *(item for item in known if item not in first))


def key_text(key: object) -> str:
    """Return a mapping's key as text; YAML reads `true:` as a boolean and `1902:` as a number."""
    return str(key).lower() if isinstance(key, bool) else str(key)


def _trusted(value: object) -> object:
    if isinstance(value, Mapping):
        return trusted(value)
    if isinstance(value, list | tuple):
        return [_trusted(item) for item in value]
    return Markup(value) if isinstance(value, str) else value  # noqa: S704 - sanitised at publish


def _at(words: object, key: str) -> object:
    """Return what stands under a key, which is text once it is published, see `key_text`."""
    if not isinstance(words, Mapping):
        return None
    if key in words:
        return words[key]
    return next((value for own, value in words.items() if key_text(own) == key), None)
