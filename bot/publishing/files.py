"""The knowledge folder on disk: every file whole or as it was, at every instant.

All functions block; run them off the event loop. A file system that refuses is an `OSError`.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.limits import MAX_FILE_BYTES, MAX_FILES
from bot.knowledge.problems import Problem

TEMPORARY = ".publishing"
"""What the names of files that are being written end with. Nothing reads them."""
ABANDONED_AFTER = 60.0
"""Seconds after which such a file belongs to a process that is gone."""


@dataclass(frozen=True, slots=True)
class OnDisk:
    """What is in the folder, to the last byte, and what cannot be read."""

    texts: dict[str, str]
    problems: dict[str, Problem]


class OutsideError(OSError):
    """A name leads out of the knowledge folder."""


class ChangedError(OSError):
    """A file is not what it was a moment ago."""


def read_all(folder: Path) -> OnDisk:
    """Every YAML file below the folder."""
    found = OnDisk({}, {})
    paths = sorted(p for p in folder.rglob("*.y*ml") if p.suffix in {".yaml", ".yml"})
    for path in paths[: MAX_FILES + 1]:
        name = path.relative_to(folder).as_posix()
        try:
            if path.stat().st_size > MAX_FILE_BYTES:
                message = f"the file is larger than {MAX_FILE_BYTES:,} bytes"
                found.problems[name] = Problem(name, 1, message, "split it into several")
                continue
            found.texts[name] = path.read_bytes().decode("utf-8")
        except FileNotFoundError:
            continue
        except UnicodeDecodeError:
            fix = "save it as UTF-8"
            found.problems[name] = Problem(name, 1, "this is not UTF-8 text", fix)
        except OSError as error:
            fix = "check the file's permissions"
            message = f"cannot be read: {error.strerror}"
            found.problems[name] = Problem(name, 1, message, fix)
    return found


def read(folder: Path, name: str) -> bytes | None:
    """The bytes of one file; None when there is none."""
    try:
        return place(folder, name).read_bytes()
    except FileNotFoundError:
        return None


def place(folder: Path, name: str) -> Path:
    """Where a file is, links followed. Raises `OutsideError` when that is not in the folder."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise OutsideError(1, "is not in the knowledge folder", name)
    return path


def write(folder: Path, name: str, text: str | None, expected: bytes | None) -> None:
    """Give a file its text, or take it away (None). Whoever reads meanwhile sees old or new.

    Raises `ChangedError` when the file's bytes are not `expected` (None: no file): somebody
    saved it in the meantime.
    """
    path = place(folder, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}{TEMPORARY}")
    try:
        if text is not None:
            with open(partial, "xb") as file:
                file.write(text.encode("utf-8"))
                file.flush()
                os.fsync(file.fileno())
            with contextlib.suppress(FileNotFoundError):
                os.chmod(partial, path.stat().st_mode & 0o7777)
        # As late as can be: an editor that saves between here and the next line is overwritten.
        if read(folder, name) != expected:
            raise ChangedError(0, "was changed by somebody else just now", name)
        if text is not None:
            os.replace(partial, path)
        else:
            path.unlink(missing_ok=True)
    finally:
        partial.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make a new name durable, on systems that can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        # Windows opens no folders, and needs it not.
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def clear_abandoned(folder: Path) -> None:
    """Remove what a process left behind that died while it wrote."""
    for path in _partials(folder):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > ABANDONED_AFTER:
                path.unlink()


def _partials(folder: Path) -> Iterator[Path]:
    return folder.rglob(f".*{TEMPORARY}")
