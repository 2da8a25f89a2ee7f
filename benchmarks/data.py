"""Labelled texts: reading, sampling, and typing errors."""

from __future__ import annotations

import csv
import json
import random
import string
from collections.abc import Sequence
from pathlib import Path

Example = tuple[str, str]
"""Text and label."""

MIN_TYPO_WORD = 4
"""Typing errors fall on words at least this long; one a word."""


def read(path: Path) -> list[Example]:
    """Read CSV with a header, or JSON lines, with `text` and `label`; label may be missing."""
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix in (".jsonl", ".json", ".ndjson"):
            rows = [json.loads(line) for line in file if line.strip()]
        else:
            rows = list(csv.DictReader(file))
    return [(str(row["text"]), str(row.get("label") or "")) for row in rows]


def sample(examples: Sequence[Example], shots: int, seed: int) -> list[Example]:
    """The first `shots` texts of each label, after shuffling all with `seed`."""
    shuffled = list(examples)
    random.Random(seed).shuffle(shuffled)
    taken: dict[str, int] = {}
    kept: list[Example] = []
    for text, label in shuffled:
        taken[label] = taken.get(label, 0) + 1
        if taken[label] <= shots:
            kept.append((text, label))
    return kept


def with_typos(text: str, every: int, seed: str) -> str:
    """The text with one edit for every so many characters.

    An edit leaves out, adds, replaces or swaps a letter, in a word of `MIN_TYPO_WORD` letters
    or more that has no edit yet. The same text and seed give the same errors.
    """
    rng = random.Random(f"{seed}\n{text}")
    words = text.split(" ")
    left = max(1, len(text) // every)
    places = [at for at, word in enumerate(words) if len(word) >= MIN_TYPO_WORD]
    rng.shuffle(places)
    for at in places[:left]:
        words[at] = _edited(words[at], rng)
    return " ".join(words)


def _edited(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word))
    letter = rng.choice(string.ascii_lowercase)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + letter + word[at:]
    if kind == 2:
        return word[:at] + letter + word[at + 1 :]
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
