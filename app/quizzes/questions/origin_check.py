"""Which faults can an origin question have, in its facts and in its words?"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from app.quizzes.origin import ChangeRule, ShareRule, criteria, share
from app.quizzes.questions.base import Problem
from app.quizzes.questions.checking import check_id, check_id_words, check_keys, check_line
from app.quizzes.questions.feedback import OUTCOMES, PARTLY
from app.quizzes.questions.origin_codes import check_code
from app.quizzes.questions.origin_facts import (
    AMOUNTS,
    BASES,
    NON_ORIGINATING,
    ORIGINATING,
    case_of,
    rows,
    table,
    typed_within,
)
from app.quizzes.questions.origin_rule_check import check_rule
from app.quizzes.questions.origin_sentences import as_percent
from app.quizzes.questions.origin_steps import Kind, steps, weights
from app.quizzes.questions.reading import Spec, Words, key_text
from app.quizzes.questions.shown_number import exact_number
from app.quizzes.questions.written import check_number, number

_KEYS = ("product", "materials", "rule", "tolerance", "currency", "origin_shown", "weights")
_PRODUCT = ("code", "basis", *AMOUNTS)
_MATERIAL = ("id", "code", "value", "origin")
_MOST_MATERIALS = 15
_CURRENCY = re.compile(r"[A-Z]{3}")


def check_origin(spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
    """Yield every fault; what follows from the facts is looked at once they can be read."""
    yield from check_keys(spec, words, _KEYS, ("product", "materials", "feedback"))
    if "key" in spec:
        message = "`key` does not belong here: what is right follows from the facts and the rule"
        yield Problem(("key",), None, message)
    faults = [*_check_facts(spec), *check_rule(spec.get("rule")), *_check_settings(spec)]
    yield from faults or _check_sense(spec)
    yield from check_line(words, "product")
    materials = tuple(key_text(one.get("id", "")) for one in rows(spec.get("materials")))
    yield from check_id_words(words, "materials", materials)
    yield from check_id_words(words, "feedback", OUTCOMES, (PARTLY,))


def _check_facts(spec: Spec) -> Iterator[Problem]:
    if not isinstance(spec.get("product"), Mapping):
        message = "`product` needs its code and its value: {code: 9401.61, value: 500}"
        yield Problem(("product",), None, message)
    else:
        yield from _check_product(table(spec["product"]))
    materials = spec.get("materials")
    if not isinstance(materials, list | tuple) or not 1 <= len(materials) <= _MOST_MATERIALS:
        message = f"`materials` is a list of 1 to {_MOST_MATERIALS} lines of the bill"
        yield Problem(("materials",), None, message)
        return
    seen: set[object] = set()
    for place, one in enumerate(materials):
        yield from _check_material(("materials", str(place)), one, seen)


def _check_product(own: Mapping[str, object]) -> Iterator[Problem]:
    yield from _unknown(("product",), own, _PRODUCT)
    yield from check_code(("product", "code"), own.get("code"), (6,))
    yield from _check_amount(("product", "value"), own.get("value"), "the price, FOB or ex-works")
    if own.get("basis", BASES[0]) not in BASES:
        message = f"`basis` says what the value is: {' or '.join(BASES)}"
        yield Problem(("product", "basis"), None, message)
    if "other_costs" in own:
        path, meaning = ("product", "other_costs"), "labour, overhead, profit and other costs"
        yield from check_number(path, own["other_costs"], meaning, Decimal(0))
    if "net_cost" in own:
        yield from _check_amount(("product", "net_cost"), own["net_cost"], "the net cost")


def _check_material(path: tuple[str, ...], found: object, seen: set[object]) -> Iterator[Problem]:
    if not isinstance(found, Mapping):
        message = "a line is {id: timber, code: 4407.29, value: 120, origin: non_originating}"
        yield Problem(path, None, message)
        return
    own = table(found)
    yield from _unknown(path, own, _MATERIAL)
    yield from check_id((*path, "id"), own.get("id"), seen)
    yield from check_code((*path, "code"), own.get("code"), (6,))
    yield from _check_amount((*path, "value"), own.get("value"), "its value in the bill")
    if own.get("origin") not in (ORIGINATING, NON_ORIGINATING):
        message = f"`origin` is {ORIGINATING} or {NON_ORIGINATING}"
        yield Problem((*path, "origin"), None, message)


def _check_settings(spec: Spec) -> Iterator[Problem]:
    if "tolerance" in spec:
        meaning = "per cent of the value of the product"
        yield from check_number(("tolerance",), spec["tolerance"], meaning, Decimal(0))
        if (number(spec["tolerance"]) or 0) > 100:
            yield Problem(("tolerance",), None, "`tolerance` is at most 100 per cent")
    if "currency" in spec and _CURRENCY.fullmatch(str(spec["currency"])) is None:
        yield Problem(("currency",), None, "`currency` is a code of three capitals such as EUR")
    if not isinstance(spec.get("origin_shown", True), bool):
        message = "`origin_shown` is true or false: whether the bill says which lines originate"
        yield Problem(("origin_shown",), None, message)
    if "weights" in spec:
        yield from _check_weights(spec["weights"])


def _check_weights(found: object) -> Iterator[Problem]:
    if not isinstance(found, Mapping):
        message = f"`weights` gives what kinds of steps are worth: {', '.join(Kind)}"
        yield Problem(("weights",), None, message)
        return
    yield from _unknown(("weights",), table(found), tuple(Kind))
    for name, value in table(found).items():
        yield from check_number(("weights", name), value, "any scale", Decimal(0))


def _check_sense(spec: Spec) -> Iterator[Problem]:
    """Check what only shows once all facts can be read."""
    case = case_of(spec)
    if all(one.is_originating for one in case.materials):
        message = "no material is non-originating: the product originates without any rule"
        yield Problem(("materials",), None, message)
    if case.vnm + case.vom > case.product.value:
        message = f"the materials are worth {case.vnm + case.vom} together, more than the product"
        yield Problem(("materials",), None, message)
    rules = list(criteria(case.rule))
    if case.tolerance is not None and not any(isinstance(one, ChangeRule) for one in rules):
        message = "a tolerance forgives materials without tariff change; the rule asks for none"
        yield Problem(("tolerance",), None, message)
    kinds = {step.kind for step in steps(spec)}
    if not sum(weights(spec)[kind] for kind in kinds):
        yield Problem(("weights",), None, "the steps of this question are worth nothing")
    for name in table(spec.get("weights")):
        if name not in kinds:
            yield Problem(("weights", name), None, f"this question has no steps of kind `{name}`")
    yield from _check_shares(spec, [one for one in rules if isinstance(one, ShareRule)])


def _check_shares(spec: Spec, rules: Sequence[ShareRule]) -> Iterator[Problem]:
    case = case_of(spec)
    for rule in rules:
        try:
            found = share(case, rule.method)
        except ValueError:
            message = f"the rule asks for {rule.method}: `net_cost` is missing"
            yield Problem(("product", "net_cost"), None, message)
            continue
        within, shown = typed_within(spec, rule.id), as_percent(found)
        if within is not None and abs(shown - found) > within:
            near = f"the share, shown as {exact_number(shown, 'en')}, would itself be marked wrong"
            message = f"{near}: `typed_within` must be at least 0.01"
            yield Problem(("rule",), None, message)


def _check_amount(path: tuple[str, ...], value: object, meaning: str) -> Iterator[Problem]:
    yield from check_number(path, value, meaning)
    found = number(value)
    if found is not None and found <= 0:
        yield Problem(path, None, f"`{path[-1]}` is more than 0")


def _unknown(
    path: tuple[str, ...], own: Mapping[str, object], known: Sequence[str]
) -> Iterator[Problem]:
    for name in own:
        if name not in known:
            message = f"unknown key `{name}`; here belong: {', '.join(known)}"
            yield Problem((*path, name), None, message)
