"""The sample of `hs_classification`."""

from tests.quizzes.every import Sample

_EN = {
    "prompt": "Ravioli stuffed with beef, cooked; the beef is 30% of the weight. **Which code?**",
    "reasons": {
        "rule-1": "General Rule 1",
        "rule-3b": "General Rule 3(b)",
        "rule-6": "General Rule 6",
        "chapter-16-note-2": "Note 2 to Chapter 16",
    },
    "feedback": {
        "rule-1": "The words of heading 19.02 and the notes decide.",
        "rule-3b": "No need: 19.02 names stuffed pasta.",
        "rule-6": "It leads from the heading to the subheading.",
        "chapter-16-note-2": "It excepts the stuffed products of 19.02.",
    },
    "levels": {
        "chapter": "Over 20% of meat leads to Chapter 16, but not for stuffed products of 19.02.",
        "heading": "Pasta has a heading of its own.",
        "subheading": "Stuffed pasta has a subheading of its own, cooked or not.",
    },
    "explanation": "Stuffed pasta stays in 19.02, however much meat is in it.",
    "rule": "General Rules 1 and 6, Note 2 to Chapter 16",
}
_FR = {
    "prompt": "Raviolis farcis au bœuf, cuits ; le bœuf fait 30 % du poids total. **Quel code ?**",
    "reasons": {
        "rule-1": "Règle générale 1",
        "rule-3b": "Règle générale 3 b)",
        "rule-6": "Règle générale 6",
        "chapter-16-note-2": "Note 2 du Chapitre 16",
    },
    "feedback": {
        "rule-1": "Le texte de la position 19.02 et les notes décident.",
        "rule-3b": "Inutile : le 19.02 nomme les pâtes farcies.",
        "rule-6": "Elle mène de la position à la sous-position.",
        "chapter-16-note-2": "Elle excepte les produits farcis du 19.02.",
    },
    "levels": {
        "chapter": "Plus de 20 % de viande mène au Chapitre 16, sauf les produits farcis du 19.02.",
        "heading": "Les pâtes ont leur propre position.",
        "subheading": "Les pâtes farcies ont leur propre sous-position, cuites ou non.",
    },
    "explanation": "Les pâtes farcies restent au 19.02, quelle que soit la part de viande.",
    "rule": "Règles générales 1 et 6, Note 2 du Chapitre 16",
}
_REASONS = ["rule-1", "rule-3b", "rule-6", "chapter-16-note-2"]

SAMPLE = Sample(
    type="hs_classification",
    spec={
        "edition": 2022,
        "key": "190220",
        "reasons": _REASONS,
        "reasoning_key": ["rule-1", "rule-6", "chapter-16-note-2"],
    },
    words={"en": _EN, "fr": _FR},
    other_spec={
        "edition": 2022,
        "key": "160250",
        "reasons": _REASONS,
        "reasoning_key": ["rule-3b"],
    },
    right={
        "path": "190220",
        "reasons": ["chapter-16-note-2", "rule-1", "rule-6"],
        "find": "",
    },
    form={
        "path": ["190220"],
        "find": [""],
        "reason": ["rule-1", "rule-6", "chapter-16-note-2"],
    },
    answers=(
        {"path": "190230", "reasons": ["rule-1"], "find": "ravioli"},
        {"path": "1902", "reasons": [], "find": ""},
        {"path": "IV", "reasons": list(_REASONS), "find": ""},
        {"path": "", "reasons": ["rule-1"], "find": ""},
        {"path": "", "reasons": [], "find": "pasta"},
        {"path": "160250", "reasons": ["rule-3b"], "find": "x" * 300},
        "1902.20",
        "",
        None,
        {},
        {"path": "770000"},
        {"path": 1902},
        {"path": "190220", "reasons": "rule-1"},
        {"path": "190220", "reasons": ["rule-2"]},
        {"path": "190220", "reasons": [["rule-1"]]},
        {"find": {"a": 1}},
        ["190220"],
        190220,
    ),
)
