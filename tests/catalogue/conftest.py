"""What do the catalogue's tests of content stand on: a whole course in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalogue.building import CourseFolder
from tests.catalogue.quiz_samples import QUIZ_FILES


@pytest.fixture
def course(tmp_path: Path) -> CourseFolder:
    """A course without a fault."""
    return CourseFolder.written_in(tmp_path)


@pytest.fixture
def rich(tmp_path: Path) -> CourseFolder:
    """A course without a fault whose quizzes use everything that a quiz can say."""
    return CourseFolder.written_in(tmp_path, files=QUIZ_FILES)
