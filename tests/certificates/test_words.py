"""The words of a certificate: complete in both languages, dates and times as each writes them."""

from dataclasses import fields
from datetime import date
from string import Formatter

import pytest

from app.certificates.words import WORDS, Language, Words, day, duration, percent

pytestmark = pytest.mark.pure


@pytest.mark.parametrize("name", tuple(field.name for field in fields(Words)))
def test_both_languages_have_every_word_with_the_same_placeholders(name: str) -> None:
    english, french = (getattr(WORDS[language], name) for language in ("en", "fr"))

    assert english.strip()
    assert french.strip()
    assert _placeholders(english) == _placeholders(french)


@pytest.mark.parametrize(
    ("value", "language", "written"),
    (
        (date(2026, 11, 21), "en", "21 November 2026"),
        (date(2026, 12, 1), "en", "1 December 2026"),
        (date(2026, 11, 21), "fr", "21 novembre 2026"),
        (date(2026, 12, 1), "fr", "1er décembre 2026"),
        (date(2031, 1, 31), "fr", "31 janvier 2031"),
    ),
)
def test_a_day_is_written_in_full_day_first(value: date, language: Language, written: str) -> None:
    assert day(value, language) == written


@pytest.mark.parametrize(
    ("minutes", "english", "french"),
    (
        (1, "1 minute", "1 minute"),
        (45, "45 minutes", "45 minutes"),
        (60, "1 hour", "1 heure"),
        (61, "1 hour 1 minute", "1 heure 1 minute"),
        (240, "4 hours", "4 heures"),
        (270, "4 hours 30 minutes", "4 heures 30 minutes"),
    ),
)
def test_working_time_names_hours_and_minutes(minutes: int, english: str, french: str) -> None:
    assert duration(minutes, "en").replace("\u00a0", " ") == english
    assert duration(minutes, "fr").replace("\u00a0", " ") == french


def test_a_number_is_never_torn_from_its_unit() -> None:
    assert duration(270, "en") == "4\u00a0hours 30\u00a0minutes"
    assert duration(270, "fr") == "4\u00a0heures 30\u00a0minutes"


def test_a_score_has_the_percent_sign_of_its_language() -> None:
    assert percent(88, "en") == "88%"
    assert percent(100, "fr") == "100\u00a0%"


def test_a_level_is_named_in_the_language() -> None:
    assert WORDS["fr"].level_of("intermediate") == "Intermédiaire"
    assert WORDS["en"].level_of("advanced") == "Advanced"


def _placeholders(words: str) -> set[str | None]:
    return {name for _text, name, _format, _conversion in Formatter().parse(words)} - {None}
