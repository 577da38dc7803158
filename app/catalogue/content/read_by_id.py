"""Which words stand under the ids of a structure, in every language?"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypeVar

from app.catalogue.content.check_text import check_prompt
from app.catalogue.content.faults import FaultCode, did_you_mean, listed
from app.catalogue.content.fields import Fields
from app.catalogue.content.reading import Place
from app.catalogue.content.yaml_nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.catalogue.content.reading import Reading

Files: TypeAlias = "Mapping[str, Fields]"
"""The words of a quiz or bank as they are written: language → its file."""

Found = TypeVar("Found")


def read_by_id(
    files: Files, name: str, wanted: Sequence[str], read: Callable[[Fields, str], Found]
) -> dict[str, dict[str, Found]]:
    """Return what `read` makes of the words of each id under `name:`, by id and language.

    Words that are missing and those for another id are noted. Where nothing is wanted nothing is
    looked for, so that the whole key is an unknown one.
    """
    found: dict[str, dict[str, Found]] = {one: {} for one in wanted}
    for language, file in files.items():
        table = file.table(name) if wanted else None
        if table is None:
            continue
        _note_strangers(table, name, wanted)
        for one in wanted:
            if one in table.node.entries:
                found[one][language] = read(table, one)
            else:
                message = f"“{name}:” has no words for “{one}”; write “{one}: …” here"
                table.notes.add(table.file, table.line, FaultCode.MISSING_WORDS, message)
    return found


def read_block(fields: Fields, name: str, reading: Reading, *, required: bool = True) -> str:
    """Return a block of Markdown, checked as the prompt of a question is."""
    text = fields.text(name, required=required)
    entry = fields.node.entries.get(name)
    if text and entry and isinstance(entry.node, Scalar):
        place = Place(fields.file, entry.node.text_line + fields.shift)
        check_prompt(entry.node.text, reading, place)
    return text


def _note_strangers(table: Fields, name: str, wanted: Sequence[str]) -> None:
    for one in table.node.entries:
        if one not in wanted:
            message = f"“{name}:” has words for “{one[:80]}”, which does not exist"
            hint = did_you_mean(one, wanted) or f"; there are {listed(wanted)}"
            table.fault(one, FaultCode.UNKNOWN_WORDS, message + hint)
