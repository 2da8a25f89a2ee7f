"""Copying the database away while the bot runs, and putting a copy back."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.guide.ports import StorageError
from bot.storage.errors import DAMAGED, storage_errors
from bot.storage.migrate import revision_of


def backup(database: Path, target: Path) -> None:
    """Write one self-contained copy of `database` to `target`; the bot may be running.

    Raises:
        StorageError: there is nothing to copy, `target` exists, or the copy cannot be made.
    """
    _check_ours(database)
    with storage_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            # Takes the name now, so that two backups at once cannot overwrite each other.
            target.touch(exist_ok=False)
        except FileExistsError:
            raise StorageError(f"{target} exists already. Choose another name.") from None
    try:
        _replace(target, database)
    except BaseException:
        target.unlink()
        raise


def restore(source: Path, database: Path) -> Path | None:
    """Put the copy `source` in the place of `database`, which must not be in use.

    Returns:
        Where the database that was there is now; None when there was none.

    Raises:
        StorageError: `source` is not a backup for this version, the bot is running, or the
            disk cannot be written. The database is then as it was.
    """
    _check_ours(source)
    with storage_errors(database):
        database.parent.mkdir(parents=True, exist_ok=True)
        if not database.exists():
            kept = None
        elif database.samefile(source):
            raise StorageError(f"{source} is the database itself. Name the backup to restore.")
        else:
            _settle(database)
            now = datetime.now(UTC)
            kept = database.with_name(f"{database.name}.before-{now:%Y%m%dT%H%M%S.%fZ}")
    _replace(database, source, kept)
    return kept


def _check_ours(path: Path) -> None:
    if not path.is_file():
        raise StorageError(f"There is no database at {path}.")
    with storage_errors(path), closing(_connect(path)) as connection:

        def scalar(statement: str) -> object:
            row = connection.execute(statement).fetchone()
            return row[0] if row else None

        if revision_of(scalar, path) is None:
            raise StorageError(f"{path} is empty: the bot has stored nothing in it.")
        if scalar("PRAGMA quick_check(1)") != "ok":
            raise StorageError(DAMAGED.format(path=path))


def _settle(database: Path) -> None:
    """Bring the database into its one file, or find out that somebody has it open."""
    with closing(_connect(database)) as connection:
        try:
            # Leaving the write-ahead log is allowed only to the last connection.
            connection.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise StorageError(
                    f"{database} is in use. Stop the bot, then restore again."
                ) from error
            if isinstance(error, sqlite3.OperationalError):
                raise
            # A database that is damaged is kept as it is: a reason to restore, not to refuse.


def _replace(place: Path, source: Path, kept: Path | None = None) -> None:
    """Put a copy of `source` in `place`, all or nothing; what was there goes to `kept`."""
    partial = place.with_name(f"{place.name}.partial")
    try:
        with storage_errors(partial):
            _remove(partial)
            with closing(_connect(source)) as old, closing(_connect(partial, "rwc")) as new:
                old.backup(new)
                # A database in WAL mode is three files while it is open; this is to be one.
                new.execute("PRAGMA journal_mode = DELETE")
        with storage_errors(place):
            if kept is not None:
                _keep(place, kept)
            os.replace(partial, place)
    finally:
        _remove(partial)


def _remove(partial: Path) -> None:
    for path in (partial, partial.with_name(f"{partial.name}-journal")):
        path.unlink(missing_ok=True)


def _keep(database: Path, kept: Path) -> None:
    try:
        # The name `database` is never without a file: the bot would start on an empty one.
        os.link(database, kept)
    except OSError:
        shutil.copy2(database, kept)
    for suffix in ("-wal", "-shm", "-journal"):
        # What a damaged database left behind must not be applied to the new one.
        beside = database.with_name(database.name + suffix)
        if beside.exists():
            os.replace(beside, kept.with_name(kept.name + suffix))


def _connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None)
