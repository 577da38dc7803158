"""Which responses does a file hold: of which attempt, to which question, with which answers?

Rows (a list of mappings, or CSV with the columns question and answer) follow each other as tries of
one attempt at one question. A table (a mapping of attempts, or CSV with one row an attempt) has a
column for each question, or for each part of it as `question.part`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from app.exchange.bundle import Faulty
from app.quizzes.questions.base import N_
from app.quizzes.questions.reading import key_text

MOST_RESPONSES = 20_000
_ROW = frozenset({"question", "answer"})
_NO_QUESTION = frozenset({"attempt", "name", "learner", "certainty", "seed", ""})
_ONE = "1"


@dataclass(frozen=True, slots=True)
class Try:
    """One answer as the file gives it, and how sure the learner was: 1 to 3, None for unsaid."""

    answer: object
    certainty: int | None = None


@dataclass(slots=True)
class Response:
    """All tries of one attempt at one question; `question` is its id, title or number.

    `seed` draws the numbers of a calculated question, `values` gives them.
    """

    attempt: str
    question: str
    tries: list[Try] = field(default_factory=list)
    seed: int = 1
    values: Mapping[str, object] | None = None


def read_responses(text: str, name: str) -> list[Response]:
    """Return the responses of a YAML, JSON or CSV file, in its order. Raises Faulty."""
    found = list(_csv(text) if _is_csv(text, name) else _document(text))
    if not found:
        raise Faulty(N_("The file holds no responses."), 1)
    if sum(len(one.tries) for one in found) > MOST_RESPONSES:
        template = N_("The file holds more than %(limit)s responses; split it.")
        raise Faulty(template, 1, limit=MOST_RESPONSES)
    return found


def _is_csv(text: str, name: str) -> bool:
    ending = name.lower().rpartition(".")[2]
    if ending in {"csv", "tsv", "yaml", "yml", "json"}:
        return ending in {"csv", "tsv"}
    first = text.lstrip().split("\n", 1)[0]
    return "," in first and not first.startswith(("-", "[", "{")) and ":" not in first


def _csv(text: str) -> Iterator[Response]:
    start = text.removeprefix("\ufeff")
    first = start.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(start), delimiter=mark)
    names = [(one or "").strip() for one in reader.fieldnames or ()]
    reader.fieldnames = names
    try:
        rows = [{key or "": (one or "") for key, one in row.items()} for row in reader if row]
    except csv.Error as error:
        template = N_("The file cannot be read as CSV: %(why)s")
        raise Faulty(template, reader.line_num, why=str(error)) from error
    if set(names) >= _ROW:
        yield from _rows(rows)
        return
    for number, row in enumerate(rows, start=1):
        yield from _wide(names, row, str(number))


def _rows(rows: Iterable[Mapping[str, object]]) -> Iterator[Response]:
    """Return tries that follow each other as one response of an attempt to a question."""
    found: dict[tuple[str, str], Response] = {}
    for row in rows:
        attempt, question = key_text(row.get("attempt", _ONE)), key_text(row.get("question", ""))
        response = found.setdefault((attempt, question), Response(attempt, question))
        response.tries.append(Try(row.get("answer"), _whole(row.get("certainty"))))
        response.seed = _whole(row.get("seed")) or response.seed
        values = row.get("values")
        response.values = values if isinstance(values, Mapping) else response.values
    yield from found.values()


def _wide(names: list[str], row: Mapping[str, str], number: str) -> Iterator[Response]:
    attempt = row.get(names[0], "") if names[0].lower() in _NO_QUESTION else number
    whole: dict[str, object] = {}
    for name in names:
        question, dot, part = name.partition(".")
        if name.lower() in _NO_QUESTION:
            continue
        own = whole.setdefault(question, {} if dot else row.get(name, ""))
        if dot and isinstance(own, dict):
            own[part] = row.get(name, "")
    for question, answer in whole.items():
        yield Response(attempt or number, question, [Try(answer)])


def _document(text: str) -> Iterator[Response]:
    found = _loaded(text)
    if isinstance(found, Mapping) and isinstance(found.get("responses"), list | dict):
        found = found["responses"]
    if isinstance(found, list):
        yield from _rows(one for one in found if isinstance(one, Mapping))
    elif isinstance(found, Mapping):
        for attempt, answers in found.items():
            if not isinstance(answers, Mapping):
                template = N_("“%(attempt)s” must hold “question: answer” lines.")
                raise Faulty(template, 1, attempt=key_text(attempt)[:60])
            for question, answer in answers.items():
                yield _cell(key_text(attempt), key_text(question), answer)


def _cell(attempt: str, question: str, answer: object) -> Response:
    """Return the response in a cell: an answer, or `{tries: […], seed: 3, certainty: 2}`."""
    if not isinstance(answer, Mapping) or not {"tries", "answer"} & set(answer):
        return Response(attempt, question, [Try(answer)])
    listed = answer.get("tries")
    tries = listed if isinstance(listed, list) else [answer.get("answer")]
    certainty, values = _whole(answer.get("certainty")), answer.get("values")
    return Response(
        attempt,
        question,
        [_try(one, certainty) for one in tries],
        _whole(answer.get("seed")) or 1,
        values if isinstance(values, Mapping) else None,
    )


def _try(written: object, certainty: int | None) -> Try:
    if isinstance(written, Mapping) and "answer" in written:
        return Try(written["answer"], _whole(written.get("certainty")) or certainty)
    return Try(written, certainty)


def _loaded(text: str) -> object:
    """Return what a YAML or JSON text holds; aliases, which can grow without end, are refused."""
    try:
        if text.lstrip().startswith(("{", "[")):
            return json.loads(text)
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            if isinstance(token, yaml.AliasToken | yaml.AnchorToken | yaml.TagToken):
                template = N_("Anchors, aliases and tags are not allowed; write it out, or quote.")
                raise Faulty(template, token.start_mark.line + 1)
        return yaml.load(text, Loader=_Plain)  # noqa: S506 - a safe loader, without its dates
    except json.JSONDecodeError as error:
        template = N_("The file cannot be read: %(why)s")
        raise Faulty(template, error.lineno, why=error.msg) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = str(getattr(error, "problem", error))
        template = N_("The file cannot be read: %(why)s")
        raise Faulty(template, mark.line + 1 if mark else 1, why=why) from error
    except RecursionError as error:
        raise Faulty(N_("The file is nested too deep."), 1) from error


class _Plain(yaml.CSafeLoader):
    """Reads every scalar as text, so that `12.50` and `on` are what was typed."""


_Plain.yaml_implicit_resolvers = {}


def _whole(value: object) -> int | None:
    text = "" if value is None else key_text(value).strip()
    return int(text) if text.isdecimal() and len(text) <= 12 else None
