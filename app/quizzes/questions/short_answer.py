"""How is a question asked and marked whose answer is a word or a few?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from markupsafe import Markup
from typing_extensions import override

from app.quizzes.questions.base import (
    N_,
    AskView,
    Form,
    InvalidAnswer,
    Problem,
    QuestionType,
    ReviewView,
)
from app.quizzes.questions.checking import (
    check_id_words,
    check_ids,
    check_keys,
    check_one_of,
    text_ids,
    unknown_in_key,
)
from app.quizzes.questions.forms import single_value
from app.quizzes.questions.marks import Mark
from app.quizzes.questions.reading import Spec, Words, html, ids, key_text, language_of
from app.quizzes.questions.typed_text import Spelling, examples, is_anything, shown, tidy
from app.quizzes.questions.written import check_share, number, share

OTHER = "other"
"""The feedback for what matches no answer; so no answer has this id."""
LONGEST = 500
_WIDTHS = range(1, 61)


class Regard(StrEnum):
    """Whether case, or accents, must MATCH those of an answer."""

    IGNORE = "ignore"
    MATCH = "match"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAnswerView(AskView):
    """The question, what was typed so far, and how many signs wide the field is, 0 as usual."""

    typed: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAnswerReview(ReviewView):
    """The review: what was typed, the right answers, and those that earn something."""

    typed: str
    accepted: tuple[str, ...]
    partly: tuple[str, ...]
    feedback: Markup


class ShortAnswer(QuestionType[str]):
    """The first answer that a text matches gives its mark; those of all languages are accepted.

    `sealed` puts the texts into the structure: `texts: {answer: {language: text}}`. So somebody who
    reads in one language and writes the term of another is right.
    """

    name: ClassVar[str] = "short_answer"

    @override
    def sealed(self, spec: Spec, words: Mapping[str, Words]) -> Spec:
        written = {language: _written(own) for language, own in words.items()}
        texts = {
            answer: {code: own[answer] for code, own in written.items() if answer in own}
            for answer in ids(spec, "answers")
        }
        return {**spec, "texts": texts}

    @override
    def check(self, spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
        own_keys = ("answers", "case", "accents", "width")
        yield from check_keys(spec, words, own_keys, ("answers", "feedback"))
        yield from check_ids(spec, "answers", at_least=1)
        answers = text_ids(spec, "answers")
        if OTHER in answers:
            message = f"`{OTHER}` is what matches no answer: give the answer another id"
            yield Problem(("answers", str(answers.index(OTHER))), None, message)
        yield from _check_key(spec.get("key"), answers)
        for name in ("case", "accents"):
            yield from check_one_of(spec, name, list(Regard))
        yield from _check_width(spec)
        yield from check_id_words(words, "answers", answers)
        yield from check_id_words(words, "feedback", tuple(dict.fromkeys((*answers, OTHER))))
        yield from _check_texts(spec, words)

    @override
    def shuffled_ids(self, spec: Spec) -> tuple[str, ...]:
        return ()

    @override
    def public(
        self, spec: Spec, words: Words, order: Sequence[str], answer: object = None
    ) -> ShortAnswerView:
        return ShortAnswerView(**self.asked(words), typed=_typed(answer), width=_width(spec) or 0)

    @override
    def parse(self, spec: Spec, raw: object) -> str | None:
        if raw is not None and (isinstance(raw, bool) or not isinstance(raw, str | int | float)):
            raise InvalidAnswer(N_("An answer to this question is a text."))
        typed = _typed(raw)
        if len(typed) > LONGEST:
            message = N_("This answer is too long. Write at most %(most)s characters.")
            raise InvalidAnswer(message, most=str(LONGEST))
        return typed or None

    @override
    def from_form(self, spec: Spec, form: Form) -> str | None:
        return single_value(form, "answer")

    @override
    def unread(self, spec: Spec, form: Form) -> str:
        return _typed(next(iter(form.get("answer", ())), ""))

    @override
    def grade(self, spec: Spec, answer: str) -> Mark:
        return Mark.of(_worth(spec, _matched(spec, answer)))

    @override
    def review(
        self, spec: Spec, words: Words, answer: object, order: Sequence[str]
    ) -> ShortAnswerReview:
        parsed = self.readable(spec, answer)
        matched = None if parsed is None else _matched(spec, parsed)
        worth = {one: _worth(spec, one) for one in ids(spec, "answers")}
        language = language_of(words)
        return ShortAnswerReview(
            **self.reviewed(spec, words, answer),
            typed=_typed(answer),
            accepted=_texts(spec, [one for one, mark in worth.items() if mark == 1], language),
            partly=_texts(spec, [one for one, mark in worth.items() if 0 < mark < 1], language),
            feedback=html(words, "feedback", matched or OTHER),
        )

    @override
    def describe(
        self, spec: Spec, words: Words, answer: object, translate: Callable[[str], str] = N_
    ) -> str:
        return _typed(answer)

    @override
    def classify(self, spec: Spec, answer: object) -> Mapping[str, str]:
        """Return the text in the form in which it is compared, so that one counts as one."""
        parsed = self.readable(spec, answer)
        return {} if parsed is None else {"": _spelling(spec).of(parsed)}

    @override
    def right_answer(self, spec: Spec) -> str | None:
        """Return the first text, in any language, that earns everything as it stands."""
        texts = (text for one in ids(spec, "answers") for text in _sealed_texts(spec, one).values())
        typed = (one for text in texts for one in examples(text) if one)
        return next((one for one in typed if _worth(spec, _matched(spec, one)) == 1), None)

    @override
    def guess_score(self, spec: Spec) -> Fraction:
        return Fraction(0)


def _typed(raw: object) -> str:
    """Return what was typed; a JSON number counts as its text."""
    is_text = isinstance(raw, str | int | float) and not isinstance(raw, bool)
    return tidy(str(raw)) if is_text else ""


def _spelling(spec: Spec) -> Spelling:
    return Spelling(
        ignores_case=spec.get("case", Regard.IGNORE) != Regard.MATCH,
        ignores_accents=spec.get("accents", Regard.MATCH) == Regard.IGNORE,
    )


def _worth(spec: Spec, answer: str | None) -> Fraction:
    key = spec.get("key")
    written = key.get(answer) if isinstance(key, Mapping) and answer is not None else None
    return share(written) or Fraction(0)


def _written(own: Words) -> dict[str, str]:
    """Return the texts of the answers that an author wrote in one language."""
    texts = own.get("answers")
    found = texts.items() if isinstance(texts, Mapping) else ()
    return {key_text(answer): text for answer, text in found if isinstance(text, str)}


def _sealed_texts(spec: Spec, answer: str) -> Mapping[str, str]:
    texts = spec.get("texts")
    found = texts.get(answer) if isinstance(texts, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _matched(spec: Spec, typed: str) -> str | None:
    """Return the first answer that the text matches in any language."""
    spelling = _spelling(spec)
    for answer in ids(spec, "answers"):
        if any(spelling.matches(typed, text) for text in _sealed_texts(spec, answer).values()):
            return answer
    return None


def _texts(spec: Spec, answers: Sequence[str], language: str) -> tuple[str, ...]:
    """Return the texts of answers in one language, as people read them."""
    texts = (_sealed_texts(spec, answer).get(language, "") for answer in answers)
    return tuple(dict.fromkeys(shown(text) for text in texts if text))


def _check_key(key: object, answers: Sequence[str]) -> Iterator[Problem]:
    if not isinstance(key, Mapping):
        message = "`key` must give every answer its mark, as {answer: 1}"
        yield Problem(("key",), None, message)
        return
    yield from unknown_in_key(key, answers)
    for answer in answers:
        yield from check_share(("key", answer), key.get(answer), Fraction(0), Fraction(1))
    if not any(share(key.get(answer)) == 1 for answer in answers):
        yield Problem(("key",), None, "no answer earns 1: at least one must be wholly right")


def _check_width(spec: Spec) -> Iterator[Problem]:
    if "width" in spec and _width(spec) is None:
        message = f"`width` is how many signs the field shows, {_WIDTHS[0]} to {_WIDTHS[-1]}"
        yield Problem(("width",), None, message)


def _width(spec: Spec) -> int | None:
    """Return the width of the field; inside a gap its file has it as text."""
    found = number(spec.get("width"))
    return int(found) if found is not None and found in _WIDTHS else None


def _check_texts(spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
    for language, own in words.items():
        for answer, text in _written(own).items():
            fault = _fault(spec, answer, text) if text.strip() else ""
            if fault:
                yield Problem(("answers", answer), language, f"`{text.strip()[:60]}` {fault}")


def _fault(spec: Spec, answer: str, text: str) -> str:
    if is_anything(text):
        return "accepts everything as right" if _worth(spec, answer) == 1 else ""
    if not _spelling(spec).of(text).strip():
        return "has nothing that can be typed"
    return f"is longer than {LONGEST} characters" if len(text) > LONGEST else ""


TYPE = ShortAnswer()
