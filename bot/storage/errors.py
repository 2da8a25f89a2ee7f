"""The one place where errors of the database and the disk become a `StorageError`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.guide.ports import StorageError

DAMAGED = "{path} is damaged. Restore a sound backup: python run_bot.py restore FILE."

_SENTENCES = {
    sqlite3.SQLITE_BUSY: "{path} is locked by another program. Stop other copies of the bot and "
    "tools that have the file open, then try again.",
    sqlite3.SQLITE_READONLY: "{path} can only be read. Give the bot's user the right to write to "
    "the file and to its folder.",
    sqlite3.SQLITE_NOTADB: "{path} is not a database. Move the file away or let DATABASE name "
    "another path; if it was the bot's database, restore a backup.",
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_FULL: "{path} cannot grow, because the disk is full. Make room on the disk.",
    sqlite3.SQLITE_IOERR: "{path} cannot be read or written, because the disk reports an error. "
    "Check the disk and the folder's rights.",
}
_SENTENCES[sqlite3.SQLITE_LOCKED] = _SENTENCES[sqlite3.SQLITE_BUSY]
_SENTENCES[sqlite3.SQLITE_PERM] = _SENTENCES[sqlite3.SQLITE_READONLY]


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Inside, what goes wrong with the database at `path` is raised as `StorageError`."""
    try:
        yield
    except DBAPIError as error:
        raise StorageError(_sentence(error.orig or error, path)) from error
    except (SQLAlchemyError, CommandError, sqlite3.Error) as error:
        raise StorageError(_sentence(error, path)) from error
    except OSError as error:
        where = error.filename or path
        raise StorageError(
            f"{where} cannot be used: {error.strerror}. Check that the folder exists and that "
            "the bot's user may write to it, or let DATABASE name another path."
        ) from error


def _sentence(error: BaseException, path: Path) -> str:
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        # The lower byte is what happened, the rest a refinement that no sentence here needs.
        code &= 0xFF
    if code == sqlite3.SQLITE_CANTOPEN:
        return _cannot_open(path)
    if code in _SENTENCES:
        return _SENTENCES[code].format(path=path)
    return f"The database {path} failed: {error}."


def _cannot_open(path: Path) -> str:
    if path.is_dir():
        return f"{path} is a folder, not a database. Let DATABASE name a file."
    return (
        f"{path} cannot be opened. Check that the folder {path.parent} exists and that the bot's "
        "user may read and write there, or let DATABASE name another path."
    )
