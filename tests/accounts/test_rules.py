"""What do paths, names and passwords mean?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.rules import ancestors, path_range
from app.accounts.rules.names import (
    address_key,
    cleaned,
    has_hidden_characters,
    is_email_address,
)
from app.accounts.rules.passwords import PasswordFault, password_fault

pytestmark = pytest.mark.pure
PATHS = st.lists(st.integers(1, 9999), min_size=1, max_size=5).map(
    lambda numbers: "/" + "/".join(map(str, numbers)) + "/"
)


@given(PATHS, PATHS)
def test_a_range_of_paths_holds_what_begins_with_the_path(outer: str, inner: str) -> None:
    low, high = path_range(outer)

    assert (low <= inner < high) == inner.startswith(outer)
    assert low <= outer + "7/" < high


def test_the_ancestors_of_a_path_are_those_from_the_root_down_to_itself() -> None:
    assert ancestors("/1/3/57/") == ("/1/", "/1/3/", "/1/3/57/")
    assert ancestors("/1/") == ("/1/",)


@pytest.mark.parametrize(
    "password",
    (
        "password1234",
        "P@ssw0rd1234!",
        "Greenlane2026!",
        "customs-officer-1",
        "Douane@2026!!",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "123456789012",
        "qwertyuiop12",
        "azertyuiop2024",
        "1qaz2wsx3edc",
        "motdepasse2025",
        "Jean.Dupont.1975",
        "DUPONTdupont99",
        "correcthorsebatterystaple",
        "ямамамама1234"[:3] * 5,
    ),
)
def test_what_is_tried_first_is_refused(password: str) -> None:
    about = ("Jean Dupont", "jean.dupont@douane.example")

    assert password_fault(password, about) is PasswordFault.GUESSABLE


@pytest.mark.parametrize(
    "password",
    (
        "amber lantern 47 on the quay",
        "k7Gq0zLw93xB",
        "солнце на причале 9",
        "مرحبا بالعالم الجميل",
        "voie verte des marées 31",
        "two herons, one anchor",
        "x" * 3 + " and then something else",
    ),
)
def test_length_is_enough_whatever_the_characters(password: str) -> None:
    assert password_fault(password, ("Jean Dupont",)) is None


@pytest.mark.parametrize(
    ("password", "fault"),
    (
        ("kT9 wqz7 4m", PasswordFault.SHORT),
        ("kT9 wqz7 4mx", None),
        ("quay 7 " * 40, PasswordFault.LONG),
        ("e\u0301" * 11, PasswordFault.SHORT),
    ),
)
def test_the_length_counts_composed_characters(password: str, fault: PasswordFault | None) -> None:
    assert password_fault(password) is fault


@given(st.text(max_size=300), st.text(max_size=40))
def test_any_text_is_judged_without_an_error(password: str, about: str) -> None:
    assert password_fault(password, (about,)) in {None, *PasswordFault}


@pytest.mark.parametrize(
    ("given_text", "expected"),
    (
        ("Amara.Okafor@Customs.Example", "amara.okafor@customs.example"),
        ("  a@b.example ", "a@b.example"),
        ("a@döuane.example", "a@xn--duane-jua.example"),
        ("Not An Address", "not an address"),
    ),
)
def test_an_address_has_one_form(given_text: str, expected: str) -> None:
    assert address_key(given_text) == expected


@pytest.mark.parametrize(
    "address",
    (
        "",
        "a",
        "a@b",
        "a b@c.example",
        "a@b.example\nBcc: x@y.example",
        "Amara <a@b.example>",
        "ü@b.example",
        "a" * 250 + "@b.example",
    ),
)
def test_what_no_mail_reaches_is_no_address(address: str) -> None:
    assert not is_email_address(address)


def test_names_are_composed_and_hidden_characters_found() -> None:
    assert cleaned("  Zoe\u0308   Müller\n") == "Zoë Müller"
    assert [
        has_hidden_characters(text) for text in ("a\u202eb", "a\x00b", "نیم\u200cفاصله", "Zoë")
    ] == [
        True,
        True,
        False,
        False,
    ]
