"""A small whole course in two languages, written into a folder and then spoilt as a test likes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from app.catalogue.content.faults import Fault
from app.catalogue.content.files import load_course
from app.catalogue.content.model import Course
from tests.catalogue.samples import FILES, REFERENCE, SLUG


@dataclass(frozen=True)
class CourseFolder:
    """A course on disk."""

    folder: Path

    @classmethod
    def written_in(
        cls, root: Path, slug: str = SLUG, files: Mapping[str, str | bytes] = FILES
    ) -> CourseFolder:
        """Write the whole course, which has no fault."""
        course = cls(root / slug)
        for path, content in files.items():
            course.write(path, content)
        return course

    def write(self, path: str, content: str | bytes) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            target.write_bytes(content)
        else:
            target.write_text(dedent(content).removeprefix("\n"), "utf-8")

    def read(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace the one place of a file where a text stands."""
        text = self.read(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        (self.folder / path).write_text(text.replace(old, new), "utf-8")

    def remove(self, path: str) -> None:
        (self.folder / path).unlink()

    def load(self, known: set[str] | None = None) -> tuple[Course | None, list[Fault]]:
        return load_course(self.folder, REFERENCE, known)

    def course(self) -> Course:
        """Return the course, which must have no fault."""
        course, faults = self.load()
        assert course is not None, "\n".join(map(str, faults))
        return course

    def faults(self, known: set[str] | None = None) -> list[tuple[str, int, str]]:
        """Return the faults as (path inside the course, line, code)."""
        start = f"{self.folder.name}/"
        return [(f.file.removeprefix(start), f.line, f.code.value) for f in self.load(known)[1]]

    def line(self, path: str, text: str) -> int:
        """Return the line of the first place where a text stands in a file."""
        content = self.read(path)
        return content.count("\n", 0, content.index(text)) + 1
