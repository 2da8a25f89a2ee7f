"""Training: the linear layer on all phrasings, its confidences on held-out ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from bot.matching import linear
from bot.matching.confidence import (
    OF_OURS,
    SIGNALS,
    Logistic,
    fit,
    fit_temperature,
    importance,
    signals,
)
from bot.matching.features import Features, Floats, Reading
from bot.matching.linear import Row

FOLDS = 4
"""One phrasing in so many, and one entry in so many, is held out at a time."""
MANY = 4_000
FOLDS_OF_MANY = 1
"""From `MANY` phrasings on, so many of the folds are enough to fit a few numbers."""
FOLD_STEPS = 30_000
"""Steps of the softmax view in a fold; see `linear.STEPS`."""
MAX_HELD_OUT = 6_000
"""Held-out phrasings looked at in one fold, of entries that are in and of those that are out."""
FOREIGN_SHARE = 0.4
"""Share of a text's words that are made unknown to stand for a question of another field."""
UNKNOWN_WORD = "\0"
Weights = np.ndarray[tuple[int, int], np.dtype[np.int8]]


@dataclass(frozen=True, slots=True)
class Trained:
    """What learning leaves: the layer and the fitted confidences.

    A weight of feature f for label l is `scale[f] * weights[f, l]`: one byte each, since the
    layer is most of the memory that an index takes.
    """

    weights: Weights
    scale: Floats
    temperature: float
    ours: Logistic
    right: Logistic

    def gather(self, reading: Reading) -> tuple[Floats, Floats]:
        """(n, labels) steps and (n,) amounts: row times amount is what a feature adds to scores."""
        rows = self.weights.take(reading.ids, axis=0).astype(np.float32)
        return rows, reading.values * self.scale[reading.ids]


def best(scores: Floats, limit: int, temperature: float) -> tuple[list[int], Floats]:
    """What a text's (labels,) scores amount to.

    Returns the numbers of the `limit` best labels, best first and ties to the lower number,
    and the (labels,) probabilities.
    """
    odds = np.exp((scores - scores.max()) * np.float32(temperature))
    odds /= odds.sum()
    if limit < len(scores):
        # By partition: a full sort would cost more than the scoring.
        edge = np.partition(scores, -limit)[-limit]
        numbers = np.flatnonzero(scores >= edge).tolist()
    else:
        numbers = list(range(len(scores)))
    return sorted(numbers, key=lambda at: (-scores[at], at))[:limit], odds


class _Text(NamedTuple):
    words: Sequence[str]
    reading: Reading
    row: Row


def learn(
    features: Features,
    texts: Sequence[Sequence[str]],
    labels: Sequence[int],
    documents: Sequence[tuple[Sequence[str], int]],
    count: int,
) -> Trained:
    """Train on texts (as words) with the numbers of their labels, of which there are `count`."""
    read = [features.read([(text, 1.0)]) for text in texts]
    found = [
        _Text(text, r, Row(r.ids, r.values, n))
        for text, r, n in zip(texts, read, labels, strict=True)
    ]
    told = [features.read([(text, 1.0)]) for text, _ in documents]
    of_documents = [Row(r.ids, r.values, n) for r, (_, n) in zip(told, documents, strict=True)]
    # Threads of the linear algebra wait for one another in products as small as these, and take
    # the cores from whoever answers meanwhile.
    with threadpool_limits(1):
        temperature, ours, right = _calibrate(features, found, of_documents, count)
        rows = [text.row for text in found]
        weights = _layer(features, rows, of_documents, count, linear.STEPS)
    scale = row_scale(weights)
    weights /= scale[:, None]
    np.rint(weights, out=weights)
    return Trained(weights.astype(np.int8), scale, temperature, ours, right)


def row_scale(weights: Floats) -> Floats:
    """(n,) what one step of a byte stands for in each of (n, labels) rows of weights."""
    largest: Floats = np.abs(weights).max(axis=1, initial=1e-9)
    scale: Floats = largest / np.float32(127)
    return scale


def _layer(
    features: Features, rows: Sequence[Row], documents: Sequence[Row], count: int, steps: int
) -> Floats:
    return linear.layer(rows, documents, len(features.names), count, features.meaning, steps)


class _Fold:
    """One way to hold out: a part of the phrasings, and every phrasing of a part of the labels."""

    def __init__(
        self,
        number: int,
        features: Features,
        texts: Sequence[_Text],
        documents: Sequence[Row],
        count: int,
    ) -> None:
        turns = [0] * count
        kept: list[Row] = []
        inside: list[_Text] = []
        outside: list[_Text] = []
        for text in texts:
            label = text.row.label
            turn = (turns[label] + label // FOLDS) % FOLDS
            turns[label] += 1
            if label % FOLDS == number:
                outside.append(text)
            elif turn == number:
                inside.append(text)
            else:
                kept.append(text.row)
        # A label whose only phrasings are held out is outside too: nothing leads to it.
        present = sorted({row.label for row in kept})
        numbers = {label: at for at, label in enumerate(present)}
        self.numbers = numbers
        self.kept = [Row(r.ids, r.values, numbers[r.label]) for r in kept]
        self.documents = [
            Row(r.ids, r.values, numbers[r.label]) for r in documents if r.label in numbers
        ]
        # What was not seen must be as new in a fold as it will be in earnest.
        seen = np.zeros(len(features.names), bool)
        for row in (*self.kept, *self.documents):
            seen[row.ids] = True
        known = [text for text in inside if text.row.label in numbers]
        self.inside = [_unlearnt(text, features, seen) for text in _thinned(known)]
        self.outside = [_unlearnt(text, features, seen) for text in _thinned(outside)]

    @property
    def useful(self) -> bool:
        return len(self.numbers) > 1 and bool(self.inside)


def _unlearnt(text: _Text, features: Features, seen: NDArray[np.bool_]) -> _Text:
    reading = features.without(text.reading, seen)
    return _Text(text.words, reading, Row(reading.ids, reading.values, text.row.label))


def _foreign(text: _Text, features: Features) -> Reading:
    """The text as if it came from another field: its rarest words are ones nobody knows."""
    count = max(1, round(FOREIGN_SHARE * len(text.words)))
    rarest = sorted(range(len(text.words)), key=lambda at: -features.rarity(text.words[at]))
    gone = set(rarest[:count])
    words = [UNKNOWN_WORD if at in gone else word for at, word in enumerate(text.words)]
    return features.read([(words, 1.0)])


def _thinned(texts: list[_Text]) -> list[_Text]:
    return texts[:: -(-len(texts) // MAX_HELD_OUT)] if texts else []


def _calibrate(
    features: Features, texts: Sequence[_Text], documents: Sequence[Row], count: int
) -> tuple[float, Logistic, Logistic]:
    """Temperature and confidences, fitted on what each fold holds out."""
    turns = range(FOLDS if len(texts) < MANY else FOLDS_OF_MANY)
    folds = [_Fold(number, features, texts, documents, count) for number in turns]
    temperature = 1.0
    found: list[tuple[float, ...]] = []
    ours: list[bool] = []
    right: list[bool] = []
    for number, fold in enumerate(fold for fold in folds if fold.useful):
        weights = _layer(features, fold.kept, fold.documents, len(fold.numbers), FOLD_STEPS)
        if number == 0:
            temperature = _temperature(fold, weights)

        def ranked(
            reading: Reading, weights: Floats = weights, temperature: float = temperature
        ) -> int:
            rows = weights[reading.ids]
            scores = reading.values @ rows
            order, odds = best(scores, 2, temperature)
            winner = order[0]
            second = float(scores[order[1]])
            support = rows[:, winner] * reading.values
            top = float(scores[winner])
            found.append(signals(reading, top, second, float(odds[winner]), support))
            return winner

        for text in fold.inside:
            right.append(ranked(text.reading) == fold.numbers[text.row.label])
            ours.append(True)
        near = [text.reading for text in fold.outside]
        far = [_foreign(text, features) for text in fold.inside[::2]]
        for reading in (*near, *far):
            ranked(reading)
            right.append(False)
            ours.append(False)
    weight = importance(ours)
    is_ours = fit(found, ours, weight, OF_OURS)
    return temperature, is_ours, fit(found, right, weight, len(SIGNALS))


def _temperature(fold: _Fold, weights: Floats) -> float:
    rows = [text.row for text in fold.inside]
    scores = np.stack([row.values @ weights[row.ids] for row in rows])
    labels = np.array([fold.numbers[row.label] for row in rows], np.int32)
    return fit_temperature(scores, labels)[1]
