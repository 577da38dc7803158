"""How does a certificate become a PDF?

One sheet, A4 landscape, PDF/UA-1, in the holder's language. The same view gives the same bytes:
its time is the day of issue, its rosette comes from its number, its fonts from the packages.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import Final, cast

import segno
import typst

from app.certificates import guilloche, words
from app.certificates.typefaces import (
    SANS,
    SERIF,
    Typeface,
    compiler,
    settable,
    typefaces_of_name,
    typefaces_of_prose,
    unsupported,
)
from app.core.errors import Invalid

_compiling: Final = Lock()  # a compiler refuses a second thread while it works
_STRONG: Final = ("L", "R", "AL")
# What only shaping finds out, after every character was found in a typeface (PDF/UA forbids it).
_UNDISPLAYED: Final = re.compile(r'the text `"(.+?)"` could not be displayed')


class UnsupportedCharacters(Invalid):
    """No typeface has some `characters`; the message says which, in the certificate's language."""

    def __init__(self, characters: str, language: words.Language) -> None:
        self.characters = characters
        listed = ", ".join(f"“{character}” (U+{ord(character):04X})" for character in characters)
        super().__init__(words.WORDS[language].cannot_print.format(characters=listed))


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateView:
    """All that is printed on a certificate; texts in its language, days in the issuer's zone.

    `holder_latin` is printed under a name in another script; `holder_country` (two letters, may
    be empty) tells whose forms of Chinese characters a name has; a `specimen` says that it is one.
    """

    holder: str
    course: str
    summary: str
    objectives: tuple[str, ...]
    minutes: int
    level: words.Level
    issuer: str
    issued_on: date
    number: str
    verification_url: str
    language: words.Language
    holder_latin: str = ""
    holder_country: str = ""
    hs_edition: int | None = None
    score_percent: int | None = None
    expires_on: date | None = None
    specimen: bool = False


def render_certificate(view: CertificateView) -> bytes:
    """Return the certificate as a PDF.

    A name in a script that no typeface has is printed in its Latin form alone, where there is one.
    Raises `UnsupportedCharacters` where a text cannot be set.
    """
    texts = _texts(view)
    faces = _faces(texts, view.holder_country)
    inputs = {"certificate": json.dumps(_printed(view, texts, faces)), **_drawings(view)}
    try:
        return _compiled(inputs, faces, view.issued_on)
    except typst.TypstError as error:
        undisplayed = _UNDISPLAYED.findall(error.diagnostic)
        if not undisplayed:
            raise
        raise UnsupportedCharacters("".join(undisplayed), view.language) from error


def qr_svg(url: str) -> str:
    """Return the QR code of `url` as SVG: one unit a module, four units of quiet around it."""
    rows = segno.make(url, error="m", micro=False).matrix
    squares = "".join(
        f"M{x + 4} {y + 4}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    size = len(rows) + 8
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path d="{squares}" fill="{guilloche.INK}"/></svg>'
    )


@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts from outside as they are set, every character known to be in a typeface."""

    holder: str
    latin: str
    course: str
    summary: str
    objectives: tuple[str, ...]
    issuer: str


def _texts(view: CertificateView) -> _Texts:
    holder, latin = settable(view.holder), settable(view.holder_latin)
    if latin and (latin == holder or unsupported(holder)):
        holder, latin = latin, ""
    texts = _Texts(
        holder=holder,
        latin=latin,
        course=settable(view.course),
        summary=settable(view.summary),
        objectives=tuple(settable(objective) for objective in view.objectives),
        issuer=settable(view.issuer),
    )
    missing = unsupported(
        " ".join((holder, latin, texts.course, texts.summary, *texts.objectives, texts.issuer))
    )
    if missing:
        raise UnsupportedCharacters(missing, view.language)
    return texts


def _faces(texts: _Texts, country: str) -> dict[str, tuple[Typeface, ...]]:
    return {
        "holder": typefaces_of_name(texts.holder, country),
        "latin": typefaces_of_name(texts.latin),
        "issuer": typefaces_of_prose(texts.issuer, SANS),
        "serif": typefaces_of_prose(texts.course, SERIF),
        "sans": typefaces_of_prose(" ".join((texts.summary, *texts.objectives)), SANS),
    }


def _compiled(
    inputs: dict[str, str], faces: dict[str, tuple[Typeface, ...]], issued_on: date
) -> bytes:
    used = {face for group in faces.values() for face in group}
    with _compiling:
        pdf = compiler(used).compile(
            input=_template(),
            sys_inputs=inputs,
            format="pdf",
            pdf_standards="ua-1",
            timestamp=datetime.combine(issued_on, time(12), tzinfo=UTC),
        )
    return cast("bytes", pdf)  # a list only for images, None only for a file


def _printed(
    view: CertificateView, texts: _Texts, faces: dict[str, tuple[Typeface, ...]]
) -> dict[str, object]:
    """Return what the template reads."""
    own = words.as_dict(view.language)
    filled = {
        "rosette": own["rosette"].format(number=view.number),
        "code": own["code"].format(url=view.verification_url),
        "issued_by": own["issued_by"].format(issuer=texts.issuer),
    }
    return {
        **asdict(texts),
        "language": view.language,
        "direction": _direction(texts.holder),
        "words": {name: settable(word) for name, word in {**own, **filled}.items()},
        "faces": {use: [face.family for face in group] for use, group in faces.items()},
        "facts": _labelled(_facts(view), own),
        "records": _labelled(_records(view), own),
        "number": view.number,
        "url": view.verification_url,
        "url_shown": view.verification_url.removeprefix("https://"),
        "specimen": view.specimen,
    }


def _drawings(view: CertificateView) -> dict[str, str]:
    return {
        "border": guilloche.border(277, 190, 11, 6),
        "rosette": guilloche.rosette(view.number),
        "qr": qr_svg(view.verification_url),
    }


def _facts(view: CertificateView) -> Iterator[tuple[str, str]]:
    own = words.WORDS[view.language]
    yield "level", own.level_of(view.level)
    yield "duration", words.duration(view.minutes, view.language)
    if view.hs_edition is not None:
        yield "edition", own.edition_of.format(year=view.hs_edition)
    if view.score_percent is not None:
        yield "result", words.percent(view.score_percent, view.language)


def _records(view: CertificateView) -> Iterator[tuple[str, str]]:
    own = words.WORDS[view.language]
    yield "issued", words.day(view.issued_on, view.language)
    last_day = view.expires_on
    yield "expires", words.day(last_day, view.language) if last_day else own.no_expiry
    yield "number", view.number


def _labelled(rows: Iterable[tuple[str, str]], own: dict[str, str]) -> list[tuple[str, str]]:
    return [(own[name], settable(value)) for name, value in rows]


def _direction(name: str) -> str:
    """Return "rtl" for a name whose first letter is written from right to left, else "ltr"."""
    kinds = (unicodedata.bidirectional(character) for character in name)
    first = next((kind for kind in kinds if kind in _STRONG), "L")
    return "ltr" if first == "L" else "rtl"


@cache
def _template() -> bytes:
    return files("app.certificates").joinpath("certificate.typ").read_bytes()
