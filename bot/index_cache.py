"""The matcher's index and the triage on disk, so that a restart need not build them again.

A file is named by the content it was made from; a file that cannot be used for any
reason is simply built anew.
"""

from __future__ import annotations

import logging
import os
import tempfile
from pathlib import Path

from bot.knowledge.snapshot import Snapshot
from bot.matching import triage
from bot.matching.index import Index, version_of
from bot.matching.triage import Triage

log = logging.getLogger(__name__)

KEPT = 3
"""Files of each kind that are kept; older ones are removed."""


def load_or_build(snapshot: Snapshot, folder: Path) -> Index:
    """The index of a snapshot, from the cache when it is there. Blocking: seconds at worst."""
    path = folder / f"index-{version_of(snapshot)}.bin"
    try:
        return Index.from_bytes(path.read_bytes(), snapshot)
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:
        log.warning("the cached index cannot be used and is built anew: %s", error)
    log.info("training the matcher on the knowledge; this takes a while, once after each change")
    index = Index.build(snapshot)
    _save(index.to_bytes(), path)
    return index


def load_or_build_triage(snapshot: Snapshot, folder: Path) -> Triage:
    """The triage of a snapshot, from the cache when it is there. Blocking: seconds at worst."""
    path = folder / f"triage-{triage.version_of(snapshot)}.bin"
    try:
        return Triage.from_bytes(path.read_bytes(), snapshot)
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:
        log.warning("the cached triage cannot be used and is built anew: %s", error)
    built = Triage.build(snapshot)
    _save(built.to_bytes(), path)
    return built


def _save(data: bytes, path: Path) -> None:
    """Write whole or not at all. A folder that cannot be written only costs time later."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(name, path)
        others = sorted(
            path.parent.glob(f"{path.name.split('-')[0]}-*.bin"), key=lambda p: p.stat().st_mtime
        )
        for old in others[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("nothing could be cached in %s: %s", path.parent, error)
