"""What is known about words beforehand: synonyms, abbreviations, spellings, filler.

A phrase is one or more folded words. Phrases are looked up longest first, so that "how
much" is found before "much". Rewriting runs on curated phrasings and on questions alike:
both sides meet in the same words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from bot.matching.text import plain_words

Phrase = tuple[str, ...]


def phrase(text: str) -> Phrase:
    """The folded words of a curated phrase."""
    return tuple(plain_words(text))


class PhraseTable:
    """Phrase -> value, found anywhere in a list of words, longest first."""

    def __init__(self, phrases: Mapping[Phrase, str]) -> None:
        self._values: Final = {key: value for key, value in phrases.items() if key}
        # First word -> lengths of the phrases that begin with it, longest first.
        lengths: dict[str, set[int]] = {}
        for key in self._values:
            lengths.setdefault(key[0], set()).add(len(key))
        self._lengths: Final = {w: sorted(n, reverse=True) for w, n in lengths.items()}

    def __bool__(self) -> bool:
        return bool(self._values)

    def find(self, words: Sequence[str]) -> list[tuple[int, int, str]]:
        """Start, end and value of each phrase in `words`, from the left, none overlapping."""
        found: list[tuple[int, int, str]] = []
        lengths, values = self._lengths, self._values
        at = 0
        while at < len(words):
            for length in lengths.get(words[at], ()):
                value = values.get(tuple(words[at : at + length]))
                if value is not None:
                    found.append((at, at + length, value))
                    at += length
                    break
            else:
                at += 1
        return found


@dataclass(frozen=True)
class Lexicon:
    """Curated relations between words. Everything may be empty."""

    synonyms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Word or phrase -> words and phrases that mean the same."""
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    """Short form -> what it stands for."""
    spellings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Right spelling -> frequent wrong ones."""
    filler: Sequence[str] = ()
    """Words and phrases that carry no meaning."""

    @cached_property
    def _rewrites(self) -> PhraseTable:
        table = {phrase(short): long for short, long in self.abbreviations.items()}
        for right, wrongs in self.spellings.items():
            table |= {phrase(wrong): right for wrong in wrongs if phrase(wrong) != phrase(right)}
        return PhraseTable({key: " ".join(phrase(value)) for key, value in table.items()})

    @cached_property
    def _filler(self) -> PhraseTable:
        return PhraseTable({phrase(text): "" for text in self.filler})

    @cached_property
    def groups(self) -> PhraseTable:
        """Member of a synonym group -> the group's name. The first group of a word wins."""
        table: dict[Phrase, str] = {}
        for head, members in self.synonyms.items():
            for member in (head, *members):
                table.setdefault(phrase(member), " ".join(phrase(head)))
        return PhraseTable(table)

    def rewrite(self, words: Sequence[str]) -> list[str]:
        """Spellings put right, abbreviations written out, filler left out.

        A text of nothing but filler is kept whole: it is then all there is to go by.
        """
        written = _replaced(words, self._rewrites)
        return (_replaced(written, self._filler) or written) if self._filler else written

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """Every word of the lexicon that questions may hold, each once, in order."""
        phrases = [phrase(t) for t in (*self.abbreviations, *self.filler, *self.synonyms)]
        phrases += [phrase(m) for members in self.synonyms.values() for m in members]
        phrases += [phrase(right) for right in self.spellings]
        return tuple(dict.fromkeys(word for words in phrases for word in words))


def _replaced(words: Sequence[str], table: PhraseTable) -> list[str]:
    if not table:
        return list(words)
    result: list[str] = []
    done = 0
    for start, end, value in table.find(words):
        result += words[done:start]
        result += value.split()
        done = end
    result += words[done:]
    return result
