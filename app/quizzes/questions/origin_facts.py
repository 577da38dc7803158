"""What do the facts of an origin question say: its product, its materials and its rule?

Read from a checked specification. What is missing in another one is read as nothing or 0, so that
whatever was published can be shown.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from app.quizzes.customs import Level, hs_digits
from app.quizzes.origin import (
    Case,
    ChangeRule,
    CodeRange,
    Group,
    Material,
    Method,
    Part,
    Product,
    ShareRule,
)
from app.quizzes.questions.reading import Spec, key_text
from app.quizzes.questions.written import number

ORIGINATING = "originating"
NON_ORIGINATING = "non_originating"
EX_WORKS = "ex_works"
BASES = ("fob", EX_WORKS)
AMOUNTS = ("value", "other_costs", "net_cost")
RANGE = "-"
GROUPS = ("all", "any")


def case_of(spec: Spec) -> Case:
    """Return what the specification describes."""
    product = table(spec.get("product"))
    return Case(
        product=Product(
            code=digits(product.get("code")),
            value=amount(product.get("value")),
            other_costs=amount(product.get("other_costs")),
            net_cost=amount(product.get("net_cost")),
        ),
        materials=tuple(_material(one) for one in rows(spec.get("materials"))),
        rule=_rule(spec),
        tolerance=amount(spec["tolerance"]) if "tolerance" in spec else None,
    )


def written_criteria(rule: object) -> Iterator[tuple[tuple[str, ...], Mapping[str, object]]]:
    """Yield the criteria of a rule as they are written, each with its path, in their order."""
    yield from _criteria(rule, ("rule",))


def typed_within(spec: Spec, criterion: str) -> Fraction | None:
    """Return how near to it a share must be typed, None where it is not asked for."""
    for place, (_, written) in enumerate(written_criteria(spec.get("rule")), start=1):
        if f"c{place}" == criterion and "typed_within" in written:
            return amount(written["typed_within"])
    return None


def table(found: object) -> dict[str, object]:
    """Return a mapping with its keys as text, an empty one for anything else."""
    if not isinstance(found, Mapping):
        return {}
    return {key_text(key): value for key, value in found.items()}


def rows(found: object) -> list[dict[str, object]]:
    """Return the mappings of a list, none for anything else."""
    items = found if isinstance(found, list | tuple) else ()
    return [table(one) for one in items if isinstance(one, Mapping)]


def digits(found: object) -> str:
    """Return the digits of a written HS code, "" for what is none."""
    try:
        return hs_digits(key_text(found))
    except ValueError:
        return ""


def amount(found: object) -> Fraction:
    """Return a written number, 0 for what is none."""
    return Fraction(number(found) or 0)


def code_range(found: object) -> CodeRange:
    """Return what `94`, `94.03` or `52.04-52.12` excepts."""
    first, _, last = key_text(found).partition(RANGE)
    return CodeRange(digits(first.strip()), digits((last or first).strip()))


def _material(found: Mapping[str, object]) -> Material:
    return Material(
        id=key_text(found.get("id", "")),
        code=digits(found.get("code")),
        value=amount(found.get("value")),
        is_originating=found.get("origin") == ORIGINATING,
    )


def _criteria(
    found: object, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Mapping[str, object]]]:
    own = table(found)
    group = _group_key(own)
    if group is None:
        yield path, own
        return
    parts = own[group]
    for place, one in enumerate(parts if isinstance(parts, list | tuple) else ()):
        yield from _criteria(one, (*path, group, str(place)))


def _rule(spec: Spec) -> Part:
    made = iter([_criterion(f"c{place}", own) for place, own in _numbered(spec)])
    return _part(spec.get("rule"), made)


def _numbered(spec: Spec) -> Iterator[tuple[int, Mapping[str, object]]]:
    found = written_criteria(spec.get("rule"))
    yield from ((place, own) for place, (_, own) in enumerate(found, start=1))


def _part(found: object, made: Iterator[Part]) -> Part:
    own = table(found)
    group = _group_key(own)
    if group is None:
        return next(made)
    parts = own[group]
    listed = parts if isinstance(parts, list | tuple) else ()
    return Group(group == "all", tuple(_part(one, made) for one in listed))


def _criterion(name: str, own: Mapping[str, object]) -> Part:
    if "rvc" in own:
        method = Method(str(own["rvc"])) if own["rvc"] in list(Method) else Method.BUILD_DOWN
        return ShareRule(name, method, amount(own.get("at_least", own.get("at_most"))))
    level = Level(str(own["change"])) if own.get("change") in list(Level) else Level.CHAPTER
    excepted = own.get("except")
    listed = excepted if isinstance(excepted, list | tuple) else ()
    return ChangeRule(name, level, tuple(code_range(one) for one in listed))


def _group_key(own: Mapping[str, object]) -> str | None:
    return next((key for key in GROUPS if key in own), None)
