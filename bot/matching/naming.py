"""Which features a word, or a run of words, has: their names, and what each counts.

A plain name is a stem or `{class}`; two names with a space are neighbours, with ` _ ` between
them a pair that skips one word; `=` is a group of words, `#` a run of letters, `~` a direction of
meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.matching.stem import stem
from bot.matching.thesaurus import GROUPS_OF, MAX_PHRASE, PHRASE_STARTS

GROUP_WEIGHT = 2.0
"""A group of everyday English, where the word itself weighs 1."""
SUBJECT_WEIGHT = 0.4
"""Which certification it is, where that it is a certification weighs 1."""
START, END = "^", "$"


def letters(word: str) -> Iterator[str]:
    """Runs of three and four letters, the word's ends included."""
    framed = f"^{word}$"
    for size in (3, 4):
        for at in range(len(framed) - size + 1):
            yield "#" + framed[at : at + size]


def class_of(word: str) -> str:
    """'{certification:ccma}' -> '{certification}'; any other word -> its stem."""
    if word[0] != "{":
        return stem(word)
    return word.split(":")[0].removesuffix("}") + "}"


def kind_of(word: str) -> str:
    """'{certification:ccma}' -> 'certification'; any other word as it is."""
    return word[1:].split(":")[0].removesuffix("}") if word[0] == "{" else word


def word_features(word: str) -> dict[str, float]:
    """Features of one word wherever it stands."""
    root = class_of(word)
    if word[0] == "{":
        return {root: 1.0} if root == word else {root: 1.0, word: SUBJECT_WEIGHT}
    found = {root: 1.0}
    for group in GROUPS_OF.get((root,), ()):
        found["=" + group] = GROUP_WEIGHT
    if word.isdigit():
        found["=number"] = 1.0
    for run in letters(word):
        found[run] = found.get(run, 0.0) + 1.0
    return found


def stands_for_a_word(name: str) -> bool:
    """Whether a feature is one word's, and no group, run of letters or pair."""
    return name[0] not in "#=~" and " " not in name and ":" not in name


def sequence_features(roots: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Pairs of neighbours, pairs that skip one, and groups of phrases. Roots may be ''."""
    for first, second in pairwise((START, *roots, END)):
        if first and second:
            yield f"{first} {second}", 1.0
    for first, second in zip(roots, roots[2:], strict=False):
        if first and second:
            yield f"{first} _ {second}", 1.0
    for at, root in enumerate(roots):
        if root in PHRASE_STARTS:
            for size in range(2, min(MAX_PHRASE, len(roots) - at) + 1):
                for group in GROUPS_OF.get(tuple(roots[at : at + size]), ()):
                    yield "=" + group, GROUP_WEIGHT
