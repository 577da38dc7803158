"""Is a file that a person sends what its name says, and small enough?

Its name, its size and its first bytes have to agree before it is kept. It is only ever handed out
as a download, so nothing here has to prove it harmless to open: whoever opens it is warned by the
programs that do.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from flask_babel import gettext as _

from app.core.errors import Invalid

LONGEST_NAME = 120
_MEGABYTE = 1024 * 1024
_MOST_PARTS = 5000
_FORBIDDEN = frozenset('"<>:|?*/\\')
_CONTENTS = "[Content_Types].xml"
_MACROS = "vbaProject.bin"
_LINES = frozenset("\t\n\r\f")


class FileKind(StrEnum):
    """A kind of file that can be taken, by the end of its name."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PNG = "png"
    JPG = "jpg"
    TXT = "txt"

    @property
    def content_type(self) -> str:
        """Its media type."""
        return _CONTENT_TYPES[self]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept, under a name that every system takes."""

    name: str
    kind: FileKind
    data: bytes


def check(sent: Upload, kinds: Sequence[str], most_bytes: int) -> Checked:
    """Return the file if it may be kept.

    Raises:
        Invalid: nothing was chosen, or its kind, its size or its content is not what is taken.
    """
    name = file_name(sent.name)
    if not sent.name.strip():
        raise Invalid(_("Choose a file first, then add it."))
    if not sent.data:
        raise Invalid(_("“%(name)s” is empty. Choose another file.", name=name))
    kind = _kind(name)
    if kind is None or kind not in kinds:
        wanted = ", ".join(one.upper() for one in kinds)
        raise Invalid(
            _("“%(name)s” is not taken here. Choose one of: %(kinds)s.", name=name, kinds=wanted)
        )
    if len(sent.data) > most_bytes:
        most = most_bytes // _MEGABYTE
        raise Invalid(
            _("“%(name)s” is too large. A file has at most %(most)s MB.", name=name, most=most)
        )
    if not _HOLDS[kind](sent.data):
        raise Invalid(
            _(
                "“%(name)s” does not hold what its name says. Open it, save it as %(kind)s, and "
                "add that file.",
                name=name,
                kind=kind.upper(),
            )
        )
    return Checked(name, kind, sent.data)


def file_name(sent: str) -> str:
    """Return a name without its folders and without signs that hide or break it.

    Signs that turn the direction of writing are left out too: they disguise the end of a name.
    """
    last = unicodedata.normalize("NFC", sent.replace("\\", "/").rsplit("/", 1)[-1])
    kept = "".join(one for one in last if one not in _FORBIDDEN and _is_shown(one))
    path = PurePosixPath(" ".join(kept.split()).strip(". ") or "file")
    room = LONGEST_NAME - len(path.suffix)
    return path.stem[:room] + path.suffix if room > 0 else path.name[:LONGEST_NAME]


def _is_shown(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cn", "Cs"}


def _kind(name: str) -> FileKind | None:
    suffix = PurePosixPath(name).suffix.lower().removeprefix(".")
    known = {one.value: one for one in FileKind} | {"jpeg": FileKind.JPG}
    return known.get(suffix)


def _starts(*signs: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(signs)


def _office(folder: str) -> Callable[[bytes], bool]:
    """An Office Open XML package (ECMA-376, part 2) with this main part, and without macros."""

    def holds(data: bytes) -> bool:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                names = archive.namelist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
            return False
        return (
            len(names) <= _MOST_PARTS
            and _CONTENTS in names
            and any(one.startswith(folder) for one in names)
            and not any(one.endswith(_MACROS) for one in names)
        )

    return holds


def _is_text(data: bytes) -> bool:
    """UTF-8 without control signs."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return all(one in _LINES or unicodedata.category(one) != "Cc" for one in text)


_CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.PNG: "image/png",
    FileKind.JPG: "image/jpeg",
    FileKind.TXT: "text/plain",
}
_HOLDS: dict[FileKind, Callable[[bytes], bool]] = {
    FileKind.PDF: _starts(b"%PDF-"),
    FileKind.DOCX: _office("word/"),
    FileKind.XLSX: _office("xl/"),
    FileKind.PNG: _starts(b"\x89PNG\r\n\x1a\n"),
    FileKind.JPG: _starts(b"\xff\xd8\xff"),
    FileKind.TXT: _is_text,
}
