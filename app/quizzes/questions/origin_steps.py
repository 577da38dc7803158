"""Which steps does an origin decision take, what is right at each, and what is each worth?

The steps: of each material whether it makes the tariff change (or, under a rule without one,
whether it originates), the shares that are to be worked out, of each criterion whether it is met,
and the outcome. What is right follows from the facts through `origin`: no key can contradict them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.quizzes.origin import (
    Case,
    Change,
    ChangeRule,
    Criterion,
    ShareRule,
    change,
    criteria,
    met,
    originates,
    share,
)
from app.quizzes.questions.marks import PartMark, PartState
from app.quizzes.questions.origin_facts import (
    NON_ORIGINATING,
    ORIGINATING,
    amount,
    case_of,
    table,
    typed_within,
)
from app.quizzes.questions.reading import Spec
from app.quizzes.questions.tries import over_tries
from app.quizzes.questions.typed_number import read_number
from app.quizzes.questions.written import in_digits

Given = Mapping[str, str]
OUTCOME = "outcome"
YES, NO, NOT_NEEDED = "yes", "no", "not_needed"
MET, TOLERANCE, NOT_MET = "met", "tolerance", "not_met"


class Kind(StrEnum):
    """What is decided at a step; also the names under `weights`."""

    MATERIALS = "materials"
    RVC = "rvc"
    CRITERIA = "criteria"
    OUTCOME = "outcome"


WEIGHTS = {Kind.MATERIALS: 2, Kind.RVC: 1, Kind.CRITERIA: 1, Kind.OUTCOME: 1}
"""What the steps of each kind are worth together where the question does not say."""


@dataclass(frozen=True, slots=True)
class Step:
    """One decision: its options, none for a number that is typed; what it is about."""

    id: str
    kind: Kind
    options: tuple[str, ...]
    criterion: Criterion | None = None
    material: str = ""


def steps(spec: Spec) -> tuple[Step, ...]:
    """Return the steps of a question in their order."""
    case = case_of(spec)
    return (
        *_materials(spec, case),
        *_shares(spec, case),
        *_criteria(case),
        Step(OUTCOME, Kind.OUTCOME, (ORIGINATING, NON_ORIGINATING)),
    )


def origin_is_shown(spec: Spec) -> bool:
    """Say whether the bill tells which materials originate."""
    return spec.get("origin_shown", True) is True


def right(case: Case, step: Step) -> str:
    """Return the right option of a step that has options."""
    if step.kind is Kind.OUTCOME:
        return ORIGINATING if originates(case) else NON_ORIGINATING
    if step.kind is Kind.CRITERIA and step.criterion is not None:
        return str(met(case, step.criterion))
    material = next(one for one in case.materials if one.id == step.material)
    if isinstance(step.criterion, ChangeRule):
        found = change(case, step.criterion, material)
        return {Change.CHANGES: YES, Change.ORIGINATING: NOT_NEEDED}.get(found, NO)
    return ORIGINATING if material.is_originating else NON_ORIGINATING


def right_decisions(spec: Spec) -> dict[str, str]:
    """Return what is right at every step, a share as it can be typed."""
    case = case_of(spec)
    return {step.id: _right_share(case, step) or right(case, step) for step in steps(spec)}


def states(spec: Spec, given: Given) -> Iterator[PartMark]:
    """Yield how each step fared."""
    case = case_of(spec)
    for step in steps(spec):
        yield PartMark(step.id, _state(spec, case, step, given.get(step.id)))


def fraction(spec: Spec, parts: Sequence[PartMark]) -> Fraction:
    """Return what the steps earn together: each kind its weight, its steps equal parts of that."""
    earned = {part.id: Fraction(part.state is PartState.RIGHT) for part in parts}
    return _weighted(spec, earned)


def fraction_of_tries(
    spec: Spec, tries: Sequence[Sequence[PartMark]], penalty: Fraction
) -> Fraction:
    """Return what several tries earn, each step on its own: see `tries.over_tries`."""
    each = [{part.id: Fraction(part.state is PartState.RIGHT) for part in one} for one in tries]
    earned = {
        step.id: over_tries([one.get(step.id, Fraction(0)) for one in each], penalty)
        for step in steps(spec)
    }
    return _weighted(spec, earned)


def guessed(spec: Spec) -> Fraction:
    """Return what answers made at random earn on average; a number is never guessed."""
    chances = {
        step.id: Fraction(1, len(step.options)) if step.options else Fraction(0)
        for step in steps(spec)
    }
    return _weighted(spec, chances)


def weights(spec: Spec) -> dict[Kind, Fraction]:
    """Return what the steps of each kind are worth, as they are written: any scale."""
    written = table(spec.get("weights"))
    return {
        kind: amount(written[kind]) if kind in written else Fraction(usual)
        for kind, usual in WEIGHTS.items()
    }


def _weighted(spec: Spec, earned: Mapping[str, Fraction]) -> Fraction:
    worth, own = weights(spec), steps(spec)
    kinds = dict.fromkeys(step.kind for step in own)
    total = Fraction(0)
    for kind in kinds:
        each = [earned[step.id] for step in own if step.kind is kind]
        total += worth[kind] * sum(each, Fraction(0)) / len(each)
    return total / (sum((worth[kind] for kind in kinds), Fraction(0)) or 1)


def _materials(spec: Spec, case: Case) -> Iterator[Step]:
    """Every material under every tariff change; without any, whether it originates at all.

    That is not asked where the bill says it.
    """
    changes = [one for one in criteria(case.rule) if isinstance(one, ChangeRule)]
    for material in case.materials:
        for rule in changes:
            name = f"{rule.id}-{material.id}"
            yield Step(name, Kind.MATERIALS, (YES, NO, NOT_NEEDED), rule, material.id)
        if not changes and not origin_is_shown(spec):
            name, options = f"origin-{material.id}", (ORIGINATING, NON_ORIGINATING)
            yield Step(name, Kind.MATERIALS, options, None, material.id)


def _shares(spec: Spec, case: Case) -> Iterator[Step]:
    for one in criteria(case.rule):
        if isinstance(one, ShareRule) and typed_within(spec, one.id) is not None:
            yield Step(f"{one.id}-share", Kind.RVC, (), one)


def _criteria(case: Case) -> Iterator[Step]:
    """Every criterion; a single one without tolerance is the outcome and not asked twice."""
    found = list(criteria(case.rule))
    is_forgiving = case.tolerance is not None
    for one in found:
        may_forgive = is_forgiving and isinstance(one, ChangeRule)
        if len(found) > 1 or may_forgive:
            forgiven = (TOLERANCE,) if may_forgive else ()
            yield Step(one.id, Kind.CRITERIA, (MET, *forgiven, NOT_MET), one)


def _right_share(case: Case, step: Step) -> str:
    """Return the share that is typed at a step, "" at a step with options."""
    if step.kind is not Kind.RVC or not isinstance(step.criterion, ShareRule):
        return ""
    return in_digits(share(case, step.criterion.method))


def _state(spec: Spec, case: Case, step: Step, given: str | None) -> PartState:
    if given is None:
        return PartState.MISSED
    if isinstance(step.criterion, ShareRule) and step.kind is Kind.RVC:
        distance = abs(Fraction(read_number(given)) - share(case, step.criterion.method))
        is_right = distance <= (typed_within(spec, step.criterion.id) or 0)
    else:
        is_right = given == right(case, step)
    return PartState.RIGHT if is_right else PartState.WRONG
