"""What stands in a posted form, and is it something that the question offers?"""

from collections.abc import Sequence

from app.quizzes.questions.base import N_, Form, InvalidAnswer


def single_value(form: Form, field: str) -> str | None:
    """Return the one value of a form field, None where it was not sent. Raises InvalidAnswer."""
    values = form.get(field, ())
    if len(values) > 1:
        raise InvalidAnswer(N_("Give one answer to this question, not several."))
    return values[0] if values else None


def fields(form: Form, prefix: str) -> dict[str, str]:
    """Return the single values of all form fields that begin with a prefix, without the prefix."""
    return {
        name.removeprefix(prefix): single_value(form, name) or ""
        for name in form
        if name.startswith(prefix)
    }


def known_id(value: object, known: Sequence[str]) -> str:
    """Return an id that the question has. Raises InvalidAnswer for any other value."""
    if not isinstance(value, str):
        raise InvalidAnswer(N_("An answer to this question is chosen from what it offers."))
    if value not in known:
        raise InvalidAnswer(N_("This question does not offer “%(value)s”."), value=value[:80])
    return value
