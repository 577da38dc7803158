"""Which number did an author write, exactly, and may it stand there?

YAML hands a float on; its shortest text is the decimal that the author typed, and what is reckoned
with it is exact.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from app.quizzes.questions.base import Problem
from app.quizzes.questions.reading import key_text

_MOST_DIGITS = 30
FINEST = 15
"""As many decimals as a number is written with at most."""


def number(value: object) -> Decimal | None:
    """Return a number of a specification exactly as it was written, None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        found = Decimal(str(value))
    except (InvalidOperation, ValueError):
        return None
    sane = found.is_finite() and -_MOST_DIGITS <= found.adjusted() <= _MOST_DIGITS
    return found if sane else None


def share(value: object) -> Fraction | None:
    """Return a number, or a fraction written as two whole numbers such as `1/3`, exactly."""
    over, slash, under = str(value).partition("/")
    if isinstance(value, str) and slash:
        parts = (number(over), number(under))
        whole = all(part is not None and part == part.to_integral_value() for part in parts)
        return Fraction(int(parts[0] or 0), int(parts[1])) if whole and parts[1] else None
    found = number(value)
    return None if found is None else Fraction(found)


def check_number(
    path: tuple[str, ...], value: object, meaning: str, least: Decimal | None = None
) -> Iterator[Problem]:
    """Check that there is a number at a path, and that it is no less than the least allowed."""
    name, found = path[-1], number(value)
    if value is None:
        yield Problem(path, None, f"`{name}` is missing: {meaning}")
    elif found is None:
        message = f"`{name}` must be a number ({meaning}), not `{key_text(value)[:60]}`"
        yield Problem(path, None, message)
    elif least is not None and found < least:
        yield Problem(path, None, f"`{name}` is {least} or more")


def check_share(
    path: tuple[str, ...], value: object, least: Fraction, most: Fraction
) -> Iterator[Problem]:
    """Check that there is a share within its bounds at a path."""
    found = share(value)
    if found is None or not least <= found <= most:
        given = "is missing" if value is None else f"is `{key_text(value)[:60]}`"
        message = f"`{path[-1]}` {given}; it is a number from {least} to {most}, such as 0.5 or 1/3"
        yield Problem(path, None, message)


def as_written(found: Decimal) -> str:
    """Return a number in plain digits, without zeros that say nothing."""
    text = f"{found:f}" if found else "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


def in_digits(found: Fraction) -> str:
    """Return a number in plain digits, rounded to FINEST decimals."""
    scaled = round(found * 10**FINEST)
    digits = Decimal(abs(scaled)).as_tuple().digits
    return as_written(Decimal((int(scaled < 0), digits, -FINEST)))
