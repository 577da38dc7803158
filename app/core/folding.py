"""Under which form are two spellings of a word the same, for search and for order?"""

import unicodedata


def folded(text: str) -> str:
    """The text for matching: lower case, without accents or ligatures, anything else a space."""
    decomposed = unicodedata.normalize(
        "NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae")
    )
    kept = (
        " " if not one.isalnum() else one for one in decomposed if not unicodedata.combining(one)
    )
    return " ".join("".join(kept).split())
