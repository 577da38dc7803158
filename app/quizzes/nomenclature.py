"""Which rows has the Harmonized System, and in which words may each be shown?

The list is `courses/_reference/hs2022.csv`: short descriptions, not the legal text, and what its
`PROVENANCE.md` says must not be shown is not shown here. `hs2022_fr.yaml` beside it has our own
French wording of some of its rows.

A translated row among untranslated ones would show the way to the key of a question. So a wording
counts only where a whole level has it: all sections, all chapters, all headings of a chapter or
all subheadings of a chapter. Elsewhere every row of that level is shown in English.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec

from app.core.markdown.hs import dashes, written
from app.core.shipped import shipped

EDITION = 2022
ENGLISH = "en"
_LIST = f"hs{EDITION}.csv"
_VERSION_LENGTH = 12

# What PROVENANCE.md lists as wrong, or as impossible to tell from another row, in the source.
_UNUSABLE = frozenset((
    "190590", "210111", "2515", "300214", "300249", "382764", "382765", "382768", "410229",
    "410390", "5307", "5408", "5606", "570321", "570329", "570331", "570339", "870230", "870460",
    "940191", "940199", "940490",
))  # fmt: skip


class NomenclatureError(Exception):
    """The list or its wording cannot be used; the message names the file and what is expected."""


class Level(StrEnum):
    """How deep a row stands, from the top."""

    SECTION = "section"
    CHAPTER = "chapter"
    HEADING = "heading"
    SUBHEADING = "subheading"


_LEVELS = {"1": Level.SECTION, "2": Level.CHAPTER, "4": Level.HEADING, "6": Level.SUBHEADING}
_Group = tuple[str, Level]


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `english` is empty where the source's description must not be shown."""

    code: str
    level: Level
    parent: str
    english: str

    @property
    def group(self) -> _Group:
        """The rows whose wordings count together or not at all."""
        is_top = self.level in (Level.SECTION, Level.CHAPTER)
        return ("" if is_top else self.code[:2], self.level)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as a page shows it.

    `written` is the code with its dot, `dashes` the number of dashes before the words, `words` is
    empty where there is none to show, `language` is the language of the words.
    """

    code: str
    level: Level
    parent: str
    written: str
    dashes: int
    words: str
    language: str


@dataclass(frozen=True, slots=True)
class Nomenclature:
    """An edition of the Harmonized System.

    `version` changes with any byte of the files. `rows` go by bare code (`IV`, `19`, `1902`,
    `190219`) in the order of the list, `below` maps a code to those directly beneath it, "" to the
    sections. `wordings` holds by language the words that count; `lacking` holds by language the
    codes that keep the rest of their group from counting.
    """

    version: str
    rows: Mapping[str, Row]
    below: Mapping[str, tuple[str, ...]]
    wordings: Mapping[str, Mapping[str, str]]
    lacking: Mapping[str, Mapping[_Group, tuple[str, ...]]]

    def language(self, wanted: str) -> str:
        """Return the language in which rows are shown to readers of `wanted`, wherever possible."""
        return wanted if wanted in self.wordings else ENGLISH

    def path(self, code: str) -> tuple[str, ...]:
        """Return the codes from the section down to this one; none for "".

        A heading that is not subdivided is as good as its only subheading (0409, 0409.00), so its
        path ends there.
        """
        only = self.below.get(code, ())
        last = only[0] if len(only) == 1 and self.rows[only[0]].level is Level.SUBHEADING else code
        steps = []
        while last:
            steps.append(last)
            last = self.rows[last].parent
        return tuple(reversed(steps))

    def entry(self, code: str, language: str) -> Entry:
        """Return a row for a page in a language. Raises KeyError for a code that is not there."""
        row = self.rows[code]
        own = self.wordings.get(language, {}).get(code) if row.english else None
        label = code if row.level is Level.SECTION else written(code)
        return Entry(
            code=code,
            level=row.level,
            parent=row.parent,
            written=label,
            dashes=dashes(label),
            words=own or row.english,
            language=language if own else ENGLISH,
        )

    def entries(self, codes: Iterable[str], language: str) -> tuple[Entry, ...]:
        """Return rows for a page in a language."""
        return tuple(self.entry(code, language) for code in codes)

    def top(self) -> tuple[str, ...]:
        """Return the codes of sections and chapters, each section before its chapters."""
        return tuple(code for section in self.below[""] for code in (section, *self.below[section]))

    def chapter(self, code: str) -> tuple[str, ...]:
        """Return the codes of a chapter's headings and subheadings, in their order."""
        return tuple(
            code for heading in self.below[code] for code in (heading, *self.below[heading])
        )


@cache
def hs2022() -> Nomenclature:
    """Return the list that comes with Greenlane, read once in the life of a process.

    Raises NomenclatureError.
    """
    return read(shipped("courses") / "_reference")


def read(folder: Path) -> Nomenclature:
    """Read the list and its wordings from a folder of reference data. Raises NomenclatureError."""
    files = (folder / _LIST, folder / f"hs{EDITION}_fr.yaml")
    rows = {row.code: row for row in _rows(files[0])}
    whole, lacking = _counting(rows, _wording(files[1], rows))
    below: dict[str, list[str]] = {code: [] for code in ("", *rows)}
    for row in rows.values():
        below[row.parent].append(row.code)
    return Nomenclature(
        version=sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:_VERSION_LENGTH],
        rows=rows,
        below={code: tuple(codes) for code, codes in below.items()},
        wordings={"fr": whole},
        lacking={"fr": lacking},
    )


def _rows(path: Path) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for found in csv.DictReader(lines):
                code, cut = found["code"], found["truncated"] or found["code"] in _UNUSABLE
                english = "" if cut else found["description_en"]
                yield Row(code, _LEVELS[found["level"]], found["parent"], english)
    except (OSError, UnicodeDecodeError, csv.Error, KeyError) as error:
        raise NomenclatureError(f"{path}: {error!r}; see PROVENANCE.md beside it") from error


def _wording(path: Path, rows: Mapping[str, Row]) -> dict[str, str]:
    try:
        found = msgspec.yaml.decode(path.read_bytes(), type=dict[str, str])
    except (OSError, msgspec.MsgspecError) as error:
        raise NomenclatureError(f"{path}: {error}; see the comments in that file") from error
    for code in found:
        if code not in rows:
            raise NomenclatureError(f"{path}: `{code}` is not a code of {_LIST}")
        if not rows[code].english:
            raise NomenclatureError(f"{path}: {code} has no usable description; take its line out")
    return found


def _counting(
    rows: Mapping[str, Row], wording: Mapping[str, str]
) -> tuple[dict[str, str], dict[_Group, tuple[str, ...]]]:
    """Return the words of whole groups, and the codes without words of groups that have some."""
    groups: dict[_Group, list[str]] = {}
    for row in rows.values():
        if row.english:
            groups.setdefault(row.group, []).append(row.code)
    lacking = {
        group: missing
        for group, codes in groups.items()
        if (missing := tuple(code for code in codes if code not in wording))
        and len(missing) < len(codes)
    }
    whole = {code: text for code, text in wording.items() if rows[code].group not in lacking}
    return whole, lacking
