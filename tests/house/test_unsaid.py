"""Do all words that people read go through gettext?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask_babel import LazyString
from flask_wtf import FlaskForm
from wtforms import (
    DateTimeField,
    DecimalField,
    Field,
    IntegerField,
    SelectField,
    SelectMultipleField,
    TimeField,
)
from wtforms.fields.core import UnboundField

from app import features as _features  # noqa: F401 - brings every form and every error
from app.core.errors import DomainError
from tests.house import unsaid
from tests.house.words import APP

pytestmark = pytest.mark.pure

TEMPLATES = APP / "templates"
# Pages for developers, and a message for the operator at a command line, are in English only.
PAGES = sorted(one for one in TEMPLATES.rglob("*.html") if one.parent.name != "dev")
TEXTS = sorted(TEMPLATES.rglob("*.txt"))
ENGLISH_MODULES = {"accounts/actions/demo.py", "core/health.py"}
ENGLISH_FORMS = {"app.core.showcase"}
PARSING = (DateTimeField, DecimalField, IntegerField, SelectMultipleField, TimeField)


def modules() -> list[Path]:
    return sorted(
        one for one in APP.rglob("*.py") if one.relative_to(APP).as_posix() not in ENGLISH_MODULES
    )


def below(kind: type) -> Iterator[type]:
    subclasses: list[type] = type.__subclasses__(kind)
    for one in subclasses:
        yield one
        yield from below(one)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_page_says_everything_through_gettext(path: Path) -> None:
    assert unsaid.in_page(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_text_says_everything_through_gettext(path: Path) -> None:
    assert unsaid.in_text(path.read_text(encoding="utf-8")) == []


def test_code_says_everything_through_gettext() -> None:
    raised = {one.__name__ for one in below(DomainError)} | {"ValidationError", "StopValidation"}

    wrong = [
        f"{path.relative_to(APP)}, {fault}"
        for path in modules()
        for fault in unsaid.in_module(path.read_text(encoding="utf-8"), raised)
    ]

    assert wrong == []


def test_form_has_labels_and_messages_of_ours() -> None:
    forms = [one for one in below(FlaskForm) if one.__module__ not in ENGLISH_FORMS]

    wrong = [
        f"{form.__module__}.{form.__name__}.{name}: {fault}"
        for form in forms
        for name, field in vars(form).items()
        if isinstance(field, UnboundField)
        for fault in faults_of_field(field)
    ]

    assert forms
    assert wrong == []


def faults_of_field(field: UnboundField[Field]) -> Iterator[str]:
    """Which words of a field are those of wtforms, or do not follow the reader's language."""
    given, kind = field.kwargs, field.field_class
    if not isinstance(given.get("label", next(iter(field.args), None)), LazyString):
        yield "a label that is not lazy_gettext(…)"
    for validator in given.get("validators", ()):
        if getattr(validator, "message", "") is None:
            yield f"{type(validator).__name__} without a message"
    if issubclass(kind, PARSING) and "invalid_value_message" not in given:
        yield "no invalid_value_message"
    checks = issubclass(kind, SelectField) and given.get("validate_choice", True)
    if checks and "invalid_choice_message" not in given:
        yield "no invalid_choice_message"


@pytest.mark.parametrize(
    ("source", "fault"),
    (
        ("<p>Hello</p>", "line 1: 'Hello' without gettext"),
        ("<p>\n{{ name }} and\n</p>", "line 2: 'and' without gettext"),
        ('<img alt="A box">', "line 1: 'box' without gettext"),
        ('<a aria-label="Close {{ x }}"></a>', "line 1: 'Close' without gettext"),
        ('<b data-words="Not saved."></b>', "line 1: 'Not' without gettext"),
        ("{% if a %}{{ a }}: {{ b }}{% endif %}", "line 1: ':' glued to a value"),
        ('{{ button("Close") }}', "line 1: 'Close' without gettext"),
        ('{% set a = "This is gone." %}', "line 1: 'This is gone.' without gettext"),
    ),
)
def test_unsaid_words_of_a_page_are_found(source: str, fault: str) -> None:
    assert any(one.startswith(fault) for one in unsaid.in_page(source))


@pytest.mark.parametrize(
    "source",
    (
        "{# For developers. #}<p>{{ _('Hello %(name)s', name=name) }}</p>",
        '<a class="button button-quiet" href="/?b={{ c }}" data-form="b-c">{{ a }} · {{ b }}</a>',
        "<pre><code>title: A box</code></pre>",
        "{% block page_layout %}page-form{% endblock %}<b>Greenlane</b>",
        '{{ button(_("Close"), kind="quiet") }} {{ ngettext("%(num)s day", "%(num)s days", n) }}',
    ),
)
def test_what_is_said_or_is_no_word_passes(source: str) -> None:
    assert unsaid.in_page(source) == []


def test_unsaid_words_of_code_are_found() -> None:
    source = "flash('It is done.')\nraise Gone(f'{a} is over')\nraise Gone(_('It is over.'))"

    assert unsaid.in_module(source, ["Gone"]) == [
        "line 1: 'It is done.' without gettext",
        "line 2: ' is over' without gettext",
    ]
