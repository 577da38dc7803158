"""What a reader finds in a PDF: the embedded typefaces, the text, the squares of the QR code."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise

import pikepdf

_PAIR = re.compile(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>")
_SUBSET = re.compile(r"^/[A-Z]{6}\+")


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


def embedded_fonts(pdf: bytes) -> set[str]:
    """The PostScript names of all fonts, each of them required to be embedded."""
    document = opened(pdf)
    fonts = list(_dictionaries(document, "/Type", "/FontDescriptor"))
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
    return {_SUBSET.sub("", str(font.FontName)) for font in fonts}


def alternatives(pdf: bytes) -> list[str]:
    """The text alternatives of all figures, in alphabetical order."""
    document = opened(pdf)
    return sorted(str(figure.Alt) for figure in _dictionaries(document, "/S", "/Figure"))


def text(pdf: bytes) -> str:
    """The text in the order of drawing, through each font's ToUnicode map."""
    document = opened(pdf)
    page = document.pages[0]
    maps = {name: _to_unicode(font) for name, font in page.Resources.Font.items()}
    return "".join(_shown(page, maps))


def qr_modules(pdf: bytes) -> set[tuple[int, int]]:
    """The dark modules, as column and row from the top left one."""
    document = opened(pdf)
    corners: list[tuple[float, float]] = []
    for operands, operator in _instructions(document.pages[0]):
        if operator == "m":
            corners.append((float(operands[0]), float(operands[1])))
        elif operator == "f" and len(corners) > 200:
            return _on_grid(corners)
        elif operator in {"f", "S", "n"}:
            corners = []
    raise AssertionError("no QR code is drawn")


def _dictionaries(document: pikepdf.Pdf, key: str, value: str) -> Iterator[pikepdf.Object]:
    for item in document.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get(key) == value:
            yield item


def _on_grid(corners: list[tuple[float, float]]) -> set[tuple[int, int]]:
    lefts = sorted({x for x, _ in corners})
    pitch = min(there - here for here, there in pairwise(lefts))
    left, top = lefts[0], min(y for _, y in corners)
    return {(round((x - left) / pitch), round((y - top) / pitch)) for x, y in corners}


def _instructions(page: pikepdf.Page) -> Iterator[tuple[list[pikepdf.Object], str]]:
    for instruction in pikepdf.parse_content_stream(page):
        yield list(instruction.operands), str(instruction.operator)


def _shown(page: pikepdf.Page, maps: dict[str, dict[int, str]]) -> Iterator[str]:
    font: dict[int, str] = {}
    for operands, operator in _instructions(page):
        if operator == "Tf":
            font = maps[str(operands[0])]
        elif operator == "Tj":
            yield _decoded(bytes(operands[0]), font)
        elif operator == "TJ":
            parts = [part for part in operands[0].as_list() if isinstance(part, pikepdf.String)]
            yield "".join(_decoded(bytes(part), font) for part in parts)
        elif operator == "ET":
            yield "\n"


def _decoded(codes: bytes, font: dict[int, str]) -> str:
    pairs = (codes[place : place + 2] for place in range(0, len(codes), 2))
    return "".join(font[int.from_bytes(pair)] for pair in pairs)


def _to_unicode(font: pikepdf.Object) -> dict[int, str]:
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    return {
        int(code, 16): bytes.fromhex(characters).decode("utf-16-be")
        for code, characters in _PAIR.findall(cmap)
    }
