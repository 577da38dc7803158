"""What is the answer to an essay, as it is stored and as a page knows it?

Stored it is `{"text": …, "files": [ids]}`. A page knows more: what the files are called and, once
the answer is marked, the marks. `dressed` puts that beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from app.quizzes.questions.base import N_, InvalidAnswer
from app.quizzes.questions.essay_limits import file_limits, takes_text
from app.quizzes.questions.reading import Spec
from app.quizzes.questions.rubric import read_levels

LONGEST = 60_000
_LARGEST_ID = 2**31 - 1


class Written(TypedDict):
    """An answer as it is stored: the text, and the ids of the attempt's files."""

    text: str
    files: list[int]


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of an answer as pages show it: `size` in bytes, an address empty where it has none."""

    id: int
    name: str
    size: int
    url: str = ""
    remove_url: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What one marker gave: the level of each criterion, and a comment."""

    levels: Mapping[str, int]
    comment: str


def dressed(
    answer: object,
    attached: Sequence[Attached] = (),
    upload_url: str = "",
    marks: Sequence[Given] = (),
) -> dict[str, object]:
    """Return a stored answer with what a page shows beside it.

    `marks` are those that count: the only one, both of two, or the one agreed on.
    """
    stored = answer if isinstance(answer, Mapping) else {}
    given = [{"levels": dict(one.levels), "comment": one.comment} for one in marks]
    return {**stored, "attached": tuple(attached), "upload_url": upload_url, "marks": given}


def written_in(spec: Spec, raw: object) -> Written | None:
    """Return the answer as it is stored, None for no answer. Raises InvalidAnswer."""
    if raw is None or raw == "":
        return None
    if not isinstance(raw, Mapping):
        raise InvalidAnswer(N_("An answer to this question is a text, with files or without."))
    text = _read_text(raw.get("text")) if takes_text(spec) else ""
    limits = file_limits(spec)
    files = _read_files(raw.get("files"), limits.most if limits else 0)
    return Written(text=text, files=files) if text or files else None


def text_of(answer: object) -> str:
    """Return the text of an answer, also of one that is too long to be kept."""
    found = answer.get("text") if isinstance(answer, Mapping) else ""
    return found if isinstance(found, str) else ""


def file_ids_of(answer: object) -> tuple[int, ...]:
    """Return the ids of an answer's files, also where its text is too long to be kept."""
    found = answer.get("files") if isinstance(answer, Mapping) else ()
    items = found if isinstance(found, list | tuple) else ()
    return tuple(dict.fromkeys(one for one in items if _is_id(one)))


def attached_to(answer: object) -> tuple[Attached, ...]:
    """Return the files that were put beside an answer."""
    found = answer.get("attached") if isinstance(answer, Mapping) else ()
    items = found if isinstance(found, list | tuple) else ()
    return tuple(one for one in items if isinstance(one, Attached))


def upload_url_of(answer: object) -> str:
    """Return where a file can be added, empty where none can."""
    found = answer.get("upload_url") if isinstance(answer, Mapping) else ""
    return found if isinstance(found, str) else ""


def marks_of(spec: Spec, answer: object) -> tuple[Given, ...]:
    """Return the marks beside an answer, those left out that are none by this rubric."""
    found = answer.get("marks") if isinstance(answer, Mapping) else ()
    marks = []
    for one in found if isinstance(found, list | tuple) else ():
        try:
            levels = read_levels(spec, one.get("levels") if isinstance(one, Mapping) else None)
        except InvalidAnswer:
            continue
        marks.append(Given(levels, str(one.get("comment") or "")))
    return tuple(marks)


def _read_text(raw: object) -> str:
    if raw is not None and not isinstance(raw, str):
        raise InvalidAnswer(N_("An answer to this question is a text, with files or without."))
    text = (raw or "").replace("\r\n", "\n").strip()
    if len(text) > LONGEST:
        template = N_("This text has more than %(most)s characters. Shorten it.")
        raise InvalidAnswer(template, most=str(LONGEST))
    return text


def _read_files(raw: object, most: int) -> list[int]:
    found = raw if raw is not None else []
    if not isinstance(found, list | tuple) or not all(_is_id(one) for one in found):
        raise InvalidAnswer(N_("A file of this answer is not known here. Reload the page."))
    files = list(dict.fromkeys(found))
    if len(files) > most:
        template = N_("This question takes no more than %(most)s files.")
        raise InvalidAnswer(template, most=str(most))
    return files


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _LARGEST_ID
