"""An essay."""

from tests.quizzes.every import Sample

_EN = {
    "prompt": "One retail box holds raw spaghetti, grated cheese and tomato sauce. **Explain** to "
    "the importer why it has one tariff line.",
    "rubric": {
        "facts": {
            "title": "Facts of the goods",
            "levels": ["No fact is named", "Some facts are named", "Every fact that counts"],
        },
        "rule": {"title": "The rule", "levels": ["No rule", "The right rule, and how it applies"]},
    },
    "model_answer": "The box is a **set**:\n\n- goods of different headings,\n- for one meal.",
    "explanation": "The spaghetti gives the set its essential character.",
    "rule": "General Rule 3(b)",
}
_FR = {
    "prompt": "Une boîte pour la vente au détail contient des spaghettis crus, du fromage râpé et "
    "de la sauce tomate. **Expliquez** à l’importateur pourquoi elle n’a qu’une ligne.",
    "rubric": {
        "facts": {
            "title": "Les faits",
            "levels": ["Aucun fait", "Quelques faits", "Tous les faits qui comptent"],
        },
        "rule": {"title": "La règle", "levels": ["Aucune règle", "La bonne règle, appliquée"]},
    },
    "model_answer": "La boîte est un **assortiment** :\n\n- des produits de positions "
    "différentes,\n- pour un même repas.",
    "explanation": "Les spaghettis confèrent à l’assortiment son caractère essentiel.",
    "rule": "Règle générale 3 b)",
}
_LIMITS = {
    "words": {"min": 5, "max": 300},
    "files": {"max": 2, "kinds": ["pdf", "txt"], "size_mb": 2},
    "second_marker": True,
}
_OTHER_RUBRIC = {
    "facts": {"title": "Other facts", "levels": ["None", "Few", "Many", "All"]},
    "rule": {"title": "Other rule", "levels": ["Other", "Else"]},
}

SAMPLE = Sample(
    type="essay",
    spec={"rubric": {"facts": [0, 2, 4], "rule": [0, 6]}, "agree_within": 2, **_LIMITS},
    words={"en": _EN, "fr": _FR},
    other_spec={"rubric": {"facts": [1, 2, 3, 8], "rule": [0, 1]}, "agree_within": 1, **_LIMITS},
    other_words={
        "en": {**_EN, "rubric": _OTHER_RUBRIC, "model_answer": "Another one."},
        "fr": {**_FR, "rubric": _OTHER_RUBRIC, "model_answer": "Un autre."},
    },
    right={
        "text": "It is a set.\nRule 3(b) applies.",
        "files": [],
        "marks": [{"levels": {"facts": 2, "rule": 1}}],
    },
    form={"answer": ["It is a set.\r\nRule 3(b) applies."]},
    answers=(
        {"text": "A set.", "files": []},
        {"text": "", "files": [3, 4]},
        {"text": "A set.", "files": [3], "marks": [{"levels": {"facts": 1, "rule": 0}}]},
        {"text": "A set.", "marks": [{"levels": {"facts": 9}}, 3, None]},
        {"text": "", "files": []},
        {"text": 3},
        {"files": [True]},
        {"files": [1, 2, 3]},
        {"files": ["1"]},
        {},
        "",
        None,
        "A set.",
        ["A set."],
        7,
    ),
)
