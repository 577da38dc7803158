"""Can the front end be built anywhere, and is what a page loads small?"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from app.core import assets

pytestmark = pytest.mark.pure

ROOT = Path(__file__).parents[2]
LESSON_FONTS = ("sans-400", "sans-600", "serif-600", "mono-400")
KB = 1000


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of built files that a test fills, in the place of the real one."""
    monkeypatch.setattr(assets, "DIST", tmp_path)
    return tmp_path


def test_lock_names_no_registry() -> None:
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")

    assert '"resolved"' not in lock
    assert re.findall(r"https?://[^\"]*registry[^\"]*", lock) == []


def test_asset_address_is_the_hashed_file_of_the_manifest(dist: Path) -> None:
    manifest = {"styles/main.css": {"file": "style-1a2b3c4d.css", "isEntry": True}}
    (dist / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    assert assets.asset_url("styles/main.css") == "/static/dist/style-1a2b3c4d.css"


def test_missing_build_names_the_command_that_makes_it(dist: Path) -> None:
    with pytest.raises(assets.AssetsNotBuilt, match="make build"):
        assets.asset_url("styles/main.css")


def test_unknown_asset_names_itself(dist: Path) -> None:
    (dist / "manifest.json").write_text("{}", encoding="utf-8")

    with pytest.raises(assets.AssetsNotBuilt, match=r"'src/absent\.ts'"):
        assets.asset_url("src/absent.ts")


def built(name: str) -> Path:
    return assets.DIST / assets.built_files(assets.DIST)[name]


def test_style_sheet_is_at_most_14_kb_on_the_wire() -> None:
    assert built("styles/main.css").with_suffix(".css.br").stat().st_size <= 14 * KB


def test_scripts_of_a_learner_are_at_most_10_kb_on_the_wire() -> None:
    sizes = [
        built(name).with_suffix(".js.br").stat().st_size for name in ("src/main.ts", "src/quiz.ts")
    ]

    assert sum(sizes) <= 10 * KB


def test_fonts_of_a_lesson_are_at_most_60_kb() -> None:
    sizes = [built(f"generated/{name}.woff2").stat().st_size for name in LESSON_FONTS]
    signs = [built(f"fonts/signs-{weight}.woff2").stat().st_size for weight in (400, 600)]

    assert sum(sizes) + sum(signs) <= 60 * KB


@pytest.mark.parametrize("suffix", (".br", ".gz"))
def test_text_files_are_kept_compressed_beside_themselves(suffix: str) -> None:
    names = ("styles/main.css", "src/main.ts", "generated/guilloche.svg", "images/favicon.svg")

    missing = [name for name in names if not Path(f"{built(name)}{suffix}").is_file()]

    assert missing == []


def test_style_sheet_loads_nothing_from_elsewhere() -> None:
    addresses = re.findall(r"url\(([^)]*)\)", built("styles/main.css").read_text("utf-8"))

    assert {address for address in addresses if not address.startswith("/static/dist/")} == set()
