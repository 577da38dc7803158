"""Four papers of one consignment of coffee: the weights differ, and so do the numbers of bags."""

from typing import Any

from tests.quizzes.every import Sample

_DOCUMENTS = [
    {"id": "invoice", "paper": "invoice", "fields": ["number", "goods", "bags", "price"]},
    {"id": "packing", "paper": "packing_list", "fields": ["invoice", "bags", "gross"]},
    {"id": "waybill", "paper": "transport_document", "fields": ["bags", "gross"]},
    {"id": "declaration", "paper": "declaration", "fields": ["goods", "gross", "price"]},
]
_KINDS = ["quantity", "mass", "value"]


def _words(texts: dict[str, Any]) -> dict[str, Any]:
    """Words with the same numbers in both languages."""
    label = texts.pop("labels")
    values = {
        "invoice": {"number": "77/26", "goods": texts["coffee"], "bags": "40", "price": "9 600"},
        "packing": {"invoice": "77/26", "bags": "40", "gross": "2 440 kg"},
        "waybill": {"bags": "38", "gross": "2 440 kg"},
        "declaration": {"goods": texts.pop("coffee"), "gross": "2 044 kg", "price": "9 600"},
    }
    titles = texts.pop("titles")
    texts["documents"] = {
        name: {
            "title": titles[name],
            "fields": {one: {"label": label[one], "value": said} for one, said in fields.items()},
        }
        for name, fields in values.items()
    }
    texts["documents"]["invoice"]["issuer"] = "Alta Fincas S.A."
    return texts


_EN = _words(
    {
        "prompt": "Compare the four papers of this consignment.",
        "coffee": "Coffee, not roasted",
        "titles": {
            "invoice": "Commercial invoice",
            "packing": "Packing list",
            "waybill": "Sea waybill",
            "declaration": "Goods declaration",
        },
        "labels": {
            "number": "Number",
            "invoice": "Of invoice",
            "goods": "Goods",
            "bags": "Bags",
            "gross": "Gross mass",
            "price": "Price in US dollars",
        },
        "kinds": {"quantity": "Number of packages", "mass": "Mass", "value": "Value"},
        "feedback": {
            "bags": "The waybill has two bags fewer.",
            "mass": "Two digits of the declared mass changed places.",
        },
        "explanation": "The number of bags and the gross mass differ; the price does not.",
        "rule": "Revised Kyoto Convention, General Annex, Standard 6.1",
    }
)
_FR = _words(
    {
        "prompt": "Comparez les quatre documents de cet envoi.",
        "coffee": "Café non torréfié",
        "titles": {
            "invoice": "Facture commerciale",
            "packing": "Liste de colisage",
            "waybill": "Lettre de transport maritime",
            "declaration": "Déclaration de marchandises",
        },
        "labels": {
            "number": "Numéro",
            "invoice": "De la facture",
            "goods": "Marchandises",
            "bags": "Sacs",
            "gross": "Masse brute",
            "price": "Prix en dollars des États-Unis",
        },
        "kinds": {"quantity": "Nombre de colis", "mass": "Masse", "value": "Valeur"},
        "feedback": {
            "bags": "La lettre de transport a deux sacs de moins.",
            "mass": "Deux chiffres de la masse déclarée ont changé de place.",
        },
        "explanation": "Le nombre de sacs et la masse brute diffèrent ; le prix, non.",
        "rule": "Convention de Kyoto révisée, Annexe générale, norme 6.1",
    }
)

SAMPLE = Sample(
    type="document_check",
    spec={
        "documents": _DOCUMENTS,
        "kinds": _KINDS,
        "discrepancies": {
            "bags": {
                "fields": ["invoice.bags", "packing.bags", "waybill.bags"],
                "kind": "quantity",
            },
            "mass": {
                "fields": ["packing.gross", "waybill.gross", "declaration.gross"],
                "kind": "mass",
            },
        },
    },
    words={"en": _EN, "fr": _FR},
    other_spec={
        "documents": _DOCUMENTS,
        "kinds": _KINDS,
        "discrepancies": {
            "bags": {"fields": ["invoice.price", "declaration.price"], "kind": "value"},
            "mass": {"fields": ["invoice.goods"], "kind": "value"},
        },
        "kind_share": 0,
        "false_alarm": 1,
    },
    right={"waybill.bags": "quantity", "declaration.gross": "mass"},
    form={
        "kind-invoice.number": [""],
        "kind-waybill.bags": ["quantity"],
        "kind-declaration.gross": ["mass"],
    },
    answers=(
        {"waybill.bags": "quantity"},
        {"waybill.bags": "mass", "packing.bags": "quantity"},
        {"waybill.bags": "?", "invoice.price": "value"},
        {"": "nothing"},
        {"": "something"},
        {"": "nothing", "waybill.bags": "quantity"},
        {},
        None,
        "",
        {"waybill.seal": "mass"},
        {"waybill.bags": "colour"},
        {"waybill.bags": ["mass"]},
        ["waybill.bags"],
        7,
    ),
)
