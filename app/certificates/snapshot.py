"""What does a certificate keep of its course, so that it reads the same for ever?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from app.catalogue.content.version import Outline, Words
from app.certificates import words


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a certificate prints beside its holder, in each language of the course.

    ``country`` is the holder's member (two letters, empty for another body): it tells whose forms
    of Chinese characters a name has.
    """

    slug: str
    title: Words
    summary: Words
    objectives: tuple[Words, ...]
    minutes: int
    level: words.Level
    hs_edition: int | None
    country: str = ""

    def as_json(self) -> dict[str, Any]:
        """What the certificate's row keeps."""
        kept: dict[str, Any] = msgspec.to_builtins(self)
        return kept

    def spoken(self, language: str) -> str:
        """The language, where the course has it; else the course's first."""
        return language if language in self.title else next(iter(self.title))

    def title_in(self, language: str) -> str:
        """The course's title in the language, or the one that there is."""
        return self.title[self.spoken(language)]


def taken(outline: Outline, country: str) -> Snapshot:
    """The snapshot of a version on the day of issue."""
    return Snapshot(
        slug=outline.slug,
        title=outline.title,
        summary=outline.summary,
        objectives=outline.objectives,
        minutes=outline.minutes,
        level=outline.level.value,
        hs_edition=outline.hs_edition,
        country=country,
    )


def read(kept: dict[str, Any]) -> Snapshot:
    """What a certificate's row kept."""
    return msgspec.convert(kept, Snapshot)
