"""The knowledge-facing index: a member's sentence in, entries and named subjects out."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final

import numpy as np

from bot.knowledge.model import SubjectKind
from bot.knowledge.snapshot import Snapshot
from bot.knowledge.succession import Succession
from bot.matching import codec, evidence
from bot.matching.engine import Engine, Ranking
from bot.matching.features import Floats
from bot.matching.lexicon import Lexicon
from bot.matching.subjects import Mention, Recogniser, rewrite
from bot.matching.text import words_of

CANDIDATES = 5
"""Entries returned with a match."""
CLEAR_RIGHT = 0.31
"""Least probability of the first entry being right to answer with it."""
NONE_OURS = 0.55
"""Below this probability of being ours, a question is declined."""

BINDING: frozenset[SubjectKind] = frozenset({"certification", "state"})
BOUND_SHARE = 0.5
"""Share of an entry's phrasings that name one subject, from which it is about that one alone."""
MAX_ASPECTS = 12
"""Subjects whose aspect is read as what an entry's answer says."""
_TOKEN = re.compile(r"\{(?:certification|state):[^{}]+\}")
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


class Index:
    """Everything needed to match questions against one snapshot. Never changes."""

    def __init__(
        self,
        snapshot: Snapshot,
        engine: Engine,
        follow_ups: Engine,
        recogniser: Recogniser | None = None,
        bound: Mapping[str, str] | None = None,
        *,
        provisional: bool = False,
    ) -> None:
        self.version: Final = version_of(snapshot)
        self.provisional: Final = provisional
        """Made by `updated`: good until one that is trained on everything takes its place."""
        self._engine: Final = engine
        self._follow_ups: Final = follow_ups
        self._succession: Final = Succession(snapshot.conversations, snapshot.entries)
        self._recogniser: Final = recogniser or Recogniser(snapshot)
        self._bound: Final = dict(bound or {})
        self._titles: Final = {entry.id: entry.title for entry in snapshot.entries.values()}

    @classmethod
    def build(cls, snapshot: Snapshot) -> Index:
        """Train on a snapshot. Takes seconds: run it off the event loop."""
        known = {word.folded for text, _ in phrasings(snapshot) for word in words_of(text)}
        recogniser = Recogniser(snapshot, known)
        asked = (*phrasings(snapshot), *called(snapshot))
        examples = [(recogniser.rewrite(text), entry) for text, entry in asked]
        told = [(recogniser.rewrite(text), entry) for text, entry in documents(snapshot)]
        engine = Engine.train(examples, lexicon_of(snapshot), told)
        follow_ups = _learn_follow_ups(snapshot, recogniser)
        return cls(snapshot, engine, follow_ups, recogniser, bound_entries(examples))

    def with_conversations(self, snapshot: Snapshot) -> Index:
        """This index, with the conversations of a snapshot that is else the same. Takes seconds."""
        follow_ups = _learn_follow_ups(snapshot, self._recogniser)
        return Index(snapshot, self._engine, follow_ups, self._recogniser, self._bound)

    def updated(self, before: Snapshot, snapshot: Snapshot) -> Index:
        """This index, made from `before`, brought up to another snapshot in a moment.

        Knows the phrasings, entries and names that are new; those taken out may still be felt.
        New conversations are only learnt by `build`.
        """
        old = set(phrasings(before))
        fresh = [pair for pair in phrasings(snapshot) if pair not in old]
        words = {word.folded for text, _ in fresh for word in words_of(text)}
        recogniser = Recogniser(snapshot, self._recogniser.known_words | words)
        added = [(recogniser.rewrite(text), entry) for text, entry in fresh]
        engine = self._engine.updated(added, tuple(snapshot.entries), lexicon_of(snapshot))
        return Index(snapshot, engine, self._follow_ups, recogniser, self._bound, provisional=True)

    def match(self, text: str) -> Match:
        """Find what `text` asks. Never raises, whatever the text."""
        ranking, mentions = self._ranked(text)
        return Match(
            _zone(ranking),
            tuple(Candidate(c.label, c.probability) for c in ranking.candidates),
            mentions,
            ranking.ours,
            ranking.right,
        )

    def odds(self, text: str) -> dict[str, float]:
        """The probability of every entry for a text, given that one fits; empty without words."""
        words = words_of(text)
        mentions = self._recogniser.find(words)
        return self._engine.odds(rewrite(text, words, mentions), self._barred(mentions))

    def follow_up_odds(self, text: str) -> dict[str, float]:
        """The probability of the entries that conversations lead to for a text after an answer.

        "and if i flunk", "money wise?": the phrasings of an entry say what they are about, what
        follows an answer need not. Whatever that answer was: the caller knows, this does not.
        """
        return self._follow_ups.odds(self._recogniser.rewrite(text))

    def next_odds(self, entry: str) -> dict[str, float]:
        """The probability of every entry as the one that members go on to from another."""
        return self._succession.odds(entry)

    def corrected(self, text: str) -> str:
        """The text with the words in place of misspelt ones that they are taken for."""
        words = words_of(text)
        taken_for = self._engine.corrections(self._recogniser.rewrite(text))
        for word in reversed([word for word in words if word.folded in taken_for]):
            text = f"{text[: word.start]}{taken_for[word.folded]}{text[word.end :]}"
        return text

    def explain(self, text: str) -> tuple[str, ...]:
        """Why `match` finds what it finds, in sentences, for moderators."""
        ranking, mentions = self._ranked(text, explained=True)
        return evidence.sentences(ranking, mentions, self._titles, _zone(ranking))

    def likeness(self, texts: Sequence[str]) -> Floats:
        """(n, n) how alike n questions are, 0 to 1; 0 where they name different subjects."""
        every = [words_of(text) for text in texts]
        mentions = [self._recogniser.find(words) for words in every]
        found = self._engine.likeness(
            [rewrite(t, w, m) for t, w, m in zip(texts, every, mentions, strict=True)]
        )
        named = [frozenset(m.subject for m in of_text) for of_text in mentions]
        same = [[one == other for other in named] for one in named]
        return np.where(np.array(same, bool), found, np.float32(0))

    def _ranked(self, text: str, *, explained: bool = False) -> tuple[Ranking, tuple[Mention, ...]]:
        words = words_of(text)
        mentions = self._recogniser.find(words)
        rewritten = rewrite(text, words, mentions)
        barred = self._barred(mentions)
        return self._engine.rank(rewritten, CANDIDATES, barred, explained=explained), mentions

    def _barred(self, mentions: Sequence[Mention]) -> list[str]:
        """Entries about one certification or state, where a text names only others."""
        named = {kind: {m.token for m in mentions if m.kind == kind} for kind in BINDING}
        tokens = {token for found in named.values() for token in found}
        kinds = {f"{{{kind}:" for kind, found in named.items() if found}
        return [
            entry
            for entry, token in self._bound.items()
            if token not in tokens and token[: token.index(":") + 1] in kinds
        ]

    def to_bytes(self) -> bytes:
        """The index as bytes, for a cache named by `version`."""
        engines = (self._engine.to_bytes(), self._follow_ups.to_bytes())
        words = self._recogniser.known_words
        return codec.pack_nested(self.version, words, self._bound, *engines)

    @classmethod
    def from_bytes(cls, data: bytes, snapshot: Snapshot) -> Index:
        """The index that `to_bytes` wrote for this snapshot.

        Raises `CodecError` when the bytes are damaged or of another snapshot.
        """
        version, known, bound, engines = codec.unpack_nested(data, 2)
        if version != version_of(snapshot):
            raise codec.CodecError("index of another snapshot")
        engine, follow_ups = (Engine.from_bytes(body) for body in engines)
        return cls(snapshot, engine, follow_ups, Recogniser(snapshot, known), bound)


def version_of(snapshot: Snapshot) -> str:
    """The version of the index of a snapshot."""
    return hashlib.sha256(f"index {snapshot.version}".encode()).hexdigest()[:24]


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


def called(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """What each aspect is called, asked of any subject, with the id of its entry."""
    for entry in snapshot.entries.values():
        for kind, aspect in entry.by.items():
            for label in (a.label for a in snapshot.aspects.get(kind, ()) if a.id == aspect):
                yield f"{{{kind}}} {label}", entry.id


def follow_ups(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Every message of a conversation but the first, with the entry that answers it best."""
    for conversation in snapshot.conversations:
        for message in islice(conversation, 1, None):
            entry = next((e for e in message.to if e in snapshot.entries), None)
            if entry is not None:
                yield message.said, entry


def _learn_follow_ups(snapshot: Snapshot, recogniser: Recogniser) -> Engine:
    examples = [(recogniser.rewrite(text), entry) for text, entry in follow_ups(snapshot)]
    return Engine.train(examples, lexicon_of(snapshot))


def bound_entries(examples: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Entry -> token of the one certification or state that its rewritten phrasings are about."""
    phrased = Counter(entry for _, entry in examples)
    named = Counter(
        (entry, token) for text, entry in examples for token in set(_TOKEN.findall(text))
    )
    return {e: t for (e, t), count in sorted(named.items()) if count >= BOUND_SHARE * phrased[e]}


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


def _zone(ranking: Ranking) -> Zone:
    if ranking.right >= CLEAR_RIGHT:
        return Zone.CLEAR
    return Zone.NONE if ranking.ours < NONE_OURS else Zone.CLOSE
