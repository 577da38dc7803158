"""Levels of the list, from wide to narrow, marked by neighbours."""

from tests.quizzes.every import Sample

_ITEMS = ["section", "chapter", "heading", "subheading"]
_EN = {
    "prompt": "Put them in order, **the widest first**.",
    "items": {
        "section": "Section",
        "chapter": "Chapter",
        "heading": "Heading",
        "subheading": "Subheading",
    },
    "feedback": {
        "right": "Each level lies within the one before.",
        "partly": "Some levels follow each other as they should.",
        "wrong": "Begin with the widest: the section.",
    },
    "explanation": "Sections hold chapters, chapters headings, headings subheadings.",
    "rule": "General Rules 1 and 6",
}
_FR = {
    "prompt": "Rangez-les, **le plus large d’abord**.",
    "items": {
        "section": "Section",
        "chapter": "Chapitre",
        "heading": "Position",
        "subheading": "Sous-position",
    },
    "feedback": {
        "right": "Chaque niveau est compris dans le précédent.",
        "partly": "Certains niveaux se suivent comme il faut.",
        "wrong": "Commencez par le plus large : la section.",
    },
    "explanation": "Section, chapitre, position, sous-position : du plus large au plus étroit.",
    "rule": "Règles générales 1 et 6",
}

SAMPLE = Sample(
    type="ordering",
    spec={"items": _ITEMS, "key": _ITEMS, "marking": "adjacent"},
    words={"en": _EN, "fr": _FR},
    other_spec={"items": _ITEMS, "key": _ITEMS[::-1], "marking": "position"},
    right=_ITEMS,
    form={"answer": _ITEMS},
    answers=(
        ["chapter", "heading", "subheading", "section"],
        ["subheading", "heading", "chapter", "section"],
        ["chapter", "section", "subheading", "heading"],
        [],
        "",
        None,
        ["section"],
        ["section", "section", "section", "section"],
        ["section", "chapter", "heading", "part"],
        "section",
        {},
        3,
    ),
)
