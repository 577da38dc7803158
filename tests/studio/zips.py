"""How does a test come by the zip of a course, whole or with faults planted in it?"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app.studio.routes.uploads import SAMPLE
from tests.browsing import Browser, Fields, Page

SLUG = "my-first-course"
MODULE = "modules/01-first-module"
LESSON = f"{MODULE}/lessons/01-first-lesson"
QUIZ = f"{MODULE}/quizzes/quiz-first"

Files = dict[str, bytes]


def sample_files() -> Files:
    """The files of the sample course by their path inside its folder."""
    folder = SAMPLE / SLUG
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file()
    }


def edited(files: Files, path: str, old: str, new: str) -> Files:
    """The files with ``old`` replaced by ``new`` in one of them; it has to be there."""
    text = files[path].decode()
    assert old in text, f"{path} does not hold {old!r}"
    return files | {path: text.replace(old, new).encode()}


def renamed(files: Files, slug: str) -> Files:
    """The course under another slug."""
    return edited(files, "course.yaml", f"slug: {SLUG}", f"slug: {slug}")


def zipped(files: Files, slug: str = SLUG) -> bytes:
    """The files as a zip with one folder."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(f"{slug}/{path}", data)
    return whole.getvalue()


def upload(client: FlaskClient, data: bytes, name: str = "course.zip") -> Page:
    """Send a zip by the form, as a browser does."""
    browser = Browser(client)
    form = browser.get("/teaching/upload").form("/teaching/upload")
    response = client.post(form.action, **multipart(data, name, form.fields), follow_redirects=True)
    return Page(response, response.request.path)


def multipart(data: bytes, name: str, fields: Fields | None = None) -> dict[str, Any]:
    """The body of a form with a file in it. The test client's own would spool to disk."""
    file = FileStorage(io.BytesIO(data), filename=name, name="archive")
    boundary, body = encode_multipart({**(fields or {}), "archive": file})
    return {"data": body, "content_type": f"multipart/form-data; boundary={boundary}"}


def upload_sample(client: FlaskClient, slug: str = SLUG) -> Page:
    """Upload the sample course, which has no fault."""
    return upload(client, zipped(renamed(sample_files(), slug), slug))


def line_of(files: Files, path: str, words: str) -> int:
    """The number of the first line that holds the words."""
    lines = files[path].decode().splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)


def small_course_zip(*edits: tuple[str, str, str]) -> bytes:
    """The course that other tests share, with a question of each type; edits go to its quiz."""
    folder = Path(__file__).parents[1] / "courses" / "small-course"
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    quiz = next(path for path in files if path.endswith("quiz.yaml"))
    for _what, old, new in edits:
        files = edited(files, quiz, old, new)
    return zipped(files, "small-course")


def picture() -> bytes:
    """A red dot as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\0\0")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )
