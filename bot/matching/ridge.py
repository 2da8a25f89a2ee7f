"""Kinds of texts by regularised least squares, from sparse features.

One-hot targets and a squared loss do as well as a support vector machine on texts (Rifkin and
Klautau, "In Defense of One-Vs-All Classification", 2004), and the whole solution, held-out
scores included, comes from one matrix of inner products: no learning rate, no random order,
and the same result each time. Solved by conjugate gradients.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

PENALTY = 1.0
FOLDS = 4
MAX_STEPS = 60
ENOUGH = 1e-4
"""Squared residual, as a share of the first one, at which a solution is good."""
DENSE_FROM = 30
"""Features of fewer texts are multiplied pair by pair instead of as columns."""
COLUMNS, ROWS = 2048, 1024
"""Columns, and rows of the product, that are worked out at a time, which bounds the memory."""
FIT_STEPS = 150
FIT_RATE = 0.5


@dataclass(frozen=True, slots=True)
class Fitted:
    """What fitting leaves."""

    names: tuple[str, ...]
    """(F,) features."""
    weights: Floats
    """(F, K) what one unit of a feature adds to each kind."""
    temperature: float
    bias: Floats
    """(K,) what makes probabilities of scores; see `probabilities`."""
    held_out: Floats
    """(N, K) probabilities of each text by a fit without it."""


def fit(
    rows: Sequence[Mapping[str, float]],
    kinds: Sequence[int],
    count: int,
    importance: Sequence[float],
) -> Fitted:
    """Fit texts, as features with values, to the numbers of their kinds, of which `count`.

    `importance` (N,) is what each text counts when the scores are made probabilities: how often
    each kind is met differs from how many examples of it there are.
    """
    names = tuple(sorted({name for row in rows for name in row}))
    at = {name: number for number, name in enumerate(names)}
    sizes = [len(row) for row in rows]
    texts = np.repeat(np.arange(len(rows), dtype=np.int32), sizes)
    features = np.array([at[name] for row in rows for name in row], np.int32)
    values = np.array([value for row in rows for value in row.values()], np.float32)
    gram = _inner_products(texts, features, values, len(rows))
    labels = np.asarray(kinds, np.int64)
    targets = np.eye(count, dtype=np.float32)[labels]
    scores = np.zeros_like(targets)
    turns = _turns(labels, count)
    for fold in range(FOLDS):
        out = turns == fold
        scores[out] = gram[out] @ _solve(gram, targets, (~out).astype(np.float32))
    temperature, bias = _calibrate(scores, labels, np.asarray(importance, np.float32))
    solved = _solve(gram, targets, np.ones(len(rows), np.float32))
    weights = np.stack(
        [np.bincount(features, values * share[texts], len(names)) for share in solved.T], axis=1
    ).astype(np.float32)
    return Fitted(names, weights, temperature, bias, probabilities(scores, temperature, bias))


def probabilities(scores: Floats, temperature: float, bias: Floats) -> Floats:
    """(..., K) scores as probabilities."""
    odds = scores * np.float32(temperature) + bias
    odds = np.exp(odds - odds.max(axis=-1, keepdims=True))
    result: Floats = odds / odds.sum(axis=-1, keepdims=True)
    return result


def _turns(labels: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """(N,) the fold in which each text is held out: in turn within its kind."""
    turns = np.zeros(len(labels), np.int64)
    for kind in range(count):
        of_kind = np.flatnonzero(labels == kind)
        turns[of_kind] = np.arange(len(of_kind)) % FOLDS
    return turns


def _inner_products(texts: Ints, features: Ints, values: Floats, count: int) -> Floats:
    """(N, N): how alike each two of `count` texts are, from their entries in any order."""
    order = np.argsort(features, kind="stable")
    texts, features, values = texts[order], features[order], values[order]
    _, starts, sizes = np.unique(features, return_index=True, return_counts=True)
    gram = np.zeros((count, count), np.float32)
    frequent = np.flatnonzero(sizes >= DENSE_FROM)
    for first in range(0, len(frequent), COLUMNS):
        part = frequent[first : first + COLUMNS]
        taken = np.concatenate([np.arange(starts[f], starts[f] + sizes[f]) for f in part])
        block = np.zeros((count, len(part)), np.float32)
        block[texts[taken], np.repeat(np.arange(len(part)), sizes[part])] = values[taken]
        for some in range(0, count, ROWS):
            gram[some : some + ROWS] += block[some : some + ROWS] @ block.T
    for size in range(1, DENSE_FROM):
        at = starts[sizes == size][:, None] + np.arange(size)
        ids, amounts = texts[at], values[at]
        np.add.at(
            gram,
            (np.repeat(ids, size, axis=1), np.tile(ids, (1, size))),
            np.repeat(amounts, size, axis=1) * np.tile(amounts, (1, size)),
        )
    return gram


def _solve(gram: Floats, targets: Floats, weight: Floats) -> Floats:
    """(N, K): how much each text adds to each kind; texts of weight 0 take no part."""
    root = np.sqrt(weight)[:, None]
    found = np.zeros_like(targets)
    rest = root * targets
    step = rest.copy()
    square = (rest * rest).sum(axis=0)
    enough = np.float32(ENOUGH) * square
    for _ in range(MAX_STEPS):
        moved = root * (gram @ (root * step)) + np.float32(PENALTY) * step
        length = square / np.maximum((step * moved).sum(axis=0), np.float32(1e-12))
        found += length * step
        rest -= length * moved
        before, square = square, (rest * rest).sum(axis=0)
        if (square <= enough).all():
            break
        step = rest + square / np.maximum(before, np.float32(1e-12)) * step
    solved: Floats = root * found
    return solved


def _calibrate(
    scores: Floats, labels: NDArray[np.int64], importance: Floats
) -> tuple[float, Floats]:
    """The temperature and bias under which the held-out kinds are most probable."""
    weight = (importance / importance.sum())[:, None]
    count = scores.shape[1]
    targets = np.eye(count, dtype=np.float32)[labels]
    log_temperature, bias = 1.5, np.zeros(count, np.float32)
    for number in range(FIT_STEPS):
        rate = np.float32(FIT_RATE * (1 - number / FIT_STEPS))
        temperature = float(np.exp(log_temperature))
        gap = probabilities(scores, temperature, bias) - targets
        gap *= weight
        log_temperature -= float(rate * (gap * scores).sum()) * temperature
        bias -= rate * 4 * gap.sum(axis=0)
    return float(np.exp(log_temperature)), bias
