"""The tables of the quiz engine: steps with marks, hand marking, accommodations, statistics."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "accommodations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.String(length=80), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("extra_time_percent", sa.Integer(), nullable=False),
        sa.Column("extra_attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("granted_by_id", sa.Integer(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (unit_id IS NULL)",
            name=op.f("ck_accommodations_person_or_unit"),
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_accommodations_course_id")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["people.id"], name=op.f("fk_accommodations_ended_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["granted_by_id"], ["people.id"], name=op.f("fk_accommodations_granted_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_accommodations_person_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_accommodations_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accommodations")),
    )
    with op.batch_alter_table("accommodations", schema=None) as batch_op:
        batch_op.create_index("ix_accommodations_course_id", ["course_id"], unique=False)

    op.create_table(
        "quiz_statistics",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.String(length=80), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sums", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["course_versions.id"], name=op.f("fk_quiz_statistics_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "quiz_id", name=op.f("pk_quiz_statistics")),
    )
    op.create_table(
        "remarkings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.String(length=80), nullable=False),
        sa.Column("key_version_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("applied_by_id", sa.Integer(), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["applied_by_id"], ["people.id"], name=op.f("fk_remarkings_applied_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name=op.f("fk_remarkings_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_remarkings_course_id")
        ),
        sa.ForeignKeyConstraint(
            ["key_version_id"], ["course_versions.id"], name=op.f("fk_remarkings_key_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarkings")),
    )
    with op.batch_alter_table("remarkings", schema=None) as batch_op:
        batch_op.create_index("ix_remarkings_course_id", ["course_id", "quiz_id"], unique=False)

    op.create_table(
        "attempt_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("content_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_attempt_files_attempt_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt_files")),
    )
    with op.batch_alter_table("attempt_files", schema=None) as batch_op:
        batch_op.create_index(
            "ix_attempt_files_attempt_id", ["attempt_id", "question_id"], unique=False
        )

    op.create_table(
        "hand_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=80), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("marker_id", sa.Integer(), nullable=False),
        sa.Column(
            "levels", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("mark", sa.Numeric(precision=9, scale=7, asdecimal=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_hand_marks_attempt_id")
        ),
        sa.ForeignKeyConstraint(["marker_id"], ["people.id"], name=op.f("fk_hand_marks_marker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_marks")),
        sa.UniqueConstraint(
            "attempt_id",
            "question_id",
            "turn",
            name=op.f("uq_hand_marks_attempt_id_question_id_turn"),
        ),
    )
    op.create_table(
        "remarked_attempts",
        sa.Column("remarking_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column(
            "percent_before", sa.Numeric(precision=7, scale=4, asdecimal=False), nullable=True
        ),
        sa.Column(
            "percent_after", sa.Numeric(precision=7, scale=4, asdecimal=False), nullable=True
        ),
        sa.Column("passed_before", sa.Boolean(), nullable=True),
        sa.Column("passed_after", sa.Boolean(), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_remarked_attempts_attempt_id")
        ),
        sa.ForeignKeyConstraint(
            ["remarking_id"], ["remarkings.id"], name=op.f("fk_remarked_attempts_remarking_id")
        ),
        sa.PrimaryKeyConstraint("remarking_id", "attempt_id", name=op.f("pk_remarked_attempts")),
    )
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("place", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            "ix_attempts_being_marked",
            ["version_id", "quiz_id"],
            unique=False,
            sqlite_where=sa.text("state = 'marking'"),
            postgresql_where=sa.text("state = 'marking'"),
        )
        batch_op.create_index(
            "ix_attempts_not_counted",
            ["version_id", "quiz_id"],
            unique=False,
            sqlite_where=sa.text("counted_at IS NULL"),
            postgresql_where=sa.text("counted_at IS NULL"),
        )
    _add_reference("attempts", "key_version_id", "course_versions")

    with op.batch_alter_table("response_steps", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("action", sa.String(length=8), server_default="save", nullable=False)
        )
        batch_op.add_column(sa.Column("certainty", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("mark", sa.Numeric(precision=9, scale=7, asdecimal=False), nullable=True)
        )
    _add_reference("response_steps", "person_id", "people")

    with op.batch_alter_table("responses", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tries", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(
            sa.Column("closed", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("certainty", sa.Integer(), nullable=True))

    for table in ("course_versions", "studio_drafts"):
        _give_sections(table)


def downgrade() -> None:
    """Take the change back."""
    op.drop_index("ix_attempts_not_counted", "attempts")
    op.drop_index("ix_attempts_being_marked", "attempts")
    _drop("responses", "certainty", "closed", "tries")
    _drop("response_steps", "mark", "certainty", "person_id", "action")
    _drop("attempts", "counted_at", "key_version_id", "place")
    op.drop_table("remarked_attempts")
    op.drop_table("hand_marks")
    with op.batch_alter_table("attempt_files", schema=None) as batch_op:
        batch_op.drop_index("ix_attempt_files_attempt_id")

    op.drop_table("attempt_files")
    with op.batch_alter_table("remarkings", schema=None) as batch_op:
        batch_op.drop_index("ix_remarkings_course_id")

    op.drop_table("remarkings")
    op.drop_table("quiz_statistics")
    with op.batch_alter_table("accommodations", schema=None) as batch_op:
        batch_op.drop_index("ix_accommodations_course_id")

    op.drop_table("accommodations")


def _add_reference(table: str, column: str, target: str) -> None:
    """Add a column that refers to the id of another table, and keep the rows where they are.

    SQLite can add one with its reference, and otherwise copies the table, which rows that refer
    to it forbid.
    """
    name = f"fk_{table}_{column}"
    reference = f"CONSTRAINT {name} REFERENCES {target} (id)"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER {reference}")


def _drop(table: str, *columns: str) -> None:
    for column in columns:
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")


def _give_sections(table: str) -> None:
    """Write what stored quizzes draw as the draws of one section without a name."""
    rows = sa.table(table, sa.column("id", sa.Integer), sa.column("bank", sa.Text))
    connection = op.get_bind()
    for row in connection.execute(sa.select(rows.c.id, rows.c.bank)).all():
        bank = json.loads(row.bank)
        for quiz in bank["quizzes"].values():
            quiz.setdefault("sections", [_section(quiz)])
        changed = sa.update(rows).where(rows.c.id == row.id).values(bank=json.dumps(bank))
        connection.execute(changed)


def _section(quiz: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": "",
        "title": {},
        "draws": quiz.get("draws", []),
        "questions": [question["id"] for question in quiz["questions"]],
        "shuffle": False,
    }
