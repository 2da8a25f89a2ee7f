"""Alembic runs this for every command; the connection comes from `bot.storage.migrate`."""

from __future__ import annotations

from alembic import context

from bot.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite can change a table only by making it anew; Alembic does it inside `batch_alter_table`.
    render_as_batch=True,
    # Alembic assumes that SQLite commits every CREATE TABLE by itself. Here it does not, as
    # the bot begins its transactions itself, so that all migrations happen or none.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
