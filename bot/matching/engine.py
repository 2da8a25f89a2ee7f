"""The generic engine: texts with labels in, a ranking with two confidences out.

It knows nothing of medical assistants; `index.py` brings the knowledge to it, and the
benchmarks use it as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from bot.matching import codec
from bot.matching.clauses import weigh
from bot.matching.confidence import Logistic, signals
from bot.matching.features import Features, Floats, Reading
from bot.matching.lexicon import Lexicon
from bot.matching.likeness import likeness
from bot.matching.text import plain_words
from bot.matching.training import Trained, best, learn
from bot.matching.updating import grown, taught

SUPPORT_WORDS = 4
BARRED = np.float32(-1e9)
"""The score of a label that is ruled out."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One candidate label. Probabilities are among labels, given that the question is ours."""

    label: str
    probability: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a ranking rests on."""

    known: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    """Word as typed, and what it was taken for."""
    support: tuple[str, ...] = ()
    """Words that spoke most for the first label, strongest first."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Labels from likely to unlikely."""

    candidates: tuple[Scored, ...]
    ours: float
    """Probability that any label fits."""
    right: float
    """Probability that the first label is the right one."""
    evidence: Evidence = Evidence()
    """Gathered only where it is asked for: it costs a tenth of the time."""


class Engine:
    """A trained ranking of labels. Never changes; safe to use from several threads."""

    def __init__(self, labels: Sequence[str], features: Features, trained: Trained) -> None:
        self.labels: Final = tuple(labels)
        self._features: Final = features
        self._trained: Final = trained
        self._columns: Final = {label: column for column, label in enumerate(self.labels)}

    @classmethod
    def train(
        cls,
        examples: Sequence[tuple[str, str]],
        lexicon: Lexicon | None = None,
        documents: Sequence[tuple[str, str]] = (),
    ) -> Engine:
        """Train on (text, label) pairs. The order of the pairs makes no difference.

        `documents` are (sentence, label) pairs of what a label's answer says: weaker evidence,
        in other words than a question uses. They count only for labels that have an example.
        """
        lexicon = lexicon or Lexicon()
        # Sorted and each once, so that neither order nor copies matter.
        pairs = sorted(set(examples), key=lambda pair: (pair[1], pair[0]))
        numbers = {label: number for number, label in enumerate(sorted({b for _, b in pairs}))}
        texts = [_words(text, lexicon) for text, _ in pairs]
        labels = [numbers[label] for _, label in pairs]
        told = sorted({(b, a) for a, b in documents if b in numbers})
        of_documents = [(_words(text, lexicon), numbers[label]) for label, text in told]
        features = Features.learn(
            [*texts, *(text for text, _ in of_documents)],
            [*labels, *(label for _, label in of_documents)],
            lexicon,
        )
        trained = learn(features, texts, labels, of_documents, len(numbers))
        return cls(tuple(numbers), features, trained)

    def updated(
        self,
        added: Sequence[tuple[str, str]],
        labels: Sequence[str],
        lexicon: Lexicon,
    ) -> Engine:
        """This engine with more (text, label) pairs and other labels, without training.

        Takes milliseconds; see `updating` for what it is worth. `labels` are all labels from now
        on: a new one needs an added text, those left out are forgotten.
        """
        known = self._columns
        now = {label: number for number, label in enumerate(sorted(labels))}
        texts = [(_words(text, lexicon), now[label]) for text, label in sorted(added)]
        old = self._features
        features = Features(lexicon, old.words, old.names, old.idf, old.center)
        features = grown(features, [text for text, _ in texts], len(now))
        columns = [known.get(label, -1) for label in now]
        return Engine(tuple(now), features, taught(self._trained, old, features, columns, texts))

    def likeness(self, texts: Sequence[str]) -> Floats:
        """(n, n) how alike n texts are, 0 to 1; see `likeness.py`."""
        readings = [self._read(text) for text in texts]
        odds = np.zeros((len(texts), max(1, len(self.labels))), np.float32)
        for row, reading in zip(odds, readings, strict=True):
            if self.labels and reading.ids.size:
                rows, amounts = self._trained.gather(reading)
                row[:] = best(amounts @ rows, 1, self._trained.temperature)[1]
        return likeness(readings, odds)

    def corrections(self, text: str) -> dict[str, str]:
        """Misspelt word of a text, folded, to the word that it is taken for."""
        return dict(self._read(text).corrected)

    def _read(self, text: str) -> Reading:
        lexicon = self._features.lexicon
        return self._features.read([(_words(part, lexicon), w) for part, w in weigh(text)])

    def rank(
        self, text: str, limit: int = 5, barred: Iterable[str] = (), *, explained: bool = False
    ) -> Ranking:
        """The likeliest labels for a text, but for the barred ones. Never raises."""
        trained = self._trained
        reading = self._read(text)
        if not self.labels or not reading.ids.size:
            evidence = Evidence(reading.words, reading.unknown, reading.corrected)
            return Ranking((), 0.0, 0.0, evidence)
        rows, amounts = trained.gather(reading)
        scores = self._scores(rows, amounts, barred)
        order, odds = best(scores, max(2, limit), trained.temperature)
        support = rows[:, order[0]] * amounts
        top = float(scores[order[0]])
        second = float(scores[order[1]]) if len(order) > 1 else 0.0
        found = signals(reading, top, second, float(odds[order[0]]), support)
        return Ranking(
            tuple(Scored(self.labels[at], float(odds[at])) for at in order[:limit]),
            trained.ours(found),
            trained.right(found),
            self._evidence(reading, support) if explained else Evidence(),
        )

    def odds(self, text: str, barred: Iterable[str] = ()) -> dict[str, float]:
        """The probability of every label for a text, given that one fits; empty without words."""
        reading = self._read(text)
        if not self.labels or not reading.ids.size:
            return {}
        scores = self._scores(*self._trained.gather(reading), barred)
        odds = best(scores, 1, self._trained.temperature)[1]
        return dict(zip(self.labels, odds.tolist(), strict=True))

    def _scores(self, rows: Floats, amounts: Floats, barred: Iterable[str]) -> Floats:
        """(labels,) what (n, labels) rows times (n,) amounts add up to."""
        scores: Floats = amounts @ rows
        scores[[self._columns[label] for label in barred if label in self._columns]] = BARRED
        return scores

    def _evidence(self, reading: Reading, support: Floats) -> Evidence:
        places = np.flatnonzero(self._features.is_root[reading.ids] & (support > 0)).tolist()
        places.sort(key=lambda at: -support[at])
        names = self._features.names
        spoke = tuple(names[reading.ids[at]] for at in places[:SUPPORT_WORDS])
        return Evidence(reading.words, reading.unknown, reading.corrected, spoke)

    def to_bytes(self) -> bytes:
        """The engine as bytes, for a cache."""
        lexicon, trained, features = self._features.lexicon, self._trained, self._features
        meta = {
            "labels": self.labels,
            "lexicon": {
                "synonyms": {k: list(v) for k, v in lexicon.synonyms.items()},
                "abbreviations": dict(lexicon.abbreviations),
                "spellings": {k: list(v) for k, v in lexicon.spellings.items()},
                "filler": list(lexicon.filler),
            },
            "words": features.words,
            "names": features.names,
            "temperature": trained.temperature,
            "ours": [trained.ours.bias, *trained.ours.weights],
            "right": [trained.right.bias, *trained.right.weights],
        }
        arrays: dict[str, np.ndarray[Any, Any]] = {
            "idf": features.idf,
            "center": features.center,
            "weights": trained.weights,
            "scale": trained.scale,
        }
        return codec.pack(meta, arrays)

    @classmethod
    def from_bytes(cls, data: bytes) -> Engine:
        """The engine that `to_bytes` wrote. Raises `CodecError` if it is damaged."""
        meta, arrays = codec.unpack(data)
        lexicon = Lexicon(**meta["lexicon"])
        features = Features(lexicon, meta["words"], meta["names"], arrays["idf"], arrays["center"])
        ours, right = (Logistic(b, tuple(w)) for b, *w in (meta["ours"], meta["right"]))
        trained = Trained(arrays["weights"], arrays["scale"], meta["temperature"], ours, right)
        return cls(meta["labels"], features, trained)


def _words(text: str, lexicon: Lexicon) -> list[str]:
    return lexicon.rewrite(plain_words(text))
