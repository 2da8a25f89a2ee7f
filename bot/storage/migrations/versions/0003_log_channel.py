"""What the log channel was told of; what a proposal answers, and what its readers were shown."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_MARK_AS_TOLD = """
    INSERT INTO log_marks (server, revision)
    SELECT server, (SELECT coalesce(max(id), 0) FROM knowledge_revisions)
    FROM server_settings WHERE log_channel IS NOT NULL
"""


def upgrade() -> None:
    """Add the columns and the table; what was published before is not told any more."""
    for name in ("answers", "seen"):
        column: sa.Column[object] = sa.Column(name, sa.JSON(), nullable=False, server_default="[]")
        op.add_column("proposals", column)
    op.create_table(
        "log_marks",
        sa.Column("server", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("revision", sa.Integer(), nullable=False),
    )
    op.execute(_MARK_AS_TOLD)
