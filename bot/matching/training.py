"""Training: the linear layer on all phrasings, its blend and confidences on held-out ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

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
FOLDS_OF_MANY = 2
"""From `MANY` phrasings on, so many of the folds are enough to fit a few numbers."""
FOLD_STEPS = 20_000
"""Steps of the softmax view in a fold; see `linear.STEPS`."""
MAX_HELD_OUT = 1_500
"""Held-out phrasings looked at in one fold, of entries that are in and of those that are out."""
FOREIGN_SHARE = 0.4
"""Share of a text's words that are made unknown to stand for a question of another field."""
UNKNOWN_WORD = "\0"
BLENDS = (0.0, 0.25, 0.5, 1.0, 1.5)
"""Weights of the softmax view that are tried, where the latent view weighs 1."""


@dataclass(frozen=True, slots=True)
class Trained:
    """What learning leaves: the layer and the fitted confidences.

    A weight of feature f for label l is `scale[f] * weights[f, l]`: one byte each, since the
    layer is most of the memory that an index takes.
    """

    weights: np.ndarray[tuple[int, int], np.dtype[np.int8]]
    scale: Floats
    blend: float
    temperature: float
    ours: Logistic
    right: Logistic

    def gather(self, reading: Reading) -> Floats:
        """(n, labels): what each feature of a text adds to the score of each label."""
        rows = self.weights.take(reading.ids, axis=0).astype(np.float32)
        rows *= (reading.values * self.scale[reading.ids])[:, None]
        return rows


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
    size = len(features.names)
    read = [features.read([(text, 1.0)]) for text in texts]
    found = [
        _Text(text, r, Row(r.ids, r.values, n))
        for text, r, n in zip(texts, read, labels, strict=True)
    ]
    told = [features.read([(text, 1.0)]) for text, _ in documents]
    of_documents = [Row(r.ids, r.values, n) for r, (_, n) in zip(told, documents, strict=True)]
    blend, temperature, ours, right = _calibrate(features, found, of_documents, count)
    rows = [text.row for text in found]
    weights = _layer(rows, of_documents, size, count, blend, linear.STEPS)
    scale = np.maximum(np.abs(weights).max(axis=1, initial=0), np.float32(1e-9)) / np.float32(127)
    weights /= scale[:, None]
    np.rint(weights, out=weights)
    return Trained(weights.astype(np.int8), scale, blend, temperature, ours, right)


def _layer(
    rows: Sequence[Row],
    documents: Sequence[Row],
    size: int,
    count: int,
    blend: float,
    steps: int,
) -> Floats:
    weights = linear.scaled(linear.latent(rows, documents, size, count), rows)
    if blend:
        softmax = linear.scaled(linear.softmax(rows, size, count, steps), rows)
        softmax *= np.float32(blend)
        weights += softmax
    return weights


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
) -> tuple[float, float, Logistic, Logistic]:
    size = len(features.names)
    turns = range(FOLDS if len(texts) < MANY else FOLDS_OF_MANY)
    folds = [_Fold(number, features, texts, documents, count) for number in turns]
    folds = [fold for fold in folds if fold.useful]
    blend, temperature = _blend(folds[0], size) if folds else (0.0, 1.0)
    found: list[Floats] = []
    ours: list[bool] = []
    right: list[bool] = []
    for fold in folds:
        weights = _layer(fold.kept, fold.documents, size, len(fold.numbers), blend, FOLD_STEPS)

        def ranked(reading: Reading, weights: Floats = weights) -> int:
            rows = weights[reading.ids] * reading.values[:, None]
            scores = rows.sum(axis=0)
            winner = int(scores.argmax())
            found.append(signals(reading, scores, rows[:, winner], temperature))
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
    return blend, temperature, is_ours, fit(found, right, weight, len(SIGNALS))


def _blend(fold: _Fold, size: int) -> tuple[float, float]:
    """The weight of the softmax view and the temperature that suit held-out phrasings best."""
    count = len(fold.numbers)
    latent = linear.scaled(linear.latent(fold.kept, fold.documents, size, count), fold.kept)
    softmax = linear.scaled(linear.softmax(fold.kept, size, count, FOLD_STEPS), fold.kept)
    rows = [text.row for text in fold.inside]
    first = np.stack([row.values @ latent[row.ids] for row in rows])
    second = np.stack([row.values @ softmax[row.ids] for row in rows])
    labels = np.array([fold.numbers[row.label] for row in rows], np.int32)
    fitted = [(*fit_temperature(first + np.float32(b) * second, labels), b) for b in BLENDS]
    _, temperature, blend = min(fitted)
    return blend, temperature
