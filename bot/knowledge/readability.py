"""How hard a text is to read, as a US school grade.

Source: Kincaid, Fishburne, Rogers, Chissom, "Derivation of New Readability Formulas for
Navy Enlisted Personnel" (1975). Syllables are counted as groups of vowels, which is off by
one for a few words and right enough to compare sentences.
"""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[A-Z\"'(\[$0-9*])|\n+")
_ABBREVIATION = re.compile(r"\b(?:U\.S|e\.g|i\.e|vs|No|Dr|St|approx)\.", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][A-Za-z'\u2019]*")
_VOWELS = re.compile(r"[aeiouy]+")


def sentences(text: str) -> list[str]:
    """The sentences of a text; every line of a list counts as one."""
    guarded = _ABBREVIATION.sub(lambda m: m.group().replace(".", "\u2024"), text)
    parts = (part.strip(" -*\t") for part in _SENTENCE_END.split(guarded))
    return [part.replace("\u2024", ".") for part in parts if part]


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: 8.0 is what an eighth-grader reads with ease; 0.0 for no words."""
    parts = [_WORD.findall(sentence) for sentence in sentences(text)]
    words = [word for part in parts for word in part]
    if not words:
        return 0.0
    syllables = sum(_syllables(word) for word in words)
    lines = sum(1 for part in parts if part)
    return 0.39 * len(words) / lines + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    plain = word.lower().replace("'", "").replace("\u2019", "")
    if word.isupper():
        return 1  # An abbreviation is one thing to the eye, however it is read out.
    count = len(_VOWELS.findall(plain))
    if plain.endswith("e") and not plain.endswith(("le", "ee")) and count > 1:
        count -= 1
    return max(count, 1)
