"""Words to numbers: the sparse features of a text.

Three blocks, each scaled to a fixed length so that neither drowns the other:

* the **word block**: stems, pairs of neighbours (with the ends of the text), pairs that
  skip one word, curated synonym groups and groups of everyday English;
* the **meaning block**: the sum of the words' vectors (`vectors.py`), centred, which meets other
  words for the same thing;
* the **letter block**: runs of three and four letters within words, which still meet when a
  word is misspelt, bent or compounded in a way that nobody foresaw.

Each feature weighs its rarity among *entries*, not among phrasings (Sparck Jones's idf, 1972,
with an entry as the document): an entry that is phrased a hundred ways counts once.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.matching.correction import Corrector
from bot.matching.lexicon import Lexicon
from bot.matching.naming import (
    class_of,
    kind_of,
    letters,
    sequence_features,
    stands_for_a_word,
    word_features,
)
from bot.matching.spelling import Speller
from bot.matching.stem import stem
from bot.matching.text import CONTRACTIONS
from bot.matching.thesaurus import WORDS as EVERYDAY_WORDS
from bot.matching.vectors import NO_VECTORS, WordVectors, word_vectors

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

SYNONYM_WEIGHT = 2.0
"""A curated synonym group."""
LETTERS_LENGTH = 0.7
"""Length of the letter block, where the word block has 1."""
MEANING_LENGTH = 1.0
"""Length of the meaning block."""
MEANING = "~"
"""Begins the name of each feature of the meaning block."""
MIN_PAIR_TEXTS = 2
PAIR_TEXTS = 16_000
"""Pairs of words seen in fewer texts than `MIN_PAIR_TEXTS`, or one in so many, are chance."""
MIN_IDF = 0.1
"""Even a word of every entry keeps some weight."""
EVERYDAY_COUNT = 0.5
"""Occurrences that an everyday word is given which no text holds."""
CONTRACTION_COUNT = 2.0
"""Occurrences that the speller takes each contraction to have."""

Weighted = tuple[Ints, Floats]
_NOTHING: Weighted = (np.zeros(0, np.int32), np.zeros(0, np.float32))


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the features see it."""

    words: tuple[str, ...]
    """Known words, corrected ones included, in order."""
    unknown: tuple[str, ...]
    """Words that are neither known nor near a known one."""
    corrected: tuple[tuple[str, str], ...]
    """Word as typed, and the known word taken for it."""
    ids: Ints
    """(n,) feature ids, ascending."""
    values: Floats
    """(n,) weights, each block scaled to its length."""
    new: float
    """Share of the words that no training text holds, 0 to 1: unknown ones, and those that
    are only known as everyday English."""


def _arrays(found: Sequence[tuple[int, float]]) -> Weighted:
    if not found:
        return _NOTHING
    ids, values = zip(*found, strict=True)
    return np.array(ids, np.int32), np.array(values, np.float32)


class _Meaning:
    """What words mean together, as a direction."""

    def __init__(self, vectors: WordVectors) -> None:
        self._vectors = vectors
        self._of: dict[str, Floats] = {}
        """By word, each worked out when it is first met; at most as many as there are vectors."""

    def direction(self, words: Sequence[tuple[str, float]]) -> Floats:
        """(size,) the unit vector that weighted words point to; zeros where none has a vector."""
        total = np.zeros(self._vectors.size, np.float32)
        for word, weight in words:
            vector = self._of.get(word)
            if vector is None:
                vector = self._vectors.of(kind_of(word))
                if vector is None:
                    continue
                self._of[word] = vector
            total += vector if weight == 1 else vector * np.float32(weight)
        length = math.sqrt(float(total @ total))
        return total / np.float32(length) if length else total


def _center(texts: Sequence[Sequence[str]]) -> Floats:
    vectors = word_vectors()
    if not vectors.size or not texts:
        return np.zeros(0, np.float32)
    meaning = _Meaning(vectors)
    found = [meaning.direction([(word, 1.0) for word in text]) for text in texts]
    center: Floats = np.mean(found, axis=0, dtype=np.float32)
    return center


class Features:
    """The features of one body of texts. Never changes once made."""

    def __init__(
        self,
        lexicon: Lexicon,
        words: Mapping[str, float],
        names: Sequence[str],
        idf: Floats,
        center: Floats,
    ) -> None:
        """Features of one body of texts.

        `words`: known word -> occurrences; `names`: (F,) words, then meaning, then letters; `idf`:
        (F,) their rarity; `center`: (size,) the mean vector of the texts, empty without vectors.
        """
        self.lexicon: Final = lexicon
        self.center: Final = center
        self._meaning: Final = _Meaning(word_vectors() if center.size else NO_VECTORS)
        self.words: Final = dict(words)
        self.names: Final = tuple(names)
        self.idf: Final = idf
        self._ids: Final = {name: number for number, name in enumerate(self.names)}
        self.first_letters: Final = next(
            (at for at, name in enumerate(self.names) if name[0] == "#"), len(self.names)
        )
        self.first_meaning: Final = self.first_letters - center.size
        self.meaning: Final = slice(self.first_meaning, self.first_letters)
        self._meaning_ids: Final = np.arange(self.first_meaning, self.first_letters, dtype=np.int32)
        self.is_root: Final = np.array([stands_for_a_word(name) for name in self.names], bool)
        self._root_of: Final = {word: class_of(word) for word in self.words}
        self._roots: Final = frozenset(self._root_of.values())
        # Worked out for a word when it is first met: most never are, and a start would wait.
        self._of_word: Final[dict[str, Weighted]] = {}
        counts = {word: CONTRACTION_COUNT for word in CONTRACTIONS if len(word) > 3}
        self._corrector: Final = Corrector(
            Speller(counts | self.words), self._is_known, self._is_pair
        )

    @classmethod
    def learn(
        cls, texts: Sequence[Sequence[str]], labels: Sequence[int], lexicon: Lexicon
    ) -> Features:
        """Learn the vocabulary and the rarity of each feature from texts and their entries."""
        words: dict[str, float] = {}
        for text in texts:
            for word in text:
                words[word] = words.get(word, 0.0) + 1.0
        for word in lexicon.vocabulary:
            words.setdefault(word, 1.0)
        for word in EVERYDAY_WORDS:
            words.setdefault(word, EVERYDAY_COUNT)
        roots = {word: class_of(word) for word in words}
        sequences: dict[int, dict[str, int]] = {}
        words_of_entry: dict[int, set[str]] = {}
        for text, label in zip(texts, labels, strict=True):
            words_of_entry.setdefault(label, set()).update(text)
            found = {name for name, _ in sequence_features([roots[w] for w in text])}
            found.update(f"={name}!" for *_, name in lexicon.groups.find(text))
            counts = sequences.setdefault(label, {})
            for name in found:
                counts[name] = counts.get(name, 0) + 1
        entries: dict[str, int] = {}
        occurrences: dict[str, int] = {}
        of_word = {word: tuple(word_features(word)) for word in words}
        for label, own in words_of_entry.items():
            names = {name for word in own for name in of_word[word]}
            for name in names.union(sequences[label]):
                entries[name] = entries.get(name, 0) + 1
            for name, count in sequences[label].items():
                occurrences[name] = occurrences.get(name, 0) + count
        fewest = max(MIN_PAIR_TEXTS, round(len(texts) / PAIR_TEXTS))
        kept = [n for n in entries if " " not in n or occurrences[n] >= fewest]
        kept.sort(key=lambda name: (name[0] == "#", name))
        total = len(words_of_entry)
        rarity = {n: max(MIN_IDF, math.log((total + 1) / entries[n])) for n in kept}
        center = _center(texts)
        meaning = [f"{MEANING}{number}" for number in range(center.size)]
        split = next((at for at, name in enumerate(kept) if name[0] == "#"), len(kept))
        ordered_names = [*kept[:split], *meaning, *kept[split:]]
        idf = [rarity.get(name, 1.0) for name in ordered_names]
        ordered = {word: words[word] for word in sorted(words)}
        return cls(lexicon, ordered, ordered_names, np.array(idf, np.float32), center)

    def _known(self, found: Mapping[str, float]) -> Weighted:
        ids = self._ids
        return _arrays([(ids[name], value) for name, value in found.items() if name in ids])

    def _of(self, word: str) -> Weighted:
        features = self._of_word.get(word)
        if features is None:
            features = self._known(word_features(word))
            if word in self.words:
                self._of_word[word] = features
        return features

    def _root(self, word: str) -> str:
        return self._root_of.get(word) or class_of(word)

    def _is_known(self, word: str) -> bool:
        return word in self.words or stem(word) in self._roots

    def _is_pair(self, first: str, second: str) -> bool:
        return f"{self._root(first)} {self._root(second)}" in self._ids

    def rarity(self, word: str) -> float:
        """The idf of a word's root; of one that no text holds, more than any."""
        at = self._ids.get(self._root(word))
        return math.inf if at is None else float(self.idf[at])

    def read(self, parts: Sequence[tuple[Sequence[str], float]]) -> Reading:
        """The features of a text: its parts, each as rewritten words and a weight."""
        ids: list[Ints] = []
        values: list[Floats] = []
        known: list[str] = []
        unknown: list[str] = []
        corrected: list[tuple[str, str]] = []
        meant: list[tuple[str, float]] = []
        root_of = self._root_of
        for words, part_weight in parts:
            roots: list[str] = []
            first_known = len(known)
            if part_weight == 1 and all(map(self.words.__contains__, words)):
                # Nothing to correct, as in most texts.
                found = [self._of(word) for word in words]
                found.append(self._of_sequence([root_of[word] for word in words], words))
                ids += [some for some, _ in found]
                values += [amounts for _, amounts in found]
                known += words
                meant += [(word, 1.0) for word in words]
                continue
            for slot in self._corrector.read(words):
                if not slot.candidates:
                    unknown.append(slot.typed)
                    meant.append((slot.typed, part_weight))
                    roots.append("")
                    some, amounts = self._known(dict.fromkeys(letters(slot.typed), part_weight))
                    ids.append(some)
                    values.append(amounts)
                    continue
                for word, weight in slot.candidates:
                    some, amounts = self._of(word)
                    scale = weight * part_weight
                    meant.append((word, scale))
                    ids.append(some)
                    values.append(amounts if scale == 1 else amounts * np.float32(scale))
                word = slot.candidates[0][0]
                known.append(word)
                roots.append(self._root(word))
                if word != slot.typed:
                    corrected.append((slot.typed, word))
            some, amounts = self._of_sequence(roots, known[first_known:])
            ids.append(some)
            values.append(amounts * np.float32(part_weight))
        total = len(known) + len(unknown)
        names = self._ids
        roots_known = (root_of.get(word) or class_of(word) for word in known)
        new = len(unknown) + sum(root not in names for root in roots_known)
        weighed = self._weigh(ids, values, meant)
        share = new / total if total else 1.0
        return Reading(tuple(known), tuple(unknown), tuple(corrected), *weighed, share)

    def _of_sequence(self, roots: Sequence[str], words: Sequence[str]) -> Weighted:
        ids = self._ids
        found = [(ids[n], value) for n, value in sequence_features(roots) if n in ids]
        for *_, group in self.lexicon.groups.find(words):
            at = ids.get(f"={group}!")
            if at is not None:
                found.append((at, SYNONYM_WEIGHT))
        return _arrays(found)

    def without(self, reading: Reading, seen: NDArray[np.bool_]) -> Reading:
        """How the text would read if the features outside the (F,) mask had not been learnt."""
        kept = seen[reading.ids]
        of_words = self.is_root[reading.ids]
        total = int(of_words.sum())
        new = int((of_words & ~kept).sum()) / total if total else 1.0
        values = reading.values[kept]
        ids = reading.ids[kept]
        self._scale(ids, values)
        return replace(reading, ids=ids, values=values, new=max(new, reading.new))

    def _weigh(
        self, ids: list[Ints], values: list[Floats], meant: Sequence[tuple[str, float]]
    ) -> Weighted:
        """Features added up, weighed by rarity, and each block scaled to its length."""
        if not ids:
            return _NOTHING
        joined = np.concatenate(ids)
        if not joined.size:
            return _NOTHING
        order = joined.argsort(kind="stable")
        joined = joined[order]
        begins = np.ones(len(joined), bool)
        np.not_equal(joined[1:], joined[:-1], out=begins[1:])
        starts = begins.nonzero()[0]
        joined = joined[starts]
        total = np.add.reduceat(np.concatenate(values)[order], starts) * self.idf[joined]
        if self.center.size:
            split = int(joined.searchsorted(self.first_letters))
            meaning = self._meaning.direction(meant) - self.center
            joined = np.concatenate((joined[:split], self._meaning_ids, joined[split:]))
            total = np.concatenate((total[:split], meaning, total[split:]))
        self._scale(joined, total)
        return joined, total

    def _scale(self, ids: Ints, values: Floats) -> None:
        """Scale each block of the values to its length, in place."""
        meaning, split = ids.searchsorted((self.first_meaning, self.first_letters)).tolist()
        for block, length in (
            (values[:meaning], 1.0),
            (values[meaning:split], MEANING_LENGTH),
            (values[split:], LETTERS_LENGTH),
        ):
            norm = math.sqrt(float(block @ block))
            if norm > 0:
                block *= np.float32(length / norm)
