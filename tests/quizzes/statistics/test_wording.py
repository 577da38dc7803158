"""Are responses said in the words of their questions?"""

from __future__ import annotations

import pytest

from app.quizzes.questions import trusted
from app.quizzes.statistics.wording import part_text, response_text

pytestmark = pytest.mark.pure

CHOICES = {"choices": {"a": "Apples &amp; pears", "b": "<em>Boats</em>"}}
PAIRS = {"stems": {"s": "Pasta"}, "options": {"x": "19.02"}}
GAPS = {"gaps": {"one": {"choices": {"a": "Alpha"}}, "two": {}, "mass": {"label": "Net mass"}}}
PAPERS = {
    "documents": {"invoice": {"title": "Invoice", "fields": {"bags": {"label": "Bags"}}}},
    "kinds": {"quantity": "Number of packages"},
}


@pytest.mark.parametrize(
    ("words", "part", "response", "said"),
    (
        (CHOICES, "", "a", ("", "Apples & pears")),
        (CHOICES, "b", "1", ("Boats", "Boats")),
        (PAIRS, "s", "x", ("Pasta", "19.02")),
        (GAPS, "one", "a", ("one", "Alpha")),
        (GAPS, "two", "12.5", ("two", "12.5")),
        (GAPS, "mass", "25", ("Net mass", "25")),
        (PAPERS, "invoice.bags", "quantity", ("Invoice: Bags", "Number of packages")),
        ({"items": {"i": "Chapter"}}, "i", "2", ("Chapter", "2")),
        ({}, "c2-share", "55.5", ("c2-share", "55.5")),
        ({}, "", "typed", ("", "typed")),
    ),
)
def test_part_and_response_in_words(
    words: dict[str, object], part: str, response: str, said: tuple[str, str]
) -> None:
    published = trusted(words)

    assert part_text(published, part) == said[0]
    assert response_text(published, part, response) == said[1]
