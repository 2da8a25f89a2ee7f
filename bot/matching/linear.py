"""The linear layer from features to entries, as two views that err differently.

* The **latent view** sums up each entry: the mean of its phrasings, a little of what its
  documents say, damped by a square root (Anscombe's transform for counts, as in Jegou and
  Chum's power normalisation, 2012), and smoothed by latent semantic analysis (Deerwester et
  al., 1990): only the strongest directions of the features-by-entries matrix are kept, so that
  words which lead to the same entries support each other.
* The **softmax view** is multinomial regression by stochastic gradient descent with feature
  dropout (Wager et al., "Dropout Training as Adaptive Regularization", 2013). It learns which
  words tell look-alikes apart.

Both are linear in the features: their weighted sum is one matrix, and a question costs a
gather of some of its rows. Every entry weighs the same however often it is phrased.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.matching.features import Floats, Ints

SEED = 20_04
DOCUMENT_WEIGHT = 0.5
"""Weight of an entry's documents together, where its phrasings together weigh 1."""
POWER = 0.5
LATENT_SHARE = 0.5
"""Latent directions kept, as a share of the number of entries."""
LEARNING_RATE = 4.0
DROPOUT = 0.3
MAX_PASSES = 30
MIN_PASSES = 6
STEPS = 90_000
"""Phrasings shown in all passes together, as long as the passes stay within their limits."""
SETTLED = 0.02
"""A phrasing whose entry lacks less than this probability is passed over."""
MIN_SHARE = 0.002
"""Entries with less of the probability are not moved away from."""
MAX_IMPORTANCE = 3.0
"""How much more one phrasing of a poorly phrased entry may count than the mean one."""
SCALE_SAMPLE = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One training text: feature ids (n,), values (n,) and the number of its label."""

    ids: Ints
    values: Floats
    label: int


def latent(rows: Sequence[Row], documents: Sequence[Row], features: int, labels: int) -> Floats:
    """The (features, labels) weights of the latent view."""
    means = _means(rows, features, labels)
    if documents:
        means += np.float32(DOCUMENT_WEIGHT) * _means(documents, features, labels)
    np.power(means, np.float32(POWER), out=means)
    means /= np.maximum(np.sqrt((means * means).sum(axis=0)), np.float32(1e-9))
    # The right singular vectors of the matrix are the eigenvectors of its small Gram matrix.
    _, vectors = np.linalg.eigh((means.T @ means).astype(np.float64))
    kept = vectors[:, -max(2, round(LATENT_SHARE * labels)) :]
    return scaled(means @ (kept @ kept.T).astype(np.float32), rows)


def _means(rows: Sequence[Row], features: int, labels: int) -> Floats:
    counts = np.bincount([row.label for row in rows], minlength=labels)
    means = np.zeros((features, labels), np.float32)
    for row in rows:
        means[row.ids, row.label] += row.values / np.float32(counts[row.label])
    return means


def softmax(rows: Sequence[Row], words: int, labels: int, steps: int = STEPS) -> Floats:
    """The (words, labels) weights of the softmax view, over the first `words` features.

    Those are the word block: with the letters it takes three times as long and gains nothing.
    """
    weights = np.zeros((words, labels), np.float32)
    if not rows:
        return weights
    rows = [Row(r.ids[(own := r.ids < words)], r.values[own], r.label) for r in rows]
    rng = np.random.Generator(np.random.PCG64(SEED))
    counts = np.bincount([row.label for row in rows], minlength=labels)
    rate_of = np.minimum(counts[counts > 0].mean() / np.maximum(counts, 1), MAX_IMPORTANCE)
    passes = max(MIN_PASSES, min(MAX_PASSES, steps // len(rows)))
    for number in range(passes):
        rate = LEARNING_RATE * (1 - number / passes)
        for at in rng.permutation(len(rows)):
            row = rows[at]
            kept = rng.random(len(row.ids), np.float32) >= DROPOUT
            ids = row.ids[kept]
            values = row.values[kept] / np.float32(1 - DROPOUT)
            scores = values @ weights.take(ids, axis=0)
            scores -= scores.max(initial=0)
            np.exp(scores, out=scores)
            scores /= scores.sum()
            if 1 - scores[row.label] < SETTLED:
                continue
            scores[row.label] -= 1
            moved = np.flatnonzero(np.abs(scores) > MIN_SHARE)
            step = np.float32(rate * rate_of[row.label]) * scores[moved]
            weights[ids[:, None], moved] -= values[:, None] * step
    return scaled(weights, rows)


def scaled(weights: Floats, rows: Sequence[Row]) -> Floats:
    """Weights whose scores on the rows have a standard deviation of 1 about their mean."""
    sample = rows[:: max(1, len(rows) // SCALE_SAMPLE)]
    if not sample:
        return weights
    scores = np.stack([row.values @ weights[row.ids] for row in sample])
    scores -= scores.mean(axis=1, keepdims=True)
    weights /= np.float32(max(float(scores.std()), 1e-6))
    return weights
