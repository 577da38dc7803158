"""What do pages know of an essay beyond the answer that is stored: its files, and its marks?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import url_for

from app.catalogue.content.version import BankQuestion
from app.learning.models import Attempt, AttemptFile, HandMark
from app.learning.queries.files import files_of
from app.learning.queries.marking import all_hand_marks, given_in, rows_of
from app.quizzes.conditions import ALL_PARTS, ReviewPart
from app.quizzes.hand_marking import counting
from app.quizzes.questions import question_type
from app.quizzes.questions.essay_answer import Attached, Given, dressed
from app.quizzes.questions.essay_limits import file_limits
from app.quizzes.rules import AttemptState

_OPEN = (AttemptState.RUNNING, AttemptState.MARKING)


@dataclass(frozen=True, slots=True)
class Beside:
    """The files and the marks of an attempt, by question; nothing for most attempts."""

    attempt: Attempt
    files: Mapping[str, Sequence[AttemptFile]] = field(default_factory=dict)
    marks: Mapping[str, Sequence[HandMark]] = field(default_factory=dict)

    def asked(self, question: BankQuestion, answer: object, typed: object = None) -> object:
        """An answer as the running attempt shows it; `typed` stands in its field instead."""
        if not question_type(question.type).by_hand:
            return answer if typed is None else typed
        place: dict[str, Any] = {"token": self.attempt.token, "question_id": question.id}
        takes_files = file_limits(question.spec) is not None
        found = [
            attached(self.attempt, one, url_for("learning.remove_file", file_id=one.id, **place))
            for one in files_in(answer, self.files.get(question.id, ()))
        ]
        upload_url = url_for("learning.add_file", **place) if takes_files else ""
        instead = typed if isinstance(typed, dict) else {}
        return dressed(answer, found, upload_url) | instead

    def reviewed(
        self, question: BankQuestion, answer: object, shown: Sequence[ReviewPart] = ALL_PARTS
    ) -> object:
        """An answer as the review shows it: marks and comments only where the quiz shows such."""
        if not question_type(question.type).by_hand or answer is None:
            return answer
        found = files_in(answer, self.files.get(question.id, ()))
        marks = self.marks.get(question.id, ()) if ReviewPart.MARKS in shown else ()
        given = counting_marks(question, marks)
        if ReviewPart.FEEDBACK not in shown:
            given = [Given(one.levels, "") for one in given]
        return dressed(answer, [attached(self.attempt, one) for one in found], marks=given)


def beside(attempt: Attempt, questions: Iterable[BankQuestion]) -> Beside:
    """What stands beside the answers of an attempt; marks only once all of it is marked."""
    if not any(question_type(one.type).by_hand for one in questions):
        return Beside(attempt)
    marks = {} if attempt.state in _OPEN else all_hand_marks(attempt.id)
    return Beside(attempt, files_of(attempt.id), marks)


def files_in(answer: object, known: Iterable[AttemptFile]) -> list[AttemptFile]:
    """The files that an answer names and that are there."""
    named = answer.get("files", ()) if isinstance(answer, Mapping) else ()
    return [one for one in known if one.id in named]


def attached(attempt: Attempt, file: AttemptFile, remove_url: str = "") -> Attached:
    """A file as pages show it."""
    url = url_for("learning.attempt_file", token=attempt.token, file_id=file.id)
    return Attached(file.id, file.name, file.size, url, remove_url)


def counting_marks(question: BankQuestion, marks: Sequence[HandMark]) -> list[Given]:
    """The marks that count, as the question's type shows them: nothing of who gave them."""
    chosen = rows_of(marks, counting(given_in(question, marks)))
    return [Given(one.levels, one.comment) for one in chosen]
