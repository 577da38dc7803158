"""How is a question asked and marked that gives each stem one of the options?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup
from typing_extensions import override

from app.quizzes.questions.base import N_, AskView, ReviewView
from app.quizzes.questions.pairs import Pairing, ReviewedPair
from app.quizzes.questions.reading import Spec, Words, html, ids, in_order, plain


@dataclass(frozen=True, slots=True)
class Option:
    """One option; plain text, since an HTML `<option>` holds nothing else."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Stem:
    """One stem with the option chosen so far."""

    id: str
    text: Markup
    chosen: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingView(AskView):
    """Stems as they were written, options in this attempt's order."""

    stems: tuple[Stem, ...]
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingReview(ReviewView):
    """The review of a matching question."""

    stems: tuple[ReviewedPair, ...]


class Matching(Pairing):
    """Each stem has one right option; an option may be right for several stems or for none."""

    name: ClassVar[str] = "matching"
    things: ClassVar[str] = "stems"
    targets: ClassVar[str] = "options"
    prefix: ClassVar[str] = "stem-"
    ill_formed: ClassVar[str] = N_("An answer to this question gives each line its match.")

    @override
    def shuffled_ids(self, spec: Spec) -> tuple[str, ...]:
        return ids(spec, "options")

    @override
    def public(
        self, spec: Spec, words: Words, order: Sequence[str], answer: object = None
    ) -> MatchingView:
        pairs = self.readable(spec, answer) or {}
        return MatchingView(
            **self.asked(words),
            stems=tuple(
                Stem(stem, html(words, "stems", stem), pairs.get(stem))
                for stem in ids(spec, "stems")
            ),
            options=tuple(
                Option(option, plain(words, "options", option))
                for option in in_order(ids(spec, "options"), order)
            ),
        )

    @override
    def review(
        self, spec: Spec, words: Words, answer: object, order: Sequence[str]
    ) -> MatchingReview:
        stems = self.reviewed_pairs(spec, words, answer)
        return MatchingReview(**self.reviewed(spec, words, answer), stems=stems)


TYPE = Matching()
