"""Which texts are the same, however they were typed?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quizzes.questions.typed_text import Spelling, is_anything, shown, tidy

pytestmark = pytest.mark.pure

STRICT = Spelling(ignores_case=False)
PLAIN = Spelling(ignores_accents=True)
TEXTS = st.text(max_size=20)


@pytest.mark.parametrize(
    ("one", "other"),
    (
        ("l'été", "l’e\u0301te\u0301"),
        ("“free zone”", '"free zone"'),
        ("«\u202fzone franche\u202f»", '"zone franche"'),
        ("ad–valorem", "ad-valorem"),
        ("non\u2011preferential", "non-preferential"),
        ("bœuf", "boeuf"),
        ("ﬁne", "fine"),
        ("１２", "12"),
        ("a\u00a0b", "a b"),
        ("a \t\n b", "a b"),
        ("cus\u00adtoms", "customs"),
        ("\u200fدخول\u200e", "دخول"),
    ),
)
def test_keyboards_do_not_matter(one: str, other: str) -> None:
    assert STRICT.matches(one, other)
    assert STRICT.matches(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    (("transit", "Transit"), ("été", "ete"), ("a b", "ab"), ("a-b", "a b"), ("l'un", "lun")),
)
def test_what_is_typed_otherwise_is_another_text(one: str, other: str) -> None:
    assert not STRICT.matches(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    (
        ("ÉTÉ", "ete"),
        ("Łódź", "lodz"),
        ("Straße", "STRASSE"),
        ("İzmir", "izmir"),
        ("Ørsted", "orsted"),
    ),
)
def test_accents_and_case_can_be_overlooked(one: str, other: str) -> None:
    assert PLAIN.matches(one, other)


@pytest.mark.parametrize("pattern", ("*", "**", " * ", "* *"))
def test_stars_alone_accept_everything(pattern: str) -> None:
    assert is_anything(pattern)


@pytest.mark.parametrize("pattern", ("a*", "\\*", "", "  "))
def test_other_patterns_do_not(pattern: str) -> None:
    assert not is_anything(pattern)


def test_pattern_is_shown_as_people_read_it() -> None:
    assert shown(" heading* \\* of *") == "heading… * of …"


def test_text_is_kept_as_it_was_typed_without_what_cannot_be_stored() -> None:
    assert tidy(" A\x00b \u00a0 É \ud800 ") == "A b É"


@given(TEXTS)
def test_text_matches_itself_and_a_star(text: str) -> None:
    pattern = tidy(text).replace("\\", "").replace("*", "\\*")

    assert Spelling().matches(pattern.replace("\\*", "*"), pattern)
    assert Spelling().matches(text, "*")


@given(TEXTS, TEXTS, TEXTS)
def test_star_stands_for_any_text_between(before: str, between: str, after: str) -> None:
    before, after = (one.replace("*", "").replace("\\", "") for one in (before, after))

    assert Spelling().matches(f"x{before}·{between}·{after}x", f"x{before}·*·{after}x")


def test_many_stars_take_no_time() -> None:
    assert not Spelling().matches("a" * 500, "*a" * 200 + "b")
