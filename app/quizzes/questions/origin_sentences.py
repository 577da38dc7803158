"""In which sentences is a rule of origin told, and why a step of a decision is right?

Sentences are templates with their values: the page translates them. Amounts are written in the
language of the question's words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from string import ascii_uppercase

from app.core.markdown.hs import written
from app.quizzes.customs import Level, value_share
from app.quizzes.formula_functions import rounded
from app.quizzes.origin import (
    Case,
    Change,
    ChangeRule,
    CodeRange,
    Criterion,
    Met,
    Method,
    ShareRule,
    change,
    criteria,
    met,
    originates,
    share,
    value_without_change,
)
from app.quizzes.questions.base import N_
from app.quizzes.questions.origin_facts import NON_ORIGINATING, ORIGINATING
from app.quizzes.questions.origin_steps import (
    MET,
    NO,
    NOT_MET,
    NOT_NEEDED,
    TOLERANCE,
    YES,
    Kind,
    Step,
)
from app.quizzes.questions.shown_number import exact_number

OPTIONS = {
    YES: N_("Yes"),
    NO: N_("No"),
    NOT_NEEDED: N_("Not needed: it originates"),
    MET: N_("Met"),
    TOLERANCE: N_("Met thanks to the tolerance"),
    NOT_MET: N_("Not met"),
    ORIGINATING: N_("Originating"),
    NON_ORIGINATING: N_("Not originating"),
}
ASKED = {
    Kind.MATERIALS: N_("Does it originate?"),
    Kind.CRITERIA: N_("Is the criterion met?"),
    Kind.OUTCOME: N_("The product is"),
}
CHANGES_ASKED = {
    Level.CHAPTER: N_("Does the chapter change?"),
    Level.HEADING: N_("Does the heading change?"),
    Level.SUBHEADING: N_("Does the subheading change?"),
}
SHARES_ASKED = {
    Method.BUILD_DOWN: N_("Regional value content, build-down"),
    Method.BUILD_UP: N_("Regional value content, build-up"),
    Method.NET_COST: N_("Regional value content by net cost"),
    Method.MAX_NOM: N_("Share of non-originating materials"),
}
_CHANGES = {
    Level.CHAPTER: N_(
        "Change of chapter (CC): every non-originating material is of another chapter than the "
        "product."
    ),
    Level.HEADING: N_(
        "Change of heading (CTH): every non-originating material is of another heading than the "
        "product."
    ),
    Level.SUBHEADING: N_(
        "Change of subheading (CTSH): every non-originating material is of another subheading "
        "than the product."
    ),
}
_SHARES = {
    Method.BUILD_DOWN: N_("Regional value content, build-down, of at least %(limit)s %%."),
    Method.BUILD_UP: N_("Regional value content, build-up, of at least %(limit)s %%."),
    Method.NET_COST: N_("Regional value content by net cost of at least %(limit)s %%."),
    Method.MAX_NOM: N_("Non-originating materials of at most %(limit)s %% of the value."),
}
_SAME = {
    Level.CHAPTER: N_("%(material)s → %(product)s: the chapter is the same."),
    Level.HEADING: N_("%(material)s → %(product)s: the heading is the same."),
    Level.SUBHEADING: N_("%(material)s → %(product)s: the subheading is the same."),
}
_OTHER = {
    Level.CHAPTER: N_("%(material)s → %(product)s: the chapter changes."),
    Level.HEADING: N_("%(material)s → %(product)s: the heading changes."),
    Level.SUBHEADING: N_("%(material)s → %(product)s: the subheading changes."),
}

_WORKINGS = {
    Method.BUILD_DOWN: N_(
        "The value less non-originating materials, over the value: %(working)s %%"
    ),
    Method.BUILD_UP: N_("Originating materials and other costs, over the value: %(working)s %%"),
    Method.NET_COST: N_("Net cost less non-originating materials, over net cost: %(working)s %%"),
    Method.MAX_NOM: N_("Non-originating materials, over the value: %(working)s %%"),
}
_FORMULAS = {
    Method.BUILD_DOWN: "({value} − {vnm}) ÷ {value} × 100",
    Method.BUILD_UP: "({vom} + {costs}) ÷ {value} × 100",
    Method.NET_COST: "({net} − {vnm}) ÷ {net} × 100",
    Method.MAX_NOM: "{vnm} ÷ {value} × 100",
}
_PLACES = Fraction(2)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said, in English with room for values, and the values."""

    template: str
    values: Mapping[str, str] = field(default_factory=dict)


def criterion_sentences(criterion: Criterion, language: str) -> tuple[Sentence, ...]:
    """Return what a criterion of the rule asks for."""
    if isinstance(criterion, ShareRule):
        limit = exact_number(criterion.limit, language)
        return (Sentence(_SHARES[criterion.method], {"limit": limit}),)
    asked = Sentence(_CHANGES[criterion.level])
    if not criterion.exceptions:
        return (asked,)
    codes = ", ".join(_shown_range(one) for one in criterion.exceptions)
    template = N_("Not from materials of: %(codes)s.")
    return asked, Sentence(template, {"codes": codes})


def tolerance_sentence(tolerance: Fraction, language: str) -> Sentence:
    """Return what the tolerance forgives."""
    template = N_(
        "Tolerance: materials that do not make the tariff change may be worth up to %(limit)s %% "
        "of the value of the product."
    )
    return Sentence(template, {"limit": exact_number(tolerance, language)})


def why(case: Case, step: Step, language: str) -> Sentence:
    """Return why the right decision of a step is right."""
    criterion = step.criterion
    if step.kind is Kind.OUTCOME:
        return _why_outcome(case)
    if step.kind is Kind.MATERIALS:
        return _why_material(case, step)
    if isinstance(criterion, ShareRule):
        return _why_share(case, step, criterion, language)
    return _why_change(case, criterion, language) if criterion else Sentence("")


def _why_share(case: Case, step: Step, rule: ShareRule, language: str) -> Sentence:
    """Return how a share is worked out, or how it compares with what the rule asks for."""
    found = share(case, rule.method)
    if step.kind is Kind.RVC:
        return Sentence(_WORKINGS[rule.method], {"working": _working(case, rule, found, language)})
    template = N_("It is %(share)s %%, and the rule asks for at least %(limit)s %%.")
    if rule.method is Method.MAX_NOM:
        template = N_("It is %(share)s %%, and the rule allows at most %(limit)s %%.")
    shown = {"share": percent(found, language), "limit": exact_number(rule.limit, language)}
    return Sentence(template, shown)


def _working(case: Case, rule: ShareRule, found: Fraction, language: str) -> str:
    product = case.product
    formula = _FORMULAS[rule.method].format(
        value=exact_number(product.value, language),
        vnm=exact_number(case.vnm, language),
        vom=exact_number(case.vom, language),
        costs=exact_number(product.other_costs, language),
        net=exact_number(product.net_cost, language),
    )
    sign = "=" if as_percent(found) == found else "≈"
    return f"{formula} {sign} {percent(found, language)}"


def percent(value: Fraction, language: str) -> str:
    """Return a share in per cent, with at most two decimals."""
    return exact_number(as_percent(value), language)


def as_percent(value: Fraction) -> Fraction:
    """Return a share rounded as it is shown."""
    return rounded(value, _PLACES)


def _why_outcome(case: Case) -> Sentence:
    """Return whether the rule is met, and through which criteria where it has several."""
    letters = [name for name, one in lettered(case) if name and met(case, one) is not Met.NOT_MET]
    if not originates(case):
        return Sentence(N_("The rule is not met."))
    if not letters:
        return Sentence(N_("The rule is met."))
    return Sentence(N_("The rule is met through: %(letters)s."), {"letters": ", ".join(letters)})


def lettered(case: Case) -> list[tuple[str, Criterion]]:
    """Return the criteria with their letters, which are empty where there is only one."""
    known = list(criteria(case.rule))
    return [
        (ascii_uppercase[place % 26] if len(known) > 1 else "", one)
        for place, one in enumerate(known)
    ]


def _why_material(case: Case, step: Step) -> Sentence:
    material = next(one for one in case.materials if one.id == step.material)
    if not isinstance(step.criterion, ChangeRule):
        said = N_("The bill says so, or where the material comes from.")
        return Sentence(said)
    rule = step.criterion
    codes = {"material": written(material.code), "product": written(case.product.code)}
    match change(case, rule, material):
        case Change.ORIGINATING:
            return Sentence(N_("An originating material need not change."))
        case Change.EXCEPTED:
            return Sentence(N_("The rule excepts %(material)s."), codes)
        case Change.SAME:
            return Sentence(_SAME[rule.level], codes)
        case Change.CHANGES:
            return Sentence(_OTHER[rule.level], codes)


def _why_change(case: Case, rule: ChangeRule, language: str) -> Sentence:
    """Return why a tariff change is met; with a tolerance, what it would have to forgive."""
    found, failing = met(case, rule), value_without_change(case, rule)
    if found is Met.MET:
        return Sentence(N_("Every non-originating material changes."))
    if case.tolerance is None:
        return Sentence(N_("Not every non-originating material changes."))
    amounts = {
        "failing": exact_number(failing, language),
        "value": exact_number(case.product.value, language),
        "share": percent(value_share(failing, case.product.value), language),
        "limit": exact_number(case.tolerance, language),
    }
    template = N_(
        "Without a change: %(failing)s of %(value)s, which is %(share)s %%; "
        "%(limit)s %% are tolerated."
    )
    return Sentence(template, amounts)


def _shown_range(found: CodeRange) -> str:
    first, last = written(found.first), written(found.last)
    return first if found.first == found.last else f"{first}–{last}"
