"""Which pictures and drawings does a course hold, and are they fit for a page?"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from app.catalogue.content.faults import FaultCode, did_you_mean
from app.catalogue.content.model import Drawing, Picture
from app.catalogue.content.pictures import picture_kind
from app.core.svg import read_diagram

if TYPE_CHECKING:
    from app.catalogue.content.reading import Reading
    from app.core.svg import Diagram

FOLDER = "media"
MAX_SIDE = 6000

_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\.(?:svg|png|jpg|webp)")


def read_pictures(reading: Reading) -> dict[str, Picture]:
    """Read the raster images of the media folder by name."""
    names = [n for n in reading.tree.files(FOLDER) if f"{FOLDER}/{n}" in reading.tree.pictures]
    pictures = ((name, _picture(name, reading)) for name in names)
    return {name: picture for name, picture in pictures if picture is not None}


def read_drawings(reading: Reading) -> dict[str, Drawing]:
    """Read the diagrams of the media folder by name, each with its words."""
    names = [name for name in reading.tree.files(FOLDER) if name.endswith(".svg")]
    return {name: _drawing(name, reading) for name in names}


def unused_media(reading: Reading) -> None:
    """Note the images that nothing shows. Call it when all lessons and quizzes have been read."""
    for path in (*reading.tree.pictures, *reading.tree.texts):
        if not path.startswith(f"{FOLDER}/") or path.endswith(".yaml"):
            continue
        if path not in reading.media_used:
            message = "no lesson or question shows this file; use it in one or remove it"
            reading.notes.add(reading.tree.shown(path), 1, FaultCode.UNUSED_MEDIA, message)


def _picture(name: str, reading: Reading) -> Picture | None:
    path = f"{FOLDER}/{name}"
    _take(path, name, reading)
    data = reading.tree.pictures[path]
    kind = picture_kind(data)
    suffix = f".{name.rpartition('.')[2]}"
    if kind is None or kind.suffix != suffix:
        what = f"holds {kind.content_type}" if kind else "is not a picture that can be read"
        message = f"the file {what}; save it as what its name says, {suffix}"
        reading.notes.add(reading.tree.shown(path), 1, FaultCode.BAD_PICTURE, message)
        return None
    if max(kind.width, kind.height) > MAX_SIDE:
        message = f"{kind.width} by {kind.height} pixels; at most {MAX_SIDE} a side"
        reading.notes.add(reading.tree.shown(path), 1, FaultCode.TOO_LARGE, message)
    digest = hashlib.sha256(data).hexdigest()
    return Picture(name, kind.content_type, kind.width, kind.height, digest, data)


def _drawing(name: str, reading: Reading) -> Drawing:
    path = f"{FOLDER}/{name}"
    _take(path, name, reading)
    source = reading.tree.texts[path]
    diagram, problems = read_diagram(source)
    for problem in problems:
        place = reading.tree.shown(path)
        reading.notes.add(place, problem.line, FaultCode.BAD_DRAWING, problem.message)
    return Drawing(name, source, _all_words(path, diagram, reading))


def _all_words(path: str, diagram: Diagram | None, reading: Reading) -> dict[str, dict[str, str]]:
    stem = path.removesuffix(".svg")
    is_worded = diagram is None or bool(diagram.places)
    words = {}
    for language in reading.languages:
        file = f"{stem}.{language}.yaml"
        if file in reading.tree.texts:
            words[language] = _words(file, diagram, reading)
        elif is_worded:
            message = f"the drawing's words in “{language}” are missing; write them in this file"
            reading.notes.add(reading.tree.shown(file), 1, FaultCode.MISSING_LANGUAGE, message)
    return words


def _words(file: str, diagram: Diagram | None, reading: Reading) -> dict[str, str]:
    fields = reading.table(file)
    words = {key: fields.text(key) for key in fields.node.entries}
    if diagram is None or fields.is_lost:
        return words
    for key in (key for key in words if key not in diagram.places):
        hint = did_you_mean(key, diagram.places)
        message = f"the drawing has no place {{{{{key}}}}} for these words{hint}"
        fields.fault(key, FaultCode.UNKNOWN_WORDS, message)
    for key in (key for key in diagram.places if key not in words):
        message = f"no words for {{{{{key}}}}} of the drawing; write “{key}: …”"
        fields.notes.add(fields.file, fields.line, FaultCode.DRAWING_WORDS, message)
    return words


def _take(path: str, name: str, reading: Reading) -> None:
    reading.seen.add(path)
    if _NAME.fullmatch(name) is None:
        message = "rename the file: lower-case letters, digits, hyphens, then .svg .png .jpg .webp"
        reading.notes.add(reading.tree.shown(path), 1, FaultCode.UNKNOWN_FILE, message)
