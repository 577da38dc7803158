"""Does French say everything that English says, with the same values and as French is set?"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain

import pytest
import yaml
from babel.messages.catalog import Message

from app.certificates.words import WORDS
from app.core.markdown.labels import LABELS
from tests.house import french, words
from tests.house.words import forms

pytestmark = pytest.mark.pure

_VALUES = re.compile(r"%\(\w+\)[a-z]|\{\w+\}|<[^>]+>|\n")
_ENDS = (".", "…", ":", "?", "!", ",", ";")
_MARKS = re.compile(r"%(?:\(\w+\)[a-z]|%)")


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    return [one for one in words.stored() if one.id]


@pytest.fixture(scope="module")
def wanted() -> list[Message]:
    return [one for one in words.wanted() if one.id]


def test_catalogue_has_every_string_of_code_and_templates_and_no_other(
    wanted: list[Message], messages: list[Message]
) -> None:
    said, kept = {str(one.id) for one in wanted}, {str(one.id) for one in messages}

    assert sorted(said - kept) == [], "run `make words`, then translate what is new"
    assert sorted(kept - said) == [], "run `make words`: it drops what is no longer said"


def test_nothing_is_untranslated_fuzzy_or_obsolete(messages: list[Message]) -> None:
    silent = [one.id for one in messages if not all(said for _, said in forms(one))]
    doubtful = [one.id for one in messages if one.fuzzy]

    assert silent == []
    assert doubtful == []
    assert list(words.stored().obsolete) == []


def test_plural_is_translated_in_both_forms(messages: list[Message]) -> None:
    plural = [one for one in messages if isinstance(one.id, (list, tuple))]

    assert plural
    assert [one.id for one in plural if len(forms(one)) != 2] == []


def test_translation_has_the_values_of_its_original(messages: list[Message]) -> None:
    different = [
        (english, said)
        for one in messages
        for english, said in forms(one)
        if sorted(_VALUES.findall(english)) != sorted(_VALUES.findall(said))
    ]

    assert different == []


def test_translation_begins_and_ends_as_its_original(messages: list[Message]) -> None:
    different = [
        (english, said)
        for one in messages
        for english, said in forms(one)
        if edges(english) != edges(said)
    ]

    assert different == []


def edges(text: str) -> tuple[bool, bool, str]:
    """Whether a text has space around it, and the sign that ends it."""
    return text[:1].isspace(), text[-1:].isspace(), text[-1] if text.endswith(_ENDS) else ""


def test_percent_signs_are_written_as_formatting_wants_them(
    wanted: list[Message], messages: list[Message]
) -> None:
    formatted = {str(one.id) for one in wanted if is_formatted(one)}

    wrong = [
        text
        for one in messages
        for text in chain(*forms(one))
        if "%" in (_MARKS.sub("", text) if str(one.id) in formatted else text.replace("%%", "%"))
    ]

    assert wrong == []


def is_formatted(message: Message) -> bool:
    """Templates always format; in code only a message with values is formatted."""
    in_template = any(not place.endswith(".py") for place, _line in message.locations)
    return in_template or "%(" in str(message.id)


def test_french_is_set_as_french(messages: list[Message]) -> None:
    wrong = [
        fault for one in messages for _, said in forms(one) for fault in french.faults(spaced(said))
    ]

    assert wrong == []


def test_what_stands_outside_the_catalogue_is_set_as_french() -> None:
    outside = [*texts(asdict(LABELS["fr"])), *texts(asdict(WORDS["fr"])), *texts(member_names())]

    assert [fault for text in outside for fault in french.faults(spaced(text))] == []


def member_names() -> dict[str, object]:
    path = words.ROOT / "courses" / "_reference" / "member_names_fr.yaml"
    names: dict[str, object] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return names


def texts(value: object) -> Iterator[str]:
    """Every text of a tree of dicts and lists."""
    if isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    else:
        yield str(value)


def spaced(text: str) -> str:
    """The text with values, and code in braces, that cannot be mistaken for its own signs."""
    return re.sub(r"%\(\w+\)[a-z]|\{\w[^{}]*\}", "X", text)


def test_no_sentence_is_left_in_english(messages: list[Message]) -> None:
    same = [
        english
        for one in messages
        for english, said in forms(one)
        if english == said and len(re.findall(r"[^\W\d_]{2,}", spaced(english))) > 2
    ]

    assert same == []


@pytest.mark.parametrize(
    ("text", "fault"),
    (
        ("Qu'est-ce\u00a0?", "an apostrophe is written ’"),
        ("le “motif”", "quotation marks are written « »"),
        ("Un instant...", "three dots are one sign: …"),
        ("Motif : absent", "a no-break space stands before a colon"),
        ("Vraiment ?", "a no-break space stands before ; ! and ?"),
        ("« nom\u00a0»", "a no-break space stands after «"),
        ("12 %%", "a no-break space stands before a percent sign"),
        ("1 000 caractères", "a narrow no-break space parts thousands"),
    ),
)
def test_fault_of_typography_is_found(text: str, fault: str) -> None:
    found = list(french.faults(text))

    assert [one.startswith(fault + ": ") for one in found] == [True]


def test_what_is_set_well_passes() -> None:
    text = "«\u00a0Nom\u00a0»\u00a0: l’adresse https://x.example, à 14:05, vaut 1\u202f000\u00a0!"

    assert list(french.faults(text)) == []


def test_compiled_catalogue_is_that_of_the_source(messages: list[Message]) -> None:
    with words.FRENCH.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    assert [one.id for one in messages if not agrees(compiled, one)] == [], "run `make build`"


def agrees(compiled: gettext.GNUTranslations, message: Message) -> bool:
    return list(spoken(compiled, message)) == [said for _, said in forms(message)]


def spoken(compiled: gettext.GNUTranslations, message: Message) -> Iterator[str]:
    """What the compiled catalogue says for a message, in each of its forms."""
    if isinstance(message.id, (list, tuple)):
        for number in (1, 2):
            yield compiled.ngettext(message.id[0], message.id[1], number)
    else:
        yield compiled.gettext(message.id)
