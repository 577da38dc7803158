"""Does checking survive whatever a folder holds, and is a course without faults always rendered?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.catalogue.content.render import render_course
from tests.catalogue.building import CourseFolder
from tests.catalogue.quiz_samples import QUIZ_FILES as FILES

pytestmark = pytest.mark.pure

TEXTS = sorted(path for path, content in FILES.items() if isinstance(content, str))
SCRAPS = st.sampled_from(
    [
        *("", "\n", "---\n", ": ", "[", "{", "- a", "'", '"', "|", "null", "[]", "{}", "1", "true"),
        *("```", ":::", "## x\n", "<b>", "{{a}}", "\x00", "&a", "\ufeff", "\u2028"),
    ]
)


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    path=st.sampled_from(TEXTS),
    start=st.floats(0, 1),
    length=st.integers(0, 40),
    scrap=SCRAPS | st.text(max_size=10),
)
def test_any_damage_gives_faults_or_a_course_that_renders(
    tmp_path: Path, path: str, start: float, length: int, scrap: str
) -> None:
    shutil.rmtree(tmp_path / "coffee-basics", ignore_errors=True)
    folder = CourseFolder.written_in(tmp_path, files=FILES)
    text = folder.read(path)
    place = int(start * len(text))
    (folder.folder / path).write_bytes(
        (text[:place] + scrap + text[place + length :]).encode("utf-8", "surrogatepass")
    )

    course, faults = folder.load()

    assert (course is None) == bool(faults)
    assert all(fault.line >= 1 and fault.message for fault in faults)
    if course is not None:
        assert render_course(course).content_hash == course.content_hash


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=60), path=st.sampled_from(sorted(FILES)))
def test_any_bytes_in_a_file_give_faults_and_no_error(
    tmp_path: Path, data: bytes, path: str
) -> None:
    shutil.rmtree(tmp_path / "coffee-basics", ignore_errors=True)
    folder = CourseFolder.written_in(tmp_path, files=FILES)
    folder.write(path, data)

    _, faults = folder.load()

    assert faults or path.startswith("media/")
