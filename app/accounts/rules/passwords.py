"""Is this password hard enough to guess? After NIST SP 800-63B, section 5.1.1.2.

Length counts, not composition: twelve characters and no more rules, but nothing that guessing
programs try first: common passwords, words of this service and of the person, runs of the
keyboard or the alphabet, repetitions, short numbers, and a few of these put together.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from app.accounts.rules.common_passwords import COMMON, KEYBOARD_ROWS, OF_THE_SERVICE

SHORTEST = 12
LONGEST = 256
# Each known piece and each character between pieces is one thing to guess.
FEWEST_PIECES = 4

_DISGUISES = str.maketrans("0134578@$!|+", "oieastbasiit")
_ROWS = tuple(row for one in KEYBOARD_ROWS for row in (one, one[::-1]))


class PasswordFault(StrEnum):
    """Why a password is refused."""

    SHORT = "short"
    LONG = "long"
    GUESSABLE = "guessable"


def password_fault(password: str, about: tuple[str, ...] = ()) -> PasswordFault | None:
    """What is wrong with the password, if anything; ``about`` are the person's name and address."""
    text = unicodedata.normalize("NFC", password)
    if len(text) < SHORTEST:
        return PasswordFault.SHORT
    if len(text) > LONGEST:
        return PasswordFault.LONG
    return PasswordFault.GUESSABLE if pieces_to_guess(text, about) < FEWEST_PIECES else None


def pieces_to_guess(password: str, about: tuple[str, ...] = ()) -> int:
    """Of how few known pieces and single characters the password can be put together.

    Blanks and punctuation between pieces count nothing, and a text that repeats counts once.
    """
    plain = _once(unicodedata.normalize("NFKC", password).casefold())
    folded = _without_accents(plain)
    plain = folded if len(folded) == len(plain) else plain
    if "".join(filter(str.isalnum, plain)) in COMMON:
        return 1
    return _fewest(plain, plain.translate(_DISGUISES), COMMON | OF_THE_SERVICE | _words(about))


def _once(text: str) -> str:
    """The shortest text of which ``text`` is a repetition, the last time perhaps cut short."""
    for length in range(1, len(text) // 2 + 1):
        unit = text[:length]
        if (unit * (len(text) // length + 1))[: len(text)] == text:
            return unit
    return text


def _fewest(plain: str, undisguised: str, words: frozenset[str]) -> int:
    longest = max(map(len, words))
    best = [0] * (len(plain) + 1)
    for end in range(1, len(plain) + 1):
        single = 1 if plain[end - 1].isalnum() else 0
        best[end] = best[end - 1] + single
        for begin in range(max(0, end - max(longest, 40)), end - 1):
            if best[begin] + 1 < best[end] and (
                plain[begin:end] in words
                or undisguised[begin:end] in words
                or _is_run(plain[begin:end])
                or _is_short_number(plain[begin:end])
            ):
                best[end] = best[begin] + 1
    return best[-1]


@lru_cache(maxsize=4096)
def _is_run(text: str) -> bool:
    """One character again and again, the alphabet, the digits, or a row of the keyboard."""
    if len(text) < 3:
        return False
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    if len(steps) == 1 and steps <= {-1, 0, 1}:
        return True
    return len(text) >= 4 and any(text in row for row in _ROWS)


def _is_short_number(text: str) -> bool:
    """A year, or the few digits that people append."""
    return len(text) <= 4 and text.isdecimal()


def _words(about: tuple[str, ...]) -> frozenset[str]:
    """The words of at least three characters in a name or an address, and the whole of it."""
    found: set[str] = set()
    for one in about:
        text = _without_accents(unicodedata.normalize("NFKC", one).casefold())
        apart = "".join(letter if letter.isalnum() else " " for letter in text).split()
        found.update(word for word in (*apart, "".join(apart)) if len(word) >= 3)
    return frozenset(found)


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return "".join(one for one in apart if not unicodedata.combining(one))
