"""What is measured of an engine. All shares are 0 to 1 here and printed as percent."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

COST = 0.03
"""Share of the in-scope questions that are right and may be refused with the rest."""
PRECISION = 0.95
"""Precision aimed at when answering directly."""
PAGE = 4096

Array = NDArray[np.float64]


def auroc(inside: Array, outside: Array) -> float:
    """Chance that a question in scope has more confidence than one that is not."""
    if not len(inside) or not len(outside):
        return float("nan")
    values = np.concatenate([inside, outside])
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    above = ranks[: len(inside)].sum() - len(inside) * (len(inside) + 1) / 2
    return float(above / (len(inside) * len(outside)))


def refused(inside: Array, right: NDArray[np.bool_], outside: Array) -> float:
    """Share of the out-of-scope questions refused where refusing costs `COST` of accuracy."""
    if not len(outside):
        return float("nan")
    kept = np.sort(inside[right])
    at = int(COST * len(inside))
    threshold = kept[min(at, len(kept) - 1)] if len(kept) else np.inf
    return float((outside < threshold).mean())


def threshold(confidence: Array, right: NDArray[np.bool_], weight: Array) -> float:
    """The least confidence from which on the weighted share of right answers is `PRECISION`."""
    order = np.argsort(-confidence, kind="stable")
    share = np.cumsum((right * weight)[order]) / np.cumsum(weight[order])
    good = np.flatnonzero(share >= PRECISION)
    return float(confidence[order[good[-1]]]) if len(good) else float("inf")


def resident_mb() -> float:
    """Memory of this process that is in use, in MB; 0 where the system does not tell."""
    gc.collect()
    if sys.platform != "linux":
        return 0.0
    ctypes.CDLL(None).malloc_trim(0)
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 1e6


def percent(values: Sequence[bool] | NDArray[np.bool_]) -> float:
    """Share of what is true, in percent; not a number for nothing."""
    return float(np.mean(values) * 100) if len(values) else float("nan")
