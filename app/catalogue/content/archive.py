"""Is an uploaded zip safe to unpack, and where is the course in it?

Nothing of an archive is believed: its names, its declared sizes and its ratios are checked before
the first byte is written, and what is written is counted.
"""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING

from app.catalogue.content.fields import is_slug
from app.catalogue.content.yaml_nodes import Scalar, Table, read_yaml
from app.core.errors import Invalid
from app.quizzes.questions.base import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_CHUNK = 1 << 16
_COURSE = "course.yaml"
_UNNAMED = "course"
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_WEIRD = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\\]')
_LEFT_OUT = re.compile(r"(?:^|/)(?:__MACOSX|\.[^/]*)(?:/|$)|(?:^|/)Thumbs\.db$")


class ArchiveRefused(Invalid):
    """A zip that is not unpacked; `message` says why, in English.

    A page shows `gettext(error.template, **error.params)`.
    """

    def __init__(self, template: str, **params: str | int) -> None:
        self.template = template
        self.params = params
        super().__init__(template % params)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may hold; sizes in bytes, unpacked; `ratio` unpacked to packed."""

    files: int = 2000
    file_bytes: int = 2_000_000
    total_bytes: int = 60_000_000
    ratio: int = 60
    ratio_from_bytes: int = 20_000
    name_bytes: int = 200


def unpack(source: IO[bytes], folder: Path, limits: Limits | None = None) -> Path:
    """Unpack a zip into an empty, temporary folder and return the course's folder in it.

    The course stands in the archive's only folder, or directly in the archive. Hidden files are
    left out; a zip inside is unpacked no further. Raises ArchiveRefused; where the archive lies
    about its contents, some of its files may have been written by then.
    """
    limits = limits or Limits()
    try:
        with zipfile.ZipFile(source) as archive:
            members = _members(archive, limits)
            course, root = _course_in(members)
            target = folder / (course or _slug(archive, root))
            _write(archive, members, (target, root), limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise ArchiveRefused(N_("The file is not a zip archive that can be read.")) from error
    return target


def _members(archive: zipfile.ZipFile, limits: Limits) -> list[zipfile.ZipInfo]:
    """Return the archive's files; refuse it for any that it should not hold."""
    found = archive.infolist()
    if len(found) > limits.files:
        template = N_("The archive holds %(count)s files; at most %(limit)s are allowed.")
        raise ArchiveRefused(template, count=len(found), limit=limits.files)
    for member in found:
        _check_name(member, limits)
        _check_kind(member)
        _check_size(member, limits)
    members = [m for m in found if not m.is_dir() and not _LEFT_OUT.search(m.filename)]
    _check_total(members, limits)
    _check_clashes(members)
    return members


def _check_name(member: zipfile.ZipInfo, limits: Limits) -> None:
    # What zipfile makes of a name (cut at a NUL, separators replaced) hides what was written.
    name = member.orig_filename
    parts = name.removesuffix("/").split("/")
    if name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name) or "\\" in name:
        template = N_("“%(name)s” leads out of the archive; names must be plain paths inside it.")
        raise ArchiveRefused(template, name=_shown(name))
    is_weird = _WEIRD.search(name) or any(p in {"", "."} or p[-1] in " ." for p in parts)
    if is_weird or len(name.encode("utf-8", "replace")) > limits.name_bytes:
        template = N_("“%(name)s” is not a usable file name; use letters, digits and hyphens.")
        raise ArchiveRefused(template, name=_shown(name))


def _check_kind(member: zipfile.ZipInfo) -> None:
    mode = member.external_attr >> 16
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        template = N_("“%(name)s” is a link or a device; put the file itself into the archive.")
        raise ArchiveRefused(template, name=_shown(member.filename))
    if member.flag_bits & _ENCRYPTED:
        template = N_("“%(name)s” is encrypted; make the archive without a password.")
        raise ArchiveRefused(template, name=_shown(member.filename))
    if member.compress_type not in _METHODS:
        template = N_("“%(name)s” is packed in an unusual way; make an ordinary zip.")
        raise ArchiveRefused(template, name=_shown(member.filename))


def _check_size(member: zipfile.ZipInfo, limits: Limits) -> None:
    size = member.file_size
    if size > limits.file_bytes:
        template = N_("“%(name)s” has %(size)s bytes; at most %(limit)s are allowed.")
        shown = _shown(member.filename)
        raise ArchiveRefused(template, name=shown, size=size, limit=limits.file_bytes)
    if size > limits.ratio_from_bytes and size > limits.ratio * max(1, member.compress_size):
        template = N_("“%(name)s” is packed more than %(limit)s to one, as no course is.")
        raise ArchiveRefused(template, name=_shown(member.filename), limit=limits.ratio)


def _check_total(members: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    total = sum(member.file_size for member in members)
    if total > limits.total_bytes:
        template = N_("The archive unpacks to %(size)s bytes; at most %(limit)s are allowed.")
        raise ArchiveRefused(template, size=total, limit=limits.total_bytes)


def _check_clashes(members: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse two files with one name, upper and lower case aside, and a file that is a folder."""
    names: set[str] = set()
    for member in members:
        name = member.filename.casefold()
        if name in names:
            template = N_("“%(name)s” is in the archive twice; keep one.")
            raise ArchiveRefused(template, name=_shown(member.filename))
        names.add(name)
    for member in members:
        parents = (str(parent).casefold() for parent in PurePosixPath(member.filename).parents)
        if not names.isdisjoint(parents):
            template = N_("“%(name)s” stands inside a file, not a folder; make the zip anew.")
            raise ArchiveRefused(template, name=_shown(member.filename))


def _course_in(members: Sequence[zipfile.ZipInfo]) -> tuple[str, str]:
    """Return the course's folder name, empty where there is none, and the path that leads to it."""
    names = {member.filename for member in members}
    if _COURSE in names:
        return "", ""
    tops = {name.split("/")[0] for name in names}
    if len(tops) == 1 and f"{(top := next(iter(tops)))}/{_COURSE}" in names:
        return top, f"{top}/"
    template = N_("The archive must hold one course: a folder with %(file)s in it.")
    raise ArchiveRefused(template, file=_COURSE)


def _slug(archive: zipfile.ZipFile, root: str) -> str:
    """Return the slug that course.yaml gives, so that a course zipped without its folder fits."""
    with archive.open(f"{root}{_COURSE}") as file:
        node, _ = read_yaml(file.read(_CHUNK).decode("utf-8", "replace"))
    entry = node.entries.get("slug") if isinstance(node, Table) else None
    text = entry.node.text if entry and isinstance(entry.node, Scalar) else ""
    return text if is_slug(text) else _UNNAMED


def _write(
    archive: zipfile.ZipFile,
    members: Sequence[zipfile.ZipInfo],
    place: tuple[Path, str],
    limits: Limits,
) -> None:
    target, root = place
    left = limits.total_bytes
    for member in members:
        path = target / member.filename.removeprefix(root)
        path.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as packed, path.open("xb") as plain:
            for chunk in _chunks(packed):
                left -= len(chunk)
                if left < 0:
                    template = N_("The archive unpacks to more than %(limit)s bytes.")
                    raise ArchiveRefused(template, limit=limits.total_bytes)
                plain.write(chunk)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def _shown(name: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in name)[:80]
