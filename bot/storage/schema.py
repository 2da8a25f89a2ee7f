"""The tables, as the newest migration leaves them.

To add a table: write it here, add a file to `migrations/versions/`, and let the tests say
where the two differ. A column with a member's id has the type `MemberId`; then export and
forget include the table without another line.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
)

from bot.storage.columns import ANONYMISED, ChannelId, MemberId, Moment, PlainText, ServerId

metadata = MetaData(
    # Constraints need names to be changed by later migrations.
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


class Status(StrEnum):
    """What became of a question."""

    KEPT = "kept"
    """Nobody has to do anything."""
    WAITING = "waiting"
    """Passed on: it waits for the moderators."""
    ANSWERED = "answered"
    """The moderators dealt with it; how, stands in `resolutions`."""
    DISMISSED = "dismissed"
    """The moderators decided that nothing has to be done."""


members = Table(
    "members",
    metadata,
    Column("member", MemberId, primary_key=True, autoincrement=False),
    Column("pathway", PlainText, nullable=False),
    Column("chosen_at", Moment, nullable=False),
)

milestones_done = Table(
    "milestones_done",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("member", MemberId, ForeignKey(members.c.member, ondelete="CASCADE"), nullable=False),
    Column("milestone", PlainText, nullable=False),
    Column("done_at", Moment, nullable=False),
    UniqueConstraint("member", "milestone"),
)

questions = Table(
    "questions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("text", PlainText, nullable=False),
    Column("kind", PlainText, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("server", ServerId, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("status", PlainText, nullable=False, index=True),
    # Buttons in old messages carry a question's id, so the id of a deleted one stays unused.
    sqlite_autoincrement=True,
)

passed_on = Table(
    "passed_on",
    metadata,
    Column(
        "question",
        ForeignKey(questions.c.id, ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("member", MemberId, primary_key=True, autoincrement=False, index=True),
    Column("at", Moment, nullable=False),
)

ratings = Table(
    "ratings",
    metadata,
    Column("id", Integer, primary_key=True),
    # No foreign key: 0 stands for a question that was not stored.
    Column("question", Integer, nullable=False),
    Column("topic", PlainText, nullable=False),
    Column("member", MemberId, nullable=False, index=True),
    Column("helpful", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
)
_stored = ratings.c.question > 0
_not_stored = ratings.c.question == 0
Index(
    "uq_ratings_question_member",
    ratings.c.question,
    ratings.c.member,
    unique=True,
    sqlite_where=_stored,
    postgresql_where=_stored,
)
Index(
    "uq_ratings_topic_member",
    ratings.c.topic,
    ratings.c.member,
    unique=True,
    sqlite_where=_not_stored,
    postgresql_where=_not_stored,
)

knowledge_files = Table(
    "knowledge_files",
    metadata,
    # The last good text of every file: of the common guide (server 0) and of servers' layers.
    Column("server", ServerId, primary_key=True, autoincrement=False),
    Column("name", PlainText, primary_key=True),
    Column("text", PlainText, nullable=False),
    Column("digest", PlainText, nullable=False),
)

knowledge_revisions = Table(
    "knowledge_revisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("server", ServerId, nullable=False, index=True),
    Column("author", MemberId, nullable=True, info=ANONYMISED),
    Column("approver", MemberId, nullable=True, info=ANONYMISED),
    Column("at", Moment, nullable=False),
    Column("why", PlainText, nullable=False),
    Column("origin", PlainText, nullable=False),
    Column("words", PlainText, nullable=False),
    Column("undoes", ForeignKey("knowledge_revisions.id"), nullable=True),
    Column("status", PlainText, nullable=False, index=True),
    sqlite_autoincrement=True,
)

knowledge_revision_files = Table(
    "knowledge_revision_files",
    metadata,
    Column("revision", ForeignKey(knowledge_revisions.c.id, ondelete="CASCADE"), primary_key=True),
    Column("name", PlainText, primary_key=True, index=True),
    # NULL where there was, or is then, no such file.
    Column("before", PlainText, nullable=True),
    Column("after", PlainText, nullable=True),
    Column("before_digest", PlainText, nullable=False),
    Column("after_digest", PlainText, nullable=False),
)

knowledge_revision_topics = Table(
    "knowledge_revision_topics",
    metadata,
    Column("revision", ForeignKey(knowledge_revisions.c.id, ondelete="CASCADE"), primary_key=True),
    Column("topic", PlainText, primary_key=True, index=True),
)

proposals = Table(
    "proposals",
    metadata,
    Column("id", Integer, primary_key=True),
    # The server whose moderators work on it; a change of the common guide has the home server.
    Column("server", ServerId, nullable=False, index=True),
    Column("author", MemberId, nullable=True, info=ANONYMISED),
    Column("at", Moment, nullable=False),
    Column("why", PlainText, nullable=False),
    Column("change", JSON, nullable=False),
    Column("status", PlainText, nullable=False, index=True),
    Column("decided_by", MemberId, nullable=True, info=ANONYMISED),
    Column("decided_at", Moment, nullable=True),
    Column("revision", ForeignKey(knowledge_revisions.c.id), nullable=True),
    # Ids of the waiting questions that it answers.
    Column("answers", JSON, nullable=False, server_default="[]"),
    # Pinned questions that it takes away from their topics, as far as somebody was shown that.
    Column("seen", JSON, nullable=False, server_default="[]"),
    sqlite_autoincrement=True,
)

drafts = Table(
    "drafts",
    metadata,
    Column("member", MemberId, primary_key=True, autoincrement=False),
    Column("server", ServerId, primary_key=True, autoincrement=False),
    Column("topic", PlainText, primary_key=True),
    Column("fields", JSON, nullable=False),
    Column("base", PlainText, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

golden_questions = Table(
    "golden_questions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("server", ServerId, nullable=False),
    Column("question", PlainText, nullable=False),
    Column("topic", PlainText, nullable=False),
    Column("member", MemberId, nullable=True, info=ANONYMISED),
    Column("at", Moment, nullable=False),
    UniqueConstraint("server", "question"),
)

server_settings = Table(
    "server_settings",
    metadata,
    Column("server", ServerId, primary_key=True, autoincrement=False),
    Column("moderator_roles", JSON, nullable=False),
    Column("log_channel", ChannelId, nullable=True),
    Column("second_approval", Boolean, nullable=False),
    Column("answer_channels", JSON, nullable=False),
    Column("reply_style", PlainText, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

log_marks = Table(
    "log_marks",
    metadata,
    # The newest revision that a server's log channel was told of.
    Column("server", ServerId, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
)

resolutions = Table(
    "resolutions",
    metadata,
    Column("question", ForeignKey(questions.c.id, ondelete="CASCADE"), primary_key=True),
    Column("how", PlainText, nullable=False),
    Column("topic", PlainText, nullable=False),
    Column("text", PlainText, nullable=False),
    Column("member", MemberId, nullable=True, info=ANONYMISED),
    Column("at", Moment, nullable=False),
)
