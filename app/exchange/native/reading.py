"""Which questions does a file of ours hold: a list of them, or a bank or quiz with its words?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial

from app.catalogue.content.faults import Notes
from app.catalogue.content.fields import Fields, line_at, plain_values
from app.catalogue.content.read_questions import spec_of
from app.catalogue.content.yaml_nodes import Items, Scalar, Table, read_yaml
from app.core.markdown import LABELS
from app.exchange.bundle import MEDIUM, Bundle, Faulty, Item, Note
from app.exchange.making.ids import numbered
from app.exchange.making.items import Collected
from app.quizzes.questions import UnknownQuestionType, question_type
from app.quizzes.questions.base import N_
from app.quizzes.questions.checking import COMMON_KEYS
from app.quizzes.questions.reading import Words
from app.quizzes.questions.written import number

_OWN_KEYS = (*COMMON_KEYS, "words", "spec")
_PLAIN = N_("%(message)s")


def read_native(text: str, language: str) -> Bundle:
    """Return the questions of a YAML list, each with id, type, structure and, in it, its words.

    `words:` holds the words themselves, or those of each language; for marking they may be left
    out. The structure may stand under `spec:`.
    """
    collected = Collected(language)
    node, problems = read_yaml(text)
    collected.faults += [Note(_PLAIN, {"message": one.message}, one.line) for one in problems]
    if isinstance(node, Table) and "questions" in node.entries:
        node = node.entries["questions"].node
    if not isinstance(node, Items):
        template = N_("The file must be a list of questions, each “- id: …” with its type.")
        collected.faults += [] if problems else [Note(template, {}, 1)]
        return collected.bundle()
    for one in node.items:
        reader = partial(_item, one, words=None, language=language, category=())
        collected.read(one.line, reader)
    return collected.bundle()


def read_bank(structure: str, words: str, language: str) -> Bundle:
    """Return the questions of a bank or quiz, from its structure and its words in one language."""
    collected = Collected(language)
    own, texts = (_mapping(source, collected) for source in (structure, words))
    entry = own.entries.get("questions")
    listed = entry.node.items if entry and isinstance(entry.node, Items) else ()
    if not listed:
        collected.faults.append(Note(N_("There are no questions in it."), {}, own.line))
    named = texts.entries.get("questions")
    by_id = named.node if named and isinstance(named.node, Table) else Table({}, 1)
    identifier = own.entries.get("id")
    bank = identifier.node.text if identifier and isinstance(identifier.node, Scalar) else ""
    for one in listed:
        reader = partial(
            _item, one, words=by_id, language=language, category=(bank,) if bank else ()
        )
        collected.read(one.line, reader)
    return collected.bundle()


def _mapping(source: str, collected: Collected) -> Table:
    node, problems = read_yaml(source)
    collected.faults += [Note(_PLAIN, {"message": one.message}, one.line) for one in problems]
    if isinstance(node, Table):
        return node
    if not problems:
        template = N_("The file must be a mapping, lines of “key: value”.")
        collected.faults.append(Note(template, {}, 1))
    return Table({}, 1)


def _item(
    node: object,
    taken: Collection[str],
    *,
    words: Table | None,
    language: str,
    category: tuple[str, ...],
) -> Item:
    if not isinstance(node, Table):
        raise Faulty(N_("A question must hold “key: value” lines, its id and its type first."))
    notes = Notes()
    fields = Fields("", notes, node)
    identifier = fields.text("id", required=False) or numbered("question", taken)
    if identifier in taken:
        raise Faulty(N_("The id “%(id)s” is there twice."), node.line, id=identifier)
    kind = fields.text("type")
    own = node.entries.get("spec")
    spec = spec_of(own.node) if own and isinstance(own.node, Table) else spec_of(node, _OWN_KEYS)
    found = _words(node, words, identifier, language)
    _require_none(notes)
    _check(kind, spec, node)
    return Item(
        id=identifier,
        type=kind,
        spec=spec,
        words=found,
        category=category,
        tags=fields.names("tags", required=False),
        difficulty=fields.optional_integer("difficulty", 1, 3) or MEDIUM,
        weight=_decimal(node, "weight", Decimal(1)),
        penalty=_decimal(node, "penalty", Decimal(0)),
        line=node.line,
        lost=tuple(_lost(fields)),
    )


def _words(node: Table, words: Table | None, identifier: str, language: str) -> Words:
    """Return the words of a question: those beside it, or under its id in the other file."""
    holder = node if words is None else words
    entry = holder.entries.get("words" if words is None else identifier)
    found = plain_values(entry.node) if entry else {}
    if not isinstance(found, Mapping):
        raise Faulty(N_("The words of “%(id)s” must be a mapping."), node.line, id=identifier)
    if set(found) and set(found) <= set(LABELS):
        found = found.get(language, {})
    return found if isinstance(found, Mapping) else {}


def _check(kind: str, spec: Mapping[str, object], node: Table) -> None:
    """See to it that the structure can be marked; words may be missing."""
    try:
        problems = list(question_type(kind).check(spec, {}))
    except UnknownQuestionType as unknown:
        raise Faulty(_PLAIN, node.line, message=str(unknown)) from unknown
    for one in problems:
        raise Faulty(_PLAIN, line_at(node, one.path, node.line), message=one.message)


def _require_none(notes: Notes) -> None:
    for one in notes.sorted()[:1]:
        raise Faulty(_PLAIN, one.line, message=one.message)


def _decimal(node: Table, name: str, otherwise: Decimal) -> Decimal:
    entry = node.entries.get(name)
    found = number(entry.node.text) if entry and isinstance(entry.node, Scalar) else None
    return otherwise if found is None else found


def _lost(fields: Fields) -> Iterator[Note]:
    if _named(fields, "exhibits"):
        yield Note(N_("the exhibits beside it"))
    if fields.text("lesson", required=False):
        yield Note(N_("the lesson in which its answer is taught"))


def _named(fields: Fields, name: str) -> Sequence[str]:
    return fields.names(name, required=False)
