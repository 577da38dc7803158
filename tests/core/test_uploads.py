"""Which files are taken, and under which names are they kept?"""

from __future__ import annotations

import pytest

from app.core.errors import Invalid
from app.core.uploads import FileKind, Upload, check, file_name
from tests.learning.essays import PDF, office_file

pytestmark = pytest.mark.pure
ALL = tuple(FileKind)
MEGABYTE = 1024 * 1024
PNG = b"\x89PNG\r\n\x1a\nrest"
JPG = b"\xff\xd8\xff\xe0rest"
TAKEN = (
    ("ruling.pdf", PDF, FileKind.PDF),
    ("RULING.PDF", PDF, FileKind.PDF),
    ("letter.docx", office_file("word/document.xml"), FileKind.DOCX),
    ("costs.xlsx", office_file("xl/workbook.xml"), FileKind.XLSX),
    ("seal.png", PNG, FileKind.PNG),
    ("seal.jpg", JPG, FileKind.JPG),
    ("seal.jpeg", JPG, FileKind.JPG),
    ("note.txt", "Réf. 7\n\tété".encode(), FileKind.TXT),
    ("note.txt", b"\xef\xbb\xbfmarked as UTF-8", FileKind.TXT),
)
NOT_WHAT_IT_SAYS = (
    ("ruling.pdf", b"MZ\x90\x00a program"),
    ("ruling.pdf", b"<html><script>alert(1)</script>"),
    ("letter.docx", office_file("xl/workbook.xml")),
    ("letter.docx", office_file("word/document.xml", "word/vbaProject.bin")),
    ("letter.docx", b"PK\x03\x04 cut off"),
    ("letter.docx", PDF),
    ("costs.xlsx", office_file("word/document.xml")),
    ("seal.png", JPG),
    ("seal.jpg", PNG),
    ("note.txt", b"a\x00b"),
    ("note.txt", b"\xff\xfea\x00"),
    ("note.txt", b"a\x1b[31mb"),
)


@pytest.mark.parametrize(("name", "data", "kind"), TAKEN)
def test_a_file_that_is_what_it_says_is_taken(name: str, data: bytes, kind: FileKind) -> None:
    found = check(Upload(name, data), ALL, MEGABYTE)

    assert (found.name, found.kind, found.data) == (name, kind, data)


@pytest.mark.parametrize(("name", "data"), NOT_WHAT_IT_SAYS)
def test_a_file_that_is_not_what_it_says_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        check(Upload(name, data), ALL, MEGABYTE)

    assert f"“{name}” does not hold what its name says." in refused.value.message


@pytest.mark.parametrize(
    ("name", "data", "message"),
    (
        ("", PDF, "Choose a file first, then add it."),
        ("  ", PDF, "Choose a file first, then add it."),
        ("a.pdf", b"", "“a.pdf” is empty. Choose another file."),
        ("a.exe", b"MZ", "“a.exe” is not taken here. Choose one of: PDF, TXT."),
        ("a.png", PNG, "“a.png” is not taken here. Choose one of: PDF, TXT."),
        ("a", PDF, "“a” is not taken here. Choose one of: PDF, TXT."),
        (".pdf", PDF, "“pdf” is not taken here. Choose one of: PDF, TXT."),
        ("a.pdf.exe", PDF, "“a.pdf.exe” is not taken here. Choose one of: PDF, TXT."),
    ),
)
def test_what_is_wrong_is_said(name: str, data: bytes, message: str) -> None:
    with pytest.raises(Invalid) as refused:
        check(Upload(name, data), ("pdf", "txt"), MEGABYTE)

    assert refused.value.message == message


def test_a_file_of_just_the_largest_size_is_taken_and_one_more_byte_is_not() -> None:
    whole = PDF.ljust(MEGABYTE, b"x")

    assert check(Upload("a.pdf", whole), ALL, MEGABYTE).data == whole
    with pytest.raises(Invalid) as refused:
        check(Upload("a.pdf", whole + b"x"), ALL, MEGABYTE)

    assert refused.value.message == "“a.pdf” is too large. A file has at most 1 MB."


@pytest.mark.parametrize(
    ("sent", "kept"),
    (
        ("ruling.pdf", "ruling.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Ada\\ruling.pdf", "ruling.pdf"),
        ('a"b<c>.pdf', "abc.pdf"),
        ("a\r\nb: c.pdf", "ab c.pdf"),
        ("\u202efdp.exe", "fdp.exe"),  # would be shown as exe.pdf
        ("  two   words .pdf", "two words .pdf"),
        ("قرار التصنيف.pdf", "قرار التصنيف.pdf"),
        ("e\u0301tat.pdf", "état.pdf"),
        ("...", "file"),
        ("x" * 200 + ".pdf", "x" * 116 + ".pdf"),
    ),
)
def test_names_are_kept_without_what_hides_or_breaks_them(sent: str, kept: str) -> None:
    assert file_name(sent) == kept
