"""Which order, filters and page does the address of a list ask for, and how are others reached?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from flask import request, url_for

from app.core.pagination import Page, asked_page

Choice = TypeVar("Choice", bound=Enum)


@dataclass(frozen=True, slots=True)
class Listing:
    """What the present address asks of a list: ``?sort=-name&page=2`` and filters of its own."""

    endpoint: str
    sort: str
    descending: bool
    number: int
    kept: dict[str, Any]

    def sort_url(self, column: str) -> str:
        """The address of the list sorted by the column; backwards where it is sorted so already."""
        turned = "-" if column == self.sort and not self.descending else ""
        return url_for(self.endpoint, **self.kept, sort=turned + column)

    def sorted(self, column: str) -> str | None:
        """What ``aria-sort`` says of the column."""
        if column != self.sort:
            return None
        return "descending" if self.descending else "ascending"

    def page_url(self, number: int) -> str:
        """The address of another page of the same list."""
        sort = ("-" if self.descending else "") + self.sort
        return url_for(self.endpoint, **self.kept, sort=sort, page=number)

    def previous_url(self, page: Page[object]) -> str | None:
        """The address of the page before, if there is one."""
        return self.page_url(page.number - 1) if page.number > 1 else None

    def next_url(self, page: Page[object]) -> str | None:
        """The address of the page after, if there is one."""
        return self.page_url(page.number + 1) if page.number < page.pages else None


def listing(
    endpoint: str, columns: type[Enum], default: str, filters: tuple[str, ...] = ()
) -> Listing:
    """Read the present address; what it asks for and nobody knows is left out."""
    asked = request.args.get("sort", default)
    known = asked.removeprefix("-") in {one.value for one in columns}
    sort = asked if known else default
    kept = {name: request.args[name] for name in filters if request.args.get(name)}
    return Listing(
        endpoint, sort.removeprefix("-"), sort.startswith("-"),
        asked_page(request.args.get("page")), kept,
    )  # fmt: skip


def chosen(choices: type[Choice], name: str) -> Choice | None:
    """The choice that the address names, if it is one."""
    values = {one.value: one for one in choices}
    return values.get(request.args.get(name, ""))
