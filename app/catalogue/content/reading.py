"""What is known while a course is being read: its files, its ids, and what refers to what?"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from app.catalogue.content.faults import FaultCode, Notes, did_you_mean, listed
from app.catalogue.content.fields import Fields, read_table
from app.core.markdown.hs import CODE, written

if TYPE_CHECKING:
    from app.catalogue.content.read_banks import SharedBank
    from app.catalogue.content.reference import Reference
    from app.catalogue.content.tree import Tree


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file, as faults give it."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A course being read; `languages` are those of its course.yaml."""

    tree: Tree
    notes: Notes
    reference: Reference
    languages: tuple[str, ...]
    seen: set[str] = field(default_factory=set)
    ids: dict[tuple[str, str], Place] = field(default_factory=dict)
    lessons_wanted: list[tuple[str, Place]] = field(default_factory=list)
    media_used: set[str] = field(default_factory=set)
    terms_used: set[str] = field(default_factory=set)
    banks: dict[str, SharedBank] = field(default_factory=dict)

    def text(self, path: str) -> str | None:
        """Return a file's text, None where there is no such file."""
        self.seen.add(path)
        return self.tree.texts.get(path)

    def table(self, path: str) -> Fields:
        """Return the mapping of a YAML file that must be there."""
        text, shown = self.text(path), self.tree.shown(path)
        if text is not None:
            return read_table(shown, text, self.notes)
        name = path.rpartition("/")[2]
        self.notes.add(shown, 1, FaultCode.MISSING_FILE, f"{name} is missing; it must be here")
        return Fields.lost(shown, self.notes)

    def in_languages(self, folder: str, suffix: str) -> dict[str, str]:
        """Return the path of each language's words file; note the languages that have none."""
        paths = {language: f"{folder}/{language}{suffix}" for language in self.languages}
        for path in [path for path in paths.values() if self.text(path) is None]:
            name = path.rpartition("/")[2]
            message = f"{name} is missing; the course is in {listed(self.languages)}"
            self.notes.add(self.tree.shown(path), 1, FaultCode.MISSING_LANGUAGE, message)
        return {language: path for language, path in paths.items() if path in self.tree.texts}

    def skip_folder(self, path: str, message: str) -> None:
        """Note a folder that is not read, with all that is in it."""
        self.notes.add(self.tree.shown(path), 1, FaultCode.UNKNOWN_FILE, message)
        for file in (*self.tree.texts, *self.tree.pictures):
            if file.startswith(f"{path}/"):
                self.seen.add(file)

    def define(self, kind: str, identifier: str, place: Place) -> None:
        """Take an id for its kind; note where it was taken before."""
        if not identifier:
            return
        first = self.ids.setdefault((kind, identifier), place)
        if first is not place:
            message = f"{kind} “{identifier}” is already in {first.file}:{first.line}; rename one"
            self.notes.add(place.file, place.line, FaultCode.DUPLICATE_ID, message)

    def want_lesson(self, identifier: str, place: Place) -> None:
        """Remember a reference to a lesson, which may come later in the course."""
        self.lessons_wanted.append((identifier, place))

    def unknown_lessons(self) -> None:
        """Note the references to lessons that the course does not have."""
        known = [identifier for kind, identifier in self.ids if kind == "lesson"]
        for identifier, place in self.lessons_wanted:
            if identifier and identifier not in known:
                hint = did_you_mean(identifier, known)
                message = f"the course has no lesson “{identifier}”{hint}"
                self.notes.add(place.file, place.line, FaultCode.UNKNOWN_LESSON, message)

    def term(self, identifier: str, place: Place) -> None:
        """Check a reference to a glossary term."""
        self.terms_used.add(identifier)
        note = partial(self.notes.add, place.file, place.line, FaultCode.UNKNOWN_TERM)
        term = self.reference.terms.get(identifier)
        if term is None:
            hint = did_you_mean(identifier, self.reference.terms)
            note(f"the glossary has no term “{identifier}”{hint}")
            return
        for language in self.languages:
            if not (term.term.get(language) and term.definition.get(language)):
                note(f"the glossary has no words in “{language}” for “{identifier}”")

    def hs_code(self, code: str, place: Place) -> None:
        """Check a reference to an HS code."""
        if CODE.fullmatch(code) and code in self.reference.hs:
            return
        digits = "".join(filter(str.isdecimal, code))
        known = written(digits)
        if known in self.reference.hs:
            hint = f"; write “{known}”"
        elif CODE.fullmatch(code):
            hint = did_you_mean(code, (c for c in self.reference.hs if len(c) == len(code)))
        else:
            hint = "; a code is written 0901.21, a heading 09.01, a chapter 09"
        message = f"“{code[:40]}” is not a code of HS 2022{hint}"
        self.notes.add(place.file, place.line, FaultCode.UNKNOWN_HS_CODE, message)
