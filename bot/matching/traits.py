"""What triage sees of a message: its words, the kinds of things it speaks of, its letters.

Three blocks, each scaled to a fixed length so that none drowns the others:

* the **words**: stems, pairs of neighbours, pairs that skip one;
* the **concepts** (`concepts.py`): which kinds of things are named, in which order and with
  which small words between them. "My aunt is wheezing" reads "my <relative> is <breath>";
* the **letters**: runs of four, which still meet when a word is misspelt.

The features differ from the index's on purpose. That one tells hundreds of entries apart by
their words; here a handful of kinds must be told apart in words that nobody foresaw.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from bot.matching import people
from bot.matching.concepts import LONGEST_PHRASE, OF_PHRASE, OF_WORD
from bot.matching.people import Mark
from bot.matching.people_names import word_set
from bot.matching.stem import stem
from bot.matching.text import plain_words

MARKS = ("name", "given", "doctor", "email", "ssn", "phone", "medicare", "date", "time", "id")
LABELS = {kind: f"{{{kind}}}" for kind in (*MARKS, "address")}
"""What stands for each thing that points at a person."""

PAIR, SKIP = 0.7, 0.5
"""A pair of neighbours, and one that skips a word, where a word weighs 1."""
CONCEPT_PAIR = 1.0
"""Two concepts anywhere in the text."""
TRIPLE = 0.5
LENGTHS = (1.0, 0.7, 0.8)
"""Of the three blocks."""
MAX_CONCEPTS = 16
"""Concepts that are paired; more make a story whose pairs are chance."""

_SMALL = frozenset(
    map(
        stem,
        word_set(
            """i you he she it we they my your his her our their not no can could should would
    will do does did is are am was be have has had what how why when where who which if for to in
    on from with without and or but going want need get take stop start please this that the a an
    there never all so too any"""
        ),
    )
)
"""Words that keep their place among the concepts."""

Block = dict[str, float]


class Traits(NamedTuple):
    """What a text holds, before anything is weighed by rarity."""

    words: Block
    concepts: Block
    letters: Block
    named: frozenset[str]
    """The concepts, and the marks, that the text names."""


def mask(text: str, marks: Iterable[Mark] | None = None) -> str:
    """The text with each person, date and number in it as one word."""
    return people.replace(text, LABELS, people.find(text) if marks is None else marks)


def traits(masked: str) -> Traits:
    """What a masked text holds."""
    said = plain_words(masked)
    roots = roots_of(said)
    words: Block = dict.fromkeys(roots, 1.0)
    for first, second in pairwise(("^", *roots, "$")):
        words[f"{first} {second}"] = PAIR
    for first, second in zip(roots, roots[2:], strict=False):
        words[f"{first} _ {second}"] = SKIP
    named, order = _concepts(roots)
    concepts: Block = {f"<{name}": 1.0 for name in named}
    for first, second in pairwise(("^", *order, "$")):
        concepts[f"{first}>{second}"] = PAIR
    for first, second in zip(order, order[2:], strict=False):
        concepts[f"{first}>>{second}"] = SKIP
    for first, second, third in zip(order, order[1:], order[2:], strict=False):
        concepts[f"{first}>{second}>{third}"] = TRIPLE
    for first, second in combinations(sorted(named)[:MAX_CONCEPTS], 2):
        concepts[f"<{first}<{second}"] = CONCEPT_PAIR
    letters: Block = {}
    for word in {word for word in said if word[0] != "{"}:
        framed = f"^{word}$"
        for at in range(len(framed) - 3):
            letters["#" + framed[at : at + 4]] = 1.0
    marks = {root[1:-1] for root in roots if root[0] == "{"}
    return Traits(words, concepts, letters, frozenset(named | marks))


def roots_of(said: Sequence[str]) -> list[str]:
    """The stems of words; a mark stays as it is."""
    return [word if word[0] == "{" else stem(word) for word in said]


def _concepts(roots: Sequence[str]) -> tuple[set[str], list[str]]:
    """The concepts that a text names, and their order with the small words between them."""
    named: set[str] = set()
    order: list[str] = []
    at = 0
    while at < len(roots):
        for size in range(min(LONGEST_PHRASE, len(roots) - at), 1, -1):
            phrase = OF_PHRASE.get(tuple(roots[at : at + size]))
            if phrase is not None:
                named.add(phrase)
                order.append("<" + phrase)
                at += size
                break
        else:
            root = roots[at]
            of_word = OF_WORD.get(root, ())
            if of_word:
                named.update(of_word)
                order.append("<" + of_word[0])
            elif root in _SMALL or root[0] == "{":
                order.append(root)
            elif root.isdigit():
                order.append("<number")
            at += 1
    return named, order


def rarity(texts: Sequence[Traits]) -> dict[str, float]:
    """Feature -> how much its rarity makes it weigh. Pairs seen only once are chance."""
    counts: dict[str, int] = {}
    for text in texts:
        for block in text[:3]:
            for name in block:
                counts[name] = counts.get(name, 0) + 1
    total = len(texts)
    return {
        name: math.log(1 + total / count)
        for name, count in counts.items()
        if count > 1 or _is_single(name)
    }


def _is_single(name: str) -> bool:
    return " " not in name and ">" not in name and name.rfind("<") <= 0


def weighed(text: Traits, rare: Mapping[str, float], unseen: float) -> Block:
    """Known features with their weights. What is unseen counts only for a block's length."""
    found: Block = {}
    for block, length in zip(_blocks(text), LENGTHS, strict=True):
        amounts = [(name, value * rare.get(name, 0.0)) for name, value in block.items()]
        square = sum(v * v if v else (unseen * block[name]) ** 2 for name, v in amounts)
        scale = length / math.sqrt(square) if square else 0.0
        found.update((name, value * scale) for name, value in amounts if value)
    return found


def _blocks(text: Traits) -> Iterable[Block]:
    return text.words, text.concepts, text.letters
