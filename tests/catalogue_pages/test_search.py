"""Does the search find what people type, and survive whatever they type?"""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.catalogue.actions import withdraw
from app.catalogue.models import Course
from app.catalogue.queries import search
from app.catalogue.rules import search_words
from app.core.db import transaction
from tests.small_course import SLUG, publish_small_course

OTHER = {
    "slug": "other",
    "title": {"en": "Valuation of goods", "fr": "L’évaluation des œuvres"},
    "summary": {"en": "What goods are worth.", "fr": "Ce que valent les marchandises."},
    "audience": {"en": "All.", "fr": "Tous."},
    "objectives": (),
}


@pytest.fixture
def published(app: Flask) -> None:
    publish_small_course()
    publish_small_course(**OTHER)  # type: ignore[arg-type]


def found(words: str, language: str = "en") -> set[tuple[int, str, str]]:
    return {(hit.course_id, hit.item_id, hit.language) for hit in search(words, language)}


def courses(words: str, language: str = "en") -> set[int]:
    return {hit.course_id for hit in search(words, language)}


@pytest.mark.usefixtures("published")
def test_titles_summaries_and_lesson_text_are_searched() -> None:
    assert found("valuation") == {(2, "", "en")}
    assert found("worth") == {(2, "", "en")}
    assert found("decaffeinated") == {
        (1, "parts-of-a-code", "en"),
        (1, "dashes", "en"),
        (2, "parts-of-a-code", "en"),
        (2, "dashes", "en"),
    }


@pytest.mark.usefixtures("published")
def test_accents_case_and_ligatures_do_not_matter() -> None:
    expected = {(2, "", "fr")}

    for words in ("évaluation", "evaluation", "EVALUATION", "œuvres", "oeuvres", "Évaluation œuvr"):
        assert found(words, "fr") == expected, words


@pytest.mark.usefixtures("published")
def test_the_beginning_of_a_word_finds_it_and_its_middle_does_not() -> None:
    assert found("valu") == {(2, "", "en")}
    assert found("aluation") == set()


@pytest.mark.usefixtures("published")
def test_all_words_must_be_there() -> None:
    assert found("valuation goods") == {(2, "", "en")}
    assert found("valuation coffee") == set()


@pytest.mark.usefixtures("published")
def test_a_code_is_found_as_it_is_written() -> None:
    lessons = {"parts-of-a-code", "dashes"}

    assert {item for _course, item, _language in found("0901.21")} == lessons
    assert {item for _course, item, _language in found("0901")} == lessons
    assert {item for _course, item, _language in found("090121")} == lessons
    assert found("0901.99") == set()


@pytest.mark.usefixtures("published")
def test_the_readers_language_comes_first_and_titles_before_text() -> None:
    hits = search("tirets", "fr") + search("code", "fr")
    first_english = next((n for n, one in enumerate(hits) if one.language == "en"), len(hits))

    assert all(one.language == "en" for one in hits[first_english:])
    assert search("dashes", "en")[0].item_id == "dashes"


@pytest.mark.usefixtures("published")
def test_the_words_of_an_old_version_are_no_longer_found() -> None:
    publish_small_course(**(OTHER | {"title": {"en": "Transit", "fr": "Transit"}}))  # type: ignore[arg-type]

    assert found("valuation") == set()
    assert courses("transit") == {2}


@pytest.mark.usefixtures("published")
def test_a_withdrawn_course_is_not_found() -> None:
    with transaction() as session:
        withdraw(session, session.scalars(select(Course).where(Course.slug == SLUG)).one())

    assert courses("coffee") == {2}


HOSTILE = (
    "'",
    '"',
    '""',
    "*",
    "a*",
    ":",
    "title:coffee",
    "folded_title:coffee",
    "NEAR",
    "NEAR(coffee code)",
    "coffee AND",
    "OR",
    "NOT coffee",
    "-coffee",
    "^coffee",
    "(",
    ")",
    "{a b}",
    "%",
    "_",
    "\\",
    "&",
    "|",
    "!",
    "<->",
    "coffee <1> code",
    ":*",
    "'; DROP TABLE courses; --",
    "<script>alert(1)</script>",
    "a" * 5000,
    "word " * 2000,
    "½ ² Ⅷ ﬁ ǀ",
    "०९ 咖啡 קפה قهوة",
    "\u0301",
    "\u202e\u200b",
    "🦭",
    "1e5 0x1F -3.2e-4 1.2.3.4 a@b.example http://x.example/y",
)


@pytest.mark.usefixtures("published")
def test_hostile_words_are_only_words(client: FlaskClient) -> None:
    for words in HOSTILE:
        response = client.get("/courses", query_string={"q": words})

        assert response.status_code in {200, 414}, words
        assert b"<script>alert" not in response.data
    for raw in ("%00", "%ff", "%ED%A0%80", "a%00b"):
        assert client.get(f"/courses?q={raw}").status_code in {200, 400}


@pytest.mark.usefixtures("published")
def test_operators_of_the_search_engines_are_words_too() -> None:
    assert found("NEAR coffee") == set()
    assert found("valuation OR nothing") == set()
    assert found("NOT valuation") == set()


@pytest.mark.usefixtures("published")
def test_the_page_names_the_lessons_where_the_words_stand(client: FlaskClient) -> None:
    english = client.get("/courses?q=decaffeinated").get_data(as_text=True)
    french = client.get("/courses?q=decafeine&lang=fr").get_data(as_text=True)

    assert "The parts of a code" in english
    assert "The dashes" in english
    assert "Les tirets" in french


@pytest.mark.usefixtures("published")
def test_a_search_without_result_says_so_and_keeps_the_words(client: FlaskClient) -> None:
    text = client.get('/courses?q="nowhere"<').get_data(as_text=True)

    assert "No course fits" in text
    assert "&#34;nowhere&#34;&lt;" in text


@pytest.mark.pure
def test_words_are_folded_and_at_most_eight() -> None:
    assert search_words("  Œuvre d’ÉTÉ  0901.21 ") == ("oeuvre", "d", "ete", "0901", "21")
    assert len(search_words("a b c d e f g h i j")) == 8
    assert search_words('"*:%') == ()
