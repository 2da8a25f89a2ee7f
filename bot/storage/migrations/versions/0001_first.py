"""Pathways, questions, what was passed on, and ratings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables: one list, as it was then, and never touched again."""
    op.create_table(
        "members",
        sa.Column("member", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("pathway", sa.Text(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "milestones_done",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "member",
            sa.BigInteger(),
            sa.ForeignKey("members.member", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("milestone", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("member", "milestone"),
    )
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Text(), nullable=False, index=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "passed_on",
        sa.Column(
            "question",
            sa.Integer(),
            sa.ForeignKey("questions.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("member", sa.BigInteger(), primary_key=True, autoincrement=False, index=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "ratings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False, index=True),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    for columns, where in (
        (["question", "member"], sa.text("question > 0")),
        (["topic", "member"], sa.text("question = 0")),
    ):
        op.create_index(
            f"uq_ratings_{'_'.join(columns)}",
            "ratings",
            columns,
            unique=True,
            sqlite_where=where,
            postgresql_where=where,
        )
