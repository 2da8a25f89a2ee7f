"""Whose a database is, which version made it, and how it is brought up to date."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.guide.ports import StorageError

APPLICATION_ID = 0x4D414744
"""'MAGD' in the file's header: this database is the guide's."""


def migrate(connection: Connection, path: Path) -> None:
    """Bring the database up to date, inside the transaction that `connection` is in.

    The transaction must be a writing one with foreign keys off: to change a table, SQLite
    needs it dropped and made anew, which would delete every row that refers to it.
    """

    def scalar(statement: str) -> object:
        return connection.exec_driver_sql(statement).scalar()

    revision_of(scalar, path)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise StorageError(
            f"{path} could not be brought up to date: rows would refer to rows that are gone. "
            "Nothing was changed. Please report this as a bug."
        )


def revision_of(scalar: Callable[[str], object], path: Path) -> str | None:
    """The revision that made the database; None when the database is empty.

    Args:
        scalar: Runs a statement and returns the first value of its first row.
        path: Where the database is, for the sentence.

    Raises:
        StorageError: it is another program's, or a newer version of the bot made it.
    """
    if scalar("PRAGMA application_id") != APPLICATION_ID:
        if scalar("SELECT count(*) FROM sqlite_master"):
            raise StorageError(
                f"{path} is a database of another program. Let DATABASE name another path."
            )
        return None
    revision = str(scalar("SELECT version_num FROM alembic_version"))
    if revision not in known_revisions():
        raise StorageError(
            f"{path} was made by a newer version of the bot (revision {revision}). Update the "
            "bot, or restore a backup that this version made."
        )
    return revision


@cache
def known_revisions() -> frozenset[str]:
    """The revisions that this version of the bot can read."""
    scripts = ScriptDirectory.from_config(_config())
    return frozenset(script.revision for script in scripts.walk_revisions())


def _config() -> Config:
    config = Config()
    # Named as a package, since a path would have to be guarded against % and separators.
    config.set_main_option("script_location", "bot.storage:migrations")
    config.set_main_option("path_separator", "os")
    return config
