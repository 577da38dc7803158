"""How much may an essay be, in words and in files?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.quizzes.questions.base import Problem
from app.quizzes.questions.reading import Spec, key_text
from app.quizzes.questions.written import number

KINDS = ("pdf", "docx", "xlsx", "png", "jpg", "txt")
MOST_FILES = 5
MOST_MEGABYTES = 10
MOST_WORDS = 5000
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class WordLimits:
    """How many words are asked for; None where nothing is said.

    They are counted for learner and marker, and nobody is refused for them: what was written is
    kept whatever its length.
    """

    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class FileLimits:
    """How many files are taken, of which kinds (the ends of their names), how large each."""

    most: int
    kinds: tuple[str, ...]
    megabytes: int

    @property
    def bytes_each(self) -> int:
        """The largest size of one file."""
        return self.megabytes * _MEGABYTE


def words_in(text: str) -> int:
    """Return the number of words: what stands between spaces and has a letter or a digit."""
    return sum(any(sign.isalnum() for sign in part) for part in text.split())


def takes_text(spec: Spec) -> bool:
    """Say whether an answer has a text."""
    return spec.get("text") is not False


def word_limits(spec: Spec) -> WordLimits:
    """Return how many words are asked for."""
    found = spec.get("words")
    words = found if isinstance(found, Mapping) else {}
    return WordLimits(_whole(words.get("min")), _whole(words.get("max")))


def file_limits(spec: Spec) -> FileLimits | None:
    """Return which files are taken, None for none."""
    found = spec.get("files")
    if not isinstance(found, Mapping):
        return None
    kinds = found.get("kinds")
    return FileLimits(
        most=min(_whole(found.get("max")) or 1, MOST_FILES),
        kinds=tuple(one for one in KINDS if isinstance(kinds, list | tuple) and one in kinds),
        megabytes=min(_whole(found.get("size_mb")) or 1, MOST_MEGABYTES),
    )


def check_limits(spec: Spec) -> Iterator[Problem]:
    """Check `text`, `words` and `files`."""
    if "text" in spec and not isinstance(spec["text"], bool):
        yield Problem(("text",), None, "`text` is true or false")
    if not takes_text(spec):
        if "files" not in spec:
            yield Problem(("text",), None, "an essay without text needs `files`")
        if "words" in spec:
            yield Problem(("words",), None, "`words` belongs to an essay with text")
    if "words" in spec:
        yield from _check_words(spec["words"])
    if "files" in spec:
        yield from _check_files(spec["files"])


def _check_words(found: object) -> Iterator[Problem]:
    if not isinstance(found, Mapping) or not found:
        yield Problem(("words",), None, "`words` is a mapping such as {min: 150, max: 400}")
        return
    yield from _unknown("words", found, ("min", "max"))
    for name in ("min", "max"):
        if name in found:
            yield from _check_whole(("words", name), found[name], MOST_WORDS)
    least, most = _whole(found.get("min")), _whole(found.get("max"))
    if least is not None and most is not None and least > most:
        yield Problem(("words", "max"), None, f"`max` is not less than `min`, here {least}")


def _check_files(found: object) -> Iterator[Problem]:
    if not isinstance(found, Mapping):
        message = "`files` is a mapping such as {max: 2, kinds: [pdf, docx], size_mb: 5}"
        yield Problem(("files",), None, message)
        return
    yield from _unknown("files", found, ("max", "kinds", "size_mb"))
    yield from _check_whole(("files", "max"), found.get("max"), MOST_FILES)
    yield from _check_whole(("files", "size_mb"), found.get("size_mb"), MOST_MEGABYTES)
    kinds = found.get("kinds")
    if not isinstance(kinds, list | tuple) or not kinds:
        message = f"`kinds` must list one or more of: {', '.join(KINDS)}"
        yield Problem(("files", "kinds"), None, message)
        return
    for place, kind in enumerate(kinds):
        if kind not in KINDS:
            message = f"`{key_text(kind)}` is not taken; there are: {', '.join(KINDS)}"
            yield Problem(("files", "kinds", str(place)), None, message)


def _check_whole(path: tuple[str, ...], value: object, most: int) -> Iterator[Problem]:
    found = _whole(value)
    if found is None or found > most:
        given = "is missing" if value is None else f"is `{key_text(value)[:60]}`"
        message = f"`{path[-1]}` {given}; it is a whole number from 1 to {most}"
        yield Problem(path, None, message)


def _whole(value: object) -> int | None:
    """Return a number above 0 without a fraction; below the first level of a file it is text."""
    found = number(value)
    if found is None or found <= 0 or found != found.to_integral_value():
        return None
    return int(found)


def _unknown(
    name: str, found: Mapping[object, object], known: tuple[str, ...]
) -> Iterator[Problem]:
    for key in found:
        if key not in known:
            message = f"unknown key `{key_text(key)}`; here belong: {', '.join(known)}"
            yield Problem((name, key_text(key)), None, message)
