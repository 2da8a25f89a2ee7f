"""Two calibrated confidences: is the question ours at all, and is the first entry right?

Both are logistic regressions (Platt, "Probabilistic Outputs for Support Vector Machines",
1999) on a few signals of one ranking. They are fitted without off-topic data: a part of the
phrasings and a part of the entries is held out in turn; held-out phrasings are ours, those of
held-out entries are not, and lie as near as off-topic questions ever will.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.matching.features import Floats, Ints, Reading

SIGNALS = ("best", "margin", "coverage", "log_odds")
"""Score of the first label, its lead, the share of the text that speaks for it, and the log
odds of it against all others."""
OF_OURS = 3
"""The first so many signals tell whether a question is ours: how the rivals share what is left
says only which."""
NEW_WORDS_POWER = 1.0
OURS_PRIOR = 0.8
"""Share of questions that are taken to be ours; shifts both confidences alike."""
RIDGE = 1e-2
NEWTON_STEPS = 25
MAX_LOGIT = 30.0
MIN_PROBABILITY = 1e-6


def signals(
    reading: Reading, best: float, second: float, share: float, support: Floats
) -> tuple[float, ...]:
    """The signals of one ranking, in the order of `SIGNALS`.

    `best` and `second` are scores, `share` is the probability of the best among all labels,
    and `support` (n,) is what each feature of the text adds to it.
    """
    squares = reading.values * reading.values
    covered = float(squares @ (support > 0)) / max(float(squares.sum()), 1e-9)
    # Words that nobody phrased anything with speak for no entry. Near-domain questions, which
    # the fit sees, hold few of them, and so could not teach that they count: hence the factor.
    old = (1 - reading.new) ** NEW_WORDS_POWER
    odds = math.log(max(share, MIN_PROBABILITY) / max(1 - share, MIN_PROBABILITY))
    return best * old, (best - second) * old, covered * old, odds


@dataclass(frozen=True)
class Logistic:
    """A fitted confidence: a bias and one weight for each signal, from the first on."""

    bias: float
    weights: tuple[float, ...]

    def __call__(self, values: Sequence[float]) -> float:
        """The probability for the signals of one ranking."""
        z = self.bias + sum(w * v for w, v in zip(self.weights, values, strict=False))
        return 1 / (1 + math.exp(-max(-MAX_LOGIT, min(MAX_LOGIT, z))))


def importance(ours: Sequence[bool]) -> Floats:
    """Weights that make the questions that are ours `OURS_PRIOR` of all; mean 1."""
    truth = np.array(ours, bool)
    positive = max(int(truth.sum()), 1)
    negative = max(len(truth) - int(truth.sum()), 1)
    shares = np.where(truth, OURS_PRIOR / positive, (1 - OURS_PRIOR) / negative)
    return np.asarray(shares * len(truth), np.float32)


def fit(
    found: Sequence[Sequence[float]], truth: Sequence[bool], weight: Floats, size: int
) -> Logistic:
    """Fit by Newton's method to N vectors of signals, their truth and (N,) weights.

    Only the first `size` signals are looked at.
    """
    if not found:
        return Logistic(0.0, (0.0,) * size)
    x = np.array(found, np.float64)[:, :size]
    y = np.array(truth, np.float64)
    center, spread = x.mean(axis=0), np.maximum(x.std(axis=0), 1e-6)
    x = np.hstack([(x - center) / spread, np.ones((len(x), 1))])
    w = np.zeros(size + 1)
    ridge = RIDGE * float(weight.sum()) / size * np.diag([*([1.0] * size), 1e-6])
    for _ in range(NEWTON_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -MAX_LOGIT, MAX_LOGIT)))
        gradient = x.T @ (weight * (p - y)) + ridge @ w
        curvature = (x * (weight * np.maximum(p * (1 - p), 1e-6))[:, None]).T @ x + ridge
        step = np.linalg.solve(curvature, gradient)
        w -= step
        if float(np.abs(step).max()) < 1e-7:
            break
    slopes = w[:-1] / spread
    return Logistic(float(w[-1] - slopes @ center), tuple(map(float, slopes)))


def fit_temperature(scores: Floats, labels: Ints) -> tuple[float, float]:
    """Loss and factor of the (N, labels) scores whose softmax suits the (N,) labels best."""
    shifted = scores.astype(np.float64)
    shifted -= shifted.max(axis=1, keepdims=True)
    own = shifted[np.arange(len(labels)), labels]
    losses = [
        (float((np.log(np.exp(shifted * factor).sum(axis=1)) - own * factor).mean()), factor)
        for factor in map(float, np.geomspace(0.25, 8, 24))
    ]
    return min(losses)
