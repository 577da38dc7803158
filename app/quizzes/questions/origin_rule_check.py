"""Is a rule of origin written as it should be?"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from app.quizzes.customs import Level
from app.quizzes.origin import Method
from app.quizzes.questions.base import Problem
from app.quizzes.questions.origin_codes import check_code
from app.quizzes.questions.origin_facts import (
    GROUPS,
    RANGE,
    code_range,
    table,
    written_criteria,
)
from app.quizzes.questions.reading import key_text
from app.quizzes.questions.written import check_number, number

Path = tuple[str, ...]
MOST_CRITERIA = 6
_DEEPEST = 2
_HOW = "{change: heading}, {rvc: build_down, at_least: 40}, or any: or all: with a list of these"


def check_rule(found: object) -> Iterator[Problem]:
    """Yield the faults of `rule`."""
    if not isinstance(found, Mapping):
        yield Problem(("rule",), None, f"`rule` is one of {_HOW}")
        return
    faults = list(_check_part(("rule",), found, 0))
    yield from faults
    if not faults and len(list(written_criteria(found))) > MOST_CRITERIA:
        yield Problem(("rule",), None, f"a rule has at most {MOST_CRITERIA} criteria")


def _check_part(path: Path, found: object, depth: int) -> Iterator[Problem]:
    own = table(found)
    kinds = [key for key in (*GROUPS, "change", "rvc") if key in own]
    if len(kinds) != 1:
        yield Problem(path, None, f"here belongs one of {_HOW}")
    elif kinds[0] in GROUPS:
        yield from _unknown(path, own, kinds)
        yield from _check_group((*path, kinds[0]), own[kinds[0]], depth)
    elif kinds[0] == "change":
        yield from _unknown(path, own, ("change", "except"))
        yield from _check_change(path, own)
    else:
        yield from _unknown(path, own, ("rvc", "at_least", "at_most", "typed_within"))
        yield from _check_share(path, own)


def _check_group(path: Path, found: object, depth: int) -> Iterator[Problem]:
    if depth == _DEEPEST:
        yield Problem(path, None, f"`all` and `any` stand at most {_DEEPEST} deep in each other")
    elif not isinstance(found, list | tuple) or len(found) < 2:
        yield Problem(path, None, f"`{path[-1]}` joins two criteria or more, in a list")
    else:
        for place, one in enumerate(found):
            yield from _check_part((*path, str(place)), one, depth + 1)


def _check_change(path: Path, own: Mapping[str, object]) -> Iterator[Problem]:
    if own["change"] not in list(Level):
        message = f"`change` is {', '.join(Level)}: CC, CTH or CTSH"
        yield Problem((*path, "change"), None, message)
    if "except" not in own:
        return
    found = own["except"]
    if not isinstance(found, list | tuple) or not found:
        message = "`except` is a list of codes such as 94, 94.03 or 52.04-52.12"
        yield Problem((*path, "except"), None, message)
        return
    for place, one in enumerate(found):
        yield from _check_range((*path, "except", str(place)), one)


def _check_range(path: Path, found: object) -> Iterator[Problem]:
    ends = [end.strip() for end in key_text(found).split(RANGE)]
    faults = [problem for end in ends for problem in check_code(path, end)]
    yield from faults
    span = code_range(found)
    is_range = len(ends) <= 2 and len(span.first) == len(span.last) and span.first <= span.last
    if not faults and not is_range:
        message = (
            f"`{key_text(found)[:40]}` is not a range; write the lower code first: 52.04-52.12"
        )
        yield Problem(path, None, message)


def _check_share(path: Path, own: Mapping[str, object]) -> Iterator[Problem]:
    if own["rvc"] not in list(Method):
        yield Problem((*path, "rvc"), None, f"`rvc` is one of: {', '.join(Method)}")
        return
    limit, other = "at_least", "at_most"
    if own["rvc"] == Method.MAX_NOM:
        limit, other = other, limit
    if other in own:
        message = f"{own['rvc']} has a limit `{limit}`, not `{other}`"
        yield Problem((*path, other), None, message)
    yield from check_number((*path, limit), own.get(limit), "the limit in per cent", Decimal(0))
    if (number(own.get(limit)) or 0) > 100:
        yield Problem((*path, limit), None, f"`{limit}` is at most 100 per cent")
    if "typed_within" in own:
        meaning = "how near the share must be typed, in points of per cent"
        path = (*path, "typed_within")
        yield from check_number(path, own["typed_within"], meaning, Decimal(0))


def _unknown(path: Path, own: Mapping[str, object], known: Sequence[str]) -> Iterator[Problem]:
    for name in own:
        if name not in known:
            message = f"unknown key `{name}`; here belong: {', '.join(known)}"
            yield Problem((*path, name), None, message)
