"""Which files does a course's folder hold, and have they changed?"""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.catalogue.content.faults import FaultCode, Notes, listed
from app.catalogue.content.model import FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MAX_FILES = 2000
PICTURES = (".png", ".jpg", ".webp")
MAX_BYTES = {".yaml": 200_000, ".md": 60_000, ".svg": 100_000} | dict.fromkeys(PICTURES, 500_000)
"""The largest file of each kind: Markdown made to be slow takes time by its length squared."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The files of a course by their path inside its folder, texts decoded, pictures as bytes."""

    slug: str
    texts: Mapping[str, str]
    pictures: Mapping[str, bytes]

    def folders(self, path: str) -> tuple[str, ...]:
        """Return the names of the folders in a folder that hold files, sorted."""
        return tuple(sorted({rest[0] for rest in self._below(path) if len(rest) > 1}))

    def files(self, path: str) -> tuple[str, ...]:
        """Return the names of the files that stand directly in a folder, sorted."""
        return tuple(sorted(rest[0] for rest in self._below(path) if len(rest) == 1))

    def shown(self, path: str) -> str:
        """Return a file's path as faults give it, from the courses folder on."""
        return f"{self.slug}/{path}"

    def _below(self, path: str) -> Iterator[list[str]]:
        start = f"{path}/" if path else ""
        for name in (*self.texts, *self.pictures):
            if name.startswith(start):
                yield name.removeprefix(start).split("/")


def read_tree(folder: Path, notes: Notes) -> Tree:
    """Read a course's files; note those that cannot be read or do not belong in a course."""
    tree = Tree(folder.resolve().name, {}, {})
    texts: dict[str, str] = {}
    pictures: dict[str, bytes] = {}
    for number, path in enumerate(_files(folder)):
        shown = tree.shown(path.relative_to(folder).as_posix())
        if number >= MAX_FILES:
            message = f"the course has more than {MAX_FILES} files; no more are read"
            notes.add(shown, 1, FaultCode.TOO_LARGE, message)
            break
        data = _read(path, shown, notes)
        if data is None:
            continue
        if path.suffix in PICTURES:
            pictures[path.relative_to(folder).as_posix()] = data
        else:
            texts[path.relative_to(folder).as_posix()] = _decode(data, shown, notes)
    return Tree(tree.slug, texts, pictures)


def source_digest(folder: Path, root: Path) -> str:
    """Return the sha256 of a course's files and names, of the reference data and of the format.

    `root` is the courses folder. While it stays the same, checking and publishing the course give
    what they gave before.
    """
    digest = hashlib.sha256(f"format {FORMAT}\n".encode())
    for base in (folder, root / "_reference", root / "glossary"):
        for path in _files(base):
            data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
            name = path.relative_to(base).as_posix()
            digest.update(f"{base.name}/{name}\n{len(data)}\n".encode("utf-8", "surrogateescape"))
            digest.update(data)
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """Yield what is not a folder, by name; hidden files are no part of a course."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith((".", "__MACOSX")):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        else:
            yield path


def _read(path: Path, shown: str, notes: Notes) -> bytes | None:
    """Return the bytes of a file, None where it is noted as none that a course can hold."""
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        notes.add(shown, 1, FaultCode.UNKNOWN_FILE, "not a plain file; put the file itself here")
        return None
    if path.suffix not in MAX_BYTES:
        message = f"a course holds only {listed(MAX_BYTES)} files; remove or convert it"
        notes.add(shown, 1, FaultCode.UNKNOWN_FILE, message)
        return None
    limit = MAX_BYTES[path.suffix]
    if status.st_size > limit:
        message = f"{status.st_size:,} bytes; a file of this kind has at most {limit:,}"
        notes.add(shown, 1, FaultCode.TOO_LARGE, message)
        return None
    return path.read_bytes()


def _decode(data: bytes, shown: str, notes: Notes) -> str:
    """Return the text; where bytes are not UTF-8 they are noted with their line and replaced."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        notes.add(shown, line, FaultCode.BAD_ENCODING, "not UTF-8; save the file as UTF-8")
        text = data.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
