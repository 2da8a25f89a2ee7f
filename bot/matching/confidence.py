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
NEW_WORDS_POWER = 0.0
OURS_PRIOR = 0.8
"""Share of questions that are taken to be ours; shifts both confidences alike."""
RIDGE = 1e-2
NEWTON_STEPS = 25
MAX_LOGIT = 30.0


def signals(reading: Reading, scores: Floats, support: Floats, temperature: float) -> Floats:
    """The (len(SIGNALS),) signals of one ranking.

    `scores`: (labels,); `support`: (n,) what each feature of the text adds to the winner.
    """
    if scores.size == 0 or reading.ids.size == 0:
        return np.array([0, 0, 0, -5], np.float32)
    # The two best by partition: a full sort would cost more than the scoring.
    second, best = np.partition(scores, -2)[-2:] if scores.size > 1 else (0.0, scores[0])
    rest = float(np.exp((scores - best) * np.float32(temperature)).sum()) - 1
    squares = reading.values * reading.values
    covered = float(squares @ (support > 0)) / max(float(squares.sum()), 1e-9)
    # Words that nobody phrased anything with speak for no entry. Near-domain questions, which
    # the fit sees, hold few of them, and so could not teach that they count: hence the factor.
    old = (1 - reading.new) ** NEW_WORDS_POWER
    odds = -math.log(rest + 1e-6)
    return np.array([best * old, (best - second) * old, covered * old, odds], np.float32)


@dataclass(frozen=True)
class Logistic:
    """A fitted confidence: `weights` (S,) on standardised signals, `center`, `spread` (S,)."""

    weights: Floats
    bias: float
    center: Floats
    spread: Floats

    def __call__(self, values: Floats) -> float:
        """The probability for one (S,) vector of signals."""
        z = float(((values - self.center) / self.spread) @ self.weights) + self.bias
        return 1 / (1 + math.exp(-max(-MAX_LOGIT, min(MAX_LOGIT, z))))


def importance(ours: Sequence[bool]) -> Floats:
    """Weights that make the questions that are ours `OURS_PRIOR` of all; mean 1."""
    truth = np.array(ours, bool)
    positive = max(int(truth.sum()), 1)
    negative = max(len(truth) - int(truth.sum()), 1)
    shares = np.where(truth, OURS_PRIOR / positive, (1 - OURS_PRIOR) / negative)
    return np.asarray(shares * len(truth), np.float32)


def fit(found: Sequence[Floats], truth: Sequence[bool], weight: Floats, size: int) -> Logistic:
    """Fit by Newton's method to N vectors of signals, their truth and (N,) weights.

    Only the first `size` signals are looked at; the others weigh 0.
    """
    nothing = np.zeros(len(SIGNALS), np.float32)
    if not found:
        return Logistic(nothing, 0.0, nothing, nothing + 1)
    x = np.stack(found).astype(np.float64)[:, :size]
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
    fitted = Logistic(nothing.copy(), float(w[-1]), nothing.copy(), nothing + 1)
    fitted.weights[:size], fitted.center[:size], fitted.spread[:size] = w[:-1], center, spread
    return fitted


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
