"""A light English stemmer.

Takes off the endings that change a word's form and not its meaning: Harman's S-stemmer
("How effective is suffixing?", 1991) with -ed, -ing and -ly after Porter (1980). Heavier
stemming joined words that curated entries keep apart ("certify", "certificate") and gained
nothing.
"""

from __future__ import annotations

MIN_STEM = 3
_VOWELS = frozenset("aeiouy")


def stem(word: str) -> str:
    """The stem of one folded word."""
    if len(word) <= MIN_STEM or not word.isalpha():
        return word
    word = _singular(word)
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= MIN_STEM and _VOWELS & set(root):
            return _mend(root)
    if word.endswith("ly") and len(word) - 2 > MIN_STEM:
        return _mend(word[:-2])
    return word[:-1] if word.endswith("e") and len(word) > MIN_STEM + 1 else word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _mend(root: str) -> str:
    """Undo what an ending did to the root: "stopp" -> "stop", "renewe" -> "renew"."""
    if len(root) > MIN_STEM and root[-1] == root[-2] and root[-1] not in "lsz":
        return root[:-1]
    return root[:-1] if root.endswith("e") and len(root) > MIN_STEM + 1 else root
