"""How alike questions are: by their words and their meaning, and by what they lead to.

Neither is enough: "is the exam hard" and "is the exam long" share their words, "price of it" and
"what do I pay" share none. The likeness is the cosine of the features times the overlap of the
two rankings (Bhattacharyya, 1943), each 0 to 1.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.matching.features import Floats, Reading


def likeness(readings: Sequence[Reading], odds: Floats) -> Floats:
    """(n, n) how alike n texts are, 0 to 1. `odds`: (n, labels), each row summing to 1."""
    used = np.unique(np.concatenate([reading.ids for reading in readings]))
    rows = np.zeros((len(readings), len(used)), np.float32)
    for row, reading in zip(rows, readings, strict=True):
        row[np.searchsorted(used, reading.ids)] = reading.values
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows /= np.where(lengths > 0, lengths, 1)
    roots = np.sqrt(odds)
    found: Floats = np.clip(rows @ rows.T, 0, 1) * np.clip(roots @ roots.T, 0, 1)
    return found
