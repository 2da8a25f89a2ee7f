"""The linear layer from features to entries: views that err differently, added up.

* The **odds view** is naive Bayes: how much more an entry uses a feature, in its phrasings and a
  little in its documents, than the others do (Rennie et al., "Tackling the Poor Assumptions of
  Naive Bayes Text Classifiers", 2003).
* The **softmax view** is multinomial regression by stochastic gradient descent with feature
  dropout (Wager et al., "Dropout Training as Adaptive Regularization", 2013), averaged over the
  last passes (Polyak and Juditsky, 1992). It learns which words tell look-alikes apart.
* The **latent view** helps out entries that have few phrasings: the mean of an entry, damped by
  a square root (Anscombe's transform for counts, as in Jegou and Chum's power normalisation,
  2012) and smoothed by latent semantic analysis (Deerwester et al., 1990): only the strongest
  directions of the features-by-entries matrix are kept, so that words which lead to the same
  entries support each other. With many phrasings it blurs what they tell apart, and so fades.

All are linear in the features: their weighted sum is one matrix, and a question costs a gather
of some of its rows. Every entry weighs the same however often it is phrased.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bot.matching.features import Floats, Ints

SEED = 20_04
DOCUMENT_WEIGHT = 0.5
"""Weight of an entry's documents together, where its phrasings together weigh 1."""
SOFTMAX_BLEND = 1.5
"""Weight of the softmax view, where the others weigh 1."""
POWER = 0.5
FEW = 60
"""Phrasings of an entry at which the latent view counts half."""
LEAST_LATENT = 0.1
"""Weight from which the latent view of an entry is looked at."""
ODDS_PRIOR = 0.01
"""Share of the mean entry's use of a feature that every entry is given."""
MIN_PRIOR = 1e-4
LATENT_SHARE = 0.5
"""Latent directions kept, as a share of the number of entries."""
LEARNING_RATE = 4.0
DROPOUT = 0.3
BATCH = 32
"""Phrasings of one step."""
MAX_PASSES = 15
MIN_PASSES = 8
STEPS = 90_000
"""Phrasings shown in all passes together, as long as the passes stay within their limits."""
AVERAGED = 3
"""Passes at whose ends the weights are averaged, the last ones."""
MAX_IMPORTANCE = 3.0
"""How much more one phrasing of a poorly phrased entry may count than the mean one."""
SCALE_SAMPLE = 500
BLOCK = 4096


@dataclass(frozen=True, slots=True)
class Row:
    """One training text: feature ids (n,), values (n,) and the number of its label."""

    ids: Ints
    values: Floats
    label: int


def layer(
    rows: Sequence[Row],
    documents: Sequence[Row],
    features: int,
    labels: int,
    meaning: slice,
    steps: int = STEPS,
) -> Floats:
    """The (features, labels) weights of the views together.

    Features are words, then `meaning`, then letters. The views that count look at all but the
    meaning, which has negative values; the softmax view looks at all but the letters, with which
    it takes three times as long and gains nothing.
    """
    means = np.zeros((features, labels), np.float32)
    _add_means(means, rows)
    _add_means(means, documents, DOCUMENT_WEIGHT)
    means[meaning] = 0
    weights = scaled(_odds(means), rows)
    counts = np.bincount([row.label for row in rows], minlength=labels)
    share = (1 / (1 + (counts / FEW) ** 2)).astype(np.float32)
    poor = np.flatnonzero(share >= LEAST_LATENT)
    if poor.size:
        latent = scaled(_latent(means), rows)
        # Less what speaks for every entry, so that only its own words favour a poor one.
        latent -= latent.mean(axis=1, keepdims=True)
        for some in _blocks(weights):
            weights[some, poor] += latent[some][:, poor] * share[poor]
        del latent
    del means
    part = meaning.stop
    weights[:part] += np.float32(SOFTMAX_BLEND) * softmax(rows, part, labels, steps)
    return weights


def _latent(means: Floats) -> Floats:
    """The latent view of (features, labels) means, which are overwritten."""
    np.power(means, np.float32(POWER), out=means)
    means /= np.maximum(np.sqrt((means * means).sum(axis=0)), np.float32(1e-9))
    # The right singular vectors of the matrix are the eigenvectors of its small Gram matrix.
    _, vectors = np.linalg.eigh((means.T @ means).astype(np.float64))
    kept = vectors[:, -max(2, round(LATENT_SHARE * means.shape[1])) :]
    smooth = (kept @ kept.T).astype(np.float32)
    for some in _blocks(means):
        means[some] = means[some] @ smooth
    return means


def _odds(means: Floats) -> Floats:
    """The odds view of (features, labels) means."""
    labels = means.shape[1]
    odds = np.empty_like(means)
    for some in _blocks(means):
        own = means[some]
        total = own.sum(axis=1, keepdims=True)
        prior = ODDS_PRIOR * total / labels + MIN_PRIOR
        odds[some] = np.log((own + prior) / ((total - own) / max(1, labels - 1) + prior))
    return odds


def _blocks(matrix: Floats) -> Iterator[slice]:
    """Some rows at a time: what is worked out on the way to a matrix is as large as it is."""
    return (slice(at, at + BLOCK) for at in range(0, len(matrix), BLOCK))


def _add_means(means: Floats, rows: Sequence[Row], weight: float = 1.0) -> None:
    """Add the mean row of each label to the (features, labels) means."""
    counts = np.bincount([row.label for row in rows], minlength=means.shape[1])
    for row in rows:
        means[row.ids, row.label] += row.values * np.float32(weight / counts[row.label])


def softmax(rows: Sequence[Row], words: int, labels: int, steps: int = STEPS) -> Floats:
    """The (words, labels) weights of the softmax view, over the first `words` features."""
    weights = np.zeros((words, labels), np.float32)
    if not rows:
        return weights
    # All texts one after another: the features of text n stand from starts[n] to starts[n + 1].
    rows = [Row(r.ids[(own := r.ids < words)], r.values[own], r.label) for r in rows]
    ids = np.concatenate([row.ids for row in rows])
    values = np.concatenate([row.values for row in rows])
    starts = np.cumsum([0, *(len(row.ids) for row in rows)])
    truth = np.array([row.label for row in rows])
    rng = np.random.Generator(np.random.PCG64(SEED))
    counts = np.bincount(truth, minlength=labels)
    rate_of = np.minimum(counts[counts > 0].mean() / np.maximum(counts, 1), MAX_IMPORTANCE)
    importance = rate_of[truth].astype(np.float32)
    total = np.zeros_like(weights)
    passes = max(MIN_PASSES, min(MAX_PASSES, steps // len(rows)))
    for number in range(passes):
        order = rng.permutation(len(rows))
        for at in range(0, len(rows), BATCH):
            rate = np.float32(LEARNING_RATE * (1 - (number + at / len(rows)) / passes))
            batch = order[at : at + BATCH]
            lengths = starts[batch + 1] - starts[batch]
            places = np.repeat(starts[batch] - np.cumsum(lengths) + lengths, lengths)
            places += np.arange(len(places))
            kept = rng.random(len(places), np.float32) >= DROPOUT
            text = np.repeat(np.arange(len(batch)), lengths)[kept]
            places = places[kept]
            seen, column = np.unique(ids[places], return_inverse=True)
            dense = np.zeros((len(batch), len(seen)), np.float32)
            dense[text, column] = values[places] / np.float32(1 - DROPOUT)
            of_seen = weights[seen]
            scores = dense @ of_seen
            scores -= scores.max(axis=1, keepdims=True, initial=0)
            np.exp(scores, out=scores)
            scores /= scores.sum(axis=1, keepdims=True)
            scores[np.arange(len(batch)), truth[batch]] -= 1
            scores *= (rate * importance[batch])[:, None]
            of_seen -= dense.T @ scores
            weights[seen] = of_seen
        if number >= passes - AVERAGED:
            total += weights
    return scaled(total, rows)


def scaled(weights: Floats, rows: Sequence[Row]) -> Floats:
    """Weights whose scores on the rows have a standard deviation of 1 about their mean."""
    sample = rows[:: max(1, len(rows) // SCALE_SAMPLE)]
    if not sample:
        return weights
    scores = np.stack([row.values @ weights[row.ids] for row in sample])
    scores -= scores.mean(axis=1, keepdims=True)
    weights /= np.float32(max(float(scores.std()), 1e-6))
    return weights
