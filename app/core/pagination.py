"""Which part of a long list does this page show?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import Select, func, select

from app.core.db import db

Row = TypeVar("Row")
SIZE = 25


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list: its rows, its number from 1, and how many rows there are in all."""

    rows: Sequence[Row]
    number: int
    total: int
    size: int = SIZE

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """The place of the first row shown, from 1; 0 when the list is empty."""
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        """The place of the last row shown."""
        return min(self.number * self.size, self.total)


def asked_page(text: str | None) -> int:
    """The page number in an address; anything unreadable is the first page."""
    readable = text and text.isascii() and text.isdecimal() and len(text) < 7
    return max(1, int(text)) if text and readable else 1


def paginate(query: Select[Row], number: int, size: int = SIZE) -> Page[Row]:
    """Fetch one page of single-entity rows and count all: two statements."""
    total = count(query)
    shown = min(number, max(1, -(-total // size)))
    rows = db.session.scalars(query.limit(size).offset((shown - 1) * size)).all()
    return Page(rows, shown, total, size)


def count(query: Select[Row]) -> int:
    """How many rows the query has, counted by the database."""
    counted = select(func.count()).select_from(query.order_by(None).subquery())
    return db.session.scalar(counted) or 0
