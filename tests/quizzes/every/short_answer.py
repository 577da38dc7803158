"""A term, with an answer that is worth a half and words around it that do not matter."""

from tests.quizzes.every import Sample

_EN = {
    "prompt": "What are the **four-digit** places of the Harmonized System called?",
    "answers": {"term": "heading*", "digits": "*four*digit*"},
    "feedback": {
        "term": "Headings, each with four digits.",
        "digits": "That is how long they are; they are called headings.",
        "other": "Between the chapter and the subheading there is the heading.",
    },
    "explanation": "Chapter, heading, subheading: two, four and six digits.",
    "rule": "HS Convention, Article 1",
}
_FR = {
    "prompt": "Comment s’appellent les places **à quatre chiffres** du Système harmonisé ?",
    "answers": {"term": "position*", "digits": "*quatre*chiffres*"},
    "feedback": {
        "term": "Les positions, de quatre chiffres chacune.",
        "digits": "C’est leur longueur ; on les appelle positions.",
        "other": "Entre le chapitre et la sous-position, il y a la position.",
    },
    "explanation": "Chapitre, position, sous-position : deux, quatre et six chiffres.",
    "rule": "Convention sur le SH, article premier",
}
_OTHER_TEXTS = {"term": "chapter", "digits": "subheading"}

SAMPLE = Sample(
    type="short_answer",
    spec={"answers": ["term", "digits"], "key": {"term": 1, "digits": 0.5}, "accents": "ignore"},
    words={"en": _EN, "fr": _FR},
    other_spec={"answers": ["term", "digits"], "key": {"term": 1, "digits": 0}, "case": "match"},
    other_words={"en": {**_EN, "answers": _OTHER_TEXTS}, "fr": {**_FR, "answers": _OTHER_TEXTS}},
    right="Heading",
    form={"answer": ["Heading"]},
    answers=(
        " HEADINGS ",
        "position",
        "a four-digit code",
        "subheading",
        "x" * 501,
        "\x00",
        "",
        "   ",
        None,
        4,
        True,
        ["heading"],
        {},
    ),
)
