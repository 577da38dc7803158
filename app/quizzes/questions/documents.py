"""Which documents are compared, which fields have they, and what do they say?

A field is named by its document and its own id: `invoice.gross`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.quizzes.questions.base import Problem
from app.quizzes.questions.checking import check_id, check_id_words, check_ids, check_line
from app.quizzes.questions.reading import Spec, Words, key_text


class Paper(StrEnum):
    """What a document looks like."""

    PLAIN = "plain"
    INVOICE = "invoice"
    PACKING_LIST = "packing_list"
    TRANSPORT_DOCUMENT = "transport_document"
    DECLARATION = "declaration"


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a specification with the ids of its fields, in the order of the paper."""

    id: str
    paper: Paper
    fields: tuple[str, ...]

    def names(self) -> tuple[str, ...]:
        """Return its fields as answers and the key name them."""
        return tuple(f"{self.id}.{field}" for field in self.fields)


def documents_of(spec: Spec) -> tuple[Document, ...]:
    """Return the documents that are written as they should be."""
    found = spec.get("documents")
    written = found if isinstance(found, list | tuple) else ()
    return tuple(_document(one) for one in written if isinstance(one, Mapping))


def field_names(spec: Spec) -> tuple[str, ...]:
    """Return the names of all fields of all documents, in their order."""
    return tuple(name for document in documents_of(spec) for name in document.names())


def check_documents(spec: Spec) -> Iterator[Problem]:
    """Check the documents' structure: ids, looks and fields."""
    found = spec.get("documents")
    if not isinstance(found, list | tuple) or len(found) < 2:
        message = "`documents` must be at least 2 documents, each as {id: invoice, fields: [ids]}"
        yield Problem(("documents",), None, message)
        return
    seen: set[object] = set()
    for place, one in enumerate(found):
        path = ("documents", str(place))
        if isinstance(one, Mapping):
            yield from _check_document(path, one, seen)
        else:
            yield Problem(path, None, "a document is written as {id: invoice, fields: [ids]}")


def check_document_words(
    words: Mapping[str, Words], documents: Sequence[Document]
) -> Iterator[Problem]:
    """Check that `documents:` gives each its title, and each field its label and its value.

    `issuer`, whose paper it is, may be left out, but not in one language alone.
    """
    for document in documents:
        path = ("documents", document.id)
        own = {language: _at(found, path) for language, found in words.items()}
        yield from _within(path, check_line(own, "title"))
        if any("issuer" in found for found in own.values()):
            yield from _within(path, check_line(own, "issuer"))
        yield from _within(path, _check_fields(own, document.fields))
        for language, found in own.items():
            yield from _unknown(path, found, ("title", "issuer", "fields"), language)
    known = tuple(document.id for document in documents)
    for language, found in words.items():
        yield from _unknown(("documents",), _at(found, ("documents",)), known, language)


def _document(written: Mapping[str, object]) -> Document:
    paper, fields = written.get("paper"), written.get("fields")
    return Document(
        id=key_text(written.get("id")),
        paper=Paper(str(paper)) if paper in list(Paper) else Paper.PLAIN,
        fields=tuple(map(key_text, fields)) if isinstance(fields, list | tuple) else (),
    )


def _check_document(
    path: tuple[str, ...], one: Mapping[str, object], seen: set[object]
) -> Iterator[Problem]:
    for key in one:
        if key not in {"id", "paper", "fields"}:
            message = f"unknown key `{key_text(key)}`; a document has `id`, `paper` and `fields`"
            yield Problem((*path, key_text(key)), None, message)
    yield from check_id((*path, "id"), one.get("id"), seen)
    if one.get("paper", Paper.PLAIN) not in list(Paper):
        message = f"`paper` is {', '.join(Paper)}, not `{key_text(one['paper'])[:60]}`"
        yield Problem((*path, "paper"), None, message)
    yield from _within(path, check_ids(one, "fields", at_least=1))


def _check_fields(own: Mapping[str, Words], fields: Sequence[str]) -> Iterator[Problem]:
    texts = {language: _at(found, ("fields",)) for language, found in own.items()}
    for field in fields:
        yield from _within(("fields",), check_id_words(texts, field, ("label", "value")))
    for language, found in texts.items():
        yield from _unknown(("fields",), found, fields, language)


def _unknown(
    path: tuple[str, ...], found: Words, known: Sequence[str], language: str
) -> Iterator[Problem]:
    for key in found:
        if key_text(key) not in known:
            message = f"`{key_text(key)}` does not belong here; here belong: {', '.join(known)}"
            yield Problem((*path, key_text(key)), language, message)


def _within(path: tuple[str, ...], problems: Iterable[Problem]) -> Iterator[Problem]:
    for problem in problems:
        yield replace(problem, path=(*path, *problem.path))


def _at(words: Words, path: Sequence[str]) -> Words:
    """Return the mapping at a path of the words, an empty one where there is none."""
    for key in path:
        found = words.get(key)
        words = found if isinstance(found, Mapping) else {}
    return words
