"""Which question types are there?

Every module of this package that declares `TYPE` is one; adding a type is adding a file.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from app.quizzes.questions.base import AskView, InvalidAnswer, Problem, QuestionType, ReviewView
from app.quizzes.questions.marks import Mark, MarkState
from app.quizzes.questions.reading import trusted

__all__ = [
    "AnyQuestionType",
    "AskView",
    "InvalidAnswer",
    "Mark",
    "MarkState",
    "Problem",
    "QuestionType",
    "ReviewView",
    "UnknownQuestionType",
    "all_types",
    "question_type",
    "trusted",
]

AnyQuestionType = QuestionType[Any]


class UnknownQuestionType(LookupError):  # noqa: N818 - reads as what it is at `except`
    """A question names a type that does not exist; the message lists those that do."""

    def __init__(self, name: str) -> None:
        self.name = name
        known = ", ".join(kind.name for kind in all_types())
        super().__init__(f"“{name}” is not a question type; there are: {known}")


def question_type(name: str) -> AnyQuestionType:
    """Return the type of that name. Raises UnknownQuestionType."""
    try:
        return _by_name()[name]
    except KeyError:
        raise UnknownQuestionType(name) from None


def all_types() -> tuple[AnyQuestionType, ...]:
    """Return every type, in the order of their names."""
    return tuple(_by_name().values())


@cache
def _by_name() -> dict[str, AnyQuestionType]:
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    types: list[AnyQuestionType] = [module.TYPE for module in modules if hasattr(module, "TYPE")]
    return {kind.name: kind for kind in sorted(types, key=lambda kind: kind.name)}
