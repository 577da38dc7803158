"""Payments beside the price, to be added to it or not."""

from tests.quizzes.every import Sample

_EN = {
    "prompt": "The price paid does not hold these. Which are **added** to it?",
    "groups": {"join": "Added to the price", "stay": "Not added"},
    "items": {
        "selling": "A selling commission that the buyer pays",
        "royalty": "A royalty on the goods, paid as a condition of their sale",
        "buying": "A buying commission",
        "adverts": "Advertising on the buyer’s own account",
    },
    "feedback": {
        "selling": "Commissions are added, except buying commissions.",
        "royalty": "Royalties are added that are a condition of the sale.",
        "buying": "Buying commissions are the exception.",
        "adverts": "What the buyer does on their own account is not added.",
    },
    "explanation": "Article 8 lists what is added; nothing else is.",
    "rule": "WTO Valuation Agreement, Article 8.1 and 8.4",
}
_FR = {
    "prompt": "Le prix payé ne les comprend pas. Lesquels y sont **ajoutés** ?",
    "groups": {"join": "Ajouté au prix", "stay": "Non ajouté"},
    "items": {
        "selling": "Une commission de vente que paie l’acheteur",
        "royalty": "Une redevance sur les marchandises, condition de leur vente",
        "buying": "Une commission d’achat",
        "adverts": "De la publicité pour le propre compte de l’acheteur",
    },
    "feedback": {
        "selling": "Les commissions sont ajoutées, sauf celles d’achat.",
        "royalty": "Les redevances qui sont une condition de la vente sont ajoutées.",
        "buying": "Les commissions d’achat sont l’exception.",
        "adverts": "Ce que l’acheteur fait pour son propre compte n’est pas ajouté.",
    },
    "explanation": "L’article 8 énumère ce qui est ajouté ; rien d’autre ne l’est.",
    "rule": "Accord de l’OMC sur l’évaluation, articles 8.1 et 8.4",
}
_LISTS = {"groups": ["join", "stay"], "items": ["selling", "royalty", "buying", "adverts"]}
_RIGHT = {"selling": "join", "royalty": "join", "buying": "stay", "adverts": "stay"}

SAMPLE = Sample(
    type="categorise",
    spec={**_LISTS, "key": _RIGHT},
    words={"en": _EN, "fr": _FR},
    other_spec={**_LISTS, "key": dict.fromkeys(_RIGHT, "stay")},
    right=_RIGHT,
    form={f"item-{item}": [group] for item, group in _RIGHT.items()},
    answers=(
        {"selling": "join"},
        dict.fromkeys(_RIGHT, "join"),
        {"selling": "stay", "royalty": "stay", "buying": "join", "adverts": "join"},
        {"selling": ""},
        {},
        "",
        None,
        ["selling"],
        {"price": "join"},
        {"selling": "elsewhere"},
        {"selling": ["join"]},
        4,
    ),
)
