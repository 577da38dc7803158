"""How does what was read of a question become an item of a bundle, or a fault?"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from app.core.markdown import LABELS
from app.exchange.bundle import MOST_QUESTIONS, Bundle, Faulty, Item, Note, difficulty_in
from app.exchange.making.ids import numbered, slug
from app.exchange.making.parts import Made
from app.exchange.texts.formats import TextFormat, line_of, plain_line
from app.quizzes.questions.base import N_

_LABEL = "|".join(sorted({re.escape(one.callouts["rule"]) for one in LABELS.values()}))
_SPACE = r"(?:\s|&nbsp;|&#160;)"
_RULE = re.compile(
    rf"(?:^|\n|<p[^<>]*>|<br\s*/?>)\s*(?:{_LABEL}){_SPACE}?:{_SPACE}+(?P<rule>[^\n]*?)(?:</p>)?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Explained:
    """What is said to whatever was answered: an explanation, and the rule behind it."""

    explanation: str
    rule: str
    lost: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Common:
    """What a file says of a question whatever its type; texts are our Markdown."""

    prompt: str
    line: int
    title: str = ""
    explanation: str = ""
    rule: str = ""
    category: tuple[str, ...] = ()
    idnumber: str = ""
    tags: tuple[str, ...] = ()
    weight: Decimal = Decimal(1)
    penalty: Decimal = Decimal(0)
    hints: tuple[str, ...] = ()
    lost: tuple[Note, ...] = ()


@dataclass(slots=True)
class Collected:
    """What has been read of a file: a fault in one question does not keep the others out."""

    language: str
    items: list[Item] = field(default_factory=list)
    faults: list[Note] = field(default_factory=list)
    lost: list[Note] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    _count: int = 0

    def read(self, line: int, reader: Callable[[Collection[str]], Item | None]) -> None:
        """Read one question that begins on a line; what the reader refuses becomes a fault."""
        self._count += 1
        if self._count > MOST_QUESTIONS:
            if self._count == MOST_QUESTIONS + 1:
                template = N_("There are more than %(most)s questions; the rest is not read.")
                self.faults.append(Note(template, {"most": MOST_QUESTIONS}, line))
            return
        try:
            item = reader(self.ids)
        except Faulty as faulty:
            note = faulty.note
            self.faults.append(Note(note.template, note.params, note.line or line))
            return
        if item is not None:
            self.items.append(item)
            self.ids.add(item.id)

    def lose(self, template: str, line: int, /, **params: str | int) -> None:
        """Note something that belongs to no question of the bundle."""
        self.lost.append(Note(template, params, line))

    def bundle(self) -> Bundle:
        """Return all that was read."""
        faults = sorted(self.faults, key=lambda one: one.line)
        return Bundle(self.language, tuple(self.items), tuple(faults), tuple(self.lost))


def item_of(common: Common, made: Made, taken: Collection[str]) -> Item:
    """Return a question whose id is none of those taken. Raises Faulty where it asks nothing."""
    if not common.prompt.strip():
        raise Faulty(N_("The question has no words."), common.line)
    tags, difficulty = difficulty_in(common.tags)
    own = {"explanation": common.explanation, "rule": common.rule}
    words: dict[str, object] = {"prompt": common.prompt}
    words |= {name: said for name, said in own.items() if said}
    words |= made.words
    words |= {"hints": list(common.hints)} if common.hints else {}
    notes = (*common.lost, *made.lost)
    return Item(
        id=_id(common, taken),
        type=made.type,
        spec=made.spec,
        words=words,
        title="" if common.title == common.idnumber else common.title,
        category=common.category,
        tags=tags,
        difficulty=difficulty,
        weight=common.weight,
        penalty=common.penalty,
        line=common.line,
        lost=tuple({str(one): one for one in notes}.values()),
    )


def explained(source: str, written: TextFormat) -> Explained:
    """Return the explanation in a text, and the rule that its last line may name."""
    found = _RULE.search(source)
    rule = line_of(found["rule"], written) if found else line_of("", written)
    rest = line_of(source[: found.start()] if found else source, written)
    return Explained(rest.markdown, rule.markdown, (*rest.lost, *rule.lost))


def rule_line(rule: str, language: str) -> str:
    """Return the line that `explained` reads a rule from."""
    label = LABELS[language].callouts["rule"]
    return f"{label}\u00a0: {rule}" if language == "fr" else f"{label}: {rule}"


def tag_slugs(tags: Collection[str]) -> tuple[str, ...]:
    """Return tags as ours are written, each once."""
    return tuple(dict.fromkeys(name for tag in tags if (name := slug(tag))))


def essay(spec: Mapping[str, object], language: str) -> Made:
    """Return a question that a person marks, with a plain rubric, since other systems have none."""
    title, *levels = _RUBRIC[language]
    words = {"rubric": {"answer": {"title": title, "levels": levels}}}
    note = Note(N_("how it is marked: a rubric of one criterion was put in; write a better one"))
    return Made("essay", {"rubric": {"answer": [0, 1, 2]}, **spec}, words, (note,))


_RUBRIC = {
    "en": (
        "The answer",
        "Does not answer the question",
        "Answers it in part",
        "Answers it in full",
    ),
    "fr": (
        "La réponse",
        "Ne répond pas à la question",
        "Y répond en partie",
        "Y répond entièrement",
    ),
}


def _id(common: Common, taken: Collection[str]) -> str:
    for words in (common.idnumber, common.title, plain_line(common.prompt)):
        if name := slug(words):
            return numbered(name, taken)
    return numbered("question", taken)
