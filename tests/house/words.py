"""Which strings must the French catalogue translate, and how is it brought up to date?

``make words`` adds the new strings of code and templates with an empty translation, and drops
those that are gone; ``test_translations`` then fails until somebody has translated them.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"
FRENCH = APP / "translations" / "fr" / "LC_MESSAGES" / "messages.po"
KEYWORDS = DEFAULT_KEYWORDS | {"lazy_gettext": None, "lazy_ngettext": (1, 2)}
WIDTH = 100
HEADER = """\
# The words of Greenlane in French.
msgid ""
msgstr ""
"Project-Id-Version: Greenlane\\n"
"Language: fr\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def wanted() -> Catalog:
    """Every string of code and templates, with the files that it stands in."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = extract_from_dir(APP, methods, options, KEYWORDS)
    catalog = Catalog(charset="utf-8")
    for name, _line, message, comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        place = (f"app/{Path(name).as_posix()}", None)
        catalog.add(message, None, [place], auto_comments=comments, context=context)  # type: ignore[list-item]
    return catalog


def stored() -> Catalog:
    """The French catalogue as it is in the repository."""
    with FRENCH.open("rb") as file:
        return read_po(file, locale="fr")


def forms(message: Message) -> list[tuple[str, str]]:
    """Each form of an English message with its French."""
    english = message.id if isinstance(message.id, (list, tuple)) else [message.id]
    said = message.string if isinstance(message.string, (list, tuple)) else [message.string or ""]
    return list(zip(english, said, strict=True))


def updated() -> str:
    """The French catalogue as it would be with every string of today, and no other."""
    now, before = wanted(), stored()
    catalog = Catalog(locale="fr", fuzzy=False)
    for message in now:
        if message.id:
            known = before.get(message.id, message.context)
            said = known.string if known else None
            places = sorted(set(message.locations))
            catalog.add(message.id, said, places, context=message.context)
    return _written(catalog)


def _written(catalog: Catalog) -> str:
    file = BytesIO()
    write_po(file, catalog, width=WIDTH, omit_header=True, include_lineno=False)
    return HEADER + file.getvalue().decode().strip("\n") + "\n"


if __name__ == "__main__":
    FRENCH.write_text(updated(), encoding="utf-8")
