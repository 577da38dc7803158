"""Which HTML may a rendered text hold?

The renderer escapes all that an author writes; this is the second lock on the same door. A tag or
attribute that is not listed here does not leave, whatever a mistake above might have let in.
"""

from __future__ import annotations

import nh3

_TAGS = {
    *("h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "ul", "ol", "li", "blockquote", "pre"),
    *("em", "strong", "code", "sup", "span", "dfn", "a", "button", "img"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    *("div", "section", "aside", "figure", "figcaption"),
}
_ATTRIBUTES = {
    "*": {"class", "id", "role", "aria-label", "aria-hidden"},
    "a": {"href", "rel"},
    "button": {"type", "popovertarget"},
    "div": {"tabindex", "popover", "data-check", "data-drawing"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start"},
    "th": {"scope"},
}

_CLEANER = nh3.Cleaner(
    tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"https"}, link_rel=None, strip_comments=True
)


def clean(html: str) -> str:
    """Return the HTML with nothing left but what the lists above allow."""
    return _CLEANER.clean(html)
