"""Under which form are two spellings of a word the same, for search and for order?"""

import unicodedata

# Letters that stand alone in Unicode, as people without them on their keyboard write them.
_PLAIN = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def folded(text: str) -> str:
    """The text for matching: lower case, without accents or ligatures, anything else a space."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    kept = (
        " " if not one.isalnum() else one for one in decomposed if not unicodedata.combining(one)
    )
    return " ".join("".join(kept).split())
