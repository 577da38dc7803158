"""Which names need a second form in Latin letters?"""

import pytest

from app.core.scripts import is_latin, needs_latin_form

pytestmark = pytest.mark.pure

LATIN_NAMES = (
    "Amina Diallo",
    "Şükrü Yıldız",
    "Nguyễn Thị Ánh",
    "Jean-Luc O’Brien",
    "Kaʻahumanu",
    "Saʿīd ʾAḥmad",
    "Ａｎｎａ",
    "Mª José",
    "Ðorđe Ærø",
    "Łukasz",
)
OTHER_NAMES = (
    "Ελένη Παπαδοπούλου",
    "Дмитрий Иванов",
    "محمد الأمين",
    "王小明",
    "김민수",
    "สมชาย ใจดี",
    "Anna Иванова",
)


@pytest.mark.parametrize("name", LATIN_NAMES)
def test_latin_names_with_any_accent_need_no_second_form(name: str) -> None:
    assert is_latin(name)
    assert not needs_latin_form(name)


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_names_with_letters_of_another_script_need_a_latin_form(name: str) -> None:
    assert needs_latin_form(name)
    assert not is_latin(name)


@pytest.mark.parametrize("name", ("", "  ", "12-3", "'"))
def test_text_without_letters_is_neither_latin_nor_in_another_script(name: str) -> None:
    assert not is_latin(name)
    assert not needs_latin_form(name)
