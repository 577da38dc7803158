"""What can every question type do, and which values does it take and give?

A type is one file of this package that declares `TYPE = ItsClass()`; the registry finds it.
Types are pure: they know neither the database nor the web. Three mappings come in:

- `spec`: the question's mapping of `quiz.yaml`, with the key (`docs/authoring.md`). Once published
  it is what `sealed` made of it, in an attempt what `drawn` made of that;
- `words`: the question's mapping of one language. When a course is checked these are the author's
  texts; when a page is shown they are published HTML as `markupsafe.Markup` (a plain `str` is
  escaped, so that forgetting to mark it safe costs an ugly page and never a hole), with the
  language's code as `language`, see `language_of`;
- `order`: the ids of `shuffled_ids(spec)` in the order in which this attempt shows them.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar, Generic, TypedDict, TypeVar

from markupsafe import Markup

from app.core.errors import Invalid
from app.quizzes.questions.marks import UNANSWERED, UNREADABLE, Mark
from app.quizzes.questions.reading import Spec, Words, html

Form = Mapping[str, Sequence[str]]
AnswerT = TypeVar("AnswerT")
"""A normalised answer: plain JSON, equal when it means the same."""


def N_(message: str) -> str:  # noqa: N802 - gettext's own name, which the extractor looks for
    """Mark a message for translation here; it is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Shown:
    """A file of the course's media folder that a question shows: a picture, or a drawing.

    `path` leads from the question's mapping to the file's `name`; `alternative` leads to its text
    alternative in the words of each language.
    """

    name: str
    path: tuple[str, ...]
    alternative: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a question as it is written.

    `path` leads from the question's mapping to the faulty value (list places as "0", "1", …) and
    may end in a key that is missing. `language` is None for `quiz.yaml`, otherwise the words file.
    """

    path: tuple[str, ...]
    language: str | None
    message: str


class InvalidAnswer(Invalid):
    """An answer that cannot be kept as it stands; `message` says why, in English.

    Rules know no language: a page shows `gettext(error.template, **error.params)`.
    """

    def __init__(self, template: str, **params: str) -> None:
        self.template = template
        self.params = params
        super().__init__(template % params)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskView:
    """What a running attempt's page may see of a question: nothing here depends on the key."""

    type: str
    prompt: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """What the review shows of a question once the attempt is over."""

    type: str
    prompt: Markup
    mark: Mark
    explanation: Markup
    rule: Markup


class Asked(TypedDict):
    """The fields that every AskView has."""

    type: str
    prompt: Markup


class Reviewed(Asked):
    """The fields that every ReviewView has."""

    mark: Mark
    explanation: Markup
    rule: Markup


class QuestionType(ABC, Generic[AnswerT]):
    """One kind of question: how it is checked, asked, answered, marked and reviewed.

    `block_words` names the words of its own that are blocks of Markdown rather than one line, as
    patterns of their path (`solution`, `steps/*/prompt`). `by_hand` types are marked by a person:
    `grade` is not asked of them.
    """

    name: ClassVar[str]
    block_words: ClassVar[tuple[str, ...]] = ()
    by_hand: ClassVar[bool] = False

    def media(self, spec: Spec) -> tuple[Shown, ...]:
        """Return what the question shows of the course's media folder, each file once.

        The checker sees to it that the files are there; published words have them ready for the
        page, see `pictures.picture_of`.
        """
        del spec
        return ()

    def sealed(self, spec: Spec, words: Mapping[str, Words]) -> Spec:
        """Return what is published: the structure, with what marking needs of the author's words.

        `words` maps each language to its words as they were written.
        """
        del words
        return spec

    def drawn(self, spec: Spec, seed: int) -> Spec:
        """Return the question as one attempt has it; `seed` belongs to attempt and question.

        The same seed gives the same question for ever.
        """
        del seed
        return spec

    @abstractmethod
    def check(self, spec: Spec, words: Mapping[str, Words]) -> Iterable[Problem]:
        """Return every fault of the type's own keys and words; `words` maps language to words.

        Of the common words only unknown ones are reported: see `checking.check_common_words`.
        """

    @abstractmethod
    def shuffled_ids(self, spec: Spec) -> tuple[str, ...]:
        """Return the ids whose order an attempt shuffles; none for a type that shuffles nothing."""

    @abstractmethod
    def public(
        self, spec: Spec, words: Words, order: Sequence[str], answer: object = None
    ) -> AskView:
        """Return what the running page shows, with the answer saved so far filled in."""

    @abstractmethod
    def parse(self, spec: Spec, raw: object) -> AnswerT | None:
        """Return the normalised answer of a decoded JSON value, None for no answer.

        Raises InvalidAnswer when it is ill-formed or names an id that the question has not.
        """

    @abstractmethod
    def from_form(self, spec: Spec, form: Form) -> object:
        """Return the JSON value that a posted form stands for, not yet normalised.

        Other fields of the form are ignored. Raises InvalidAnswer where it cannot be told.
        """

    def unread(self, spec: Spec, form: Form) -> object:
        """Return what `public` shows again of a form whose answer was refused.

        None where the answer kept last is shown: what is chosen cannot be mistyped. A type with
        fields to write in returns what was typed, so that nobody has to type it again.
        """
        del spec, form
        return None

    @abstractmethod
    def grade(self, spec: Spec, answer: AnswerT) -> Mark:
        """Return the mark of a normalised answer."""

    @abstractmethod
    def review(self, spec: Spec, words: Words, answer: object, order: Sequence[str]) -> ReviewView:
        """Return what the review shows: the answer, the key, feedback, explanation and rule."""

    @abstractmethod
    def describe(
        self, spec: Spec, words: Words, answer: object, translate: Callable[[str], str] = N_
    ) -> str:
        """Return an answer in words, as plain text; "" for no answer.

        `translate` is gettext, for the few words that are the platform's and not the question's.
        """

    def classify(self, spec: Spec, answer: object) -> Mapping[str, str]:
        """Return what was answered, by part, for the table of answers; {} for no answer.

        A part is "" for a question of one part, an answer the id of a choice or the text typed.
        """
        parsed = self.readable(spec, answer)
        if parsed is None:
            return {}
        if isinstance(parsed, Mapping):
            return {str(part): str(given) for part, given in parsed.items()}
        if isinstance(parsed, list):
            return {str(given): "1" for given in parsed}
        return {"": str(parsed)}

    def right_answer(self, spec: Spec) -> object:
        """Return an answer that earns everything, None where there is none that can be told.

        `spec` is sealed and drawn. It is what demo data, and a trainer who tries a key, give.
        """
        del spec
        return None

    def guess_score(self, spec: Spec) -> Fraction | None:
        """Return the mean mark of answers made at random, None where that cannot be said."""
        del spec
        return None

    def mark_of_tries(self, spec: Spec, answers: Sequence[object], penalty: Fraction) -> Mark:
        """Return what several tries earn together, the last one counting.

        Each earlier try takes `penalty` away, never under 0. A type whose parts are marked apart
        may take it from the parts alone that were wrong.
        """
        mark = self.mark(spec, answers[-1] if answers else None)
        left = mark.fraction - penalty * (len(answers) - 1)
        return mark if len(answers) < 2 else replace(mark, fraction=max(Fraction(0), left))

    def answer_from_form(self, spec: Spec, form: Form) -> AnswerT | None:
        """Return the normalised answer of a posted form. Raises InvalidAnswer."""
        return self.parse(spec, self.from_form(spec, form))

    def mark(self, spec: Spec, answer: object) -> Mark:
        """Return the mark of any stored answer; one that cannot be read earns nothing."""
        try:
            parsed = self.parse(spec, answer)
        except InvalidAnswer:
            return UNREADABLE
        return UNANSWERED if parsed is None else self.grade(spec, parsed)

    def readable(self, spec: Spec, answer: object) -> AnswerT | None:
        """Return the normalised answer, or None where there is none that can be read."""
        try:
            return self.parse(spec, answer)
        except InvalidAnswer:
            return None

    def asked(self, words: Words) -> Asked:
        """Return the common fields of the view for the running page."""
        return Asked(type=self.name, prompt=html(words, "prompt"))

    def reviewed(self, spec: Spec, words: Words, answer: object) -> Reviewed:
        """Return the common fields of the view for the review."""
        return Reviewed(
            **self.asked(words),
            mark=self.mark(spec, answer),
            explanation=html(words, "explanation"),
            rule=html(words, "rule"),
        )
