"""What is a question or check, from its structure in one file and its words in others?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.catalogue.content import check_links
from app.catalogue.content.check_text import check_line, check_prompt
from app.catalogue.content.faults import FaultCode, did_you_mean, listed
from app.catalogue.content.fields import Fields, line_at, plain_values
from app.catalogue.content.model import QuestionWords
from app.catalogue.content.reading import Place, Reading
from app.catalogue.content.yaml_nodes import Items, Node, Scalar, Table
from app.quizzes.questions import Problem, UnknownQuestionType, question_type
from app.quizzes.questions.checking import check_common_words
from app.quizzes.questions.reading import is_block

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from app.quizzes.questions import AnyQuestionType

COMMON_WORDS = ("prompt", "explanation", "rule")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question or check as its structure is written: what its type understands is `spec`."""

    id: str
    type: str
    fields: Fields
    spec: Mapping[str, object]


def read_asked(fields: Fields, kind: str, common: Sequence[str], reading: Reading) -> Asked:
    """Read the structure of a question or check; `common` are the keys that are no type's own."""
    identifier = fields.identifier("id")
    reading.define(kind, identifier, Place(fields.file, fields.line_of("id")))
    asked = Asked(identifier, fields.text("type"), fields, spec_of(fields.node, common))
    _check_media(asked, reading)
    return asked


def read_words(
    asked: Sequence[Asked], words: Mapping[str, Fields | None], kind: str, reading: Reading
) -> dict[str, dict[str, QuestionWords]]:
    """Check questions with their words; return the words by question and language.

    `words` maps each language to the mapping of its words by id, None where there is none.
    """
    for fields in filter(None, words.values()):
        _unknown_ids(fields, [item.id for item in asked], kind, reading)
    return {item.id: _item_words(item, words, kind, reading) for item in asked}


def _check_media(asked: Asked, reading: Reading) -> None:
    kind, fields = _type_named(asked.type), asked.fields
    for shown in kind.media(asked.spec) if kind else ():
        line = line_at(fields.node, shown.path, fields.line - fields.shift) + fields.shift
        check_links.media_file(shown.name, reading, Place(fields.file, line))


def _item_words(
    item: Asked, words: Mapping[str, Fields | None], kind: str, reading: Reading
) -> dict[str, QuestionWords]:
    found: dict[str, Fields] = {}
    for language, fields in words.items():
        own = _words_of(item, fields, kind)
        if own is not None:
            found[language] = own
    for problem in _problems(item, found, kind, reading):
        _note(problem, item, found, reading)
    for own in found.values():
        _check_texts(own, item.type, reading)
    return {language: _question_words(own) for language, own in found.items()}


def _words_of(item: Asked, fields: Fields | None, kind: str) -> Fields | None:
    if fields is None or fields.is_lost or not item.id:
        return None
    if item.id in fields.node.entries:
        return fields.table(item.id)
    message = f"the words of {kind} “{item.id}” are missing; write “{item.id}:” with its prompt"
    fields.notes.add(fields.file, fields.line, FaultCode.MISSING_WORDS, message)
    return None


def _unknown_ids(fields: Fields, known: Sequence[str], kind: str, reading: Reading) -> None:
    for name in fields.node.entries:
        if name not in known:
            hint = did_you_mean(name, known)
            message = f"words for a {kind} “{name}” that does not exist; there are {listed(known)}"
            place = fields.line_of(name)
            reading.notes.add(fields.file, place, FaultCode.UNKNOWN_WORDS, message + hint)


def _problems(
    item: Asked, found: Mapping[str, Fields], kind: str, reading: Reading
) -> Iterator[Problem]:
    words = {language: _values(fields) for language, fields in found.items()}
    is_question = kind == "question"
    yield from check_common_words(words, COMMON_WORDS if is_question else ("prompt", "rule"))
    for language in (code for code in words if "hints" in words[code] and not is_question):
        yield Problem(("hints",), language, "a check has no hints: its feedback helps; remove them")
    if not item.type:
        return
    try:
        yield from question_type(item.type).check(item.spec, words)
    except UnknownQuestionType as error:
        place = item.fields.line_of("type")
        reading.notes.add(item.fields.file, place, FaultCode.UNKNOWN_TYPE, str(error))


def _note(problem: Problem, item: Asked, found: Mapping[str, Fields], reading: Reading) -> None:
    """Note a type's problem at the line that its path leads to."""
    fields = found[problem.language] if problem.language else item.fields
    place = line_at(fields.node, problem.path, fields.line - fields.shift) + fields.shift
    message = f"“{item.id}”: {problem.message}"
    reading.notes.add(fields.file, place, FaultCode.QUESTION, message)


def _check_texts(fields: Fields, kind: str, reading: Reading) -> None:
    found = _type_named(kind)
    blocks = ("prompt", *(found.block_words if found else ()))
    for path, leaf in _leaves(fields.node, ()):
        place = Place(fields.file, leaf.text_line + fields.shift)
        check = check_prompt if is_block(path, blocks) else check_line
        check(leaf.text, reading, place)


def _type_named(kind: str) -> AnyQuestionType | None:
    try:
        return question_type(kind)
    except UnknownQuestionType:
        return None


def _leaves(node: Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Scalar]]:
    """The texts below a node, each with the path that leads to it."""
    if isinstance(node, Scalar):
        yield path, node
    elif isinstance(node, Items):
        for place, item in enumerate(node.items):
            yield from _leaves(item, (*path, str(place)))
    else:
        for name, entry in node.entries.items():
            yield from _leaves(entry.node, (*path, name))


def _question_words(fields: Fields) -> QuestionWords:
    values = _values(fields)
    prompt, explanation, rule = (str(values.pop(name, None) or "") for name in COMMON_WORDS)
    hints = values.pop("hints", None)
    listed_hints = tuple(map(str, hints)) if isinstance(hints, list) else ()
    return QuestionWords(prompt, rule, explanation, values, listed_hints)


def _values(fields: Fields) -> dict[str, object]:
    return {name: plain_values(entry.node) for name, entry in fields.node.entries.items()}


def spec_of(node: Table, common: Sequence[str] = ()) -> dict[str, object]:
    """Return the structure of a question without some keys.

    Ids in its lists and mappings are always text.
    """
    entries = {name: entry.node for name, entry in node.entries.items() if name not in common}
    return _with_written_key({name: _spec_value(own) for name, own in entries.items()}, node)


def _spec_value(node: Node) -> object:
    if isinstance(node, Scalar):
        return None if node.is_null else node.value
    if isinstance(node, Table):
        return {name: _inner_value(entry.node) for name, entry in node.entries.items()}
    return plain_values(node)


def _inner_value(node: Node) -> object:
    """A question inside a question, such as a gap, is read as one."""
    kind = node.entries.get("type") if isinstance(node, Table) else None
    if isinstance(node, Table) and kind is not None and isinstance(kind.node, Scalar):
        return spec_of(node)
    return plain_values(node)


def _with_written_key(spec: dict[str, object], node: Table) -> dict[str, object]:
    """Let a key that looks like a number be an id: `key: 21` with `choices: [21, 97]`."""
    entry = node.entries.get("key")
    if entry is not None and isinstance(entry.node, Scalar):
        lists = [value for value in spec.values() if isinstance(value, list)]
        if any(entry.node.text in ids for ids in lists):
            return {**spec, "key": entry.node.text}
    return spec
