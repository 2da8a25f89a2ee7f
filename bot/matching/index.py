"""The knowledge-facing index: a member's sentence in, entries and named subjects out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.knowledge.snapshot import Snapshot
from bot.matching import codec, evidence
from bot.matching.engine import FORMAT, Engine
from bot.matching.lexicon import Lexicon
from bot.matching.subjects import Mention, Recogniser, rewrite
from bot.matching.text import words_of

CANDIDATES = 5
"""Entries returned with a match."""
CLEAR_RIGHT = 0.33
"""Least probability of the first entry being right to answer with it."""
NONE_OURS = 0.60
"""Below this probability of being ours, a question is declined."""

MAX_ASPECTS = 12
"""Subjects whose aspect is read as what an entry's answer says."""
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")


class Zone(StrEnum):
    """What the confidences call for."""

    CLEAR = "clear"
    """Answer."""
    CLOSE = "close"
    """Ask back with the best candidates."""
    NONE = "none"
    """Not ours: decline."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may be meant."""

    entry: str
    probability: float


@dataclass(frozen=True, slots=True)
class Match:
    """What a member's sentence was found to mean."""

    zone: Zone
    candidates: tuple[Candidate, ...]
    """Likeliest first."""
    mentions: tuple[Mention, ...]
    """Subjects named, in order of appearance."""
    ours: float
    """Probability that the guide has an entry for it."""
    right: float
    """Probability that the first candidate is the right entry."""
    evidence: tuple[str, ...]
    """Why, in sentences, for moderators."""


class Index:
    """Everything needed to match questions against one snapshot. Never changes."""

    def __init__(
        self, snapshot: Snapshot, engine: Engine, recogniser: Recogniser | None = None
    ) -> None:
        self.version: Final = version_of(snapshot)
        self._engine: Final = engine
        self._recogniser: Final = recogniser or Recogniser(snapshot)
        self._titles: Final = {entry.id: entry.title for entry in snapshot.entries.values()}

    @classmethod
    def build(cls, snapshot: Snapshot) -> Index:
        """Train on a snapshot. Takes seconds: run it off the event loop."""
        known = {word.folded for text, _ in phrasings(snapshot) for word in words_of(text)}
        recogniser = Recogniser(snapshot, known)
        examples = [(recogniser.rewrite(text), entry) for text, entry in phrasings(snapshot)]
        told = [(recogniser.rewrite(text), entry) for text, entry in documents(snapshot)]
        return cls(snapshot, Engine.train(examples, lexicon_of(snapshot), told), recogniser)

    def match(self, text: str) -> Match:
        """Find what `text` asks. Never raises, whatever the text."""
        words = words_of(text)
        mentions = self._recogniser.find(words)
        ranking = self._engine.rank(rewrite(text, words, mentions), CANDIDATES)
        zone = _zone(ranking.ours, ranking.right)
        return Match(
            zone,
            tuple(Candidate(c.label, c.probability) for c in ranking.candidates),
            mentions,
            ranking.ours,
            ranking.right,
            evidence.sentences(ranking, mentions, self._titles, zone),
        )

    def to_bytes(self) -> bytes:
        """The index as bytes, for a cache named by `version`."""
        return codec.pack_nested(
            self.version, self._recogniser.known_words, self._engine.to_bytes()
        )

    @classmethod
    def from_bytes(cls, data: bytes, snapshot: Snapshot) -> Index:
        """The index that `to_bytes` wrote for this snapshot.

        Raises `CodecError` when the bytes are damaged, older, or of another snapshot.
        """
        version, known, engine = codec.unpack_nested(data)
        if version != version_of(snapshot):
            raise codec.CodecError("index of another snapshot")
        return cls(snapshot, Engine.from_bytes(engine), Recogniser(snapshot, known))


def version_of(snapshot: Snapshot) -> str:
    """The version of the index of a snapshot: of its content and of this code."""
    return hashlib.sha256(f"{FORMAT}\n{snapshot.version}".encode()).hexdigest()[:24]


def lexicon_of(snapshot: Snapshot) -> Lexicon:
    """The curated words of a snapshot."""
    words = snapshot.words
    return Lexicon(words.synonyms, words.abbreviations, words.spellings, words.filler)


def phrasings(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Everything curated that leads to an entry, with the entry's id."""
    for entry in snapshot.entries.values():
        for text in (*entry.questions, entry.title):
            yield text, entry.id
        for claim in entry.corrects.claims if entry.corrects else ():
            yield claim, entry.id


def documents(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """The sentences of the answers, each with the id of its entry."""
    for entry in snapshot.entries.values():
        told = [entry.answer, entry.details]
        for aspect in entry.by.values():
            found = (snapshot.aspect_topic(subject, aspect) for subject in snapshot.subjects)
            told += [f"{t.short}\n{t.answer}\n{t.details}" for t in found if t is not None]
        for text in told[: 2 + MAX_ASPECTS]:
            for sentence in _SENTENCE_END.split(text):
                if sentence.strip():
                    yield sentence.strip(), entry.id


def _zone(ours: float, right: float) -> Zone:
    if right >= CLEAR_RIGHT:
        return Zone.CLEAR
    return Zone.NONE if ours < NONE_OURS else Zone.CLOSE
