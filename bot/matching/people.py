"""Names of people in a message, and other things that identify one.

Two users: what is kept of a message has them taken out, and triage reads them as one word
each ("{name}"), so that a name nobody has seen before still tells that somebody is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from bot.matching.people_names import (
    AMBIGUOUS,
    FAMILY,
    GIVEN,
    NOT_NAMES,
    ORGANISATIONS,
    word_set,
)
from bot.matching.stem import stem
from bot.matching.thesaurus import WORDS as EVERYDAY

_EVERYDAY = frozenset(EVERYDAY)
_STEMS = frozenset(map(stem, EVERYDAY))

_TITLES = word_set("mr mrs ms miss mister mx sister pastor officer coach deputy")
_DOCTORS = word_set("dr doctor prof professor")
_SHORT_TITLES = word_set("mr mrs ms")
"""Titles that announce a name however they are written."""
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}"
_DATE = r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)?\d{2}"
_WRITTEN = rf"{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d{{2}}"
_STREET = (
    r"\d{1,5} (?:[NSEW]\.? )?[A-Z][a-z]+(?: [A-Z][a-z]+)? "
    r"(?:St|Street|Ave|Avenue|Rd|Road|Dr|Drive|Ln|Lane|Blvd|Ct|Court|Way|Pl|Place|Ter|Hwy)\b"
    r"(?:,? (?:Apt|Unit|#) ?\w{1,5})?"
)

_MARKS = (
    ("email", re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")),
    ("ssn", re.compile(r"\b\d{3}[- ]\d{2}[- ]\d{4}\b")),
    ("phone", re.compile(r"(?<!\d)(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]{0,2}\d{3}[ .-]?\d{4}(?![\d-])")),
    ("medicare", re.compile(r"\b\d[A-Za-z]\w\d-?[A-Za-z]\w\d-?[A-Za-z]{2}\d{2}\b")),
    ("date", re.compile(rf"\b(?:{_DATE}|(?i:{_WRITTEN}))\b")),
    ("address", re.compile(_STREET)),
    ("time", re.compile(r"\b\d{1,2}(?::\d{2}(?: ?[ap]\.?m\b)?| ?[ap]m\b)", re.IGNORECASE)),
    ("id", re.compile(r"\b(?:[A-Za-z]{1,5}-?\d[\d-]{4,18}|\d[\d-]{5,18})[A-Za-z]?\b")),
)
"""What else identifies a person, in the order in which it is looked for."""

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*\.?")
_NAMED = re.compile(r"\b(?:named|name is|name's) $", re.IGNORECASE)
_MAX_PARTS = 4


class Mark(NamedTuple):
    """Something in a text that points at a person."""

    kind: str
    """name, given (a given name alone), doctor, email, ssn, phone, date, address, time, id."""
    start: int
    end: int


class _Token(NamedTuple):
    text: str
    low: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        if self.low.startswith("i'"):
            return False
        return self.text[0].isupper() and not self.text.isupper()


def find(text: str) -> tuple[Mark, ...]:
    """Everything that points at a person, in order, without overlaps."""
    found: list[Mark] = []
    taken = bytearray(len(text))
    for kind, pattern in _MARKS:
        for match in pattern.finditer(text):
            _take(Mark(kind, *match.span()), taken, found)
    for mark in _people(text):
        _take(mark, taken, found)
    return tuple(sorted(found, key=lambda mark: mark.start))


def _take(mark: Mark, taken: bytearray, found: list[Mark]) -> None:
    if not any(taken[mark.start : mark.end]):
        taken[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)
        found.append(mark)


def replace(text: str, labels: Mapping[str, str], marks: Iterable[Mark]) -> str:
    """The text with the marks of these kinds replaced by their labels."""
    parts: list[str] = []
    at = 0
    for mark in marks:
        if mark.kind in labels:
            parts += [text[at : mark.start], labels[mark.kind]]
            at = mark.end
    return "".join([*parts, text[at:]])


def _people(text: str) -> list[Mark]:
    tokens = [
        _Token(m[0].rstrip("."), _stem(m[0]), m.start(), m.start() + len(m[0].rstrip(".")))
        for m in _WORD.finditer(text)
    ]
    tokens = [t for t in tokens if t.text]
    cased = sum(t.text.islower() for t in tokens) >= len(tokens) / 3
    found: list[Mark] = []
    at = 0
    while at < len(tokens):
        mark, used = _person_at(text, tokens, at, cased)
        if mark is not None:
            found.append(mark)
        at += used
    return found


def _stem(word: str) -> str:
    low = word.lower().rstrip(".").replace("\u2019", "'")
    return low.removesuffix("'s").removesuffix("'")


def _person_at(text: str, tokens: list[_Token], at: int, cased: bool) -> tuple[Mark | None, int]:
    """The person named from a token on, and how many tokens that takes (at least one)."""
    first = tokens[at]
    if first.low in _TITLES or first.low in _DOCTORS:
        count = _titled(text, tokens, at, cased)
        if not count:
            return None, 1
        kind = "doctor" if first.low in _DOCTORS else "name"
        return Mark(kind, first.start, tokens[at + count].end), count + 1
    count = _name_length(text, tokens, at, cased)
    if not count:
        return None, 1
    around = tokens[at : at + count + 2]
    if any(t.low in ORGANISATIONS and t.text[0].isupper() for t in around):
        return None, count
    kind = "name" if count > 1 or _is_introduced(text, first) else "given"
    return Mark(kind, first.start, tokens[at + count - 1].end), count


def _titled(text: str, tokens: list[_Token], at: int, cased: bool) -> int:
    """How many tokens after the title at `at` make its name; 0 when it is no title here."""
    if at + 1 >= len(tokens) or text[tokens[at].end : tokens[at + 1].start] not in (" ", ". "):
        return 0
    title, name = tokens[at], tokens[at + 1]
    if name.text[0].isupper():
        fits = title.text[0].isupper() or title.low in _SHORT_TITLES or title.low == "dr"
    else:
        fits = title.low in _SHORT_TITLES and not _common(name.low)
        fits = fits or (title.low in ("dr", "miss") and name.low in FAMILY)
    return max(1, _name_length(text, tokens, at + 1, cased)) if fits else 0


def _name_length(text: str, tokens: list[_Token], at: int, cased: bool) -> int:
    """How many tokens from `at` on make one name; 0 for none."""
    first = tokens[at]
    run = 1
    while run < _MAX_PARTS and at + run < len(tokens) and _adjoin(text, tokens, at + run):
        if not _may_follow(first, tokens[at + run], cased):
            break
        run += 1
    known = first.low in GIVEN and first.low not in NOT_NAMES
    if run == 1:
        if known and first.low not in AMBIGUOUS:
            return 1
        return int(_is_introduced(text, first) and not _common(first.low))
    if known or (first.low in AMBIGUOUS and first.capital):
        return run
    initial = len(first.text) == 1 and first.text.isupper() and first.low not in ("i", "a")
    if initial or (first.capital and cased and not _common(first.low)):
        return run
    return 0


def _is_introduced(text: str, token: _Token) -> bool:
    return _NAMED.search(text[max(0, token.start - 12) : token.start]) is not None


def _adjoin(text: str, tokens: list[_Token], at: int) -> bool:
    """Whether only a space (or the point of an initial) stands between two tokens."""
    return text[tokens[at - 1].end : tokens[at].start] in (" ", ". ", "-")


def _may_follow(first: _Token, token: _Token, cased: bool) -> bool:
    """Whether a token can be a later part of the name that `first` begins."""
    if token.low in NOT_NAMES or token.low in ORGANISATIONS:
        return False
    if first.capital and cased:
        initial = len(token.text) == 1 and token.text.isupper()
        return initial or (token.capital and not (_common(token.low) and token.low not in FAMILY))
    if token.low in FAMILY and not _common(token.low):
        return True
    sure = first.low in GIVEN and first.low not in AMBIGUOUS
    return sure and (token.low in FAMILY or (len(token.low) > 3 and not _common(token.low)))


@lru_cache(maxsize=8192)
def _common(low: str) -> bool:
    """Whether a word is an everyday one rather than somebody's name."""
    return low in NOT_NAMES or low in _EVERYDAY or stem(low) in _STEMS
