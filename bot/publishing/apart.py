"""Training in a process of its own, so that the one that answers keeps its interpreter.

    python -m bot.publishing.apart CACHE_FOLDER [--triage] < pickled snapshot

leaves the index of the snapshot in the cache folder, and its triage if asked. Python runs one
thread at a time: beside a training, every answer and every further publish would take twice as
long; and most of what a training needs for itself would stay in memory.
"""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
from pathlib import Path
from threading import Lock

from bot.index_cache import TRAINING, load, load_or_build, load_or_build_triage
from bot.knowledge.snapshot import Snapshot
from bot.matching.index import Index

log = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]
WORTH_A_PROCESS = 5_000
"""Phrasings from which one is worth its start: training ten times as many leaves 370 MB behind."""
TRIAGE = "--triage"
NICENESS = 10
"""How far a training stands back behind who answers, on systems that know such a thing."""


def load_or_train(snapshot: Snapshot, cache: Path) -> Index:
    """The index of a snapshot: from the cache, or trained apart where there is much to learn.

    Leaves the triage in the cache as well. Blocking: minutes at worst.
    """
    found = load(snapshot, cache)
    if (
        found is None
        and sum(len(entry.questions) for entry in snapshot.entries.values()) >= WORTH_A_PROCESS
    ):
        log.info(TRAINING)
        return TrainingApart(cache, with_triage=True)(snapshot)
    return found or load_or_build(snapshot, cache)


class TrainingStoppedError(Exception):
    """The training was given up."""


class TrainingApart:
    """Trains the index of a snapshot in another process, one at a time."""

    def __init__(self, cache: Path, *, with_triage: bool = False) -> None:
        """`with_triage`: leave the triage in the cache as well."""
        self._cache = cache
        self._with_triage = with_triage
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def __call__(self, snapshot: Snapshot) -> Index:
        """The trained index. Blocking. Raises `TrainingStoppedError` once `stop` was called.

        What the other process could not do, for want of memory or of a cache that can be written,
        is done here.
        """
        command = [sys.executable, "-m", __name__, str(self._cache.resolve())]
        command += [TRIAGE] * self._with_triage
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
    snapshot, cache = pickle.load(sys.stdin.buffer), Path(sys.argv[1])
    # The triage first: it needs most, and the index leaves more behind.
    if TRIAGE in sys.argv:
        load_or_build_triage(snapshot, cache)
    load_or_build(snapshot, cache)


if __name__ == "__main__":
    main()
