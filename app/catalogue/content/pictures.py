"""What kind of picture are these bytes, and how large is it?

Only the first bytes are read: enough to set width and height in the page, so that nothing jumps
while it loads. Formats: PNG (ISO/IEC 15948), JPEG (ITU-T T.81), WebP (RFC 9649).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xDA)})


@dataclass(frozen=True, slots=True)
class PictureKind:
    """A picture's type and its size in pixels."""

    content_type: str
    suffix: str
    width: int
    height: int


def picture_kind(data: bytes) -> PictureKind | None:
    """Return a picture's kind and size, None where the bytes are none that a course may hold."""
    for read in (_png, _jpeg, _webp):
        found = _attempt(read, data)
        if found is not None and found.width > 0 and found.height > 0:
            return found
    return None


def _attempt(read: Callable[[bytes], PictureKind | None], data: bytes) -> PictureKind | None:
    try:
        return read(data)
    except (struct.error, IndexError):
        return None


def _png(data: bytes) -> PictureKind | None:
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or data[12:16] != b"IHDR":
        return None
    return PictureKind("image/png", ".png", *struct.unpack(">II", data[16:24]))


def _jpeg(data: bytes) -> PictureKind | None:
    if not data.startswith(b"\xff\xd8"):
        return None
    place = 2
    while data[place] == 0xFF:
        marker = data[place + 1]
        if marker in _JPEG_SIZES:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return PictureKind("image/jpeg", ".jpg", width, height)
        length = 0 if marker in _JPEG_BARE else struct.unpack(">H", data[place + 2 : place + 4])[0]
        place += 2 + length
    return None


def _webp(data: bytes) -> PictureKind | None:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    match data[12:16]:
        case b"VP8 ":
            width, height = (n & 0x3FFF for n in struct.unpack("<HH", data[26:30]))
        case b"VP8L":
            (bits,) = struct.unpack("<I", data[21:25])
            width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            width = int.from_bytes(data[24:27], "little") + 1
            height = int.from_bytes(data[27:30], "little") + 1
        case _:
            return None
    return PictureKind("image/webp", ".webp", width, height)
