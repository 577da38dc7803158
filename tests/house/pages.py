"""What does a page of HTML hold: its elements, its words, and what must not be there?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from typing_extensions import override

Attributes = dict[str, str]


@dataclass
class Html:
    """A page that was read."""

    elements: list[tuple[str, Attributes]] = field(default_factory=list)
    title: str = ""
    text: str = ""

    def named(self, tag: str) -> list[Attributes]:
        """The attributes of each element with this tag."""
        return [attributes for name, attributes in self.elements if name == tag]

    def faults(self) -> list[str]:
        """What every page has to have, and this one has not."""
        ids = Counter(one["id"] for _, one in self.elements if "id" in one)
        said = [f"the id {name!r} {count} times" for name, count in ids.items() if count > 1]
        if len(self.named("h1")) != 1:
            said.append(f"{len(self.named('h1'))} h1 elements")
        if not self.title.split("·")[0].strip():
            said.append("no title")
        if [one.get("lang") for one in self.named("html")] not in (["en"], ["fr"]):
            said.append("no language")
        return said + self.inline()

    def inline(self) -> list[str]:
        """Script and style that the security policy would refuse, wherever it came from."""
        said = [f"<script> without src: {one}" for one in self.named("script") if "src" not in one]
        said += ["a <style> element" for _ in self.named("style")]
        for tag, attributes in self.elements:
            said += [f"<{tag} {name}>" for name in attributes if name.startswith("on")]
            said += [f"<{tag} style>" for name in attributes if name == "style"]
            said += [f"<{tag} {n}={v!r}>" for n, v in attributes.items() if leads_astray(n, v)]
        return said


def leads_astray(name: str, value: str) -> bool:
    """Whether an attribute is an address that runs something."""
    scheme = "".join(value.split()).casefold()
    runs = scheme.startswith(("javascript:", "vbscript:", "data:text/html"))
    return name in {"href", "src", "action", "formaction", "xlink:href"} and runs


def read(html: str) -> Html:
    """Read a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Html()
        self._in_title = False

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = Counter(name for name, _ in attrs)
        twice = {f"on-twice-{name}": "" for name, count in names.items() if count > 1}
        self.page.elements.append((tag, {n: v or "" for n, v in attrs} | twice))
        self._in_title = tag == "title" and not self.page.title

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    @override
    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    @override
    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.page.title += data
        self.page.text += data
