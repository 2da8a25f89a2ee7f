"""Which messages need something else than an answer: learned from curated examples.

The examples stand in `knowledge/triage/`; the phrasings of the entries are the counterexamples.
It only estimates. What is done about an estimate, and what is certain without one, is decided
in `bot/guide/safety.py` and `small_talk.py`.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

import numpy as np

from bot.knowledge.phrasing import filled, fold_question
from bot.knowledge.snapshot import Snapshot
from bot.matching import codec, people, ridge
from bot.matching.people import Mark
from bot.matching.ridge import Floats
from bot.matching.text import plain_words
from bot.matching.traits import Traits, mask, rarity, roots_of, traits, weighed

CAREER = "career"
"""The kind of an ordinary question about the job."""
PER_ENTRY = 12
"""Phrasings of each entry that are counterexamples whatever they say."""
CAREER_COUNT = 4.5
"""How many of them count when scores are made probabilities: more would make crises improbable."""
MAX_COUNT = 900
"""How many of a kind count at most: that many examples were written does not make it frequent."""
ALARMING = 800
"""Further phrasings: those that sound most like the examples of `CONCERNS`."""
ALARMING_SAID = 400
"""The same of what is said in conversations: in few words that say little by themselves."""
CONCERNS = frozenset({"crisis", "emergency", "medical_advice", "patient_data"})
"""Kinds that must not be seen in a question about the job."""
AGAINST, FOR = -1.5, 2.5
"""Bounds of what one word or pair says about how alarming a phrasing sounds, as log odds."""
LEAST_LENGTH = 4
"""Words added to a text's length, so that one word alone does not make a short one alarming."""
JOB = frozenset({"job", "career", "rules_of_work"})
"""Concepts of the job."""
MAYBE_JOB = frozenset({"work"})
"""Concepts of the job as well as of anybody's day."""
MAX_CLAUSES = 40
MIN_CLAUSE_WORDS = 3
_CLAUSE_END = re.compile(r"[.!?;]+(?=\s)|\n+|,? (?:but|and then|then|also|because|anyway|btw) ")


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a message seems to be."""

    probabilities: Mapping[str, float] = field(default_factory=dict)
    """Kind -> probability; empty when nothing was learned."""
    about: str = ""
    """The group of examples it is most like, within small talk."""
    named: frozenset[str] = frozenset()
    """Concepts and marks that it names; see `traits`."""
    marks: tuple[Mark, ...] = ()
    """Where it names or numbers people."""
    curated: bool = False
    """Whether it is word for word a phrasing of an entry, which a person decided to answer."""
    clauses: tuple[Assessment, ...] = ()
    """Its clauses, each on its own; none when it has only one."""

    def __getitem__(self, kind: str) -> float:
        return self.probabilities.get(kind, 0.0)

    @property
    def kind(self) -> str:
        """The likeliest kind; empty when nothing was learned."""
        return max(self.probabilities, key=self.__getitem__, default="")

    @property
    def probability(self) -> float:
        """Of the likeliest kind."""
        return self[self.kind]


class Triage:
    """A trained estimate of kinds. Never changes; safe to use from several threads."""

    def __init__(
        self,
        version: str,
        kinds: Iterable[str] = (),
        rare: Mapping[str, float] | None = None,
        fitted: ridge.Fitted | None = None,
        curated: Iterable[str] = (),
    ) -> None:
        """`curated`: phrasings that are always answered."""
        self.version: Final = version
        self._curated: Final = frozenset(map(fold_question, curated))
        self.kinds: Final = tuple(kinds)
        self._rare: Final = dict(rare or {})
        self._fitted: Final = fitted
        names = fitted.names if fitted else ()
        self._ids: Final = {name: number for number, name in enumerate(names)}
        self._unseen: Final = max(self._rare.values(), default=0.0)

    @classmethod
    def build(cls, snapshot: Snapshot) -> Triage:
        """Train on the examples of a snapshot. Takes seconds: run it off the event loop."""
        version = version_of(snapshot)
        examples = _examples(snapshot)
        kinds = tuple(sorted({kind for _, kind in examples}))
        if len(kinds) < 2 or kinds == (CAREER,):
            return cls(version, curated=_phrasings(snapshot))
        texts = [traits(mask(text)) for text, _ in examples]
        # As exact as the cache keeps it, so that both give the same estimates.
        rare = {name: float(np.float32(value)) for name, value in rarity(texts).items()}
        unseen = max(rare.values())
        rows = [weighed(text, rare, unseen) for text in texts]
        numbers = [kinds.index(kind) for _, kind in examples]
        most = {CAREER: CAREER_COUNT * len(snapshot.entries)}
        count = Counter(kind for _, kind in examples)
        share = {kind: most.get(kind, min(MAX_COUNT, n)) / n for kind, n in count.items()}
        importance = [share[kind] for _, kind in examples]
        fitted = ridge.fit(rows, numbers, len(kinds), importance)
        return cls(version, kinds, rare, fitted, _phrasings(snapshot))

    def assess(self, text: str) -> Assessment:
        """What a message seems to be, whole and clause by clause. Never raises."""
        marks = people.find(text)
        masked = mask(text, marks)
        curated = bool(self._curated) and fold_question(text) in self._curated
        whole = replace(self._assess(traits(masked)), marks=marks, curated=curated)
        parts = list(_clauses(masked))
        if len(parts) < 2:
            return whole
        clauses = tuple(self._assess(traits(part)) for part in parts[:MAX_CLAUSES])
        return replace(whole, clauses=clauses)

    def _assess(self, text: Traits) -> Assessment:
        fitted = self._fitted
        if fitted is None:
            return Assessment(named=text.named)
        row = weighed(text, self._rare, self._unseen)
        ids = [self._ids[name] for name in row]
        values = np.fromiter(row.values(), np.float32, len(row))
        scores: Floats = values @ fitted.weights.take(ids, axis=0)
        found = ridge.probabilities(scores, fitted.temperature, fitted.bias)
        of_kind: dict[str, float] = {}
        about, best = "", 0.0
        for label, probability in zip(self.kinds, map(float, found), strict=True):
            kind, _, group = label.partition(".")
            of_kind[kind] = of_kind.get(kind, 0.0) + probability
            if group and probability > best:
                about, best = group, probability
        return Assessment(of_kind, about, text.named)

    def adapted(self, snapshot: Snapshot) -> Triage:
        """The same estimates for a snapshot that has the same examples."""
        fitted = self._fitted
        return Triage(version_of(snapshot), self.kinds, self._rare, fitted, _phrasings(snapshot))

    def to_bytes(self) -> bytes:
        """The triage as bytes, for a cache named by `version`."""
        fitted = self._fitted
        meta: dict[str, object] = {"version": self.version, "kinds": self.kinds}
        if fitted is None:
            return codec.pack(meta, {})
        meta |= {"names": fitted.names, "temperature": fitted.temperature}
        rare = np.array([self._rare[name] for name in fitted.names], np.float32)
        arrays = {"weights": fitted.weights, "bias": fitted.bias, "rare": rare}
        return codec.pack(meta, arrays)

    @classmethod
    def from_bytes(cls, data: bytes, snapshot: Snapshot) -> Triage:
        """The triage that `to_bytes` wrote for this snapshot.

        Raises `CodecError` when the bytes are damaged or of other examples.
        """
        meta, arrays = codec.unpack(data)
        version = version_of(snapshot)
        if meta.get("version") != version:
            raise codec.CodecError("triage of another snapshot")
        if "weights" not in arrays:
            return cls(version, curated=_phrasings(snapshot))
        rare = dict(zip(meta["names"], map(float, arrays["rare"]), strict=True))
        none_held_out = np.zeros((0, len(meta["kinds"])), np.float32)
        fitted = ridge.Fitted(
            tuple(meta["names"]),
            arrays["weights"],
            meta["temperature"],
            arrays["bias"],
            none_held_out,
        )
        return cls(version, meta["kinds"], rare, fitted, _phrasings(snapshot))


NO_TRIAGE: Final = Triage("")
"""Knows nothing: what is served without examples."""


def version_of(snapshot: Snapshot) -> str:
    """The version of the triage of a snapshot: of the words it learns from."""
    digest = hashlib.sha256()
    for group in snapshot.triage:
        digest.update("\n".join((group.kind, group.about, *group.examples, "")).encode())
    subjects = (subject.name for _, subject in snapshot.subjects.values())
    digest.update("\n".join((*_phrasings(snapshot), *_said(snapshot), *subjects)).encode())
    return digest.hexdigest()[:24]


def _examples(snapshot: Snapshot) -> list[tuple[str, str]]:
    """(text, kind), in an order that chance decides and nothing else changes."""
    found = {
        text: f"{group.kind}.{group.about}" if group.kind == "small_talk" else group.kind
        for group in snapshot.triage
        for text in group.examples
    }
    if not found:
        return []
    for text in _career(snapshot):
        found.setdefault(text, CAREER)
    return sorted(found.items(), key=lambda item: _chance(item[0]))


def _career(snapshot: Snapshot) -> Iterator[str]:
    """Some phrasings of each entry, and what sounds most alarming of them and of conversations."""
    asked = [
        [_filled(question, snapshot.names) for question in sorted(entry.questions, key=_chance)]
        for entry in snapshot.entries.values()
    ]
    alarms = [t for group in snapshot.triage if group.kind in CONCERNS for t in group.examples]
    said = list(_said(snapshot))
    alarm = _alarm(alarms, [*said, *(text for texts in asked for text in texts)])

    def most_alarming(texts: Iterable[str], count: int) -> Sequence[str]:
        return sorted(texts, key=lambda text: (-alarm(text), text))[:count]

    for texts in asked:
        yield from texts[:PER_ENTRY]
    yield from most_alarming((text for texts in asked for text in texts[PER_ENTRY:]), ALARMING)
    yield from most_alarming(said, ALARMING_SAID)


def _phrasings(snapshot: Snapshot) -> Iterator[str]:
    return (question for entry in snapshot.entries.values() for question in entry.questions)


def _said(snapshot: Snapshot) -> Iterator[str]:
    return (message.said for talk in snapshot.conversations for message in talk)


def _filled(question: str, names: Mapping[str, Sequence[str]]) -> str:
    """A phrasing with one name, taken by chance, for each kind of placeholder."""
    chance = int(_chance(question), 16)
    return filled(
        question, {kind: (group[chance % len(group)],) for kind, group in names.items() if group}
    )


def _alarm(alarms: Sequence[str], harmless: Sequence[str]) -> Callable[[str], float]:
    """How much a text sounds like the alarms rather than like what is harmless: naive Bayes."""
    heard = Counter(name for text in alarms for name in _heard(text))
    usual = Counter(name for text in harmless for name in _heard(text))
    size = math.log((len(harmless) + 1) / (len(alarms) + 1))

    def alarm(text: str) -> float:
        names = _heard(text)
        odds = (math.log((heard[n] + 0.5) / (usual[n] + 0.5)) + size for n in names)
        return sum(max(AGAINST, min(FOR, o)) for o in odds) / math.sqrt(len(names) + LEAST_LENGTH)

    return alarm


def _heard(text: str) -> set[str]:
    """The stems of a text and the pairs of neighbours."""
    roots = roots_of(plain_words(text))
    return {*roots, *(f"{first} {second}" for first, second in pairwise(roots))}


def _chance(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _clauses(masked: str) -> Iterator[str]:
    """The clauses of a text that say enough to be judged alone."""
    for part in _CLAUSE_END.split(masked):
        if part.count(" ") >= MIN_CLAUSE_WORDS - 1:
            yield part
