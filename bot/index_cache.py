"""The matcher's index and the triage on disk, so that a restart need not build them again.

A file is named by the content it was made from and by the code that made it, so a change of
either gives another file; one that cannot be used for any reason is simply built anew.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Protocol, TypeVar

from bot.knowledge.snapshot import Snapshot
from bot.matching import index, triage
from bot.matching.index import Index
from bot.matching.triage import Triage

log = logging.getLogger(__name__)

TRAINING = "training the matcher; this takes a minute or two, once after each change"
KEPT = 6
"""Files of each kind that are kept, those last used; a server's own layer has its own."""
LEFT_BEHIND = 3600.0
"""Seconds after which a file that is still being written was left by a process that died."""
_SUFFIX = ".bin"
_UNFINISHED = ".tmp"


class _Trained(Protocol):
    def to_bytes(self) -> bytes: ...


T = TypeVar("T", bound=_Trained)


def load(snapshot: Snapshot, folder: Path) -> Index | None:
    """The index of a snapshot, if it is in the cache."""
    path = _path(folder, "index", index.version_of(snapshot))
    return _read(path, lambda data: Index.from_bytes(data, snapshot))


def load_or_build(snapshot: Snapshot, folder: Path) -> Index:
    """The index of a snapshot, from the cache when it is there. Blocking: minutes at worst."""

    def build() -> Index:
        log.info(TRAINING)
        return Index.build(snapshot)

    path = _path(folder, "index", index.version_of(snapshot))
    return _cached(path, lambda data: Index.from_bytes(data, snapshot), build)


def load_or_build_triage(snapshot: Snapshot, folder: Path) -> Triage:
    """The triage of a snapshot, from the cache when it is there. Blocking: seconds at worst."""
    path = _path(folder, "triage", triage.version_of(snapshot))
    return _cached(
        path, lambda data: Triage.from_bytes(data, snapshot), lambda: Triage.build(snapshot)
    )


def _path(folder: Path, kind: str, version: str) -> Path:
    key = hashlib.sha256(f"{version}\n{_code()}".encode()).hexdigest()[:24]
    return folder / f"{kind}-{key}{_SUFFIX}"


@cache
def _code() -> str:
    """A hash of the files that decide what is learnt from the same knowledge."""
    digest = hashlib.sha256()
    package = Path(index.__file__).parent
    files = sorted(path for path in package.iterdir() if path.is_file())
    for path in [*files, package.parent / "knowledge" / "phrasing.py"]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _cached(path: Path, load: Callable[[bytes], T], build: Callable[[], T]) -> T:
    found = _read(path, load)
    if found is None:
        found = build()
        _save(found.to_bytes(), path)
    return found


def _read(path: Path, load: Callable[[bytes], T]) -> T | None:
    try:
        found = load(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        log.warning("%s cannot be used and is built anew: %s", path, error)
        return None
    _touch(path)
    return found


def _touch(path: Path) -> None:
    """Note that a file was used, so that others go before it."""
    try:
        os.utime(path)
    except OSError as error:
        log.debug("%s is only to be read: %s", path, error)


def _save(data: bytes, path: Path) -> None:
    """Write whole or not at all. A folder that cannot be written only costs time later."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=_UNFINISHED)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(name, path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        _tidy(path)
    except OSError as error:
        log.warning("nothing could be cached in %s: %s", path.parent, error)


def _tidy(path: Path) -> None:
    """Remove the files of the same kind that were not used for longest, and broken-off ones."""
    kind = path.name.partition("-")[0]
    found = sorted(path.parent.glob(f"{kind}-*{_SUFFIX}"), key=lambda p: p.stat().st_mtime)
    unfinished = path.parent.glob(f"{kind}-*{_UNFINISHED}")
    dead = [p for p in unfinished if time.time() - p.stat().st_mtime > LEFT_BEHIND]
    for old in (*found[:-KEPT], *dead):
        old.unlink(missing_ok=True)
