"""How is a question asked and marked that compares documents and names their discrepancies?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup
from typing_extensions import override

from app.quizzes.questions.base import (
    N_,
    AskView,
    Form,
    InvalidAnswer,
    Problem,
    QuestionType,
    ReviewView,
)
from app.quizzes.questions.checking import check_id_words, check_ids, check_keys, text_ids
from app.quizzes.questions.discrepancies import (
    Discrepancy,
    check_discrepancies,
    discrepancies_of,
    false_alarms,
    mark_of,
)
from app.quizzes.questions.documents import (
    Document,
    Paper,
    check_document_words,
    check_documents,
    documents_of,
    field_names,
)
from app.quizzes.questions.forms import fields, known_id, single_value
from app.quizzes.questions.marks import Mark, PartState
from app.quizzes.questions.reading import Spec, Words, html, ids, plain

UNSAID = "?"
"""Given as the kind of a field that is marked without saying what is the matter with it."""
NOTHING = {"": "nothing"}
"""The answer that there is no discrepancy at all."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of discrepancy; plain text, since an HTML `<option>` holds nothing else."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A field of a document, with the kind given to it so far ("" for one that is not marked).

    In the review `number` is that of the discrepancy that it belongs to, and `state` how that
    fared, or WRONG for a false alarm.
    """

    name: str
    label: Markup
    value: Markup
    kind: str
    number: int | None = None
    state: PartState | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document as the page shows it; `issuer` is empty where none is named."""

    id: str
    paper: Paper
    title: Markup
    issuer: Markup
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCheckView(AskView):
    """The documents, and the kinds of discrepancy that there may be."""

    sheets: tuple[Sheet, ...]
    kinds: tuple[Kind, ...]
    nothing: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """A discrepancy of the key in the review: where it is, its kind, and the kinds given."""

    number: int
    places: tuple[Markup, ...]
    kind: Markup
    given: tuple[Markup, ...]
    state: PartState
    feedback: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCheckReview(ReviewView):
    """The review: the documents, each discrepancy, and the places of false alarms."""

    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...]
    false_alarms: tuple[Markup, ...]
    nothing: bool


class DocumentCheck(QuestionType[dict[str, str]]):
    """Fields of documents are marked as discrepancies, each of a kind.

    Of `n` discrepancies each one found with its right kind earns 1/n, found with another kind or
    with none `kind_share` of that (1/2), and each false alarm costs `false_alarm` of that (1/2);
    the sum is never under 0. A discrepancy is found when one of its fields is marked; its kind is
    right when every one of them that is marked says so. Where there is no discrepancy, to say so
    earns everything and a false alarm nothing.
    """

    name: ClassVar[str] = "document_check"

    @override
    def check(self, spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
        own_keys = ("documents", "kinds", "discrepancies", "kind_share", "false_alarm")
        yield from check_keys(spec, words, own_keys, ("documents", "kinds", "feedback"))
        if "key" in spec:
            yield Problem(("key",), None, "unknown key `key`; the key is in `discrepancies`")
        yield from check_documents(spec)
        yield from check_ids(spec, "kinds", at_least=1)
        kinds = text_ids(spec, "kinds")
        yield from check_discrepancies(spec, field_names(spec), kinds)
        yield from check_document_words(words, documents_of(spec))
        yield from check_id_words(words, "kinds", kinds)
        found = tuple(one.id for one in discrepancies_of(spec))
        if found or any("feedback" in own for own in words.values()):
            yield from check_id_words(words, "feedback", found)

    @override
    def shuffled_ids(self, spec: Spec) -> tuple[str, ...]:
        return ()

    @override
    def public(
        self, spec: Spec, words: Words, order: Sequence[str], answer: object = None
    ) -> DocumentCheckView:
        marks = self._marks(spec, answer)
        return DocumentCheckView(
            **self.asked(words),
            sheets=tuple(_sheet(one, words, marks) for one in documents_of(spec)),
            kinds=tuple(Kind(kind, plain(words, "kinds", kind)) for kind in ids(spec, "kinds")),
            nothing=self.readable(spec, answer) == NOTHING,
        )

    @override
    def parse(self, spec: Spec, raw: object) -> dict[str, str] | None:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, Mapping):
            raise InvalidAnswer(N_("An answer to this question gives each discrepancy its kind."))
        names, kinds = field_names(spec), (*ids(spec, "kinds"), UNSAID)
        given = {name: kind for name, kind in raw.items() if kind is not None and kind != ""}
        said_nothing = given.get("") == NOTHING[""] and bool(given.pop(""))
        marks = {known_id(name, names): known_id(kind, kinds) for name, kind in given.items()}
        if not marks:
            return dict(NOTHING) if said_nothing else None
        return {name: marks[name] for name in names if name in marks}

    @override
    def from_form(self, spec: Spec, form: Form) -> dict[str, str]:
        """Return the fields marked; the tick that says “none” counts where nothing is marked."""
        said_nothing = bool(single_value(form, "nothing"))
        return fields(form, "kind-") | (NOTHING if said_nothing else {})

    @override
    def grade(self, spec: Spec, answer: dict[str, str]) -> Mark:
        return mark_of(spec, {} if answer == NOTHING else answer)

    @override
    def review(
        self, spec: Spec, words: Words, answer: object, order: Sequence[str]
    ) -> DocumentCheckReview:
        marks, found = self._marks(spec, answer), discrepancies_of(spec)
        places = _places(spec, words)
        return DocumentCheckReview(
            **self.reviewed(spec, words, answer),
            sheets=tuple(_sheet(one, words, marks, found) for one in documents_of(spec)),
            findings=tuple(
                _finding(one, number, words, marks, places)
                for number, one in enumerate(found, start=1)
            ),
            false_alarms=tuple(places[field] for field in false_alarms(spec, marks)),
            nothing=self.readable(spec, answer) == NOTHING,
        )

    @override
    def describe(
        self, spec: Spec, words: Words, answer: object, translate: Callable[[str], str] = N_
    ) -> str:
        if self.readable(spec, answer) == NOTHING:
            return translate(N_("No discrepancy"))
        places, marks = _places(spec, words), self._marks(spec, answer)
        unsaid = translate(N_("kind not said"))
        return "; ".join(
            f"{places[name].striptags()} → {plain(words, 'kinds', kind) or unsaid}"
            for name, kind in marks.items()
        )

    @override
    def right_answer(self, spec: Spec) -> dict[str, str]:
        """Return each discrepancy, marked at its first field."""
        found = {one.fields[0]: one.kind for one in discrepancies_of(spec)}
        return found or dict(NOTHING)

    def _marks(self, spec: Spec, answer: object) -> dict[str, str]:
        found = self.readable(spec, answer)
        return {} if found is None or found == NOTHING else found


def _sheet(
    document: Document,
    words: Words,
    marks: Mapping[str, str],
    found: Sequence[Discrepancy] | None = None,
) -> Sheet:
    """Return a document with its marks; in the review also against the key."""
    rows = []
    for field, name in zip(document.fields, document.names(), strict=True):
        place = ("documents", document.id, "fields", field)
        number, state = (None, None) if found is None else _fared(name, marks, found)
        label, value = html(words, *place, "label"), html(words, *place, "value")
        rows.append(Row(name, label, value, marks.get(name, ""), number, state))
    return Sheet(
        id=document.id,
        paper=document.paper,
        title=html(words, "documents", document.id, "title"),
        issuer=html(words, "documents", document.id, "issuer"),
        rows=tuple(rows),
    )


def _fared(
    name: str, marks: Mapping[str, str], found: Sequence[Discrepancy]
) -> tuple[int | None, PartState | None]:
    """Return the number of a field's discrepancy, and how that fared; a false alarm has none."""
    for number, one in enumerate(found, start=1):
        if name in one.fields:
            return number, one.state(marks)
    return None, PartState.WRONG if name in marks else None


def _finding(
    one: Discrepancy,
    number: int,
    words: Words,
    marks: Mapping[str, str],
    places: Mapping[str, Markup],
) -> Finding:
    given = dict.fromkeys(marks[field] for field in one.fields if field in marks)
    return Finding(
        number=number,
        places=tuple(places.get(field, Markup()) for field in one.fields),
        kind=html(words, "kinds", one.kind),
        given=tuple(html(words, "kinds", kind) for kind in given),
        state=one.state(marks),
        feedback=html(words, "feedback", one.id),
    )


def _places(spec: Spec, words: Words) -> dict[str, Markup]:
    """Return where each field is, in words: its document and its label."""
    return {
        name: Markup("{} · {}").format(
            html(words, "documents", document.id, "title"),
            html(words, "documents", document.id, "fields", field, "label"),
        )
        for document in documents_of(spec)
        for field, name in zip(document.fields, document.names(), strict=True)
    }


TYPE = DocumentCheck()
