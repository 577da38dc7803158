"""In which typefaces is a text set, and has one of them each of its characters?

All come from packages of the project, none from the machine, so that a certificate looks the same
everywhere. A text is set whole in the first typeface that has all its characters; only a text of
several scripts is mixed. The Chinese, Japanese and Korean collection (19 MB) is opened only for a
text that needs it: it adds 20 MB to the process for good.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import typst

from app.certificates.glyphs import Coverage


@dataclass(frozen=True, slots=True)
class Typeface:
    """A family as typst calls it, and the file whose characters stand for all its weights."""

    family: str
    package: str
    file: str

    @property
    def path(self) -> Path:
        """The file, in whichever folder its package was installed."""
        return Path(str(files(self.package).joinpath(self.file)))


SERIF: Final = Typeface(
    "IBM Plex Serif", "fontpkg_ibm_plex_serif", "files/IBMPlexSerif-Regular.ttf"
)
SANS: Final = Typeface("IBM Plex Sans", "fontpkg_ibm_plex_sans", "files/IBMPlexSans[wdth,wght].ttf")
ARABIC: Final = Typeface(
    "IBM Plex Sans Arabic", "fontpkg_ibm_plex_sans_arabic", "files/IBMPlexSansArabic-Regular.ttf"
)
WIDE: Final = Typeface("Noto Sans", "fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf")
"""The widest reach: rare Latin and Cyrillic letters, polytonic Greek, Devanagari."""
CHINESE: Final = Typeface("Noto Sans CJK SC", "noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc")
JAPANESE: Final = replace(CHINESE, family="Noto Sans CJK JP")
KOREAN: Final = replace(CHINESE, family="Noto Sans CJK KR")
HONG_KONG: Final = replace(CHINESE, family="Noto Sans CJK HK")

_SMALL: Final = (SERIF, SANS, ARABIC, WIDE)
_EAST_ASIAN: Final = {"JP": JAPANESE, "KR": KOREAN, "HK": HONG_KONG, "MO": HONG_KONG}
_KANA: Final = re.compile("[\u3040-\u30ff]")
_HANGUL: Final = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")

_PLAIN_RELATIVES: Final = str.maketrans({"\u202f": "\u00a0", "\u2011": "-"})
_SPACES: Final = re.compile(r"[^\S\u00a0]+")
_CONTROLS: Final = ("Cc", "Cf", "Cs")
_JOINERS: Final = "\u200c\u200d"
_UNDRAWN: Final = re.compile("[ \u00a0\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Spaces, joiners and variation selectors: no typeface is chosen for them."""


def settable(text: str) -> str:
    """Return the text as it is set: composed, on one line, without controls.

    Characters that change only the width or the breaking of a line become their plain relatives,
    which every typeface has; the marks that override the direction of writing go, those that join
    letters (Persian, Nepali) stay.
    """
    composed = unicodedata.normalize("NFC", text.translate(_PLAIN_RELATIVES))
    kept = (
        character
        for character in _SPACES.sub(" ", composed.strip())
        if unicodedata.category(character) not in _CONTROLS or character in _JOINERS
    )
    return "".join(kept)


def typefaces_of_name(name: str, country: str = "") -> tuple[Typeface, ...]:
    """Return the typeface that has all of a settable name, or those that have it together.

    `country` (two letters) tells whose forms of the Chinese characters are meant.
    """
    faces = (*_SMALL, _east_asian(name, country))
    whole = next((face for face in faces if not _lacking(name, face)), None)
    return (whole,) if whole else tuple(_each_needed(name, faces))


def typefaces_of_prose(text: str, main: Typeface) -> tuple[Typeface, ...]:
    """Return `main` and what it needs beside it: prose keeps its typeface for a foreign word."""
    others = (face for face in (*_SMALL, _east_asian(text, "")) if face != main)
    return (main, *_each_needed(_lacking(text, main), others))


def unsupported(text: str) -> str:
    """Return the characters that no typeface has, each once, in their order; "" is the good case.

    Not covered: Armenian, Bengali, Burmese, Ethiopic, Georgian, Hebrew, Khmer, Lao, Sinhala,
    Tamil, Thai, Tibetan and other scripts, and pictures (emoji).
    """
    left = settable(text)
    for face in (*_SMALL, CHINESE):
        left = _lacking(left, face)
    return "".join(dict.fromkeys(left))


def compiler(faces: Iterable[Typeface]) -> typst.Compiler:
    """Return the process's compiler that knows these typefaces; one thread at a time may use it."""
    return _compiler(with_east_asian=any(face.package == CHINESE.package for face in faces))


def _east_asian(text: str, country: str) -> Typeface:
    if _HANGUL.search(text):
        return KOREAN
    return JAPANESE if _KANA.search(text) else _EAST_ASIAN.get(country, CHINESE)


def _each_needed(text: str, faces: Iterable[Typeface]) -> Iterator[Typeface]:
    left = _UNDRAWN.sub("", text)
    for face in faces:
        still = _lacking(left, face)
        if still != left:
            yield face
        left = still


def _lacking(text: str, face: Typeface) -> str:
    coverage = _coverage(face.path)
    drawn = _UNDRAWN.sub("", text)
    return "".join(character for character in drawn if character not in coverage)


@cache
def _coverage(path: Path) -> Coverage:
    return Coverage.of_file(path)


@cache
def _compiler(*, with_east_asian: bool) -> typst.Compiler:
    faces = (*_SMALL, CHINESE) if with_east_asian else _SMALL
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=sorted({str(face.path.parent) for face in faces}),
    )
    return typst.Compiler(font_paths=fonts)
