"""Is a question that compares documents checked, asked and reviewed as it should be?"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quizzes.questions.base import InvalidAnswer
from app.quizzes.questions.document_check import NOTHING, TYPE
from app.quizzes.questions.documents import Paper, documents_of
from app.quizzes.questions.marks import PartState
from app.quizzes.questions.reading import trusted
from tests.quizzes.every.document_check import SAMPLE

pytestmark = pytest.mark.pure

SPEC: dict[str, Any] = dict(SAMPLE.spec)
INVOICE, PACKING, *OTHERS = SPEC["documents"]
KEY = SPEC["discrepancies"]
EN = trusted(SAMPLE.words["en"])


def faults(spec: dict[str, Any]) -> list[tuple[tuple[str, ...], str]]:
    return [(one.path, one.message) for one in TYPE.check(spec, SAMPLE.words)]


def with_invoice(**changes: object) -> dict[str, Any]:
    return {"documents": [INVOICE | changes, PACKING, *OTHERS]}


def with_bags(**changes: object) -> dict[str, Any]:
    return {"discrepancies": {"bags": KEY["bags"] | changes, "mass": KEY["mass"]}}


def test_sample_has_no_fault() -> None:
    assert faults(SPEC) == []


TWICE = {"bags": KEY["bags"], "mass": {"fields": ["waybill.bags"], "kind": "mass"}}
FAULTY: tuple[tuple[dict[str, Any], tuple[str, ...], str], ...] = (
    ({"documents": None}, ("documents",), "must be at least 2 documents"),
    ({"documents": {"invoice": ["gross"]}}, ("documents",), "must be at least 2 documents"),
    ({"documents": [INVOICE]}, ("documents",), "must be at least 2 documents"),
    ({"documents": ["invoice", PACKING]}, ("documents", "0"), "is written as {id: invoice"),
    (with_invoice(colour="red"), ("documents", "0", "colour"), "unknown key `colour`"),
    (with_invoice(id=None), ("documents", "0", "id"), "an id is text"),
    (with_invoice(id="In Voice"), ("documents", "0", "id"), "is not an id"),
    (with_invoice(id="packing"), ("documents", "1", "id"), "`packing` is here twice"),
    (with_invoice(paper="letter"), ("documents", "0", "paper"), "transport_document, declaration"),
    (with_invoice(paper=["invoice"]), ("documents", "0", "paper"), "`paper` is plain, invoice"),
    (with_invoice(fields=None), ("documents", "0", "fields"), "must be a list of at least 1"),
    (with_invoice(fields=[]), ("documents", "0", "fields"), "needs at least 1"),
    (with_invoice(fields=["bags", "bags"]), ("documents", "0", "fields", "1"), "is here twice"),
    (with_invoice(fields=["correct-bags"]), ("documents", "0", "fields", "0"), "betrays the key"),
    ({"kinds": []}, ("kinds",), "needs at least 1"),
    ({"kinds": "mass"}, ("kinds",), "must be a list"),
    ({"discrepancies": None}, ("discrepancies",), "or {} for none"),
    ({"discrepancies": ["invoice.bags"]}, ("discrepancies",), "must be {id: {fields:"),
    ({"discrepancies": {"invoice.bag": "mass"}}, ("discrepancies", "invoice.bag"), "not one of"),
    ({"discrepancies": {"invoice.bags": "size"}}, ("discrepancies", "invoice.bags"), "`size`"),
    ({"discrepancies": {"invoice.bags": None}}, ("discrepancies", "invoice.bags"), "is missing"),
    ({"discrepancies": {"A b": KEY["bags"]}}, ("discrepancies", "A b"), "is not an id"),
    (with_bags(fields=None), ("discrepancies", "bags", "fields"), "must list the fields"),
    (with_bags(fields=[]), ("discrepancies", "bags", "fields"), "must list the fields"),
    (with_bags(fields="a.b"), ("discrepancies", "bags", "fields"), "must list the fields"),
    (with_bags(fields=["bags"]), ("discrepancies", "bags", "fields", "0"), "says `bags`"),
    (with_bags(kind="size"), ("discrepancies", "bags", "kind"), "says `size`"),
    (with_bags(kind=None), ("discrepancies", "bags", "kind"), "`kind` is missing"),
    (with_bags(mark=1), ("discrepancies", "bags", "mark"), "a discrepancy has `fields` and"),
    ({"discrepancies": TWICE}, ("discrepancies", "mass"), "`waybill.bags` is already in `bags`"),
    ({"kind_share": 2}, ("kind_share",), "is `2`; it is a number from 0 to 1"),
    ({"kind_share": "half"}, ("kind_share",), "is `half`"),
    ({"false_alarm": -1}, ("false_alarm",), "is `-1`"),
    ({"false_alarm": None}, ("false_alarm",), "is missing"),
    ({"key": {}}, ("key",), "the key is in `discrepancies`"),
    ({"marking": "partial"}, ("marking",), "unknown key `marking`"),
)


@pytest.mark.parametrize(("change", "path", "message"), FAULTY)
def test_fault_of_the_structure_is_found_at_its_place(
    change: dict[str, Any], path: tuple[str, ...], message: str
) -> None:
    found = faults(SPEC | change)

    assert any(place == path and message in said for place, said in found), found


@pytest.mark.parametrize(
    ("at", "value", "message"),
    (
        (("documents", "invoice", "title"), None, "`title` are missing"),
        (("documents", "invoice", "issuer"), None, "`issuer` are missing"),
        (("documents", "invoice", "colour"), "x", "`colour` does not belong here"),
        (("documents", "receipt"), {}, "here belong: invoice, packing, waybill, declaration"),
        (("documents", "invoice", "fields", "bags", "label"), "", "are empty"),
        (("documents", "invoice", "fields", "bags", "value"), "a\nb", "must be one line"),
        (("documents", "invoice", "fields", "bags", "note"), "x", "is not an id here"),
        (("documents", "invoice", "fields", "bags"), "40", "must give the words of: label, value"),
        (("documents", "invoice", "fields", "crates"), {}, "`crates` does not belong here"),
        (("kinds", "mass"), None, "are missing"),
        (("kinds", "colour"), "x", "is not an id here"),
        (("feedback",), None, "must give the words of: bags, mass"),
        (("feedback", "bags"), 5, "must be text"),
        (("choices",), {}, "unknown key"),
    ),
)
def test_fault_of_the_words_is_found_in_its_language(
    at: tuple[str, ...], value: object, message: str
) -> None:
    words: dict[str, Any] = {code: deepcopy(dict(own)) for code, own in SAMPLE.words.items()}
    table = words["fr"]
    for key in at[:-1]:
        table = table[key]
    table[at[-1]] = value

    (found,) = TYPE.check(SPEC, words)

    assert (found.path, found.language) == (at, "fr")
    assert message in found.message


@pytest.mark.parametrize("at", (("documents",), ("documents", "invoice"), ("kinds",)))
def test_words_that_are_missing_whole_are_found(at: tuple[str, ...]) -> None:
    words: dict[str, Any] = {"en": deepcopy(dict(SAMPLE.words["en"]))}
    table = words["en"]
    for key in at[:-1]:
        table = table[key]
    del table[at[-1]]

    found = list(TYPE.check(SPEC, words))

    assert found
    assert all(one.path[: len(at)] == at and one.language == "en" for one in found)


def test_documents_that_agree_need_no_feedback() -> None:
    words = {
        code: {name: value for name, value in own.items() if name != "feedback"}
        for code, own in SAMPLE.words.items()
    }

    assert list(TYPE.check(SPEC | {"discrepancies": {}}, words)) == []


def test_discrepancy_of_one_field_can_be_written_short() -> None:
    short = SPEC | {"discrepancies": {"invoice.price": "value"}}
    words = {
        code: {**own, "feedback": {"invoice.price": "x"}} for code, own in SAMPLE.words.items()
    }

    assert list(TYPE.check(short, words)) == []
    assert TYPE.mark(short, {"invoice.price": "value"}).fraction == 1


def test_documents_have_their_looks_and_names() -> None:
    found = documents_of({"documents": [INVOICE, {"id": "letter", "fields": ["date"]}, "x"]})

    assert [(one.paper, one.names()[:1]) for one in found] == [
        (Paper.INVOICE, ("invoice.number",)),
        (Paper.PLAIN, ("letter.date",)),
    ]


def test_page_shows_documents_with_what_is_marked_so_far() -> None:
    view = TYPE.public(SPEC, EN, (), {"packing.gross": "mass"})

    invoice, packing, *_ = view.sheets
    assert (invoice.title, invoice.issuer) == ("Commercial invoice", "Alta Fincas S.A.")
    assert [(row.name, row.label, row.value, row.kind) for row in packing.rows] == [
        ("packing.invoice", "Of invoice", "77/26", ""),
        ("packing.bags", "Bags", "40", ""),
        ("packing.gross", "Gross mass", "2 440 kg", "mass"),
    ]
    assert [kind.text for kind in view.kinds] == ["Number of packages", "Mass", "Value"]
    assert not view.nothing
    assert TYPE.public(SPEC, EN, (), NOTHING).nothing


def test_page_tells_nothing_of_the_key() -> None:
    answers = (None, SAMPLE.right, *SAMPLE.answers)

    for one in answers:
        assert TYPE.public(SPEC, EN, (), one) == TYPE.public(dict(SAMPLE.other_spec), EN, (), one)


@pytest.mark.parametrize(
    ("form", "answer"),
    (
        ({}, None),
        ({"kind-invoice.bags": [""]}, None),
        ({"kind-invoice.bags": ["?"]}, {"invoice.bags": "?"}),
        ({"nothing": ["1"], "kind-invoice.bags": [""]}, NOTHING),
        ({"nothing": ["1"], "kind-invoice.bags": ["mass"]}, {"invoice.bags": "mass"}),
        (
            {"kind-waybill.bags": ["mass"], "kind-invoice.bags": ["value"], "revision": ["3"]},
            {"invoice.bags": "value", "waybill.bags": "mass"},
        ),
    ),
)
def test_form_is_read(form: dict[str, list[str]], answer: object) -> None:
    assert TYPE.answer_from_form(SPEC, form) == answer


def test_field_sent_twice_and_unknown_kinds_are_refused() -> None:
    for form in ({"kind-invoice.bags": ["mass", "value"]}, {"kind-invoice.bags": ["size"]}):
        with pytest.raises(InvalidAnswer):
            TYPE.answer_from_form(SPEC, form)


def test_review_says_how_each_field_and_discrepancy_fared() -> None:
    answer = {"waybill.bags": "mass", "invoice.price": "?"}

    review = TYPE.review(SPEC, EN, answer, ())

    rows = {row.name: (row.number, row.state) for sheet in review.sheets for row in sheet.rows}
    assert {name: fared for name, fared in rows.items() if fared != (None, None)} == {
        "invoice.bags": (1, PartState.PARTLY),
        "packing.bags": (1, PartState.PARTLY),
        "waybill.bags": (1, PartState.PARTLY),
        "invoice.price": (None, PartState.WRONG),
        "packing.gross": (2, PartState.MISSED),
        "waybill.gross": (2, PartState.MISSED),
        "declaration.gross": (2, PartState.MISSED),
    }
    bags, mass = review.findings
    assert (bags.number, bags.kind, bags.given) == (1, "Number of packages", ("Mass",))
    assert bags.places == ("Commercial invoice · Bags", "Packing list · Bags", "Sea waybill · Bags")
    assert (mass.state, mass.given) == (PartState.MISSED, ())
    assert mass.feedback == "Two digits of the declared mass changed places."
    assert review.false_alarms == ("Commercial invoice · Price in US dollars",)
    assert not review.nothing


def test_parts_name_discrepancies_and_false_alarms() -> None:
    mark = TYPE.mark(SPEC, {"waybill.bags": "mass", "invoice.price": "value"})

    assert [(one.id, one.state) for one in mark.parts] == [
        ("bags", PartState.PARTLY),
        ("mass", PartState.MISSED),
        ("invoice.price", PartState.WRONG),
    ]


@pytest.mark.parametrize(
    ("answer", "words", "parts"),
    (
        (None, "", {}),
        (NOTHING, "No discrepancy", {"": "nothing"}),
        (
            {"waybill.bags": "quantity", "invoice.goods": "?"},
            "Commercial invoice · Goods → kind not said; Sea waybill · Bags → Number of packages",
            {"invoice.goods": "?", "waybill.bags": "quantity"},
        ),
    ),
)
def test_answer_is_described_and_classified(
    answer: object, words: str, parts: dict[str, str]
) -> None:
    assert TYPE.describe(SPEC, EN, answer) == words
    assert TYPE.classify(SPEC, answer) == parts


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=8) | st.sampled_from(("id", "fields", "kind")), inner)
    ),
    max_leaves=12,
)
NAMES = st.sampled_from(("documents", "kinds", "discrepancies", "kind_share", "false_alarm"))


@given(NAMES, JSON, JSON)
def test_nothing_an_author_writes_crashes(name: str, value: object, answer: object) -> None:
    spec = SPEC | {name: value}

    found = list(TYPE.check(spec, {"en": {name: value}}))
    mark = TYPE.mark(spec, answer)
    TYPE.review(spec, EN, {"invoice.bags": "mass"}, ())
    TYPE.public(spec, {}, (), answer)

    assert all(one.message and one.path for one in found)
    assert 0 <= mark.fraction <= 1
