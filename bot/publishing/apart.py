"""Training in a process of its own, so that the one that answers keeps its interpreter.

    python -m bot.publishing.apart CACHE_FOLDER < pickled snapshot

leaves the index of the snapshot in the cache folder. Python runs one thread at a time: beside a
training, every answer and every further publish would take twice as long.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path
from threading import Lock

from bot.index_cache import load_or_build
from bot.knowledge.snapshot import Snapshot
from bot.matching.index import Index

ROOT = Path(__file__).parents[2]
NICENESS = 10
"""How far a training stands back behind who answers, on systems that know such a thing."""


class TrainingStoppedError(Exception):
    """The training was given up."""


class TrainingApart:
    """Trains the index of a snapshot in another process, one at a time."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def __call__(self, snapshot: Snapshot) -> Index:
        """The trained index. Blocking. Raises `TrainingStoppedError` once `stop` was called.

        What the other process could not do, for want of memory or of a cache that can be written,
        is done here.
        """
        command = [sys.executable, "-m", __name__, str(self._cache.resolve())]
        with self._lock:
            if self._stopped:
                raise TrainingStoppedError
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, cwd=ROOT)
        self._process.communicate(pickle.dumps(snapshot))
        if self._stopped:
            raise TrainingStoppedError
        return load_or_build(snapshot, self._cache)

    def stop(self) -> None:
        """End the training that is under way, and begin no other."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()


def main() -> None:
    """Train what stands on standard input."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    load_or_build(pickle.load(sys.stdin.buffer), Path(sys.argv[1]))


if __name__ == "__main__":
    main()
