"""Which words does the renderer itself add to a page, in each language?

Courses are rendered once, when they are published, without a request whose language gettext
could follow; so these few words are a table of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Labels:
    """The renderer's words in one language; `{n}`, `{title}` are filled in."""

    callouts: Mapping[str, str]
    table: str
    table_titled: str
    hs_caption: str
    hs_code: str
    hs_words: str
    hs_one_dash: str
    hs_two_dashes: str
    hs_answer: str
    footnotes: str
    footnote: str
    footnote_back: str


LABELS: Mapping[str, Labels] = {
    "en": Labels(
        callouts={
            "rule": "Rule",
            "example": "Example",
            "warning": "Take care",
            "national": "National practice",
        },
        table="Table {n}",
        table_titled="Table {n}: {title}",
        hs_caption="HS codes and their wording",
        hs_code="Code",
        hs_words="Wording",
        hs_one_dash="One dash:",
        hs_two_dashes="Two dashes:",
        hs_answer="Answer",
        footnotes="Footnotes",
        footnote="Footnote {n}",
        footnote_back="Back to the text of footnote {n}",
    ),
    "fr": Labels(
        callouts={
            "rule": "Règle",
            "example": "Exemple",
            "warning": "Attention",
            "national": "Pratique nationale",
        },
        table="Tableau {n}",
        table_titled="Tableau {n}\u00a0: {title}",
        hs_caption="Codes du SH et leur libellé",
        hs_code="Code",
        hs_words="Libellé",
        hs_one_dash="Un tiret\u00a0:",
        hs_two_dashes="Deux tirets\u00a0:",
        hs_answer="Réponse",
        footnotes="Notes",
        footnote="Note {n}",
        footnote_back="Retour au texte de la note {n}",
    ),
}
"""The languages in which a course can be published."""
