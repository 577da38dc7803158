"""How is a question asked and marked that classifies goods in the Harmonized System?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup
from typing_extensions import TypedDict, override

from app.quizzes.nomenclature import EDITION, Entry, Level, Nomenclature, hs2022
from app.quizzes.nomenclature_search import LONGEST, search
from app.quizzes.questions.base import (
    N_,
    AskView,
    Form,
    InvalidAnswer,
    Problem,
    QuestionType,
    ReviewView,
)
from app.quizzes.questions.choices import Choice, Picks, ReviewedChoice
from app.quizzes.questions.forms import known_id, single_value
from app.quizzes.questions.hs_checks import check_hs
from app.quizzes.questions.hs_marking import Walked, classification_mark, key_code, walked
from app.quizzes.questions.marks import UNANSWERED, Mark, PartState
from app.quizzes.questions.reading import Spec, Words, html, ids, language_of, plain

LIST_ADDRESS = f"/hs/{EDITION}"
"""Where `app.quizzes.routes` serves the list, for the script that walks it."""


class HsAnswer(TypedDict):
    """A bare code of any level, the reasons ticked, and what was last looked for in the list."""

    path: str
    reasons: list[str]
    find: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HsView(AskView):
    """The list, opened at the code chosen so far.

    `open` leads from the section to the row whose `rows` are shown, `path` is the code chosen.
    `found` are the best of `total` rows for `find`. `source` and `version` are the list's address.
    """

    language: str
    source: str
    version: str
    path: str
    open: tuple[Entry, ...]
    rows: tuple[Entry, ...]
    find: str
    found: tuple[Entry, ...]
    total: int
    reasons: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ReviewedStep:
    """One level of the right path with what was chosen there; None where the path had ended."""

    level: Level
    chosen: Entry | None
    key: Entry
    state: PartState


@dataclass(frozen=True, slots=True, kw_only=True)
class HsReview(ReviewView):
    """The review of a classification: both paths, where they part, and the reasons.

    `left_at` is the level at which the path left the right one or ended before it, None where it
    did neither; `feedback` is what the author says about that level.
    """

    language: str
    steps: tuple[ReviewedStep, ...]
    left_at: Level | None
    feedback: Markup
    reasons: tuple[ReviewedChoice, ...]

    @property
    def given(self) -> ReviewedStep | None:
        """The step at which the paths part, where the learner chose another row there."""
        parted = (one for one in self.steps if one.level is self.left_at and one.chosen)
        return next(parted, None)


class HsClassification(QuestionType[HsAnswer]):
    """A walk down the list to a six-digit code, and the rules and notes that it rests on."""

    name: ClassVar[str] = "hs_classification"

    @override
    def check(self, spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
        yield from check_hs(spec, words)

    @override
    def shuffled_ids(self, spec: Spec) -> tuple[str, ...]:
        return ()

    @override
    def public(
        self, spec: Spec, words: Words, order: Sequence[str], answer: object = None
    ) -> HsView:
        known, language = hs2022(), language_of(words)
        given = self.readable(spec, answer) or HsAnswer(path="", reasons=[], find="")
        opened = _opened(known, given["path"])
        found = search(given["find"], language)
        return HsView(
            **self.asked(words),
            language=language,
            source=f"{LIST_ADDRESS}/{known.language(language)}",
            version=known.version,
            path=given["path"],
            open=known.entries(opened, language),
            rows=known.entries(known.below[opened[-1] if opened else ""], language),
            find=given["find"],
            found=known.entries(found.codes, language),
            total=found.total,
            reasons=tuple(
                Choice(one, html(words, "reasons", one), one in given["reasons"])
                for one in _reasons(spec)
            ),
        )

    @override
    def parse(self, spec: Spec, raw: object) -> HsAnswer | None:
        if raw is None or raw == "":
            return None
        if isinstance(raw, str):
            raw = {"path": raw}
        if not isinstance(raw, Mapping):
            raise InvalidAnswer(N_("An answer to this question is a code of the list."))
        offered = _reasons(spec)
        ticked = {known_id(one, offered) for one in _listed(raw.get("reasons"))}
        answer = HsAnswer(
            path=_code(raw.get("path")),
            reasons=[one for one in offered if one in ticked],
            find=_looked_for(raw.get("find")),
        )
        return answer if any(answer.values()) else None

    @override
    def from_form(self, spec: Spec, form: Form) -> dict[str, object]:
        """Return the path after the one move that the form may ask for: `to:1902`, `to:` is up."""
        path, move = single_value(form, "path") or "", single_value(form, "move")
        step, _, code = (move or f"to:{path}").partition(":")
        if step != "to":
            raise InvalidAnswer(N_("This move is not one that the question offers."))
        reasons, find = list(form.get("reason", ())), single_value(form, "find") or ""
        return {"path": code, "reasons": reasons, "find": find}

    @override
    def grade(self, spec: Spec, answer: HsAnswer) -> Mark:
        if not answer["path"] and not answer["reasons"]:
            return UNANSWERED
        return classification_mark(spec, answer["path"], answer["reasons"])

    @override
    def review(self, spec: Spec, words: Words, answer: object, order: Sequence[str]) -> HsReview:
        language, given = language_of(words), self.readable(spec, answer)
        walk = walked(spec, given["path"] if given else "")
        picks = Picks(tuple(given["reasons"] if given else ()), ids(spec, "reasoning_key"))
        return HsReview(
            **self.reviewed(spec, words, answer),
            language=language,
            steps=tuple(_steps(walk, language)),
            left_at=walk.left_at,
            feedback=_said_about(words, walk.left_at),
            reasons=tuple(
                picks.reviewed(words, one, html(words, "reasons", one)) for one in _reasons(spec)
            ),
        )

    @override
    def describe(
        self, spec: Spec, words: Words, answer: object, translate: Callable[[str], str] = N_
    ) -> str:
        given = self.readable(spec, answer)
        if given is None:
            return ""
        rows = hs2022().entries([given["path"]] if given["path"] else [], language_of(words))
        code = (f"{one.written} {one.words}".strip() for one in rows)
        return "; ".join((*code, *(plain(words, "reasons", one) for one in given["reasons"])))

    @override
    def classify(self, spec: Spec, answer: object) -> Mapping[str, str]:
        given = self.readable(spec, answer)
        if given is None:
            return {}
        code = {"": given["path"]} if given["path"] else {}
        return code | dict.fromkeys(given["reasons"], "1")

    @override
    def right_answer(self, spec: Spec) -> HsAnswer:
        key = ids(spec, "reasoning_key")
        reasons = [one for one in _reasons(spec) if one in key]
        return HsAnswer(path=key_code(spec), reasons=reasons, find="")


def _reasons(spec: Spec) -> tuple[str, ...]:
    """Return the reasons by their ids: rules stay in order, whatever the author began with."""
    return tuple(sorted(ids(spec, "reasons")))


def _code(found: object) -> str:
    """Return a code of the list without its dot, "" for none. Raises InvalidAnswer."""
    if found is not None and not isinstance(found, str):
        raise InvalidAnswer(N_("An answer to this question is a code of the list."))
    code = (found or "").strip().replace(".", "")
    if code and code not in hs2022().rows:
        raise InvalidAnswer(N_("The list has no code “%(value)s”."), value=code[:80])
    return code


def _listed(found: object) -> Sequence[object]:
    if found is None:
        return ()
    if not isinstance(found, list | tuple):
        raise InvalidAnswer(N_("The reasons of an answer to this question are a list."))
    return found


def _looked_for(found: object) -> str:
    return found.strip()[:LONGEST] if isinstance(found, str) else ""


def _opened(known: Nomenclature, code: str) -> tuple[str, ...]:
    """Return the path as far as rows lie beneath: a subheading is shown among its siblings."""
    steps = []
    while code:
        steps.append(code)
        code = known.rows[code].parent
    return tuple(step for step in reversed(steps) if known.below[step])


def _steps(walk: Walked, language: str) -> Iterator[ReviewedStep]:
    known = hs2022()
    for place, (level, right) in enumerate(zip(Level, walk.key, strict=True)):
        chosen = walk.path[place] if place < len(walk.path) else None
        yield ReviewedStep(
            level=level,
            chosen=known.entry(chosen, language) if chosen else None,
            key=known.entry(right, language),
            state=walk.state(place),
        )


def _said_about(words: Words, level: Level | None) -> Markup:
    """Return the author's words on a level; who is in the wrong section is in the wrong chapter."""
    if level is None:
        return Markup()
    return html(words, "levels", Level.CHAPTER if level is Level.SECTION else level)


TYPE = HsClassification()
