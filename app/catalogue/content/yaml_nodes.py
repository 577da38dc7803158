"""What does a YAML text say, and on which line?

A small, strict part of YAML: mappings, lists and scalars. Anchors, aliases and tags are refused (a
few lines with aliases can grow to gigabytes), a key twice is a fault, and only `true`, `false` and
plain numbers are anything but text: `no` is a language, `0901.20` keeps its zero.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import yaml

from app.catalogue.content.faults import FaultCode

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 12
MAX_NODES = 20_000

# Longer ones stay text: Python refuses to read thousands of digits, and no course needs them.
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})").fullmatch
_NUMBER = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,40}").fullmatch


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as it is written; `is_plain` without quotes, `is_block` after `|` or `>`."""

    text: str
    line: int
    is_plain: bool = False
    is_block: bool = False

    @property
    def is_null(self) -> bool:
        """Whether nothing is written where a value should be."""
        return self.is_plain and self.text in {"", "~", "null"}

    @property
    def text_line(self) -> int:
        """The line on which the text itself begins."""
        return self.line + self.is_block

    @property
    def value(self) -> str | int | float | bool:
        """The value: true and false, numbers, otherwise text."""
        if not self.is_plain:
            return self.text
        if self.text in {"true", "false"}:
            return self.text == "true"
        if _INTEGER(self.text):
            return int(self.text)
        return float(self.text) if _NUMBER(self.text) else self.text


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a mapping, with its line, and what stands under it."""

    line: int
    node: Node


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping."""

    entries: dict[str, Entry]
    line: int


Node: TypeAlias = Scalar | Items | Table


@dataclass(frozen=True, slots=True)
class YamlProblem:
    """What is wrong in a YAML text, on which line of it (from 1)."""

    line: int
    code: FaultCode
    message: str


@dataclass(slots=True)
class _Reading:
    events: Iterator[yaml.Event]
    problems: list[YamlProblem] = field(default_factory=list)
    nodes: int = 0


class _Refused(Exception):  # noqa: N818 - ends the reading, never leaves this module
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.problem = YamlProblem(line, FaultCode.BAD_YAML, message)


def read_yaml(text: str) -> tuple[Node | None, tuple[YamlProblem, ...]]:
    """Return the node that a text holds, None where there is none, and what is wrong with it."""
    reading = _Reading(iter(yaml.parse(text, Loader=yaml.CSafeLoader)))
    try:
        node = _document(reading)
    except yaml.MarkedYAMLError as error:
        reading.problems.append(_syntax_problem(error))
        return None, tuple(reading.problems)
    except yaml.YAMLError as error:
        problem = YamlProblem(1, FaultCode.BAD_YAML, f"not YAML: {error}".splitlines()[0])
        return None, (problem,)
    except _Refused as refused:
        return None, (*reading.problems, refused.problem)
    return node, tuple(reading.problems)


def _syntax_problem(error: yaml.MarkedYAMLError) -> YamlProblem:
    mark = error.problem_mark or error.context_mark
    what = " ".join(filter(None, (error.context, error.problem)))
    message = f"not YAML: {what}; words with a colon or a leading symbol need quotes"
    return YamlProblem(mark.line + 1 if mark else 1, FaultCode.BAD_YAML, message)


def _document(reading: _Reading) -> Node | None:
    node: Node | None = None
    for event in reading.events:
        if isinstance(event, yaml.DocumentStartEvent) and node is not None:
            raise _Refused(_line(event), "a second document starts here; keep one")
        if isinstance(event, yaml.NodeEvent):
            node = _node(event, reading, depth=0)
    return node


def _node(event: yaml.Event, reading: _Reading, depth: int) -> Node:
    line = _line(event)
    reading.nodes += 1
    if depth > MAX_DEPTH or reading.nodes > MAX_NODES:
        limits = f"more than {MAX_DEPTH} levels or {MAX_NODES} values"
        raise _Refused(line, f"the file holds {limits}; split it")
    _refuse_extras(event, line)
    if isinstance(event, yaml.ScalarEvent):
        is_block = event.style in {"|", ">"}
        return Scalar(event.value, line, is_plain=not event.style, is_block=is_block)
    if isinstance(event, yaml.SequenceStartEvent):
        return Items(tuple(_items(reading, depth)), line)
    return Table(_entries(reading, depth), line)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _refuse_extras(event: yaml.Event, line: int) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _Refused(line, "anchors (&) and aliases (*) are not allowed; write it out, or quote")
    if getattr(event, "tag", None):
        raise _Refused(line, "tags (!) are not allowed; quote text that begins with “!”")


def _items(reading: _Reading, depth: int) -> Iterator[Node]:
    for event in reading.events:
        if isinstance(event, yaml.SequenceEndEvent):
            return
        yield _node(event, reading, depth + 1)


def _entries(reading: _Reading, depth: int) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for event in reading.events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        key = _node(event, reading, depth + 1)
        node = _node(next(reading.events), reading, depth + 1)
        if not isinstance(key, Scalar):
            raise _Refused(key.line, "a key must be one word, not a list or mapping")
        if key.text in entries:
            first = entries[key.text].line
            message = f"key “{key.text}” stands here again, first on line {first}; keep one"
            reading.problems.append(YamlProblem(key.line, FaultCode.DUPLICATE_KEY, message))
            continue
        entries[key.text] = Entry(key.line, node)
    return entries
