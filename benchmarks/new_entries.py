"""How well entries with few phrasings are found among well-phrased ones.

    python -m benchmarks.new_entries [--knowledge knowledge/] [--entries 30] [--kept 6] [--seed 0]

What a moderator adds begins with a handful of phrasings in a guide where the others have
hundreds. Some entries are cut down to `--kept` phrasings; up to 40 of those taken away are asked,
and as many of the entries that stayed as they were, left out for it. Prints, in percent, how
often the right entry comes first and among the first three.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from bot.knowledge.assembly import load
from bot.knowledge.model import Entry
from bot.knowledge.phrasing import PLACEHOLDER
from bot.knowledge.snapshot import Snapshot
from bot.matching.index import Index

ASKED = 40
"""Phrasings asked of each entry at most."""
AMONG = 3


def cut(entry: Entry, kept: int | None, rng: random.Random) -> tuple[Entry, list[str]]:
    """The entry with `kept` of its phrasings, or all but those asked; and those to ask."""
    questions = list(entry.questions)
    rng.shuffle(questions)
    at = kept if kept is not None else min(ASKED, len(questions) // 2)
    first, rest = questions[:at], questions[at:]
    stay, asked = (first, rest) if kept is not None else (rest, first)
    asked = [question for question in asked if not PLACEHOLDER.search(question)]
    return entry.model_copy(update={"questions": tuple(stay)}), asked[:ASKED]


def divided(
    snapshot: Snapshot, count: int, kept: int, seed: int
) -> tuple[Snapshot, dict[str, list[str]], dict[str, list[str]]]:
    """A snapshot with `count` poor entries; what to ask of those, and of as many others."""
    rng = random.Random(seed)
    names = sorted(e.id for e in snapshot.entries.values() if e.kind != "boundary")
    taken = rng.sample(names, 2 * count)
    entries = dict(snapshot.entries)
    poor: dict[str, list[str]] = {}
    rich: dict[str, list[str]] = {}
    for number, name in enumerate(taken):
        is_poor = number < count
        entries[name], asked = cut(entries[name], kept if is_poor else None, rng)
        (poor if is_poor else rich)[name] = asked
    return replace(snapshot, entries=entries), poor, rich


def shares(index: Index, asked: dict[str, list[str]]) -> tuple[float, float]:
    """(first, among `AMONG`) in percent of all that is asked."""
    places = [_place(index, text, entry) for entry, texts in asked.items() for text in texts]
    return _percent(p == 0 for p in places), _percent(p < AMONG for p in places)


def _place(index: Index, text: str, entry: str) -> int:
    found = [candidate.entry for candidate in index.match(text).candidates]
    return found.index(entry) if entry in found else len(found) + AMONG


def _percent(hits: Iterable[bool]) -> float:
    found = list(hits)
    return 100 * sum(found) / max(1, len(found))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--knowledge", type=Path, default=Path("knowledge"))
    parser.add_argument("--entries", type=int, default=30)
    parser.add_argument("--kept", type=int, default=6)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    snapshot, _ = load(asked.knowledge)
    snapshot, poor, rich = divided(snapshot, asked.entries, asked.kept, asked.seed)
    index = Index.build(snapshot)
    for name, found in ((f"with {asked.kept} phrasings", poor), ("with all the others", rich)):
        first, among = shares(index, found)
        count = sum(map(len, found.values()))
        print(
            f"{len(found)} entries {name}: {count} asked, {first:.1f} first, {among:.1f} in three"
        )


if __name__ == "__main__":
    main()
