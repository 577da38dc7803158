"""Does every template use what it imports, and word everything so that it can be translated?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure

FOLDER = Path(__file__).parents[2] / "app" / "templates"
TEMPLATES = sorted(one for one in FOLDER.rglob("*") if one.suffix in {".html", ".txt"})
# A layout imports for the pages that extend it.
LAYOUTS = frozenset({"accounts/_layout.html"})
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_IMPORT = re.compile(r"\{%-?\s*import\s+[^%]*?\bas\s+(\w+)[^%]*%\}")
_FROM = re.compile(r"\{%-?\s*from\s+\S+\s+import\s+([\w, ]+?)(?:\s+with context)?\s*-?%\}")
_NOT_LITERAL = re.compile(r"""(?<![\w.])(?:_|gettext|ngettext)\((?!\s*["'])""")
_GLUED = re.compile(r"""(?<![\w.])_\(\s*(["'])(?:(?!\1).)*\1\s*[~+]""")


def name_of(path: Path) -> str:
    return str(path.relative_to(FOLDER))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_uses_every_name_that_it_imports(path: Path) -> None:
    text = _COMMENT.sub("", path.read_text(encoding="utf-8"))
    names = _IMPORT.findall(text)
    names += [one.strip() for found in _FROM.findall(text) for one in found.split(",")]
    included = "".join(
        (FOLDER / one).read_text(encoding="utf-8")
        for one in re.findall(r"""\{%-?\s*include\s+["']([^"']+)""", text)
    )
    rest = _FROM.sub("", _IMPORT.sub("", text)) + included

    if name_of(path) in LAYOUTS:
        rest += "".join(one.read_text(encoding="utf-8") for one in path.parent.glob("*.html"))
    assert [one for one in names if not re.search(rf"\b{one}\b[.(]", rest)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_words_are_whole_and_can_be_extracted(path: Path) -> None:
    text = _COMMENT.sub("", path.read_text(encoding="utf-8"))

    assert [text[one.start() : one.start() + 60] for one in _NOT_LITERAL.finditer(text)] == []
    assert [one[0] for one in _GLUED.finditer(text)] == []
