"""Probabilities as log odds: the scale on which independent signs add up."""

from __future__ import annotations

import math

LEAST = 1e-4
"""No probability is taken to be nearer to 0 or to 1."""


def log_odds(probability: float) -> float:
    """The natural logarithm of the odds."""
    return ratio(probability, 1 - probability)


def ratio(one: float, other: float) -> float:
    """How much likelier one of two things is than the other, on the same scale."""
    return math.log(max(one, LEAST) / max(other, LEAST))
