"""Do the templates keep the rules that the security policy and the components set?"""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
import pytest

pytestmark = pytest.mark.pure

FOLDER = Path(__file__).parents[2] / "app" / "templates"
PAGES = sorted(path for path in FOLDER.rglob("*.html") if path.parent.name != "mail")
COMPONENTS = sorted((FOLDER / "components").glob("*.html"))
FORBIDDEN = {
    "a style attribute": re.compile(r"\sstyle\s*="),
    "a style element": re.compile(r"<style\b"),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)"),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*="),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}
_NAMED = re.compile(r"""(?:icons\.icon\(|\bicon(?:_end)?=)"([a-z-]+)\"""")
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


def source(path: Path) -> str:
    return _COMMENT.sub("", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_template_has_nothing_inline(path: Path) -> None:
    found = [name for name, pattern in FORBIDDEN.items() if pattern.search(source(path))]

    assert found == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_template_names_only_icons_that_exist(path: Path) -> None:
    icons = source(FOLDER / "components" / "icons.html")
    shapes = re.findall(r'^  "([a-z-]+)":', icons, re.MULTILINE)

    unknown = {name for name in _NAMED.findall(source(path)) if name not in shapes}

    assert unknown == set()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_template_is_well_formed(path: Path) -> None:
    environment = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.i18n"])

    environment.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_component_file_opens_with_how_to_use_it(path: Path) -> None:
    opening = path.read_text(encoding="utf-8").split("-#}", maxsplit=1)[0]

    assert opening.startswith("{#-")
    assert f'{{% import "components/{path.name}"' in opening


def test_icon_shapes_hold_only_drawing_elements() -> None:
    elements = set(re.findall(r"<(\w+)", source(FOLDER / "components" / "icons.html")))

    assert elements == {"svg", "path", "circle"}


def test_pages_that_show_questions_load_their_style_sheet() -> None:
    pages = [
        path
        for path in FOLDER.rglob("*.html")
        if "{% extends" in path.read_text() and "quizzes/question.html" in path.read_text()
    ]

    assert len(pages) >= 3
    for path in pages:
        assert "asset_url('styles/quiz.css')" in path.read_text(), path.name
