"""What does a text need around it to become a page, and what does it become?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from app.core.markdown.labels import Labels


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a lesson: either safe HTML, or the place of the check with this id."""

    html: str = ""
    check: str | None = None


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading of a lesson: the id to jump to, its level (2 to 6) and its plain words."""

    id: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as a page: its segments in order, its headings, and its words for a search index."""

    segments: tuple[Segment, ...]
    toc: tuple[TocEntry, ...]
    text: str


@dataclass(frozen=True, slots=True)
class ImageFile:
    """An image that the page loads: its address, and its size in pixels."""

    href: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class TermCard:
    """A glossary term in the page's language, as plain text."""

    term: str
    definition: str


Draw: TypeAlias = Callable[[str, str], str]
"""Returns a drawing's safe inline markup, given its text alternative and a prefix for its ids."""


@dataclass(frozen=True, slots=True)
class Library:
    """What a text may refer to, in the page's language; lessons by id, the others by name.

    A reference that is not here is shown as its words alone. `heights` are those of images and
    drawings, in thousandths of the width.
    """

    images: Mapping[str, ImageFile] = field(default_factory=dict)
    drawings: Mapping[str, Draw] = field(default_factory=dict)
    terms: Mapping[str, TermCard] = field(default_factory=dict)
    lessons: Mapping[str, str] = field(default_factory=dict)
    heights: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Page:
    """A page while it is being written: what it has used so far.

    `prefix` keeps the ids of its drawings apart from those of other texts on the same page.
    """

    labels: Labels
    library: Library
    is_lesson: bool = True
    prefix: str = ""
    toc: list[TocEntry] = field(default_factory=list)
    terms: dict[str, TermCard] = field(default_factory=dict)
    drawings: list[str] = field(default_factory=list)
    tables: int = 0

    def next_table(self) -> str:
        """Return the name of the next table: its number, and the heading that it stands under."""
        self.tables += 1
        if not self.toc:
            return self.labels.table.format(n=self.tables)
        return self.labels.table_titled.format(n=self.tables, title=self.toc[-1].text)
