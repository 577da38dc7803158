"""What does a mapping of a YAML file hold under a key, and is it of the right kind?

Each method returns the value, or a harmless one of the same kind when it notes a fault: reading
goes on, and a course with any fault is never used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from app.catalogue.content.faults import FaultCode, Notes, did_you_mean, listed
from app.catalogue.content.yaml_nodes import Items, Node, Scalar, Table, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from enum import StrEnum

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_ID = 80

_Choice = TypeVar("_Choice", bound="StrEnum")


def read_table(file: str, text: str, notes: Notes, first_line: int = 1) -> Fields:
    """Read the mapping that a YAML text must be; `first_line` is where the text starts in it."""
    node, problems = read_yaml(text)
    shift = first_line - 1
    for problem in problems:
        notes.add(file, problem.line + shift, problem.code, problem.message)
    if isinstance(node, Table):
        return Fields(file, notes, node, shift)
    if not problems:
        message = "the file must be a mapping, lines of “key: value”"
        notes.add(file, first_line, FaultCode.WRONG_TYPE, message)
    return Fields.lost(file, notes)


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping being read; `is_lost` when it could not be, so that nothing is missed in it.

    `shift` is how many lines of the file stand before the YAML; `key_line` is the line of the key
    that holds the mapping.
    """

    file: str
    notes: Notes
    node: Table
    shift: int = 0
    is_lost: bool = False
    key_line: int | None = None
    asked: set[str] = field(default_factory=set)

    @classmethod
    def lost(cls, file: str, notes: Notes) -> Fields:
        """Return the fields of a file that cannot be read, in which nothing is missed."""
        return cls(file, notes, Table({}, 1), is_lost=True)

    @property
    def line(self) -> int:
        """The line of the mapping's own key, or that on which it starts."""
        return (self.key_line or self.node.line) + self.shift

    def line_of(self, name: str) -> int:
        """Return the line of a key, that of the mapping where it is missing."""
        entry = self.node.entries.get(name)
        return entry.line + self.shift if entry else self.line

    def fault(self, name: str, code: FaultCode, message: str) -> None:
        """Note a fault of a key's value."""
        self.notes.add(self.file, self.line_of(name), code, message)

    def get(self, name: str, *, required: bool = True) -> Node | None:
        """Return what stands under a key; note it missing where it must be there."""
        self.asked.add(name)
        entry = self.node.entries.get(name)
        if entry is not None and not (isinstance(entry.node, Scalar) and entry.node.is_null):
            return entry.node
        if required and not self.is_lost:
            what = "is empty" if entry else "is missing"
            self.fault(name, FaultCode.MISSING_KEY, f"“{name}:” {what}; it must be given")
        return None

    def unknown_keys(self) -> None:
        """Note every key that nothing has asked for. Call it last."""
        for name in self.node.entries:
            if name not in self.asked:
                hint = (
                    did_you_mean(name, self.asked) or f"; known here: {listed(sorted(self.asked))}"
                )
                self.fault(name, FaultCode.UNKNOWN_KEY, f"unknown key “{name}”{hint}")

    def text(self, name: str, *, required: bool = True) -> str:
        """Return a text as it is written, whatever YAML would make of it."""
        node = self.get(name, required=required)
        return "" if node is None else self._text(name, node)

    def identifier(self, name: str, *, required: bool = True) -> str:
        """Return an id: lower-case letters, digits and hyphens."""
        text = self.text(name, required=required)
        if text and not is_slug(text):
            message = f"“{text[:MAX_ID]}” is not an id: lower-case letters, digits, single hyphens"
            self.fault(name, FaultCode.BAD_ID, message)
        return text

    def integer(self, name: str, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, which must be given."""
        found = self._integer(name, low, high, required=True)
        return low if found is None else found

    def optional_integer(self, name: str, low: int, high: int) -> int | None:
        """Return a whole number from `low` to `high`, None where there is none."""
        return self._integer(name, low, high, required=False)

    def optional_number(self, name: str, low: float, high: float) -> float | None:
        """Return a number from `low` to `high`, None where there is none."""
        node = self.get(name, required=False)
        if node is None:
            return None
        value = node.value if isinstance(node, Scalar) else None
        if isinstance(value, bool) or not isinstance(value, int | float):
            message = f"“{name}:” must be a number from {low:g} to {high:g}, without quotes"
            self.fault(name, FaultCode.WRONG_TYPE, message)
            return None
        if not low <= value <= high:
            message = f"“{name}: {value}” is out of range; it must be from {low:g} to {high:g}"
            self.fault(name, FaultCode.BAD_VALUE, message)
            return None
        return float(value)

    def flag(self, name: str, *, default: bool) -> bool:
        """Return true or false."""
        node = self.get(name, required=False)
        if node is None:
            return default
        if isinstance(node, Scalar) and isinstance(node.value, bool):
            return node.value
        self.fault(name, FaultCode.WRONG_TYPE, f"“{name}:” must be true or false")
        return default

    def choice(self, name: str, kinds: type[_Choice]) -> _Choice:
        """Return one of a fixed set of words."""
        text = self.text(name)
        known = [kind.value for kind in kinds]
        if text in known:
            return kinds(text)
        if text:
            hint = did_you_mean(text, known)
            message = f"“{text}” is not a {name}; one of: {listed(known)}{hint}"
            self.fault(name, FaultCode.BAD_VALUE, message)
        return next(iter(kinds))

    def optional_choice(self, name: str, default: _Choice) -> _Choice:
        """Return one of a fixed set of words, the default where there is none."""
        is_given = self.get(name, required=False) is not None
        return self.choice(name, type(default)) if is_given else default

    def texts(self, name: str, languages: Sequence[str]) -> dict[str, str]:
        """Return a text in every language of the course and in no other."""
        inner = self.table(name)
        return {} if inner is None else inner.in_languages(languages)

    def in_languages(self, languages: Sequence[str]) -> dict[str, str]:
        """Return this mapping's words in every language of the course, and no others."""
        words = {}
        for language in languages:
            if language in self.node.entries:
                words[language] = self.text(language)
            else:
                self.asked.add(language)
                message = f"no words in “{language}”; write “{language}: …” beside the others"
                self.notes.add(self.file, self.line, FaultCode.MISSING_LANGUAGE, message)
        self.unknown_keys()
        return words

    def items(self, name: str, *, required: bool = True, at_least: int = 0) -> tuple[Node, ...]:
        """Return the items of a list."""
        node = self.get(name, required=required)
        if node is None:
            return ()
        if not isinstance(node, Items):
            self.fault(name, FaultCode.WRONG_TYPE, f"“{name}:” must be a list")
            return ()
        if len(node.items) < at_least:
            self.fault(name, FaultCode.EMPTY, f"“{name}:” needs at least {at_least} of them")
        return node.items

    def names(self, name: str, *, required: bool = True, at_least: int = 0) -> tuple[str, ...]:
        """Return a list of ids."""
        nodes = self.items(name, required=required, at_least=at_least)
        return tuple(filter(None, (self._name(name, node) for node in nodes)))

    def places(self, name: str) -> tuple[tuple[str, int], ...]:
        """Return a list of ids that may be missing, each with its line."""
        found = (
            (self._name(name, n), n.line + self.shift) for n in self.items(name, required=False)
        )
        return tuple((text, line) for text, line in found if text)

    def lines(self, name: str, *, required: bool = True) -> tuple[tuple[str, int], ...]:
        """Return a list of texts, each with its line."""
        nodes = self.items(name, required=required)
        return tuple((self._text(name, node), node.line + self.shift) for node in nodes)

    def tables(self, name: str, *, required: bool = True, at_least: int = 0) -> tuple[Fields, ...]:
        """Return a list of mappings."""
        nodes = self.items(name, required=required, at_least=at_least)
        return tuple(inner for node in nodes if (inner := self._table(name, node)) is not None)

    def table(self, name: str, *, required: bool = True) -> Fields | None:
        """Return the mapping under a key."""
        node = self.get(name, required=required)
        return None if node is None else self._table(name, node, self.node.entries[name].line)

    def _table(self, name: str, node: Node, key_line: int | None = None) -> Fields | None:
        if isinstance(node, Table):
            return Fields(self.file, self.notes, node, self.shift, key_line=key_line)
        message = f"“{name}:” must hold “key: value” here"
        self.notes.add(self.file, node.line + self.shift, FaultCode.WRONG_TYPE, message)
        return None

    def _text(self, name: str, node: Node) -> str:
        line = node.line + self.shift
        if not isinstance(node, Scalar):
            message = f"“{name}:” must be text; quote it where it begins with [ or {{"
            self.notes.add(self.file, line, FaultCode.WRONG_TYPE, message)
            return ""
        if not node.text.strip():
            self.notes.add(self.file, line, FaultCode.EMPTY, f"“{name}:” is empty; write its words")
        return node.text.strip()

    def _name(self, name: str, node: Node) -> str:
        text = self._text(name, node)
        if text and not is_slug(text):
            message = f"“{text[:MAX_ID]}” is not an id: lower-case letters, digits, single hyphens"
            self.notes.add(self.file, node.line + self.shift, FaultCode.BAD_ID, message)
        return text

    def _integer(self, name: str, low: int, high: int, *, required: bool) -> int | None:
        node = self.get(name, required=required)
        if node is None:
            return None
        value = node.value if isinstance(node, Scalar) else None
        if isinstance(value, bool) or not isinstance(value, int):
            message = f"“{name}:” must be a whole number from {low} to {high}, without quotes"
            self.fault(name, FaultCode.WRONG_TYPE, message)
            return None
        if not low <= value <= high:
            message = f"“{name}: {value}” is out of range; it must be from {low} to {high}"
            self.fault(name, FaultCode.BAD_VALUE, message)
        return value


def is_slug(text: str) -> bool:
    """Say whether a text can be an id: lower-case letters, digits and single hyphens."""
    return len(text) <= MAX_ID and SLUG.fullmatch(text) is not None


def plain_values(node: Node) -> object:
    """Return a node of a words file as plain values, in which every leaf is text."""
    if isinstance(node, Scalar):
        return None if node.is_null else node.text.strip()
    if isinstance(node, Items):
        return [plain_values(item) for item in node.items]
    return {key: plain_values(entry.node) for key, entry in node.entries.items()}


def line_at(node: Node, path: Iterable[str], otherwise: int) -> int:
    """Return the line that a path of keys and list places leads to, as far as it leads."""
    line = otherwise
    for step in path:
        if isinstance(node, Table) and step in node.entries:
            line, node = node.entries[step].line, node.entries[step].node
        elif isinstance(node, Items) and step.isdecimal() and int(step) < len(node.items):
            node = node.items[int(step)]
            line = node.line
        else:
            break
    return line
