"""Can every text be read on every ground that it is set on, in both themes?

WCAG 2.2, criteria 1.4.3 (text) and 1.4.11 (borders of controls, focus).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure

STYLES = Path(__file__).parents[2] / "assets" / "styles"
THEMES = ("light", "dark")
GROUNDS = ("paper", "card", "raised", "sunk")
TEXTS = ("ink", "soft", "green", "amber", "red", "blue")
ON_OWN_TINT = ("green", "amber", "red", "blue")
PAIRS = [
    *[(text, ground, 4.5) for text in TEXTS for ground in GROUNDS],
    *[(tone, f"{tone}-tint", 4.5) for tone in ON_OWN_TINT],
    *[(text, f"{tone}-tint", 4.5) for text in ("ink", "soft") for tone in ON_OWN_TINT],
    ("on-green", "green", 4.5),
    ("on-green", "green-strong", 4.5),
    ("on-red", "red", 4.5),
    *[(text, "panel", 4.5) for text in ("panel-ink", "panel-soft", "panel-green")],
    *[("control", ground, 3.0) for ground in GROUNDS],
    *[("focus", ground, 3.0) for ground in GROUNDS],
]
_TOKEN = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")


def tokens(theme: str) -> dict[str, str]:
    found = _TOKEN.findall((STYLES / "tokens.css").read_text(encoding="utf-8"))
    return {name: light if theme == "light" else dark for name, light, dark in found}


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_text_stands_out_from_its_ground(theme: str, text: str, ground: str, least: float) -> None:
    colours = tokens(theme)

    assert contrast(colours[text], colours[ground]) >= least


@pytest.mark.parametrize(
    "path", sorted(STYLES.rglob("*.css")), ids=lambda path: str(path.relative_to(STYLES))
)
def test_styles_use_logical_properties_only(path: Path) -> None:
    physical = re.compile(
        r"(?:margin|padding|border)-(?:left|right|top|bottom)\b"
        r"|(?<![\w-])(?:left|right|top|bottom|float: (?:left|right))\s*:"
        r"|text-align: (?:left|right)"
    )

    assert physical.findall(path.read_text(encoding="utf-8")) == []


def test_every_style_sheet_is_in_a_layer() -> None:
    imports = re.findall(r"^@import .*$", (STYLES / "main.css").read_text("utf-8"), re.MULTILINE)
    without = [line for line in imports if "layer(" not in line]

    assert without == ['@import "./fonts.css";']
