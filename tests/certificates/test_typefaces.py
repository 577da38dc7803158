"""Which characters the typefaces have, and in which of them a text is set."""

from pathlib import Path

import pytest

from app.certificates.glyphs import Coverage
from app.certificates.typefaces import (
    ARABIC,
    CHINESE,
    SANS,
    SERIF,
    WIDE,
    Typeface,
    settable,
    typefaces_of_name,
    typefaces_of_prose,
    unsupported,
)

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("typeface", "has", "lacks"),
    (
        (SERIF, "aÉŁşДғ‘’–", "Ωمक王\u0378"),
        (SANS, "aÉŁşДΩ→", "مक王\U0001f642"),
        (ARABIC, "aمپگ", "Ω王"),
        (WIDE, "aΩДकḥ\u02bf", "م王\U0001f642"),
        (CHINESE, "a王한さ", "م\U0001f642ก"),
    ),
)
def test_coverage_is_read_from_the_font_file(typeface: Typeface, has: str, lacks: str) -> None:
    coverage = Coverage.of_file(typeface.path)

    assert [character for character in has if character not in coverage] == []
    assert [character for character in lacks if character in coverage] == []


def test_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.ttf").write_bytes(b"\0" * 64)

    with pytest.raises(ValueError, match="has no cmap table"):
        Coverage.of_file(tmp_path / "x.ttf")


def test_a_name_in_several_scripts_that_no_typeface_has_together_is_mixed() -> None:
    assert typefaces_of_name("Ελένη محمد 王") == (SANS, ARABIC, CHINESE)


def test_prose_keeps_its_typeface_and_takes_another_for_what_it_lacks() -> None:
    assert typefaces_of_prose("Origin", SERIF) == (SERIF,)
    assert typefaces_of_prose("Origin → Ω, محمد", SERIF) == (SERIF, SANS, ARABIC)


@pytest.mark.parametrize(
    ("typed", "set_as"),
    (
        ("  Amina \t Diallo\n", "Amina Diallo"),
        ("Zoe\u0308", "Zoë"),
        ("欧阳\u3000小明\u2028", "欧阳 小明"),
        ("le SH\u202f: bases\u00a0!", "le SH\u00a0: bases\u00a0!"),
        ("Jean\u2011Luc", "Jean-Luc"),
        ("a\u202eb\u0000c\ufeff\ud800", "abc"),
        ("نیک\u200cنام", "نیک\u200cنام"),
    ),
)
def test_text_is_composed_and_freed_of_controls(typed: str, set_as: str) -> None:
    assert settable(typed) == set_as


def test_unsupported_characters_are_listed_once_in_order() -> None:
    assert unsupported("สมสa🙂") == "สม🙂"
    assert unsupported("Ana Ελένη Дмитрий محمد अमित 王小明 さくら 김민수 → №") == ""
