"""Is a folder a course that can be published, and if not, what is wrong with it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.catalogue.content.faults import Fault, FaultCode, Notes
from app.catalogue.content.read_course import read_course
from app.catalogue.content.reading import Reading
from app.catalogue.content.tree import read_tree, source_digest

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from app.catalogue.content.model import Course
    from app.catalogue.content.reference import Reference

__all__ = ["course_folders", "load_course", "source_digest"]

_NO_COURSES = frozenset({"_reference", "glossary"})


def load_course(
    folder: Path, reference: Reference, known: Collection[str] | None = None
) -> tuple[Course | None, list[Fault]]:
    """Read a course; return it, or None with every fault, sorted by file and line.

    `known` are the slugs of all courses, against which prerequisites are checked; None leaves
    them unchecked. Raises nothing for whatever the folder holds.
    """
    notes = Notes()
    tree = read_tree(folder, notes)
    if not tree.texts and not notes.faults:
        notes.add(tree.slug, 1, FaultCode.MISSING_FILE, "there is no course.yaml in this folder")
        return None, notes.sorted()
    course = read_course(Reading(tree, notes, reference, ()), known)
    return (None, notes.sorted()) if notes.faults else (course, [])


def course_folders(root: Path) -> tuple[Path, ...]:
    """Return the folders of courses in a courses folder, by name."""
    return tuple(
        path
        for path in sorted(root.iterdir())
        if path.is_dir() and path.name not in _NO_COURSES and not path.name.startswith(".")
    )
