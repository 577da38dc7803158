"""Can a file of questions make the reader explode, reach for files, or break a page?"""

from __future__ import annotations

import time

import pytest

from app.exchange.bundle import MOST_QUESTIONS
from app.exchange.formats import Format, decoded, read
from app.exchange.moodle_xml import elements, read_moodle_xml
from app.exchange.showing import shown_words
from tests.exchange.content import said

pytestmark = pytest.mark.pure
QUESTION = (
    '<question type="truefalse"><name><text>Q</text></name><questiontext format="html"><text>{}'
    '</text></questiontext><answer fraction="100"><text>true</text></answer>'
    '<answer fraction="0"><text>false</text></answer></question>'
)
NO_TYPE = "a document type is not allowed here; remove <!DOCTYPE …>"
BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE lolz [\n<!ENTITY a "lol">\n'
    + "\n".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "&a;" * 10}">' for n in range(9))
    + "\n]>\n<quiz>&a8;</quiz>"
)


@pytest.mark.parametrize(
    ("text", "message"),
    (
        ('<!DOCTYPE quiz SYSTEM "file:///etc/passwd">\n<quiz/>', f"1: {{}}{NO_TYPE}"),
        (
            (
                '<?xml version="1.0"?>\n<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'
                "<quiz>&x;</quiz>"
            ),
            f"2: {{}}{NO_TYPE}",
        ),
        (
            '<!DOCTYPE quiz [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]><quiz/>',
            f"1: {{}}{NO_TYPE}",
        ),
        (BOMB, f"2: {{}}{NO_TYPE}"),
        ("<quiz>\n&unknown;</quiz>", "2: {}not XML: undefined entity"),
        ("<quiz>\n<question>\n</quiz>", "3: {}not XML: mismatched tag"),
        ("", "1: {}not XML: no element found"),
        ("<quiz>" + "<a>" * 30 + "</a>" * 30 + "</quiz>", "1: {}more than"),
    ),
)
def test_what_is_no_plain_xml_is_refused_with_its_line(text: str, message: str) -> None:
    bundle = read_moodle_xml(text, "en")

    assert bundle.items == ()
    (found,) = said(bundle.faults)
    assert found.startswith(message.format("The file cannot be read as XML: "))


def test_another_document_is_refused() -> None:
    assert said(read_moodle_xml("<html><body/></html>", "en").faults) == [
        "1: The outermost element is <html>; a file of questions has <quiz>."
    ]


def test_the_number_of_elements_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elements, "MOST_ELEMENTS", 20)

    (found,) = said(read_moodle_xml(f"<quiz>{QUESTION.format('x') * 5}</quiz>", "en").faults)

    assert "more than 20 elements" in found


def test_the_number_of_questions_is_limited() -> None:
    text = "\n\n".join(f"Question {n}? {{T}}" for n in range(MOST_QUESTIONS + 2))

    bundle = read(text, Format.GIFT, "en")

    assert len(bundle.items) == MOST_QUESTIONS
    (found,) = bundle.faults
    assert found.line == MOST_QUESTIONS * 2 + 1
    assert str(found) == f"There are more than {MOST_QUESTIONS} questions; the rest is not read."


def test_long_texts_and_files_are_refused() -> None:
    long_text = read("a" * 13_000 + "{T}", Format.GIFT, "en")
    long_file = read("a" * 3_000_001, Format.GIFT, "en")

    assert said(long_text.faults) == [
        "1: A text has 13000 characters; at most 12000 are read. Shorten it."
    ]
    assert said(long_file.faults) == [
        "1: The file holds more than 3000000 characters of text; split it."
    ]


def test_embedded_files_do_not_count_as_text() -> None:
    file = f'<file name="a.png" encoding="base64">{"A" * 6_000_000}</file>'
    text = QUESTION.replace("</text></questiontext>", f"</text>{file}</questiontext>", 1)

    bundle = read(f"<quiz>{text.format('x')}</quiz>", Format.XML, "en")

    assert [one.type for one in bundle.items] == ["true_false"]
    assert said(bundle.items[0].lost) == ["the embedded file a.png (4500000 bytes)"]


@pytest.mark.parametrize(
    "html",
    (
        "<script>alert(1)</script>x",
        "<img src=x onerror=alert(1)>x",
        "<a href='javascript:alert(1)'>x</a>",
        "<svg onload=alert(1)></svg>x",
        "<iframe src='https://evil.example'></iframe>x",
        "x</div></body><style>*{display:none}</style>",
        "<b onclick=alert(1) style='position:fixed'>x</b>",
        "x &lt;script&gt;alert(1)&lt;/script&gt;",
        "x<math><mglyph><svg><style><a title='</style><img src onerror=alert(1)>'>",
    ),
)  # fmt: skip
def test_what_comes_in_is_inert_on_a_page(html: str) -> None:
    escaped = html.replace("&", "&amp;").replace("<", "&lt;")
    bundle = read_moodle_xml(f"<quiz>{QUESTION.format(escaped)}</quiz>", "en")

    shown = str(shown_words(bundle.items[0], "en")["prompt"])

    lowered = shown.lower()
    for evil in ("<script", "<img", "<svg", "<iframe", "<style", "href", "<b ", "javascript:alert"):
        assert evil not in lowered


@pytest.mark.parametrize(
    "html",
    (
        "<b>" * 4_000,
        "<div>" * 2_000 + "x",
        "*" * 12_000,
        "<!" * 6_000,
        "<a " * 4_000,
        '<a x="' * 2_000,
        "&#" * 6_000,
        "<ul><li>" * 1_400,
        "<table>" + "<tr><td>" * 1_400,
        "`" * 9_999 + "x",
        "[[" * 6_000,
        "{1:SA:" * 2_000,
        "{1:SHORTANSWER:=" + "\\" * 11_000,
    ),
)
def test_long_and_deep_texts_take_no_long_time(html: str) -> None:
    escaped = html.replace("&", "&amp;").replace("<", "&lt;")
    cloze = QUESTION.replace("truefalse", "cloze")
    text = f"<quiz>{QUESTION.format(escaped)}{cloze.format(escaped)}</quiz>"
    start = time.monotonic()

    read_moodle_xml(text, "en")

    assert time.monotonic() - start < 10


def test_bytes_are_read_as_they_say() -> None:
    latin = '<?xml version="1.0" encoding="ISO-8859-1"?><quiz/>é'.encode("latin-1")

    assert decoded(latin).endswith("é")
    assert decoded("é".encode("utf-16")) == "é"
    assert decoded("\ufeffé".encode()) == "é"
