"""How do files become a zip whose bytes are the same every time?"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_ZIP_EPOCH = (2025, 1, 1, 0, 0, 0)


def zipped(files: Mapping[str, bytes]) -> io.BytesIO:
    """Return a zip of files by their paths in it."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), files[name])
    whole.seek(0)
    return whole
