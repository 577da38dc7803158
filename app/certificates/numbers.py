"""What does a certificate number look like, and is a typed one well formed?

`GL-2026-7K3M9-QXT2F-HB4WC`: the year of issue, fourteen random characters (70 bits: nobody guesses
one) and a check character, in Crockford's base 32, which has no I, L, O or U to misread.
The check is a weighted sum over GF(32), over year and code. It detects every wrong character and
every two characters exchanged, so a typing slip never reaches the database as another's number.
"""

import re
import unicodedata
from typing import Final

RANDOM_BYTES: Final = 9
"""How many bytes of `secrets.token_bytes` a new number needs (70 of the 72 bits are used)."""

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES: Final = {character: value for value, character in enumerate(_ALPHABET)}
_RANDOM_CHARACTERS: Final = 14
_GROUP: Final = 5
_POLYNOMIAL: Final = 0b100101  # x⁵ + x² + 1 is primitive over GF(2)
_FORM: Final = re.compile(rf"GL-[0-9]{{4}}(?:-[{_ALPHABET}]{{{_GROUP}}}){{3}}", re.ASCII)
_MISREAD: Final = str.maketrans("OIL", "011")
_LONGEST_TYPED: Final = 200


def new_number(year: int, random_bytes: bytes) -> str:
    """Return the number made of `year` (four digits) and `RANDOM_BYTES` random bytes.

    Raises ValueError where the year has not four digits or the bytes are too few.
    """
    if not 1000 <= year <= 9999:
        raise ValueError(f"A certificate's year has four digits, {year} has not.")
    if len(random_bytes) < RANDOM_BYTES:
        raise ValueError(f"A number needs {RANDOM_BYTES} random bytes, got {len(random_bytes)}.")
    bits = int.from_bytes(random_bytes[:RANDOM_BYTES])
    code = "".join(_ALPHABET[bits >> 5 * place & 31] for place in range(_RANDOM_CHARACTERS))
    return _grouped(f"{year}{code}{_check_character(f'{year}{code}')}")


def normalise(text: str) -> str:
    """Return the number that a person meant: any case, spaces and dashes; O for 0, I or L for 1.

    With or without the leading GL. Text that cannot be a number comes back as typed, trimmed:
    `is_well_formed` refuses it.
    """
    typed = unicodedata.normalize("NFKC", text[:_LONGEST_TYPED])
    packed = "".join(_plain(character) for character in typed.upper() if character.isalnum())
    code = packed.removeprefix("GL").translate(_MISREAD)
    number = _grouped(code)
    return number if _FORM.fullmatch(number) else text.strip()


def is_well_formed(number: str) -> bool:
    """Tell whether `number` is in the canonical form and its check character fits."""
    if not _FORM.fullmatch(number):
        return False
    code = number.replace("-", "").removeprefix("GL")
    return _check_character(code[:-1]) == code[-1]


def _check_character(code: str) -> str:
    total = 0
    for character in code:
        total = _doubled(total ^ _VALUES[character])
    return _ALPHABET[total]


def _doubled(value: int) -> int:
    """Multiply by x in GF(32)."""
    return value << 1 ^ (_POLYNOMIAL if value & 16 else 0)


def _grouped(code: str) -> str:
    year, rest = code[:4], code[4:]
    groups = [rest[start : start + _GROUP] for start in range(0, len(rest), _GROUP)]
    return "-".join(["GL", year, *groups])


def _plain(character: str) -> str:
    """Turn any script's decimal digit into 0 to 9."""
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)
