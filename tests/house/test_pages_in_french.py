"""Is anything English left on the pages that people see in French?"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from flask import Flask
from typing_extensions import override
from werkzeug.routing import Rule

from tests.house import words
from tests.house.visiting import routes, send, visitor
from tests.house.words import forms
from tests.house.world import World, build_world

_VALUE = re.compile(r"%\(\w+\)[a-z]|\{\w+\}")
_WORD = re.compile(r"[^\W\d_]{2}")
_OURS = " · Greenlane"
_SAYING = frozenset({"alt", "aria-label", "aria-description", "placeholder", "title"})
ENGLISH, FRENCH = 0, 1


@pytest.fixture
def world(app: Flask) -> World:
    return build_world()


def test_no_page_in_french_says_what_the_catalogue_holds_in_english(
    app: Flask, world: World
) -> None:
    english, french = pattern(ENGLISH), pattern(FRENCH)

    wrong = [
        f"{rule}: {text!r}"
        for rule, method in routes(app)
        if method == "GET" and not rule.endpoint.startswith("dev.")
        for text in said_in_french(app, world, rule)
        if english.fullmatch(text) and not french.fullmatch(text)
    ]

    assert wrong == []


def pattern(language: int) -> re.Pattern[str]:
    """What matches every text of the catalogue in one of its languages, with any values in it."""
    texts = {one[language] for message in words.stored() if message.id for one in forms(message)}
    literal = [[re.escape(part) for part in _VALUE.split(one.replace("%%", "%"))] for one in texts]
    return re.compile("|".join(".+".join(one) for one in literal if _WORD.search("".join(one))))


def said_in_french(app: Flask, world: World, rule: Rule) -> list[str]:
    """What a page says: each of its texts, and each attribute that people read or hear."""
    client = visitor(app, world.right_person(app, rule.endpoint))
    path = world.path(app, rule)
    response = send(app, client, "GET", path, query_string={"lang": "fr"})
    if response.status_code != 200 or response.mimetype != "text/html":
        return []
    reader = _Reader()
    reader.feed(response.text)
    assert reader.language == "fr", path
    return reader.said


class _Reader(HTMLParser):
    """Reads what a page says; examples of files are in no language."""

    def __init__(self) -> None:
        super().__init__()
        self.language = ""
        self.said: list[str] = []
        self._is_example = False

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._is_example = self._is_example or tag == "pre"
        if tag == "html":
            self.language = given.get("lang") or ""
        for name, value in attrs:
            if name in _SAYING or name.startswith("data-"):
                self.handle_data(value or "")

    @override
    def handle_endtag(self, tag: str) -> None:
        self._is_example = self._is_example and tag != "pre"

    @override
    def handle_data(self, data: str) -> None:
        text = re.sub(r"[ \r\n\t]+", " ", data).strip(" ").removesuffix(_OURS)
        if text and not self._is_example:
            self.said.append(text)
