"""A trained layer brought up to date with a few new texts, in a moment instead of a training.

Passive-aggressive steps (Crammer et al., "Online Passive-Aggressive Algorithms", 2006): for each
new text whose label does not lead by enough, the smallest change of the weights that makes it
lead. The result serves until a whole training replaces it; it forgets nothing, so a text that
was taken out goes on having led somewhere until then.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bot.matching.features import Features, Floats
from bot.matching.naming import word_features
from bot.matching.training import Trained, Weights, row_scale

MAX_PASSES = 20
"""Passes over the new texts at most."""
LEAD = 4.0
"""Lead over the next label that a new text is given, in standard deviations of its scores."""
MIN_SPREAD = 0.1
MAX_STEP = 4.0
"""Bound of one step, so that a text that contradicts the others does not bend everything."""


def grown(features: Features, texts: Sequence[Sequence[str]], total: int) -> Features:
    """Features that also know the words of new texts, where there are `total` labels.

    The word block and the letter block each get their new features at their end.
    """
    fresh = sorted({word for text in texts for word in text if word not in features.words})
    if not fresh:
        return features
    known = set(features.names)
    found = dict.fromkeys(name for word in fresh for name in word_features(word))
    new = [name for name in found if name not in known]
    of_words = [name for name in new if name[0] != "#"]
    of_letters = [name for name in new if name[0] == "#"]
    split = features.first_meaning
    rare = math.log(total + 1)
    names = [*features.names[:split], *of_words, *features.names[split:], *of_letters]
    idf = np.concatenate(
        [
            features.idf[:split],
            np.full(len(of_words), rare, np.float32),
            features.idf[split:],
            np.full(len(of_letters), rare, np.float32),
        ]
    )
    words = features.words | dict.fromkeys(fresh, 1.0)
    return Features(features.lexicon, words, names, idf, features.center)


def taught(
    trained: Trained,
    before: Features,
    features: Features,
    columns: Sequence[int],
    texts: Sequence[tuple[Sequence[str], int]],
) -> Trained:
    """The layer with new labels and texts.

    `before` are the features that `trained` has rows for, `features` what `grown` made of them;
    `columns` (labels,) gives each label's column in `trained`, or -1 for a new one; `texts` are
    new texts as words, each with the number of its label.
    """
    weights, scale = _resized(trained, before, features, columns)
    readings = [(features.read([(text, 1.0)]), label) for text, label in texts]
    readings = [(reading, label) for reading, label in readings if reading.ids.size]
    if not readings:
        return replace(trained, weights=weights, scale=scale)
    touched = np.unique(np.concatenate([reading.ids for reading, _ in readings]))
    changed = weights[touched].astype(np.float32) * scale[touched][:, None]
    found = [reading.values @ changed[touched.searchsorted(reading.ids)] for reading, _ in readings]
    lead = LEAD * max(float(np.std(found)), MIN_SPREAD)
    for _ in range(MAX_PASSES):
        settled = True
        for reading, label in readings:
            rows = touched.searchsorted(reading.ids)
            scores = reading.values @ changed[rows]
            own, scores[label] = float(scores[label]), -np.inf
            rival = int(scores.argmax())
            lack = lead - (own - float(scores[rival]))
            if lack <= 0 or len(scores) < 2:
                continue
            # Only words move: meaning and letters are shared with too many other questions.
            words = int(reading.ids.searchsorted(features.first_meaning))
            of_words = reading.values[:words]
            if not words:
                continue
            settled = False
            step = min(MAX_STEP, lack / (2 * float(of_words @ of_words)))
            changed[rows[:words], label] += np.float32(step) * of_words
            changed[rows[:words], rival] -= np.float32(step) * of_words
        if settled:
            break
    scale[touched] = row_scale(changed)
    weights[touched] = np.rint(changed / scale[touched][:, None])
    return replace(trained, weights=weights, scale=scale)


def _resized(
    trained: Trained, before: Features, features: Features, columns: Sequence[int]
) -> tuple[Weights, Floats]:
    """The weights and scales with rows of 0 for new features, and columns as wanted."""
    split = before.first_meaning
    added = features.first_meaning - split
    tail = len(features.names) - len(before.names) - added
    weights = np.insert(trained.weights, np.full(added, split), 0, axis=0)
    # The last column is one of zeros, and so is what -1 names.
    # Row after row in memory: a question takes some rows, and would else copy all of them.
    weights = np.ascontiguousarray(np.pad(weights, ((0, tail), (0, 1)))[:, list(columns)])
    scale = np.insert(trained.scale, np.full(added, split), 1)
    return weights, np.pad(scale, (0, tail), constant_values=1)
