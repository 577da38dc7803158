"""Is the HS list served whole, small, and to be kept by browsers?"""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from app.quizzes.nomenclature import hs2022


def rows(client: FlaskClient, path: str) -> list[list[Any]]:
    response = client.get(f"/hs/2022/{path}")
    assert response.status_code == 200
    assert response.content_type == "application/json"
    found: list[list[Any]] = response.get_json()["rows"]
    return found


def test_sections_and_chapters_come_together(client: FlaskClient) -> None:
    found = rows(client, "fr/sections.json")

    assert len(found) == 21 + 96
    assert found[0] == ["I", "I", 0, "Animaux vivants\u00a0; produits d’origine animale", "fr", ""]
    assert found[1] == ["01", "01", 0, "Animaux vivants", "fr", "I"]


def test_chapter_has_its_headings_and_subheadings(client: FlaskClient) -> None:
    found = rows(client, "fr/09.json")

    assert found[3] == [
        "090121",
        "0901.21",
        2,
        "Café torréfié, non décaféiné",
        "fr",
        "0901",
    ]
    assert [row[0] for row in found] == list(hs2022().chapter("09"))


def test_rows_without_words_have_their_code_alone(client: FlaskClient) -> None:
    found = {row[0]: row for row in rows(client, "fr/87.json")}

    assert found["870230"] == ["870230", "8702.30", 1, "", "en", "8702"]
    assert found["870380"][4] == "en"
    assert found["8703"][4] == "fr"


def test_chapters_together_are_the_whole_list(client: FlaskClient) -> None:
    top = [row[0] for row in rows(client, "en/sections.json")]
    below = [row[0] for code in top if code.isdecimal() for row in rows(client, f"en/{code}.json")]

    assert sorted((*top, *below)) == sorted(hs2022().rows)


def test_search_gives_the_best_rows_and_their_number(client: FlaskClient) -> None:
    response = client.get("/hs/2022/en/search", query_string={"q": "green tea"})

    assert response.get_json()["total"] == 2
    assert [row[1] for row in response.get_json()["rows"]] == ["0902.10", "0902.20"]


def test_search_for_nothing_finds_nothing(client: FlaskClient) -> None:
    assert client.get("/hs/2022/en/search").get_json() == {"rows": [], "total": 0}


@pytest.mark.parametrize("path", ("fr/sections.json", "en/85.json", "en/search?q=tea"))
def test_address_with_the_version_is_kept_for_ever(client: FlaskClient, path: str) -> None:
    joined = "&" if "?" in path else "?"
    named = client.get(f"/hs/2022/{path}{joined}v={hs2022().version}")
    unnamed = client.get(f"/hs/2022/{path}{joined}v=older")

    assert named.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert unnamed.headers["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in named.headers
    tag = {"If-None-Match": named.headers["ETag"]}
    assert client.get(f"/hs/2022/{path}", headers=tag).status_code == 304


@pytest.mark.parametrize("path", ("xx/sections.json", "en/77.json", "en/IV.json", "en/1902.json"))
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(f"/hs/2022/{path}").status_code == 404


def test_largest_chapter_is_small_over_the_wire(client: FlaskClient) -> None:
    response = client.get("/hs/2022/en/84.json", headers={"Accept-Encoding": "br"})

    assert response.headers["Content-Encoding"] == "br"
    assert len(response.data) < 20_000
