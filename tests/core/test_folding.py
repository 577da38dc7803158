"""Which spellings of a word are found by which?"""

import pytest

from app.core.folding import folded

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        ("Şükrü YILDIZ", "sukru yildiz"),
        ("Łukasz Đorđe Ærø", "lukasz dorde aero"),
        ("Straße", "strasse"),
        ("Cœur-de-Lion", "coeur de lion"),
        ("a.b@c.example", "a b c example"),
        ("Ελένη", "ελενη"),
        ("0901.21", "0901 21"),
        (" - ", ""),
    ),
)
def test_accents_case_and_punctuation_do_not_count(text: str, expected: str) -> None:
    assert folded(text) == expected
