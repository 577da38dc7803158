"""Which number did a person type, in the ways that the world writes numbers?

All readings that the text allows are collected; two different ones are asked about and never
guessed. `1,234` is the case: 1234 to an English reader, 1.234 to a French one, and the page's
language does not tell which of them is typing. A single point followed by three digits is a decimal
point: neither English nor French groups with it, and keyboards everywhere offer it for that.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from app.quizzes.questions.base import N_, InvalidAnswer

_LONGEST = 40
_SPACES = "\u00a0\u2009\u202f\t"
_SAME = str.maketrans(
    {
        **dict.fromkeys(_SPACES, " "),
        "’": "'",
        "\u066c": "'",  # the Arabic thousands separator
        "\u066b": ".",  # the Arabic decimal separator
        "，": ",",
        "．": ".",
        "−": "-",
        "–": "-",
        "＋": "+",
    }
)
_GROUPED = {
    " ": r"[1-9]\d{0,2}(?: \d{3})+",
    "'": r"[1-9]\d{0,2}(?:'\d{3})+",
    ".": r"[1-9]\d{0,2}(?:\.\d{3})+",
    ",": r"[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d?(?:,\d{2})+,\d{3}",  # the second as in India
}
_UNGROUPED = r"\d+"
_WAYS = tuple(
    (group, re.compile(rf"(?P<whole>{whole})?(?:{re.escape(point)}(?P<part>\d*))?"))
    for point in (".", ",")
    for group, whole in (*_GROUPED.items(), ("", _UNGROUPED))
    if group != point
)
"""Every way to write a number: what groups its digits, and how it looks."""


@lru_cache(maxsize=256)
def read_number(typed: str) -> Decimal:
    """Return the number typed. Raises InvalidAnswer when it is none or can be read in two ways.

    Kept for a while: one review asks several times for what it says of one answer.
    """
    text = "".join(_ascii_digit(sign) for sign in typed.strip().translate(_SAME)).strip()
    sign, body = ("-", text[1:]) if text.startswith("-") else ("", text.removeprefix("+"))
    values = sorted(set(_readings(body.strip()))) if len(text) <= _LONGEST else []
    if not values:
        raise InvalidAnswer(
            N_("“%(typed)s” is not a number. Write digits only, such as 1234.5, without the unit."),
            typed=typed[:_LONGEST],
        )
    if len(values) > 1:
        raise InvalidAnswer(
            N_(
                "“%(typed)s” can be read in two ways. Write %(large)s if you mean thousands, "
                "%(small)s if you mean decimals."
            ),
            typed=typed,
            small=f"{sign}{values[0]:f}",
            large=f"{sign}{values[1]:f}",
        )
    return Decimal(f"{sign}{values[0]:f}")


def _readings(body: str) -> Iterator[Decimal]:
    has_lone_point = body.count(".") == 1 and "," not in body
    for group, pattern in _WAYS:
        if group == "." and has_lone_point:
            continue
        found = pattern.fullmatch(body)
        if found and (found["whole"] or found["part"]):
            digits = (found["whole"] or "0").replace(group, "")
            yield Decimal(f"{digits}.{found['part']}" if found["part"] else digits)


def _ascii_digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)
