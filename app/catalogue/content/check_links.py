"""Does what a text refers to exist, and may a course refer to it?"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.catalogue.content.faults import FaultCode, did_you_mean
from app.catalogue.content.tree import PICTURES

if TYPE_CHECKING:
    from app.catalogue.content.reading import Place, Reading

MEDIA = "media/"

_ANCHOR = re.compile(r"#s([1-9][0-9]*)")
_FORMS = "https:…, lesson:id, term:id, #s2 or media/name.png"


def link(href: str, headings: int, reading: Reading, place: Place) -> None:
    """Check a link of a text that has so many headings."""
    kind, _, target = href.partition(":")
    if kind == "term":
        reading.term(target, place)
    elif kind == "lesson":
        _lesson(target, reading, place)
    elif href.startswith(MEDIA):
        _linked_file(href, reading, place)
    elif href.startswith("#"):
        _anchor(href, headings, reading, place)
    else:
        _address(href, reading, place)


def image(src: str, reading: Reading, place: Place) -> None:
    """Check where an image comes from."""
    if _media_exists(src, reading):
        return
    known = _media(reading)
    hint = did_you_mean(src, known) or "; put it into the course's media folder"
    message = f"there is no image “{src[:120]}”{hint}"
    reading.notes.add(place.file, place.line, FaultCode.BROKEN_IMAGE, message)


def media_file(name: str, reading: Reading, place: Place) -> None:
    """Check that the media folder has a file that a question shows."""
    if _media_exists(f"{MEDIA}{name}", reading):
        return
    known = {path.removeprefix(MEDIA) for path in _media(reading)}
    message = f"the course's media folder has no file “{name[:120]}”{did_you_mean(name, known)}"
    reading.notes.add(place.file, place.line, FaultCode.BROKEN_IMAGE, message)


def is_https(url: str) -> bool:
    """Say whether an address is a whole one that begins with https."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = re.fullmatch(r"[\w.-]+", parts.hostname or "")
    return parts.scheme == "https" and host is not None and not re.search(r"\s", url)


def _lesson(target: str, reading: Reading, place: Place) -> None:
    if target:
        reading.want_lesson(target, place)
    else:
        message = "“lesson:” names no lesson; write lesson:its-id"
        reading.notes.add(place.file, place.line, FaultCode.BROKEN_LINK, message)


def _linked_file(href: str, reading: Reading, place: Place) -> None:
    note = partial(reading.notes.add, place.file, place.line, FaultCode.BROKEN_LINK)
    if not href.endswith(PICTURES):
        note(f"“{href[:120]}” cannot be linked, only a picture can; show a diagram as a figure")
    elif not _media_exists(href, reading):
        note(f"there is no file “{href[:120]}”{did_you_mean(href, _media(reading))}")


def _anchor(href: str, headings: int, reading: Reading, place: Place) -> None:
    match = _ANCHOR.fullmatch(href)
    if match is None or int(match[1]) > headings:
        message = f"there is no “{href[:40]}”; the headings of this text are #s1 to #s{headings}"
        reading.notes.add(place.file, place.line, FaultCode.BROKEN_LINK, message)


def _address(href: str, reading: Reading, place: Place) -> None:
    if href.startswith("https:"):
        if not is_https(href):
            message = f"“{href[:120]}” is not a whole https address"
            reading.notes.add(place.file, place.line, FaultCode.BROKEN_LINK, message)
        return
    message = f"a link to “{href[:120]}” is not allowed; links are {_FORMS}"
    reading.notes.add(place.file, place.line, FaultCode.FORBIDDEN_LINK, message)


def _media_exists(path: str, reading: Reading) -> bool:
    reading.media_used.add(path)
    return path in _media(reading)


def _media(reading: Reading) -> set[str]:
    drawings = {path for path in reading.tree.texts if path.endswith(".svg")}
    return {path for path in (*reading.tree.pictures, *drawings) if path.startswith(MEDIA)}
