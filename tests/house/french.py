"""Is a French text set as French typography wants it?"""

from __future__ import annotations

import re
from collections.abc import Iterator

NO_BREAK = "\u00a0"
_FAULTS = {
    "an apostrophe is written ’": re.compile(r"'"),
    "quotation marks are written « »": re.compile(r"[\"“”„]"),
    "three dots are one sign: …": re.compile(r"\.\.\."),
    "a no-break space stands before a colon": re.compile(rf"(?<![{NO_BREAK}:]):(?!//|\d|:)"),
    "a no-break space stands before ; ! and ?": re.compile(rf"(?<![{NO_BREAK}!?])[;!?]"),
    "a no-break space stands before »": re.compile(rf"(?<!{NO_BREAK})»"),
    "a no-break space stands after «": re.compile(rf"«(?!{NO_BREAK})"),
    "a no-break space stands before a percent sign": re.compile(rf"(?<!{NO_BREAK})%%"),
    "a narrow no-break space parts thousands": re.compile(r"\d[ ,.]\d{3}\b"),
    "a sentence is parted by one space": re.compile(r"  "),
    "no space stands before a comma or a full stop": re.compile(r"\s[,.](?!\d)"),
}


def faults(text: str) -> Iterator[str]:
    """What is wrong in a text of the catalogue, in which a percent sign is written twice."""
    for fault, pattern in _FAULTS.items():
        if found := pattern.search(text):
            yield f"{fault}: {text[max(0, found.start() - 20) : found.end() + 10]!r}"
