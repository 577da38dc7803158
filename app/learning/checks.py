"""How does a lesson ask its knowledge checks, without a trace of the key before the answer?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from app.catalogue.content.version import Bank, BankCheck
from app.core.errors import Invalid
from app.quizzes.questions import InvalidAnswer, MarkState, question_type


@dataclass(frozen=True, slots=True)
class Asked:
    """Which check was just answered, and how; no id: none."""

    check_id: str
    answer: object


@dataclass(frozen=True, slots=True)
class CheckView:
    """A check as the page shows it. Feedback, rule and verdict are there only once answered."""

    id: str
    prompt: Markup
    choices: tuple[tuple[str, Markup | None], ...]
    many: bool
    chosen: tuple[str, ...] = ()
    feedback: Markup | None = None
    is_right: bool | None = None
    rule: Markup | None = None


def views(bank: Bank, ids: Sequence[str], language: str, asked: Asked) -> dict[str, CheckView]:
    """The checks of a lesson by id; the one that was answered has its feedback."""
    found = {check_id: bank.checks[check_id] for check_id in ids}
    return {
        check_id: view(one, language, asked.answer if check_id == asked.check_id else None)
        for check_id, one in found.items()
    }


def answer(check: BankCheck, form: MultiDict[str, str]) -> object:
    """The answer that a form gives; None where it gives none.

    Raises:
        Invalid: it gives one that the check does not offer.
    """
    kind = question_type(check.type)
    try:
        return kind.answer_from_form(check.spec, form.to_dict(flat=False))
    except InvalidAnswer as wrong:
        raise Invalid(_(wrong.template, **wrong.params)) from wrong


def view(check: BankCheck, language: str, given: object) -> CheckView:
    """A check in a language, with feedback when it was answered."""
    kind = question_type(check.type)
    words = check.words[language]
    texts = words.own.get("choices", {})
    names = kind.shuffled_ids(check.spec) or ("true", "false")
    choices = tuple(
        (one, Markup(texts[one]) if isinstance(texts, dict) and one in texts else None)  # noqa: S704 - sanitised when published
        for one in names
    )
    asked = CheckView(
        id=check.id,
        prompt=Markup(words.prompt),  # noqa: S704 - sanitised when published
        choices=choices,
        many=check.type == "multiple_response",
    )
    return asked if given is None else _with_feedback(asked, check, language, given)


def _with_feedback(asked: CheckView, check: BankCheck, language: str, given: object) -> CheckView:
    words = check.words[language]
    mark = question_type(check.type).mark(check.spec, given)
    chosen = tuple(given) if isinstance(given, list) else (str(given),)
    feedback = words.own.get("feedback", {})
    said = [feedback[one] for one in chosen if isinstance(feedback, dict) and one in feedback]
    return CheckView(
        id=asked.id,
        prompt=asked.prompt,
        choices=asked.choices,
        many=asked.many,
        chosen=chosen,
        feedback=Markup(" ").join(Markup(one) for one in said),  # noqa: S704 - sanitised when published
        is_right=mark.state is MarkState.RIGHT,
        rule=Markup(words.rule),  # noqa: S704 - sanitised when published
    )
