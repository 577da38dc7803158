"""Is the HS list whole, are its words those that may be shown, and does a search find its rows?"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
import yaml

from app.core.markdown.hs import written
from app.core.shipped import shipped
from app.quizzes.nomenclature import Entry, Level, Nomenclature, NomenclatureError, hs2022, read
from app.quizzes.nomenclature_search import MOST_SHOWN, Found, search

pytestmark = pytest.mark.pure
REFERENCE = shipped("courses") / "_reference"
HEAD = "section,code,level,parent,description_en,truncated\n"
SMALL = (
    HEAD
    + "I,I,1,,Animals,\nI,01,2,I,Live animals,\nI,0101,4,01,Horses,\nI,010121,6,0101,Mares,\n"
    + "I,010129,6,0101,Others,\nI,02,2,I,Meat,\nI,0201,4,02,Fresh,\nI,020110,6,0201,Cut,1\n"
    + "I,020120,6,0201,Whole,\n"
)


def nomenclature_of(folder: Path, french: str, rows: str = SMALL) -> Nomenclature:
    (folder / "hs2022.csv").write_text(rows, "utf-8")
    (folder / "hs2022_fr.yaml").write_text(french, "utf-8")
    return read(folder)


def test_list_has_every_level() -> None:
    levels = [row.level for row in hs2022().rows.values()]

    assert {level: levels.count(level) for level in Level} == {
        Level.SECTION: 21,
        Level.CHAPTER: 96,
        Level.HEADING: 1228,
        Level.SUBHEADING: 5612,
    }


def test_row_is_written_as_in_a_tariff() -> None:
    assert hs2022().entry("090121", "fr") == Entry(
        code="090121",
        level=Level.SUBHEADING,
        parent="0901",
        written="0901.21",
        dashes=2,
        words="Café torréfié, non décaféiné",
        language="fr",
    )
    assert [hs2022().entry(code, "en").written for code in ("VIII", "19", "1902", "190220")] == [
        "VIII",
        "19",
        "19.02",
        "1902.20",
    ]
    assert [hs2022().entry(code, "en").dashes for code in ("1902", "190220", "040900")] == [0, 1, 0]


@pytest.mark.parametrize("code", ("1901", "010619", "870230", "2515", "210111"))
@pytest.mark.parametrize("language", ("en", "fr"))
def test_description_that_must_not_be_shown_is_not(code: str, language: str) -> None:
    entry = hs2022().entry(code, language)

    assert (entry.words, entry.language) == ("", "en")


def test_rows_without_words_are_those_that_the_source_cut_or_provenance_lists() -> None:
    listed = (REFERENCE / "PROVENANCE.md").read_text("utf-8")
    with (REFERENCE / "hs2022.csv").open(encoding="utf-8-sig", newline="") as lines:
        cut = {row["code"] for row in csv.DictReader(lines) if row["truncated"]}

    silent = {code for code, row in hs2022().rows.items() if not row.english}

    assert cut < silent
    assert [code for code in silent - cut if written(code) not in listed] == []


def test_path_leads_down_from_the_section() -> None:
    assert hs2022().path("190220") == ("IV", "19", "1902", "190220")
    assert hs2022().path("IV") == ("IV",)
    assert hs2022().path("") == ()


def test_heading_that_is_not_subdivided_is_its_only_subheading() -> None:
    assert hs2022().path("0409") == ("I", "04", "0409", "040900")


def test_every_level_of_a_chapter_is_french_or_none_of_it_is() -> None:
    known = hs2022()

    assert known.lacking["fr"] == {}
    for level, least in ((Level.CHAPTER, 96), (Level.HEADING, 1160), (Level.SUBHEADING, 560)):
        french = [code for code in known.wordings["fr"] if known.rows[code].level is level]
        assert len(french) >= least


def test_french_subheadings_are_found_in_sections_of_many_kinds() -> None:
    """Else a chapter in French would be known to be one that questions are asked about."""
    known = hs2022()
    codes = (code for code in known.wordings["fr"] if known.rows[code].level is Level.SUBHEADING)

    assert len({known.path(code)[0] for code in codes}) >= 9


def test_french_words_are_typeset_as_french() -> None:
    wrong = [
        f"{code}: {text}"
        for code, text in hs2022().wordings["fr"].items()
        if "'" in text or "  " in text or text != text.strip() or text.endswith(".")
        or re.search(r"[^\u00a0][;:!?%]", text)
        or not text[0].isupper()
    ]  # fmt: skip

    assert wrong == []


def test_courses_ask_for_codes_that_have_french_words() -> None:
    asked = [
        (path, question["key"])
        for path in shipped("courses").glob("*/modules/*/quizzes/*/quiz.yaml")
        for question in yaml.safe_load(path.read_text("utf-8"))["questions"]
        if question["type"] == "hs_classification"
    ]

    for path, key in asked:
        for step in hs2022().path(key.replace(".", "")):
            assert step in hs2022().wordings["fr"], f"{path}: {key}"


ALL_OF_CHAPTER_1 = '{I: Animaux, "01": Vivants, "02": Viandes, "0101": Chevaux, "010121": Juments}'


@pytest.mark.parametrize(
    ("french", "counting"),
    (
        ("{}", set()),
        ("{I: Animaux}", {"I"}),
        ('{I: Animaux, "01": Vivants}', {"I"}),
        ('{I: Animaux, "01": Vivants, "02": Viandes}', {"I", "01", "02"}),
        ('{"0101": Chevaux}', {"0101"}),
        ('{"010121": Juments}', set()),
        ('{"010121": Juments, "010129": Autres}', {"010121", "010129"}),
        ('{"020120": Entières}', {"020120"}),
        (ALL_OF_CHAPTER_1, {"I", "01", "02", "0101"}),
    ),
)
def test_words_count_where_a_whole_level_has_them(
    tmp_path: Path, french: str, counting: set[str]
) -> None:
    assert set(nomenclature_of(tmp_path, french).wordings["fr"]) == counting


def test_rows_that_keep_others_from_counting_are_named(tmp_path: Path) -> None:
    known = nomenclature_of(tmp_path, ALL_OF_CHAPTER_1)

    assert known.lacking["fr"] == {("01", Level.SUBHEADING): ("010129",)}


def test_version_changes_with_the_words(tmp_path: Path) -> None:
    before = nomenclature_of(tmp_path, "{}").version

    assert nomenclature_of(tmp_path, "{I: Animaux}").version != before


@pytest.mark.parametrize(
    ("french", "rows", "message"),
    (
        ('{"77": Réservé}', SMALL, "`77` is not a code of hs2022.csv"),
        ('{"020110": Coupes}', SMALL, "020110 has no usable description; take its line out"),
        ("[1]", SMALL, "see the comments in that file"),
        ("{I: 7}", SMALL, "see the comments in that file"),
        ("{}", "code,level\nI,1\n", "see PROVENANCE.md"),
    ),
)
def test_files_that_cannot_be_used_are_refused(
    tmp_path: Path, french: str, rows: str, message: str
) -> None:
    with pytest.raises(NomenclatureError, match=re.escape(message)):
        nomenclature_of(tmp_path, french, rows)


@pytest.mark.parametrize(
    ("typed", "language", "first"),
    (
        ("tea", "en", ("0902", "090210")),
        ("TEA ", "en", ("0902",)),
        ("roasted coffee", "en", ("0901",)),
        ("1902.2", "en", ("190220",)),
        ("19.02", "en", ("1902", "190211")),
        ("19", "en", ("19", "1901", "1902")),
        ("190220", "en", ("190220",)),
        ("thé vert", "fr", ("090210", "090220")),
        ("the vert", "fr", ("090210",)),
        ("OEUFS", "fr", ("0407", "0408")),
        ("smartphones", "fr", ()),
        ("accumulators", "fr", ("8507",)),
        ("sun-glasses", "en", ()),
    ),
)
def test_search_finds_rows_best_first(typed: str, language: str, first: tuple[str, ...]) -> None:
    assert search(typed, language).codes[: len(first)] == first


def test_search_counts_all_and_gives_the_best() -> None:
    found = search("other", "en")

    assert len(found.codes) == MOST_SHOWN
    assert found.total > 1000


@pytest.mark.parametrize("typed", ("", "   ", ".", "zzzz", "77", "999999", "…", "\x00", "a" * 5000))
def test_search_for_nothing_that_is_there_finds_nothing(typed: str) -> None:
    assert search(typed, "en") == Found()


def test_search_does_not_find_rows_by_words_that_must_not_be_shown() -> None:
    assert "870230" not in search("vehicles public transport", "en").codes
    assert "870230" in search("8702.30", "en").codes


def test_unknown_language_is_searched_in_english() -> None:
    assert search("coffee", "xx") == search("coffee", "en")
