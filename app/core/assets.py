"""Under which address is a built front-end file served?"""

import json
from functools import lru_cache
from pathlib import Path

DIST = Path(__file__).resolve().parent.parent / "static" / "dist"
PREFIX = "/static/dist/"


class AssetsNotBuilt(RuntimeError):  # noqa: N818 - the operator's words
    """A page asks for a front-end file that no build has made."""


def asset_url(name: str) -> str:
    """Return the address of a built file, its name being its path under ``assets/``.

    Raises AssetsNotBuilt when the front end was not built, or holds no such file.
    """
    try:
        return PREFIX + built_files(DIST)[name]
    except KeyError:
        raise AssetsNotBuilt(
            f"The front end has no file {name!r}; is it an entry in vite.config.ts, "
            "and was `make build` run since it was added?"
        ) from None


@lru_cache(maxsize=4)
def built_files(dist: Path) -> dict[str, str]:
    """Return the hashed file of each source name, from the manifest that the build writes.

    Read once in the life of a process. Raises AssetsNotBuilt when there is no manifest.
    """
    manifest = dist / "manifest.json"
    try:
        entries = json.loads(manifest.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise AssetsNotBuilt(
            f"The front end is not built: {manifest} is missing. Run `make build`."
        ) from None
    return {name: str(entry["file"]) for name, entry in entries.items()}
