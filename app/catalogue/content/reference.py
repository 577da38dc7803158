"""Which HS codes and glossary terms may a course refer to?"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.catalogue.content.faults import Fault, FaultCode, Notes
from app.catalogue.content.fields import Fields, is_slug, read_table
from app.catalogue.content.model import Term
from app.core.markdown import LABELS
from app.core.markdown.hs import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

HS_EDITION = 2022

_CSV_ENCODING = "utf-8-sig"


@dataclass(frozen=True, slots=True)
class Reference:
    """The codes of HS 2022 as they are written (`09`, `09.01`, `0901.21`) and the glossary.

    A code's value is its English description, a shortened paraphrase and not the legal text; see
    courses/_reference/PROVENANCE.md for the rows that must not be shown.
    """

    hs: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)


def load_reference(root: Path) -> tuple[Reference, list[Fault]]:
    """Read the reference data and the glossary of a courses folder, with the glossary's faults."""
    notes = Notes()
    terms = _base_terms(root / "_reference" / "glossary.csv")
    terms.update(_own_terms(root / "glossary", notes))
    codes = _hs_codes(root / "_reference" / "hs2022.csv")
    return Reference(codes, dict(sorted(terms.items()))), notes.sorted()


def term_id(english: str) -> str:
    """Return the id of a term of the base: `Harmonized System (HS)` is `harmonized-system`."""
    without_brackets = re.sub(r"\([^)]*\)", "", english)
    return re.sub(r"[^a-z0-9]+", "-", without_brackets.lower()).strip("-")


def _hs_codes(path: Path) -> dict[str, str]:
    with path.open(encoding=_CSV_ENCODING, newline="") as rows:
        return {
            written(row["code"]): row["description_en"]
            for row in csv.DictReader(rows)
            if row["code"].isdecimal()
        }


def _base_terms(path: Path) -> dict[str, Term]:
    with path.open(encoding=_CSV_ENCODING, newline="") as rows:
        terms = (_base_term(row) for row in csv.DictReader(rows))
        return {term.id: term for term in terms}


def _base_term(row: Mapping[str, str]) -> Term:
    return Term(
        id=term_id(row["term_en"]),
        source=row["source"],
        term={language: row[f"term_{language}"] for language in LABELS},
        definition={language: row[f"definition_{language}"] for language in LABELS},
    )


def _own_terms(folder: Path, notes: Notes) -> Iterator[tuple[str, Term]]:
    """Yield the terms of courses/glossary, which add to the base or replace its rows."""
    if not folder.is_dir():
        return
    structure = _read(folder, "terms.yaml", notes)
    words = {language: _read(folder, f"{language}.yaml", notes) for language in LABELS}
    for identifier in structure.node.entries:
        if not is_slug(identifier):
            message = f"“{identifier}” is not an id: lower-case letters, digits, single hyphens"
            structure.fault(identifier, FaultCode.BAD_ID, message)
        yield identifier, _own_term(identifier, structure, words)
    if structure.is_lost:
        return
    for fields in words.values():
        fields.asked.update(structure.node.entries)
        fields.unknown_keys()


def _own_term(identifier: str, structure: Fields, words: Mapping[str, Fields]) -> Term:
    base = structure.table(identifier)
    source = base.text("source") if base else ""
    if base:
        base.unknown_keys()
    term, definition = {}, {}
    for language, fields in words.items():
        own = fields.table(identifier)
        if own is not None:
            term[language], definition[language] = own.text("term"), own.text("definition")
            own.unknown_keys()
    return Term(identifier, source, term, definition)


def _read(folder: Path, name: str, notes: Notes) -> Fields:
    path, shown = folder / name, f"{folder.name}/{name}"
    if path.is_file():
        return read_table(shown, path.read_text("utf-8", "replace"), notes)
    notes.add(shown, 1, FaultCode.MISSING_FILE, f"{name} is missing; the glossary needs it")
    return Fields.lost(shown, notes)
