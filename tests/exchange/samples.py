"""Where are the files of other systems that these tests read where they are there?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.exchange.bundle import Bundle
from app.exchange.formats import decoded, read, told

FOLDER = Path(os.environ.get("SAMPLES", Path(__file__).parents[3] / "shared" / "samples"))
needed = pytest.mark.skipif(not FOLDER.is_dir(), reason="the samples of others are not here")


def sample(name: str) -> Bundle:
    """The questions of a file of the samples."""
    text = decoded((FOLDER / name).read_bytes())
    return read(text, told(text, name), "en")
