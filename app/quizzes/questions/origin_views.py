"""What do the pages of an origin decision show: the bill, the rule, the decisions, the reasons?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from app.core.markdown.hs import written
from app.quizzes.origin import Case, ChangeRule, Group, Material, Part, ShareRule, share
from app.quizzes.questions.base import Asked, AskView, ReviewView
from app.quizzes.questions.marks import PartState
from app.quizzes.questions.origin_facts import (
    AMOUNTS,
    EX_WORKS,
    NON_ORIGINATING,
    ORIGINATING,
    amount,
    case_of,
    digits,
    rows,
    table,
)
from app.quizzes.questions.origin_sentences import (
    ASKED,
    CHANGES_ASKED,
    OPTIONS,
    SHARES_ASKED,
    Sentence,
    criterion_sentences,
    lettered,
    percent,
    tolerance_sentence,
    why,
)
from app.quizzes.questions.origin_steps import (
    Given,
    Kind,
    Step,
    origin_is_shown,
    right,
    states,
    steps,
)
from app.quizzes.questions.reading import Spec, Words, html, key_text, language_of, plain
from app.quizzes.questions.shown_number import decimals_of, show_number


@dataclass(frozen=True, slots=True)
class Option:
    """One of the options of a decision; its label is still to be translated."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A step as the page asks for it: a choice of options, or without any a number to type.

    `letter` names the criterion that it is about, where the rule has several.
    """

    id: str
    letter: str
    question: str
    options: tuple[Option, ...]
    given: str


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """A line of the bill; `origin` is still to be translated, empty where it is to be found out."""

    id: str
    text: Markup
    code: str
    value: str
    origin: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion of the rule, in sentences."""

    letter: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Criteria of which all are needed, or any one."""

    needs_all: bool
    parts: tuple["CriterionLine | RuleGroup", ...]


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """The product with its amounts; those which it has not are empty."""

    text: Markup
    code: str
    currency: str
    is_ex_works: bool
    value: str
    other_costs: str
    net_cost: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginView(AskView):
    """The facts, and what there is to decide about them."""

    product: ProductFacts
    materials: tuple[MaterialLine, ...]
    rule: CriterionLine | RuleGroup
    tolerance: Sentence | None
    decisions: tuple[Decision, ...]
    outcome: Decision


@dataclass(frozen=True, slots=True)
class ReviewedStep:
    """A step in the review: what was decided, what is right and why.

    `about` names the material, `question` the decision. `yours` and `right` are labels still to be
    translated; where a number is typed, what was typed and the number in the words' language.
    """

    id: str
    about: Markup
    letter: str
    question: str
    yours: str
    right: str
    is_typed: bool
    state: PartState
    why: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginReview(ReviewView):
    """The review: the facts again, then each step."""

    facts: OriginView
    steps: tuple[ReviewedStep, ...]
    feedback: Markup


def origin_view(common: Asked, spec: Spec, words: Words, given: Given) -> OriginView:
    """Return what a running page shows; nothing of it rests on how a step comes out."""
    case, language = case_of(spec), language_of(words)
    asked = [(step, _decision(case, step, given)) for step in steps(spec)]
    apart = (Kind.RVC, Kind.CRITERIA)
    return OriginView(
        **common,
        product=_product(spec, words),
        materials=tuple(_line(spec, words, one, asked) for one in case.materials),
        rule=_rule(case, case.rule, language),
        tolerance=None if case.tolerance is None else tolerance_sentence(case.tolerance, language),
        decisions=tuple(one for step, one in asked if step.kind in apart),
        outcome=next(one for step, one in asked if step.kind is Kind.OUTCOME),
    )


def reviewed_steps(spec: Spec, words: Words, given: Given) -> tuple[ReviewedStep, ...]:
    """Return every step with its reason."""
    case, language = case_of(spec), language_of(words)
    fared = {part.id: part.state for part in states(spec, given)}
    return tuple(
        ReviewedStep(
            id=step.id,
            about=html(words, "materials", step.material) if step.material else Markup(),
            letter=_letter(case, step),
            question=_question(step),
            yours=_label(given.get(step.id, "")),
            right=_right(case, step, language),
            is_typed=not step.options,
            state=fared[step.id],
            why=why(case, step, language),
        )
        for step in steps(spec)
    )


def described(spec: Spec, words: Words, given: Given, translate: Callable[[str], str]) -> str:
    """Return the decisions in words, as plain text."""
    case = case_of(spec)
    taken = [step for step in steps(spec) if step.id in given]
    return "; ".join(_said(case, step, given[step.id], words, translate) for step in taken)


def _said(case: Case, step: Step, value: str, words: Words, translate: Callable[[str], str]) -> str:
    about = plain(words, "materials", step.material) or translate(_question(step))
    letter, label = _letter(case, step), translate(_label(value)) if step.options else value
    return f"{letter}. {about}: {label}" if letter else f"{about}: {label}"


def _decision(case: Case, step: Step, given: Given) -> Decision:
    return Decision(
        id=step.id,
        letter=_letter(case, step),
        question=_question(step),
        options=tuple(Option(one, OPTIONS[one]) for one in step.options),
        given=given.get(step.id, ""),
    )


def _question(step: Step) -> str:
    """Return what is asked at a step, still to be translated."""
    criterion = step.criterion
    if step.kind is Kind.RVC and isinstance(criterion, ShareRule):
        return SHARES_ASKED[criterion.method]
    if step.kind is Kind.MATERIALS and isinstance(criterion, ChangeRule):
        return CHANGES_ASKED[criterion.level]
    return ASKED[step.kind]


def _letter(case: Case, step: Step) -> str:
    """Return the letter of the criterion that a step is about, where the rule has several."""
    return next((letter for letter, one in lettered(case) if one == step.criterion), "")


def _label(value: str) -> str:
    return OPTIONS.get(value, value)


def _right(case: Case, step: Step, language: str) -> str:
    if isinstance(step.criterion, ShareRule) and step.kind is Kind.RVC:
        return percent(share(case, step.criterion.method), language)
    return _label(right(case, step))


def _product(spec: Spec, words: Words) -> ProductFacts:
    own = table(spec.get("product"))
    shown = {name: _amount(spec, own.get(name), language_of(words)) for name in AMOUNTS}
    return ProductFacts(
        text=html(words, "product"),
        code=written(digits(own.get("code"))),
        currency=key_text(spec.get("currency") or ""),
        is_ex_works=own.get("basis") == EX_WORKS,
        **shown,
    )


def _line(
    spec: Spec, words: Words, material: Material, asked: Sequence[tuple[Step, Decision]]
) -> MaterialLine:
    origin = OPTIONS[ORIGINATING if material.is_originating else NON_ORIGINATING]
    return MaterialLine(
        id=material.id,
        text=html(words, "materials", material.id),
        code=written(material.code),
        value=_amount(spec, material.value, language_of(words)),
        origin=origin if origin_is_shown(spec) else "",
        decisions=tuple(one for step, one in asked if step.material == material.id),
    )


def _rule(case: Case, part: Part, language: str) -> CriterionLine | RuleGroup:
    if isinstance(part, Group):
        return RuleGroup(part.needs_all, tuple(_rule(case, one, language) for one in part.parts))
    letter = next(letter for letter, one in lettered(case) if one == part)
    return CriterionLine(letter, criterion_sentences(part, language))


def _amount(spec: Spec, value: object, language: str) -> str:
    """Return an amount with as many decimals as any of the question, "" where there is none."""
    if value is None:
        return ""
    exact = value if isinstance(value, Fraction) else amount(value)
    return show_number(exact, _decimals(spec), language)


def _decimals(spec: Spec) -> int:
    own = table(spec.get("product"))
    materials = (one.get("value") for one in rows(spec.get("materials")))
    return decimals_of(*(own.get(name) for name in AMOUNTS), *materials)
