"""Which drawings are let into a page, and as what?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.svg import CLASSES, Diagram, read_diagram

pytestmark = pytest.mark.pure

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'


def diagram(inside: str) -> Diagram:
    found, problems = read_diagram(f"{HEAD}{inside}</svg>")
    assert found is not None, problems
    return found


def test_drawing_is_written_anew_with_its_words_label_and_own_ids() -> None:
    found = diagram(
        '\n<!-- note --><defs><marker id="tip"><path d="M0 0"/></marker></defs>\n'
        '<path class="d-line" d="M1 1L2 2" marker-end="url(#tip)"/>'
        '<text class="d-text d-mid" x="1">{{a}}<!-- x --></text><text>0901.21</text>'
    )

    assert found.places == {"a": 3}
    assert found.markup({"a": 'B & "<i>"'}, 'A "bag"', "d7-") == (
        '<svg class="diagram" role="img" aria-label="A &quot;bag&quot;" viewBox="0 0 9 9">'
        '<defs><marker id="d7-tip"><path d="M0 0"></path></marker></defs>'
        '<path class="d-line" d="M1 1L2 2" marker-end="url(#d7-tip)"></path>'
        '<text class="d-text d-mid" x="1">B &amp; &quot;&lt;i&gt;&quot;</text>'
        "<text>0901.21</text></svg>"
    )


def test_missing_words_leave_their_place_empty() -> None:
    assert "<text></text>" in diagram("<text>{{a}}</text>").markup({}, "x", "")


REFUSED = {
    "script": "<script>x</script>",
    "style": "<style>x</style>",
    "foreign": "<foreignObject/>",
    "image": '<image href="x.png"/>',
    "link": '<a href="https://example.org"><text>1</text></a>',
    "use": '<use href="#a"/>',
    "animation": '<animate attributeName="x"/>',
    "filter": "<filter/>",
    "handler": '<g onload="x"/>',
    "style_attribute": '<g style="fill:red"/>',
    "href": '<path href="x"/>',
    "fill": '<path fill="red"/>',
    "unknown_class": '<path class="d-line evil"/>',
    "remote_marker": '<path marker-end="url(https://example.org/#a)"/>',
    "marker_that_is_not_there": '<path marker-end="url(#none)"/>',
    "bad_number": '<rect x="expression(1)"/>',
    "bad_transform": '<g transform="url(x)"/>',
    "other_namespace": '<g xmlns:x="urn:x" x:y="1"/>',
    "html_namespace": '<g xmlns="http://www.w3.org/1999/xhtml"/>',
    "one_id_twice": '<g id="a"/><g id="a"/>',
    "words_in_the_file": "<text>Coffee</text>",
    "words_around_a_place": "<text>{{a}} beans</text>",
    "text_in_a_shape": "<g>words</g>",
    "two_roots": "</svg><svg>",
    "open": "<g>",
}


@pytest.mark.parametrize("inside", REFUSED.values(), ids=REFUSED.keys())
def test_drawing_is_refused_with_a_problem_that_has_a_line(inside: str) -> None:
    found, problems = read_diagram(f"{HEAD}\n{inside}</svg>")

    assert found is None
    assert [problem.line for problem in problems] == [2] * len(problems)
    assert problems


@pytest.mark.parametrize(
    ("source", "message"),
    (
        ("", "not XML: no element found"),
        ("<svg/>", "viewBox"),
        ('<svg viewBox="0 0 1 1"/>', "xmlns"),
        (HEAD.replace("viewBox", 'width="9" viewBox') + "</svg>", "width"),
        ("<html/>", "not <svg>"),
        ("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>", "document type"),
        ("<!DOCTYPE svg SYSTEM 'file:///etc/passwd'><svg/>", "document type"),
        (HEAD + "<g>" * 60 + "</g>" * 60 + "</svg>", "more than"),
        (HEAD + "<g/>" * 4000 + "</svg>", "more than"),
    ),
)
def test_file_that_is_no_drawing_says_why(source: str, message: str) -> None:
    found, problems = read_diagram(source)

    assert found is None
    assert message in " ".join(problem.message for problem in problems)


def test_every_problem_is_reported_at_once() -> None:
    _, problems = read_diagram(f'{HEAD}\n<script/>\n<g onload="x"/>\n<text>Words</text></svg>')

    assert [problem.line for problem in problems] == [2, 3, 4]


@pytest.mark.parametrize(
    ("view_box", "height"),
    (
        ("0 0 680 340", 500),
        ("0,0,1.5,3", 2000),
        ("0 0 3000 1", 1),
        ("0 0 0 1", 1000),
        ("0 0 1", 1000),
        ("0 0 1 1 1", 1000),
        ("0 0 1e999 1e999", 1000),
        ("e e e e", 1000),
    ),
)
def test_height_is_in_thousandths_of_the_width(view_box: str, height: int) -> None:
    found, _ = read_diagram(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view_box}"/>')

    assert found is not None
    assert found.height == height


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=20),
    st.text(max_size=20),
    st.lists(st.sampled_from(sorted(CLASSES)), max_size=3),
)
def test_words_and_labels_cannot_leave_their_place(
    words: str, label: str, classes: list[str]
) -> None:
    found = diagram(f'<text class="{" ".join(classes)}">{{{{a}}}}</text>')

    markup = found.markup({"a": words}, label, "p-")

    assert markup.count("<") == 4
    assert markup.count(">") == 4
