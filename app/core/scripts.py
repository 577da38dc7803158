"""In which script is a name written?"""

import unicodedata


def needs_latin_form(name: str) -> bool:
    """Tell whether `name` has letters of another script, so that sign-up asks for a Latin form."""
    return any(_is_letter(character) and not _is_latin_letter(character) for character in name)


def is_latin(name: str) -> bool:
    """Tell whether `name` has letters and all of them are Latin, with any accents."""
    letters = [character for character in name if _is_letter(character)]
    return bool(letters) and all(_is_latin_letter(character) for character in letters)


def _is_letter(character: str) -> bool:
    """Leave modifier letters aside: the ʻokina and the ʾ belong to Latin names, as in Saʻdī."""
    category = unicodedata.category(character)
    return category.startswith("L") and category != "Lm"


def _is_latin_letter(character: str) -> bool:
    """Full-width Ａ and the ordinal ª are Latin: their compatibility forms say so."""
    plain = unicodedata.normalize("NFKC", character)
    return unicodedata.name(plain[0], "").startswith("LATIN ")
