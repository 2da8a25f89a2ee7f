"""Which certifications, states, occupations and terms a text names, and where.

Longest name first; longer names also when misspelt or written apart ("newyork",
"phlebotmist"). "MA" is the profession, never Massachusetts, and two-letter codes that are
words ("in", "or", "me") count only in capitals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import OSA

from bot.knowledge.model import SubjectKind
from bot.knowledge.snapshot import Snapshot
from bot.matching.spelling import Speller
from bot.matching.text import Word, words_of

MIN_TOLERANT = 7
"""Names with fewer letters are only recognised when spelt right."""
MIN_TWO_EDITS = 11
"""Two edits are only believed in names with so many letters."""
MAX_APART = 3
"""Words that a name written apart or misspelt may be spread over."""
MAX_TOLERANT_TRIES = 80
"""Runs of words compared with misspelt names in one text: bounds the time."""

NEVER_A_STATE: frozenset[str] = frozenset({"ma"})
"""State codes that mean something else here: MA is a medical assistant."""
WORDS_LIKE_CODES: frozenset[str] = frozenset(
    ("al", "as", "co", "de", "hi", "id", "in", "la", "me", "mo", "no", "oh", "ok", "or", "pa")
)
"""Codes that count only in capitals, and only where the whole text is not in capitals."""


Found = tuple[SubjectKind, str]


@dataclass(frozen=True, slots=True)
class Mention:
    """One subject named in a text."""

    kind: SubjectKind
    subject: str
    """Id of the subject."""
    text: str
    """As typed."""
    start: int
    """First word of it, counted from 0 over the words of the text."""
    end: int
    """One past its last word."""

    @property
    def token(self) -> str:
        """What stands for it in the features, for example `{certification:ccma}`."""
        return f"{{{self.kind}:{self.subject}}}"


def _names(snapshot: Snapshot) -> Iterator[tuple[SubjectKind, str, str]]:
    """Kind, subject and name; certifications first, so that they win a shared name."""
    for cert in snapshot.certifications.values():
        for name in (cert.name, cert.full_name, *cert.names):
            yield "certification", cert.id, name
    for state in snapshot.states.values():
        for name in (state.name, *state.names):
            yield "state", state.id, name
    for occupation in snapshot.occupations.values():
        for name in (occupation.name, *occupation.names):
            yield "occupation", occupation.id, name
    for term in snapshot.terms.values():
        for name in (term.term, *term.names):
            yield "term", term.id, name


class Recogniser:
    """Finds the subjects of one snapshot in texts."""

    def __init__(self, snapshot: Snapshot, known: Iterable[str] = ()) -> None:
        """`known`: words of the curated phrasings, which are never a name misspelt."""
        self._subjects: dict[tuple[str, ...], Found] = {}
        joined: dict[str, Found] = {}
        for kind, subject, name in _names(snapshot):
            words = tuple(word.folded for word in words_of(name) if word.folded)
            if not words or (kind == "state" and words[0] in NEVER_A_STATE and len(words) == 1):
                continue
            self._subjects.setdefault(words, (kind, subject))
            if kind != "state" and words[-1].isalpha() and not words[-1].endswith("s"):
                self._subjects.setdefault((*words[:-1], words[-1] + "s"), (kind, subject))
            whole = "".join(words)
            if len(whole) >= MIN_TOLERANT and whole.isalpha():
                joined.setdefault(whole, (kind, subject))
        self._joined: Final = joined
        self._speller: Final = Speller(dict.fromkeys(joined, 1.0))
        self.known_words: Final = frozenset(known)
        self._known: Final = self.known_words | {w for words in self._subjects for w in words}
        sizes: dict[str, set[int]] = {}
        for words in self._subjects:
            sizes.setdefault(words[0], set()).add(len(words))
        self._sizes: Final = sizes

    def find(self, words: Sequence[Word]) -> tuple[Mention, ...]:
        """The mentions in order of appearance, none overlapping."""
        taken: list[Mention | None] = [None] * len(words)
        # Every name spelt right goes first; then misspelt words; then names written apart.
        self._mark(words, taken, self._exact(words))
        strange = [at for at, word in enumerate(words) if word.folded not in self._known]
        if strange:
            self._mark(words, taken, self._tolerant(words, strange))
        return tuple(dict.fromkeys(mention for mention in taken if mention))

    @staticmethod
    def _mark(
        words: Sequence[Word],
        taken: list[Mention | None],
        places: Iterable[tuple[int, int, Found]],
    ) -> None:
        for start, end, (kind, subject) in places:
            if not any(taken[start:end]):
                typed = " ".join(word.typed for word in words[start:end])
                taken[start:end] = [Mention(kind, subject, typed, start, end)] * (end - start)

    def _exact(self, words: Sequence[Word]) -> list[tuple[int, int, Found]]:
        """Start, end and subject of each name spelt right, longest first."""
        shouting = len(words) > 1 and sum(word.typed.isupper() for word in words) * 2 > len(words)
        folded = tuple(word.folded for word in words)
        found: list[tuple[int, int, Found]] = []
        for at, first in enumerate(folded):
            for size in self._sizes.get(first, ()):
                subject = self._subjects.get(folded[at : at + size])
                if subject is None or at + size > len(folded):
                    continue
                doubtful = size == 1 and subject[0] == "state" and first in WORDS_LIKE_CODES
                if not doubtful or (words[at].typed.isupper() and not shouting):
                    found.append((at, at + size, subject))
        return sorted(found, key=lambda place: (place[0] - place[1], place[0]))

    def _tolerant(
        self, words: Sequence[Word], strange: Sequence[int]
    ) -> Iterator[tuple[int, int, Found]]:
        """The same for names misspelt or written apart, around words that nobody knows."""
        tries = 0
        for size in range(1, MAX_APART + 1):
            for at in strange:
                for start in range(max(0, at - size + 1), min(at, len(words) - size) + 1):
                    tries += 1
                    if tries > MAX_TOLERANT_TRIES:
                        return
                    joined = "".join(word.folded for word in words[start : start + size])
                    found = self._near(joined, size)
                    if found:
                        yield start, start + size, found

    def rewrite(self, text: str) -> str:
        """The text with its subjects replaced by their tokens."""
        words = words_of(text)
        return rewrite(text, words, self.find(words))

    def _near(self, joined: str, words: int) -> Found | None:
        if len(joined) < MIN_TOLERANT:
            return None
        if joined in self._joined:
            return self._joined[joined]
        limit = 1 if words > 1 or len(joined) < MIN_TWO_EDITS else 2
        near = [
            (score, name)
            for name, score in self._speller.near(joined)
            if OSA.distance(joined, name) <= limit
        ]
        return self._joined[max(near)[1]] if near else None


def rewrite(text: str, words: Sequence[Word], mentions: Iterable[Mention]) -> str:
    """The text with each subject replaced by its token; terms keep their words before it."""
    parts: list[str] = []
    done = 0
    for mention in mentions:
        start, end = words[mention.start].start, words[mention.end - 1].end
        kept = end if mention.kind == "term" else start
        parts += [text[done:kept], " {term} " if mention.kind == "term" else f" {mention.token} "]
        done = end
    parts.append(text[done:])
    return "".join(parts)
