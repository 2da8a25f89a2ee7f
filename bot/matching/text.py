"""Text to words: the same folding for curated phrasings and for what members type."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

MAX_CHARACTERS = 4_000
"""Text beyond this is not read: Discord allows no longer message."""
MAX_WORDS = 400
MAX_WORD_CHARACTERS = 40
"""Longer runs are links, keys or noise; their head is enough."""

# A placeholder or class token, a dotted abbreviation (C.M.A.), a run of letters and digits
# that may hold apostrophes, or "$$" for money. Written without nested repetition: linear time.
_WORD = re.compile(
    r"\{[a-z]+(?::[a-z0-9.-]+)?\}|(?:[^\W\d_]\.){2,}[^\W\d_]?|[^\W_]+(?:['\u2019\u02bc`][^\W_]+)*"
    r"|\$(?![ $]{0,3}\d)\$*"
)
_MONEY = "money"
_APOSTROPHES = str.maketrans("", "", "'\u2019\u02bc`.")

_PRONOUNS = ("i", "you", "we", "they", "he", "she", "it", "that", "there", "this")
_QUESTION_WORDS = ("what", "who", "where", "when", "why", "how")


def _contractions() -> dict[str, tuple[str, ...]]:
    """Contraction, apostrophe left out -> the words it stands for.

    Forms that are words of their own without the apostrophe ("well", "were", "ill", "hell",
    "shell", "wed", "id", "its") stay as they are: members leave the apostrophe out.
    """
    table: dict[str, tuple[str, ...]] = {}
    for word in (*_PRONOUNS[6:], "he", "she", *_QUESTION_WORDS):
        table[f"{word}s"] = (word, "is")
    for word in ("you", "we", "they", "what", "who", "how", "where", "there"):
        table[f"{word}re"] = (word, "are")
    for word in (*_PRONOUNS, *_QUESTION_WORDS):
        table[f"{word}ll"] = (word, "will")
        table[f"{word}d"] = (word, "would")
    for word in ("i", "you", "we", "they", "could", "should", "would", "might", "must"):
        table[f"{word}ve"] = (word, "have")
    for word in (
        *("do", "does", "did", "is", "are", "was", "were", "has", "have", "had"),
        *("would", "could", "should", "must", "need", "might"),
    ):
        table[f"{word}nt"] = (word, "not")
    table |= {
        "im": ("i", "am"),
        "cant": ("can", "not"),
        "cannot": ("can", "not"),
        "wont": ("will", "not"),
        "aint": ("is", "not"),
        "lets": ("let", "us"),
        "whatsa": ("what", "is", "a"),
        "gonna": ("going", "to"),
        "wanna": ("want", "to"),
        "gotta": ("got", "to"),
        "hafta": ("have", "to"),
        "kinda": ("kind", "of"),
        "lemme": ("let", "me"),
        "gimme": ("give", "me"),
        "dunno": ("do", "not", "know"),
        "yall": ("you", "all"),
        "u": ("you",),
        "ur": ("your",),
        "r": ("are",),
        "wat": ("what",),
        "wats": ("what", "is"),
        "pls": ("please",),
        "plz": ("please",),
        "thx": ("thanks",),
        "bc": ("because",),
        "cuz": ("because",),
        "b4": ("before",),
        "w": ("with",),
        "yrs": ("years",),
        "yr": ("year",),
    }
    for own_word in ("well", "were", "ill", "hell", "shell", "wed", "id", "its", "shed", "whore"):
        table.pop(own_word, None)
    return table


CONTRACTIONS = _contractions()
_APOSTROPHE_ONLY = {
    "i'll": ("i", "will"),
    "we'll": ("we", "will"),
    "we're": ("we", "are"),
    "i'd": ("i", "would"),
    "we'd": ("we", "would"),
    "it's": ("it", "is"),
    "he'll": ("he", "will"),
    "she'll": ("she", "will"),
    "she'd": ("she", "would"),
    "who're": ("who", "are"),
}


class Word(NamedTuple):
    """One word of a text."""

    typed: str
    folded: str
    start: int
    """First character in the text."""
    end: int
    """One past the last character."""


def fold(word: str) -> str:
    """One word in lower case, without accents, apostrophes or compatibility forms."""
    word = word[:MAX_WORD_CHARACTERS]
    if word[0] == "$":
        return _MONEY
    if word.isascii():
        return word.lower().translate(_APOSTROPHES)
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold())
    return "".join(c for c in plain if c.isalnum())[:MAX_WORD_CHARACTERS]


def words_of(text: str) -> list[Word]:
    """The words of a text in order, at most `MAX_WORDS`."""
    words: list[Word] = []
    for found in _WORD.finditer(text[:MAX_CHARACTERS]):
        typed = found[0]
        folded = typed if typed[0] == "{" else fold(typed)
        if folded:
            words.append(Word(typed, folded, found.start(), found.end()))
            if len(words) == MAX_WORDS:
                break
    return words


def plain_words(text: str) -> list[str]:
    """The folded words of a text, contractions written out: "whats", "what's" -> what, is."""
    found: list[str] = []
    for typed in _WORD.findall(text[:MAX_CHARACTERS])[:MAX_WORDS]:
        if typed.isascii() and typed.isalnum():
            word = typed[:MAX_WORD_CHARACTERS].lower()
            if word in CONTRACTIONS:
                found += CONTRACTIONS[word]
            else:
                found.append(word)
        else:
            found += _unusual(typed)
    return found


def _unusual(typed: str) -> tuple[str, ...]:
    """The words of one that is a placeholder, not ASCII, or holds an apostrophe or dots."""
    if typed[0] == "{":
        return (typed,)
    folded = fold(typed)
    if folded in CONTRACTIONS:
        return CONTRACTIONS[folded]
    plain = typed.lower().replace("\u2019", "'")
    if plain in _APOSTROPHE_ONLY:
        return _APOSTROPHE_ONLY[plain]
    folded = fold(plain.removesuffix("'s")) or folded
    return (folded,) if folded else ()
