"""Which archives are unpacked, and which are refused before they do harm?"""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.catalogue.content.archive import ArchiveRefused, Limits, unpack
from app.catalogue.content.files import load_course
from tests.catalogue.building import CourseFolder
from tests.catalogue.quiz_samples import QUIZ_FILES
from tests.catalogue.samples import REFERENCE

pytestmark = pytest.mark.pure

Entry = tuple[str | zipfile.ZipInfo, str | bytes]


def archive(*entries: Entry) -> io.BytesIO:
    """Return a zip of a course with these entries added."""
    return bare_archive(("demo/course.yaml", "slug: demo"), *entries)


def bare_archive(*entries: Entry) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in entries:
            target.writestr(name, content, compress_type=zipfile.ZIP_DEFLATED)
    file.seek(0)
    return file


def special(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_zipped_course_is_unpacked_and_read(rich: CourseFolder, tmp_path: Path) -> None:
    source = bare_archive(
        *((f"coffee-basics/{path}", (rich.folder / path).read_bytes()) for path in QUIZ_FILES)
    )
    target = tmp_path / "upload"

    folder = unpack(source, target)

    assert folder == target / "coffee-basics"
    assert load_course(folder, REFERENCE)[1] == []


def test_course_zipped_without_its_folder_gets_the_name_of_its_slug(tmp_path: Path) -> None:
    folder = unpack(bare_archive(("course.yaml", "slug: demo"), ("media/a.md", "x")), tmp_path)

    assert folder == tmp_path / "demo"
    assert files_in(folder) == {"course.yaml", "media/a.md"}


@pytest.mark.parametrize("sheet", ("slug: ../../x", "slug: [", "slug: {a: b}", "", "\x00", "- a"))
def test_slug_that_is_none_names_no_folder_outside(tmp_path: Path, sheet: str) -> None:
    assert unpack(bare_archive(("course.yaml", sheet)), tmp_path) == tmp_path / "course"


def test_hidden_files_are_left_out(tmp_path: Path) -> None:
    source = archive(
        ("demo/.git/config", "x"), ("__MACOSX/demo/._a", "x"), ("demo/.DS_Store", "x"),
        ("demo/Thumbs.db", "x"), ("demo/", ""),
    )  # fmt: skip

    assert files_in(unpack(source, tmp_path)) == {"course.yaml"}


def test_zip_inside_is_unpacked_no_further(tmp_path: Path) -> None:
    inner = bare_archive(("evil.md", "x")).getvalue()

    assert files_in(unpack(archive(("demo/more.zip", inner)), tmp_path)) == {
        "course.yaml",
        "more.zip",
    }


REFUSED: dict[str, tuple[Entry, str]] = {
    "upwards": (("../evil.md", "x"), "leads out"),
    "upwards_inside": (("demo/../../evil.md", "x"), "leads out"),
    "upwards_only": (("demo/..", "x"), "leads out"),
    "absolute": (("/etc/evil.md", "x"), "leads out"),
    "drive": (("C:/evil.md", "x"), "leads out"),
    "backslash": (("demo\\..\\evil.md", "x"), "leads out"),
    "link": ((special("demo/link.md", stat.S_IFLNK | 0o777), "/etc/passwd"), "a link or a device"),
    "device": ((special("demo/null", stat.S_IFCHR | 0o666), ""), "a link or a device"),
    "pipe": ((special("demo/pipe", stat.S_IFIFO | 0o666), ""), "a link or a device"),
    "control": (("demo/a\nb.md", "x"), "not a usable file name"),
    "escape": (("demo/a\x1b[2J.md", "x"), "not a usable file name"),
    "stream": (("demo/a.md:evil", "x"), "not a usable file name"),
    "script": (("demo/<script>.md", "x"), "not a usable file name"),
    "empty_part": (("demo//a.md", "x"), "not a usable file name"),
    "dot": (("demo/./a.md", "x"), "not a usable file name"),
    "trailing_dot": (("demo/a.md.", "x"), "not a usable file name"),
    "long": (("demo/" + "a" * 300 + ".md", "x"), "not a usable file name"),
    "long_in_bytes": (("demo/" + "é" * 120 + ".md", "x"), "not a usable file name"),
    "case": (("demo/COURSE.yaml", "x"), "twice"),
    "file_as_folder": (("demo/course.yaml/a.md", "x"), "stands inside a file"),
    "two_folders": (("other/course.yaml", "x"), "one course"),
    "large": (("demo/a.md", b"ab" * 2_000_000), "at most 2000000"),
    "bomb": (("demo/a.md", b"\0" * 1_900_000), "more than 60 to one"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED.keys())
def test_archive_is_refused_and_nothing_is_written(tmp_path: Path, case: tuple[Entry, str]) -> None:
    entry, reason = case
    target = tmp_path / "upload"

    with pytest.raises(ArchiveRefused, match=reason):
        unpack(archive(entry), target)

    assert files_in(tmp_path) == set()


def test_name_cut_at_a_zero_byte_is_refused(tmp_path: Path) -> None:
    source = archive(("demo/a.mdXevil", "x")).getvalue().replace(b"a.mdXevil", b"a.md\0evil")

    with pytest.raises(ArchiveRefused, match="not a usable file name"):
        unpack(io.BytesIO(source), tmp_path)


def test_same_name_twice_is_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        source = archive(("demo/a.md", "x"), ("demo/a.md", "y"))

    with pytest.raises(ArchiveRefused, match="twice"):
        unpack(source, tmp_path)


def test_encrypted_archive_is_refused(tmp_path: Path) -> None:
    data = bytearray(archive().getvalue())
    data[data.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(ArchiveRefused, match="encrypted"):
        unpack(io.BytesIO(bytes(data)), tmp_path)


def test_unusual_packing_is_refused(tmp_path: Path) -> None:
    source = io.BytesIO()
    with zipfile.ZipFile(source, "w", zipfile.ZIP_LZMA) as target:
        target.writestr("course.yaml", "slug: demo")

    with pytest.raises(ArchiveRefused, match="unusual"):
        unpack(source, tmp_path)


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    entries = ((f"demo/{n}.md", "x") for n in range(9))

    with pytest.raises(ArchiveRefused, match="holds 10 files; at most 5"):
        unpack(archive(*entries), tmp_path, Limits(files=5))


def test_too_much_in_total_is_refused(tmp_path: Path) -> None:
    entries = ((f"demo/{n}.md", "abcdefgh" * 10) for n in range(9))

    with pytest.raises(ArchiveRefused, match="at most 500"):
        unpack(archive(*entries), tmp_path, Limits(total_bytes=500))


def test_declared_size_that_lies_is_noticed(tmp_path: Path) -> None:
    data = archive(("demo/a.md", "abcdefgh" * 100)).getvalue()
    lying = data.replace((800).to_bytes(4, "little"), (8).to_bytes(4, "little"))

    with pytest.raises(ArchiveRefused, match="not a zip archive"):
        unpack(io.BytesIO(lying), tmp_path)


@pytest.mark.parametrize(
    "data", (b"", b"PK", b"not a zip" * 99, b"PK\x05\x06" + b"\xff" * 18), ids=str
)
def test_what_is_no_zip_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ArchiveRefused, match="not a zip archive"):
        unpack(io.BytesIO(data), tmp_path)


def test_zip_without_a_course_is_refused(tmp_path: Path) -> None:
    for source in (bare_archive(), bare_archive(("a/b/course.yaml", "slug: b"))):
        with pytest.raises(ArchiveRefused, match="must hold one course"):
            unpack(source, tmp_path)


def test_refusal_can_be_translated(tmp_path: Path) -> None:
    with pytest.raises(ArchiveRefused) as caught:
        unpack(archive(("../a", "x")), tmp_path)

    assert caught.value.params == {"name": "../a"}
    assert caught.value.template % caught.value.params == str(caught.value)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_damaged_archive_is_refused_or_unpacked_inside(tmp_path: Path, data: st.DataObject) -> None:
    source = bytearray(
        archive(("demo/a.md", "abc" * 50), ("demo/media/b.png", b"\x89PNG")).getvalue()
    )
    for _ in range(data.draw(st.integers(1, 6))):
        source[data.draw(st.integers(0, len(source) - 1))] = data.draw(st.integers(0, 255))
    target = tmp_path / str(len(list(tmp_path.iterdir()))) / "upload"

    try:
        folder = unpack(io.BytesIO(bytes(source)), target)
    except ArchiveRefused:
        return

    assert target in folder.parents
    assert [p for p in target.parent.rglob("*") if p.is_symlink()] == []
    assert [p.name for p in target.parent.iterdir()] == ["upload"]
