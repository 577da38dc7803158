"""How do the texts and pictures of a question become HTML in one language?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.markdown import LABELS, render_block, render_inline, render_picture

if TYPE_CHECKING:
    from app.core.markdown import Labels, Library


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes one item of the course; its id keeps drawings' ids apart on the page of many items."""

    item: str
    language: str
    library: Library

    def block(self, source: str, *path: str) -> str:
        """Return the HTML of a block of Markdown that stands at a path of the item's words."""
        return render_block(source, self._labels, self.library, self._prefix(path))

    def line(self, source: str) -> str:
        """Return the HTML of one line of words."""
        return render_inline(source, self._labels)

    def picture(self, name: str, alternative: str) -> dict[str, object]:
        """Return what a page shows of a file of the media folder: its HTML, and its proportions.

        `height` is in thousandths of the width.
        """
        html = render_picture(name, alternative, self.library, self._prefix(("picture",)))
        return {"html": html, "height": self.library.heights.get(name, 1000)}

    @property
    def _labels(self) -> Labels:
        return LABELS[self.language]

    def _prefix(self, path: tuple[str, ...]) -> str:
        return "-".join((self.item, *path, ""))
