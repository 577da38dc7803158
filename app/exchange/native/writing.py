"""Which files make a bundle a bank of a course, and what is still to be written in them?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml
from typing_extensions import override

from app.exchange.bundle import Bundle, Item
from app.exchange.making.ids import slug
from app.exchange.making.numbers import as_number
from app.quizzes.questions import question_type
from app.quizzes.questions.base import Problem
from app.quizzes.questions.checking import check_common_words

_ABSENT = "must give the words of"
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Bank:
    """What a bank is called: its id, which names its folder, and its title for people.

    `lesson` is the id of the lesson where the answers are taught; empty to be written later.
    """

    id: str
    title: str
    lesson: str = ""


def bank_files(bundle: Bundle, bank: Bank) -> dict[str, str]:
    """Return the files of a bank, by their path from the course's folder on."""
    folder = f"banks/{bank.id}"
    structure = {
        "id": bank.id,
        "questions": [_structure(item, bank) for item in bundle.items],
    }
    words = {
        "title": bank.title,
        "questions": {item.id: complete(item, bundle.language) for item in bundle.items},
    }
    return {
        f"{folder}/bank.yaml": _yaml(structure),
        f"{folder}/{bundle.language}.yaml": _yaml(words),
    }


def complete(item: Item, language: str) -> dict[str, object]:
    """Return a question's words with an empty text for each that its type asks for and is missing.

    The check of a course tells the line of each.
    """
    words = _ordered(item.words)
    for _ in range(_ROUNDS):
        absent = [one for one in problems(item, words, language) if _is_absent(words, one)]
        for one in absent:
            _put(words, one.path, {} if _ABSENT in one.message else "")
        if not absent:
            break
    return words


def to_write(item: Item, language: str) -> list[str]:
    """Return the words that a course has to have of a question and that it has not yet."""
    words = complete(item, language)
    return [".".join(path) for path, text in _texts(words, ()) if not text.strip()]


def to_correct(item: Item, language: str) -> list[str]:
    """Return what else keeps a question from being published, in the words of its type."""
    words = complete(item, language)
    missing = set(to_write(item, language))
    return [
        one.message for one in problems(item, words, language) if ".".join(one.path) not in missing
    ]


def problems(item: Item, words: Mapping[str, object], language: str) -> list[Problem]:
    """Return what a course's check says of a question in one language."""
    by_language = {language: words}
    kind = question_type(item.type)
    return [*check_common_words(by_language), *kind.check(item.spec, by_language)]


def _is_absent(words: Mapping[str, object], problem: Problem) -> bool:
    """Whether a problem is that words are missing in a mapping which is there."""
    if problem.language is None:
        return False
    found: object = words
    for key in problem.path[:-1]:
        found = found.get(key) if isinstance(found, Mapping) else None
    return isinstance(found, Mapping) and found.get(problem.path[-1]) is None


def _put(words: dict[str, object], path: tuple[str, ...], value: object) -> None:
    found: object = words
    for key in path[:-1]:
        found = found.get(key) if isinstance(found, dict) else None
    if isinstance(found, dict):
        found[path[-1]] = value


def _ordered(words: Mapping[str, object]) -> dict[str, object]:
    """Return words that can be added to, the type's own between the prompt and what explains."""
    last = ("hints", "explanation", "rule")
    names = [name for name in words if name not in last]
    return {name: _copied(words[name]) for name in (*names, *(n for n in last if n in words))}


def _copied(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _copied(one) for key, one in value.items()}
    return [_copied(one) for one in value] if isinstance(value, list | tuple) else value


def _structure(item: Item, bank: Bank) -> dict[str, object]:
    named = (slug(name) for name in item.category)
    tags = dict.fromkeys((*item.tags, *(name for name in named if name and name != bank.id)))
    found: dict[str, object] = {"id": item.id, "type": item.type}
    found |= {"tags": list(tags)} if tags else {}
    found["difficulty"] = item.difficulty
    found["lesson"] = bank.lesson
    found |= {"weight": as_number(item.weight)} if item.weight != 1 else {}
    found |= {"penalty": as_number(item.penalty)} if item.penalty else {}
    return found | {name: _copied(one) for name, one in item.spec.items()}


def _texts(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from _texts(one, (*path, str(key)))
    elif isinstance(value, list | tuple):
        for place, one in enumerate(value):
            yield from _texts(one, (*path, str(place)))
    elif isinstance(value, str):
        yield path, value


class _Dumper(yaml.CSafeDumper):
    """Writes each value out where it stands: our files know no anchors."""

    @override
    def ignore_aliases(self, data: object) -> bool:
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _short_list(dumper: _Dumper, items: list[object]) -> yaml.SequenceNode:
    is_short = all(not isinstance(one, list | dict) for one in items)
    ids = is_short and sum(len(str(one)) + 2 for one in items) < 80
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=ids)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _short_list)


def _yaml(document: Mapping[str, object]) -> str:
    return yaml.dump(
        document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110, indent=2
    )
