"""Which codes and terms does the reference data give, and is the glossary checked?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.catalogue.content.model import Term
from app.catalogue.content.reference import load_reference, term_id

pytestmark = pytest.mark.pure

COURSES = Path(__file__).parents[2] / "courses"

HS = """section,code,level,parent,description_en,truncated
II,II,1,,Vegetable products,
II,09,2,II,Coffee and tea,
II,0901,4,09,Coffee,
II,090121,6,0901,"Coffee, roasted",
"""
GLOSSARY = """term_en,term_fr,term_es,definition_en,definition_fr,source
Harmonized System (HS),Système harmonisé (SH),x,A list.,Une liste.,HS Convention
heading,position,x,Four digits.,Quatre chiffres.,HS
"""

TERMS = """heading: {source: "Ours"}
retail-set: {source: "GIR 3(b)"}
"""
ENGLISH = """heading: {term: Heading, definition: A.}
retail-set: {term: set, definition: B.}
"""
FRENCH = """heading: {term: Position, definition: C.}
retail-set: {term: assortiment, definition: D.}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "_reference/hs2022.csv": HS,
        "_reference/glossary.csv": GLOSSARY,
        "glossary/terms.yaml": TERMS,
        "glossary/en.yaml": ENGLISH,
        "glossary/fr.yaml": FRENCH,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def faults(root: Path) -> list[tuple[str, int, str]]:
    return [(f.file, f.line, f.code.value) for f in load_reference(root)[1]]


def test_codes_are_keyed_as_they_are_written_and_sections_are_none(root: Path) -> None:
    reference, _ = load_reference(root)

    assert reference.hs == {
        "09": "Coffee and tea",
        "09.01": "Coffee",
        "0901.21": "Coffee, roasted",
    }


def test_glossary_adds_to_the_base_and_replaces_its_rows(root: Path) -> None:
    reference, found = load_reference(root)

    assert found == []
    assert list(reference.terms) == ["harmonized-system", "heading", "retail-set"]
    assert reference.terms["heading"] == Term(
        "heading", "Ours", {"en": "Heading", "fr": "Position"}, {"en": "A.", "fr": "C."}
    )


def test_base_alone_is_enough(root: Path) -> None:
    for path in (root / "glossary").iterdir():
        path.unlink()
    (root / "glossary").rmdir()

    reference, found = load_reference(root)

    assert (list(reference.terms), found) == (["harmonized-system", "heading"], [])


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    (
        ("en.yaml", "retail-set", "retail-sets", ("glossary/en.yaml", 1, "missing-key")),
        ("en.yaml", "retail-set", "retail-sets", ("glossary/en.yaml", 2, "unknown-key")),
        ("fr.yaml", "definition: D.", "meaning: D.", ("glossary/fr.yaml", 2, "missing-key")),
        ("fr.yaml", "definition: D.", "definition: ''", ("glossary/fr.yaml", 2, "empty")),
        ("terms.yaml", "source: \"Ours\"", "from: x", ("glossary/terms.yaml", 1, "unknown-key")),
        ("terms.yaml", "retail-set", "Retail Set", ("glossary/terms.yaml", 2, "bad-id")),
        ("terms.yaml", "retail-set:", "heading:", ("glossary/terms.yaml", 2, "duplicate-key")),
        ("terms.yaml", "retail-set: {", "retail-set: [", ("glossary/terms.yaml", 2, "bad-yaml")),
    ),
    ids=range(8),
)  # fmt: skip
def test_fault_of_the_glossary_is_found_on_its_line(
    root: Path, name: str, old: str, new: str, fault: tuple[str, int, str]
) -> None:
    path = root / "glossary" / name
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")

    assert fault in faults(root)


def test_missing_language_of_the_glossary_is_a_fault(root: Path) -> None:
    (root / "glossary" / "fr.yaml").unlink()

    assert ("glossary/fr.yaml", 1, "missing-file") in faults(root)


@pytest.mark.parametrize(
    ("english", "identifier"),
    (
        ("Harmonized System (HS)", "harmonized-system"),
        ("arm's length price", "arm-s-length-price"),
        ("CEN (Customs Enforcement Network)", "cen"),
        ("post-clearance audit (PCA)", "post-clearance-audit"),
    ),
    ids=str,
)
def test_id_of_a_term_is_its_english_words(english: str, identifier: str) -> None:
    assert term_id(english) == identifier


def test_reference_data_of_the_repository_is_whole() -> None:
    reference, found = load_reference(COURSES)

    assert found == []
    assert len(reference.hs) == 96 + 1228 + 5612
    written = re.compile(r"\d\d|\d\d\.\d\d|\d{4}\.\d\d")
    assert [code for code in reference.hs if not written.fullmatch(code)] == []
    words = {t.id: (*t.term.values(), *t.definition.values()) for t in reference.terms.values()}
    assert [identifier for identifier, texts in words.items() if not all(texts)] == []
