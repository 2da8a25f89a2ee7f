"""Which certifications, states, occupations and terms a text names, and where.

Longest name first; longer names also when misspelt or written apart ("newyork",
"phlebotmist"). "MA" is the profession, never Massachusetts, and two-letter codes that are
words ("in", "or", "me") count only in capitals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.knowledge.model import SubjectKind
from bot.knowledge.snapshot import Snapshot
from bot.matching.spelling import Speller
from bot.matching.text import Word, words_of

MIN_TOLERANT = 7
"""Names with fewer letters are only recognised when spelt right."""
MAX_NAME_WORDS = 8
MAX_TOLERANT_TRIES = 80
"""Runs of words compared with misspelt names in one text: bounds the time."""

NEVER_A_STATE: frozenset[str] = frozenset({"ma"})
"""State codes that mean something else here: MA is a medical assistant."""
WORDS_LIKE_CODES: frozenset[str] = frozenset(
    ("al", "as", "co", "de", "hi", "id", "in", "la", "me", "mo", "no", "oh", "ok", "or", "pa")
)
"""Codes that count only in capitals, and only where the whole text is not in capitals."""


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
        self._subjects: dict[tuple[str, ...], tuple[SubjectKind, str]] = {}
        joined: dict[str, tuple[SubjectKind, str]] = {}
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
        self._known: Final = frozenset(known) | {w for words in self._subjects for w in words}
        self._first: Final = frozenset(words[0] for words in self._subjects)
        self._longest: Final = min(MAX_NAME_WORDS, max(map(len, self._subjects), default=0))

    def find(self, words: Sequence[Word]) -> tuple[Mention, ...]:
        """The mentions in order of appearance, none overlapping."""
        folded = [word.folded for word in words]
        shouting = sum(word.typed.isupper() for word in words) * 2 > len(words)
        taken: list[Mention | None] = [None] * len(words)
        tries = 0
        for size in range(min(self._longest, len(words)), 0, -1):
            for at in range(len(words) - size + 1):
                if any(taken[at : at + size]):
                    continue
                found = None
                if folded[at] in self._first:
                    found = self._subjects.get(tuple(folded[at : at + size]))
                    if found and found[0] == "state" and folded[at] in WORDS_LIKE_CODES:
                        capital = words[at].typed.isupper() and not (shouting and len(words) > 1)
                        found = found if capital or size > 1 else None
                if found is None and tries < MAX_TOLERANT_TRIES:
                    part = folded[at : at + size]
                    if any(word not in self._known for word in part):
                        tries += 1
                        found = self._tolerant("".join(part))
                if found:
                    typed = " ".join(word.typed for word in words[at : at + size])
                    mention = Mention(found[0], found[1], typed, at, at + size)
                    taken[at : at + size] = [mention] * size
        return tuple(dict.fromkeys(mention for mention in taken if mention))

    def rewrite(self, text: str) -> str:
        """The text with its subjects replaced by their tokens."""
        words = words_of(text)
        return rewrite(text, words, self.find(words))

    def _tolerant(self, joined: str) -> tuple[SubjectKind, str] | None:
        if len(joined) < MIN_TOLERANT:
            return None
        if joined in self._joined:
            return self._joined[joined]
        near = self._speller.near(joined)
        return self._joined[max(near, key=lambda pair: pair[1])[0]] if near else None


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
