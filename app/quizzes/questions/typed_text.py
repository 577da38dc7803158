r"""When are two short texts the same, and when does one match a pattern?

Keyboards differ more than people mean to. So a text is compared in Unicode's compatibility form
(NFKC), with runs of spaces as one, with one kind of quotation mark, apostrophe and dash, with
ligatures as their letters, and without what cannot be seen. Case and accents are overlooked where a
question says so. In a pattern `*` stands for any text or none, and `\*` for an asterisk.
"""

import re
import unicodedata
from dataclasses import dataclass

_STAR = re.compile(r"(?<!\\)\*")
_GUILLEMETS = re.compile(r"«\s*|\s*»")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ´`′", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "œ": "oe",
        "Œ": "Oe",
        "æ": "ae",
        "Æ": "Ae",
    }
)
# Letters that Unicode does not take apart into a plain one and its accent.
_PLAIN = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i"})


@dataclass(frozen=True, slots=True)
class Spelling:
    """What is overlooked when texts are compared, beyond how they were typed."""

    ignores_case: bool = True
    ignores_accents: bool = False

    def of(self, text: str) -> str:
        """Return a text in the form in which texts are compared; spaces at its ends stay."""
        plain = _GUILLEMETS.sub('"', text).translate(_SAME)
        plain = unicodedata.normalize("NFKC", plain).translate(_SAME)
        if self.ignores_accents:
            plain = _without_accents(plain)
        if self.ignores_case:
            plain = unicodedata.normalize("NFKC", plain.casefold())
        return re.sub(r"\s+", " ", "".join(one for one in plain if not _is_unseen(one)))

    def matches(self, text: str, pattern: str) -> bool:
        """Say whether a text is what a pattern says, in time that grows with their lengths only."""
        typed = self.of(text).strip()
        pieces = [self.of(piece.replace("\\*", "*")) for piece in _STAR.split(pattern)]
        pieces[0], pieces[-1] = pieces[0].lstrip(), pieces[-1].rstrip()
        if len(pieces) == 1:
            return typed == pieces[0].strip()
        first, *middle, last = pieces
        return typed.startswith(first) and _follow(typed, len(first), middle, last)


def tidy(typed: str) -> str:
    """Return a text as it is kept: what was typed, without what cannot be seen or stored."""
    seen = "".join(" " if unicodedata.category(one) in {"Cc", "Cs"} else one for one in typed)
    return " ".join(unicodedata.normalize("NFC", seen).split())


def is_anything(pattern: str) -> bool:
    """Say whether a pattern matches every text."""
    return bool(pattern.strip()) and not pattern.replace("*", "").strip()


def shown(pattern: str) -> str:
    """Return a pattern as people read it: “…” where any text may stand."""
    return _STAR.sub("…", pattern.strip()).replace("\\*", "*")


def examples(pattern: str) -> tuple[str, ...]:
    """Return texts that a pattern may match: with nothing and with an x where any may stand."""
    filled = (_STAR.sub(any_text, pattern).replace("\\*", "*") for any_text in ("", "x"))
    return tuple(dict.fromkeys(tidy(one) for one in filled))


def _follow(typed: str, at: int, middle: list[str], last: str) -> bool:
    for piece in middle:
        found = typed.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return typed.endswith(last) and len(typed) - len(last) >= at


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(one for one in apart if not unicodedata.combining(one))


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in _UNSEEN and not sign.isspace()
