"""What moderators do: revisions, proposals, drafts, pinned questions, settings of servers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    _knowledge()
    _moderation()


def _moment(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(
    name: str, *, nullable: bool = False, primary_key: bool = False, index: bool | None = None
) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable, primary_key=primary_key, index=index)


def _id(name: str, *, nullable: bool = False, index: bool | None = None) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable, index=index)


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), primary_key=True, autoincrement=False)


def _revision() -> sa.Column[int]:
    key = sa.ForeignKey("knowledge_revisions.id", ondelete="CASCADE")
    return sa.Column("revision", sa.Integer(), key, primary_key=True)


def _knowledge() -> None:
    op.create_table(
        "knowledge_files",
        _key("server"),
        _text("name", primary_key=True),
        _text("text"),
        _text("digest"),
    )
    op.create_table(
        "knowledge_revisions",
        sa.Column("id", sa.Integer(), primary_key=True),
        _id("server", index=True),
        _id("author", nullable=True),
        _id("approver", nullable=True),
        _moment("at"),
        _text("why"),
        _text("origin"),
        _text("words"),
        sa.Column("undoes", sa.Integer(), sa.ForeignKey("knowledge_revisions.id"), nullable=True),
        _text("status", index=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "knowledge_revision_files",
        _revision(),
        _text("name", primary_key=True, index=True),
        _text("before", nullable=True),
        _text("after", nullable=True),
        _text("before_digest"),
        _text("after_digest"),
    )
    op.create_table(
        "knowledge_revision_topics", _revision(), _text("topic", primary_key=True, index=True)
    )


def _moderation() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), primary_key=True),
        _id("server", index=True),
        _id("author", nullable=True),
        _moment("at"),
        _text("why"),
        sa.Column("change", sa.JSON(), nullable=False),
        _text("status", index=True),
        _id("decided_by", nullable=True),
        _moment("decided_at", nullable=True),
        sa.Column("revision", sa.Integer(), sa.ForeignKey("knowledge_revisions.id"), nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "drafts",
        _key("member"),
        _key("server"),
        _text("topic", primary_key=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        _text("base"),
        _moment("updated_at"),
    )
    op.create_table(
        "golden_questions",
        sa.Column("id", sa.Integer(), primary_key=True),
        _id("server"),
        _text("question"),
        _text("topic"),
        _id("member", nullable=True),
        _moment("at"),
        sa.UniqueConstraint("server", "question"),
    )
    op.create_table(
        "server_settings",
        _key("server"),
        sa.Column("moderator_roles", sa.JSON(), nullable=False),
        _id("log_channel", nullable=True),
        sa.Column("second_approval", sa.Boolean(), nullable=False),
        sa.Column("answer_channels", sa.JSON(), nullable=False),
        _text("reply_style"),
        _moment("updated_at"),
    )
    op.create_table(
        "resolutions",
        sa.Column(
            "question",
            sa.Integer(),
            sa.ForeignKey("questions.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        _text("how"),
        _text("topic"),
        _text("text"),
        _id("member", nullable=True),
        _moment("at"),
    )
