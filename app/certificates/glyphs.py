"""Which characters does a font file have?

Reads only the `cmap` table (OpenType 1.9, formats 4 and 12), because typst tells of a missing
glyph by aborting, and a person needs a sentence that names the characters.
"""

import struct
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Self

_TABLE: Final = struct.Struct(">4sxxxxII")
_SUBTABLE: Final = struct.Struct(">HHI")
_UNICODE_SUBTABLES: Final = ((3, 10), (0, 4), (3, 1), (0, 3))
"""Platform and encoding, the fullest first."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The characters of one font, as sorted runs of code points (both ends included)."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __contains__(self, character: str) -> bool:
        code = ord(character)
        run = bisect_right(self.starts, code) - 1
        return run >= 0 and code <= self.ends[run]

    @classmethod
    def of_file(cls, path: Path) -> Self:
        """Read the coverage of a TTF or OTF file, or of the first font of a collection."""
        with path.open("rb") as file:
            cmap = _table(file, b"cmap")
        runs = sorted(_runs(cmap))
        return cls(
            starts=tuple(start for start, _ in runs),
            ends=tuple(end for _, end in runs),
        )


def _table(file: BinaryIO, tag: bytes) -> bytes:
    header = file.read(16)
    if header[:4] == b"ttcf":
        file.seek(int.from_bytes(header[12:16]))
        header = file.read(12)
    file.seek(file.tell() - len(header) + 12)
    directory = file.read(16 * int.from_bytes(header[4:6]))
    for name, offset, length in _TABLE.iter_unpack(directory):
        if name == tag:
            file.seek(offset)
            return file.read(length)
    raise ValueError(f"{file.name} has no {tag.decode()} table: it is not an OpenType font.")


def _runs(cmap: bytes) -> list[tuple[int, int]]:
    count = int.from_bytes(cmap[2:4])
    records = _SUBTABLE.iter_unpack(cmap[4 : 4 + 8 * count])
    offsets = {(platform, encoding): offset for platform, encoding, offset in records}
    best = next(offsets[kind] for kind in _UNICODE_SUBTABLES if kind in offsets)
    subtable = cmap[best:]
    is_full = int.from_bytes(subtable[:2]) == 12
    return _runs_of_format_12(subtable) if is_full else _runs_of_format_4(subtable)


def _runs_of_format_12(subtable: bytes) -> list[tuple[int, int]]:
    count = int.from_bytes(subtable[12:16])
    groups = struct.iter_unpack(">III", subtable[16 : 16 + 12 * count])
    return [(start, end) for start, end, _glyph in groups]


def _runs_of_format_4(subtable: bytes) -> list[tuple[int, int]]:
    """Runs that map to the glyph "missing" do not occur in fonts built by today's tools."""
    size = int.from_bytes(subtable[6:8])  # bytes of one of the parallel arrays
    ends = struct.unpack_from(f">{size // 2}H", subtable, 14)
    starts = struct.unpack_from(f">{size // 2}H", subtable, 16 + size)
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start != 0xFFFF]
