"""Are the HS codes of an origin question codes of the edition that is taught?"""

from collections.abc import Iterator, Sequence

from app.quizzes.customs import hs_digits
from app.quizzes.nomenclature import EDITION, hs2022
from app.quizzes.questions.base import Problem
from app.quizzes.questions.reading import key_text

_EXAMPLES = {2: "a chapter such as 94", 4: "a heading such as 94.01", 6: "six digits, as 9401.61"}


def check_code(
    path: tuple[str, ...], value: object, lengths: Sequence[int] = (2, 4, 6)
) -> Iterator[Problem]:
    """Check one code: its form, its number of digits, and that the HS has it."""
    wanted = " or ".join(_EXAMPLES[one] for one in lengths)
    if value is None:
        yield Problem(path, None, f"`{path[-1]}` is missing: {wanted}")
        return
    try:
        digits = hs_digits(key_text(value))
    except ValueError:
        digits = ""
    if len(digits) not in lengths:
        message = f"`{key_text(value)[:40]}` is not a code here; write {wanted}"
        yield Problem(path, None, message)
    elif digits not in hs2022().rows:
        yield Problem(path, None, f"`{key_text(value)}` is not in the HS {EDITION}")
