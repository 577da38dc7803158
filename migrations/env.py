"""Which database does Alembic migrate, and what does it compare?"""

from __future__ import annotations

from typing import Literal

from alembic import context
from flask import current_app

database = current_app.extensions["migrate"].db
# FTS5 keeps its rows in shadow tables of its own; the PostgreSQL index is on an expression.
UNMANAGED = ("search_index",)


def include_object(_object: object, name: str | None, _kind: str, *_rest: object) -> bool:
    """Leave out what a migration makes by hand because the two databases differ in it."""
    return not (name or "").startswith(UNMANAGED)


def render_item(kind: str, thing: object, _context: object) -> str | Literal[False]:
    """Write our own column types in plain SQLAlchemy: a migration must not follow later changes."""
    plain = {
        "UtcDateTime": "sa.DateTime(timezone=True)",
        "JSON": "sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')",
    }
    if kind == "type":
        return plain.get(type(thing).__name__, False)
    return False


def run() -> None:
    """Migrate over the application's own engine, one transaction for all."""
    with database.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            include_object=include_object,
            render_item=render_item,
            render_as_batch=True,
            compare_type=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
