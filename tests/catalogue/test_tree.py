"""Is a changed source noticed, and are pictures measured?"""

from __future__ import annotations

import struct
import time
from pathlib import Path

import pytest

from app.catalogue.content import tree
from app.catalogue.content.files import course_folders, source_digest
from app.catalogue.content.pictures import PictureKind, picture_kind
from tests.catalogue.building import CourseFolder
from tests.catalogue.samples import LESSON, png

pytestmark = pytest.mark.pure


@pytest.fixture
def root(course: CourseFolder, tmp_path: Path) -> Path:
    for name in ("_reference/hs2022.csv", "glossary/en.yaml"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("x", "utf-8")
    return course.folder.parent


def test_digest_stays_while_nothing_changes(course: CourseFolder, root: Path) -> None:
    before = source_digest(course.folder, root)
    (course.folder / "course.yaml").touch()
    course.write(".DS_Store", b"x")

    assert source_digest(course.folder, root) == before


@pytest.mark.parametrize("change", ("words", "name", "new", "hs", "glossary", "format"))
def test_digest_changes_with_whatever_a_version_follows_from(
    course: CourseFolder, root: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = source_digest(course.folder, root)
    match change:
        case "words":
            course.edit(f"{LESSON}/en.md", "## The beans", "## Beans")
        case "name":
            (course.folder / "media/scale.png").rename(course.folder / "media/scales.png")
        case "new":
            course.write("media/more.png", png())
        case "hs":
            (root / "_reference/hs2022.csv").write_text("y", "utf-8")
        case "glossary":
            (root / "glossary/en.yaml").write_text("y", "utf-8")
        case _:
            monkeypatch.setattr(tree, "FORMAT", -1)

    assert source_digest(course.folder, root) != before


def test_digest_is_a_matter_of_milliseconds(course: CourseFolder, root: Path) -> None:
    started = time.process_time()
    for _ in range(10):
        source_digest(course.folder, root)

    assert (time.process_time() - started) / 10 < 0.1


def test_reference_and_glossary_are_no_courses(root: Path) -> None:
    (root / ".git").mkdir()

    assert [path.name for path in course_folders(root)] == ["coffee-basics"]


def webp(kind: bytes, head: bytes) -> bytes:
    return b"RIFF\0\0\0\0WEBP" + kind + b"\0\0\0\0" + head


JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xd0\xff\xc2\0\x0b\x08" + struct.pack(">HH", 480, 640)
LOSSLESS = b"\x2f" + struct.pack("<I", 639 | 479 << 14)
EXTENDED = b"\0\0\0\0" + (639).to_bytes(3, "little") + (479).to_bytes(3, "little")

KNOWN = {
    "png": (png(640, 480), PictureKind("image/png", ".png", 640, 480)),
    "jpeg": (JPEG, PictureKind("image/jpeg", ".jpg", 640, 480)),
    "webp_lossy": (
        webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 640, 480)),
        PictureKind("image/webp", ".webp", 640, 480),
    ),
    "webp_lossless": (webp(b"VP8L", LOSSLESS), PictureKind("image/webp", ".webp", 640, 480)),
    "webp_extended": (webp(b"VP8X", EXTENDED), PictureKind("image/webp", ".webp", 640, 480)),
}


@pytest.mark.parametrize(("data", "kind"), KNOWN.values(), ids=KNOWN.keys())
def test_picture_is_measured(data: bytes, kind: PictureKind) -> None:
    assert picture_kind(data) == kind


@pytest.mark.parametrize(
    "data",
    (
        b"", b"GIF89a", b"<svg/>", png()[:20], png(0, 4), b"\xff\xd8", b"\xff\xd8\xff\xe0\0\x04",
        JPEG[:14], b"\xff\xd8\xff\xe0\0\0" * 3, webp(b"VP9 ", b"x"), webp(b"VP8L", b"/"),
    ),
    ids=range(11),
)  # fmt: skip
def test_what_is_no_picture_is_none(data: bytes) -> None:
    assert picture_kind(data) is None
