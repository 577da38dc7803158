"""Does a product originate, by its materials and its rule of origin, and what decides it?

A rule is a tariff change that every non-originating material must make, a regional value content,
or several of these joined by "and" or "or". Arithmetic and its sources are in `customs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.quizzes import customs
from app.quizzes.customs import Level


@dataclass(frozen=True, slots=True)
class Material:
    """One line of the bill of materials; `code` is the six digits of its subheading."""

    id: str
    code: str
    value: Fraction
    is_originating: bool


@dataclass(frozen=True, slots=True)
class Product:
    """What is made of the materials.

    `value` is FOB or ex-works as the agreement says, `other_costs` are what build-up adds to the
    originating materials, `net_cost` is needed where the rule asks for it.
    """

    code: str
    value: Fraction
    other_costs: Fraction = Fraction(0)
    net_cost: Fraction = Fraction(0)


class Method(StrEnum):
    """How regional value content is worked out; MAX_NOM sets the highest share of what is not."""

    BUILD_DOWN = "build_down"
    BUILD_UP = "build_up"
    NET_COST = "net_cost"
    MAX_NOM = "max_nom"


@dataclass(frozen=True, slots=True)
class CodeRange:
    """Chapters, headings or subheadings from one to another, both of them included."""

    first: str
    last: str

    def holds(self, code: str) -> bool:
        """Say whether a code of six digits lies in it."""
        return self.first <= code[: len(self.first)] <= self.last


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """Non-originating materials are classified elsewhere than the product, at this level.

    Those of the excepted codes do not count as changing.
    """

    id: str
    level: Level
    exceptions: tuple[CodeRange, ...] = ()


@dataclass(frozen=True, slots=True)
class ShareRule:
    """A share of the value in per cent is at least the limit, at most for MAX_NOM."""

    id: str
    method: Method
    limit: Fraction


@dataclass(frozen=True, slots=True)
class Group:
    """Criteria of which all are needed, or any one."""

    needs_all: bool
    parts: tuple[Part, ...]


Criterion = ChangeRule | ShareRule
Part = ChangeRule | ShareRule | Group


class Change(StrEnum):
    """Whether a material makes the change that is asked for, and if not, why."""

    CHANGES = "changes"
    SAME = "same"
    EXCEPTED = "excepted"
    ORIGINATING = "originating"

    @property
    def fails(self) -> bool:
        """Whether the material stands in the way of the rule."""
        return self in (Change.SAME, Change.EXCEPTED)


class Met(StrEnum):
    """Whether a criterion is met; TOLERANCE is met only since a tolerance forgives the rest."""

    MET = "met"
    TOLERANCE = "tolerance"
    NOT_MET = "not_met"


@dataclass(frozen=True, slots=True)
class Case:
    """A product with its materials and its rule.

    `tolerance` is the share of the product's value, in per cent, that materials without the tariff
    change may have; None where there is no tolerance.
    """

    product: Product
    materials: tuple[Material, ...]
    rule: Part
    tolerance: Fraction | None = None

    @property
    def vnm(self) -> Fraction:
        """The value of non-originating materials; those a tolerance forgives are among them."""
        return self._value(is_originating=False)

    @property
    def vom(self) -> Fraction:
        """The value of originating materials."""
        return self._value(is_originating=True)

    def _value(self, *, is_originating: bool) -> Fraction:
        found = (one.value for one in self.materials if one.is_originating is is_originating)
        return sum(found, Fraction(0))


def criteria(rule: Part) -> Iterator[Criterion]:
    """Yield the criteria of a rule in the order in which they are written."""
    if isinstance(rule, Group):
        for part in rule.parts:
            yield from criteria(part)
    else:
        yield rule


def change(case: Case, rule: ChangeRule, material: Material) -> Change:
    """Say whether a material makes the change; originating materials need not."""
    if material.is_originating:
        return Change.ORIGINATING
    if any(one.holds(material.code) for one in rule.exceptions):
        return Change.EXCEPTED
    changes = customs.changes_classification(rule.level, material.code, case.product.code)
    return Change.CHANGES if changes else Change.SAME


def value_without_change(case: Case, rule: ChangeRule) -> Fraction:
    """Return the value of the materials that do not make the change."""
    failing = (one.value for one in case.materials if change(case, rule, one).fails)
    return sum(failing, Fraction(0))


def share(case: Case, method: Method) -> Fraction:
    """Return the share that a method works out, in per cent. Raises ValueError: see `customs`."""
    product = case.product
    match method:
        case Method.BUILD_DOWN:
            return customs.rvc_build_down(product.value, case.vnm)
        case Method.BUILD_UP:
            return customs.rvc_build_up(product.value, case.vom, product.other_costs)
        case Method.NET_COST:
            return customs.rvc_net_cost(product.net_cost, case.vnm)
        case Method.MAX_NOM:
            return customs.max_nom(product.value, case.vnm)


def met(case: Case, criterion: Criterion) -> Met:
    """Say whether a criterion is met."""
    if isinstance(criterion, ShareRule):
        found = share(case, criterion.method)
        is_met = found <= criterion.limit if _is_ceiling(criterion) else found >= criterion.limit
        return Met.MET if is_met else Met.NOT_MET
    if not any(change(case, criterion, one).fails for one in case.materials):
        return Met.MET
    failing, value = value_without_change(case, criterion), case.product.value
    if case.tolerance is not None and customs.within_tolerance(failing, value, case.tolerance):
        return Met.TOLERANCE
    return Met.NOT_MET


def originates(case: Case) -> bool:
    """Say whether the product originates: its rule is met."""
    return _is_met(case, case.rule)


def _is_met(case: Case, part: Part) -> bool:
    if isinstance(part, Group):
        each = (_is_met(case, one) for one in part.parts)
        return all(each) if part.needs_all else any(each)
    return met(case, part) is not Met.NOT_MET


def _is_ceiling(criterion: ShareRule) -> bool:
    return criterion.method is Method.MAX_NOM
