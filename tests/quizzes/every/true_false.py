"""A statement."""

from tests.quizzes.every import Sample

_EN = {
    "prompt": "The HS Convention obliges its parties to **common rates** of duty.",
    "feedback": {"true": "It says nothing of rates.", "false": "Rates are national indeed."},
    "explanation": "Parties take on no obligation on rates.",
    "rule": "HS Convention, Article 9",
}
_FR = {
    "prompt": "La Convention sur le SH oblige ses parties à des **taux communs**.",
    "feedback": {
        "true": "Elle ne dit rien des taux.",
        "false": "En effet : les taux sont nationaux.",
    },
    "explanation": "Les parties ne s’engagent à rien quant aux taux.",
    "rule": "Convention sur le SH, article 9",
}

SAMPLE = Sample(
    type="true_false",
    spec={"key": False},
    words={"en": _EN, "fr": _FR},
    other_spec={"key": True},
    right="false",
    form={"answer": ["false"]},
    answers=("true", True, False, "", None, "perhaps", 0, 1, ["false"], {}),
)
