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
from dataclasses import replace
from pathlib import Path

from benchmarks import measures
from bot.knowledge.assembly import load
from bot.knowledge.model import Entry
from bot.knowledge.phrasing import PLACEHOLDER
from bot.knowledge.snapshot import Snapshot
from bot.matching.index import Index

ASKED = 40
"""Phrasings asked of each entry at most."""
AMONG = 3


def cut(entry: Entry, kept: int, rng: random.Random) -> tuple[Entry, list[str]]:
    """The entry with `kept` of its phrasings, and those of the others that are asked."""
    questions = list(entry.questions)
    rng.shuffle(questions)
    asked = [question for question in questions[kept:] if not PLACEHOLDER.search(question)]
    return entry.model_copy(update={"questions": tuple(questions[:kept])}), asked[:ASKED]


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
        entry, asked = entries[name], poor if number < count else rich
        left = kept if asked is poor else max(kept, len(entry.questions) - ASKED)
        entries[name], asked[name] = cut(entry, left, rng)
    return replace(snapshot, entries=entries), poor, rich


def shares(index: Index, asked: dict[str, list[str]]) -> tuple[float, float]:
    """(first, among `AMONG`) in percent of all that is asked."""
    found = [
        (entry, [candidate.entry for candidate in index.match(text).candidates[:AMONG]])
        for entry, texts in asked.items()
        for text in texts
    ]
    first = measures.percent([entry in ranked[:1] for entry, ranked in found])
    return first, measures.percent([entry in ranked for entry, ranked in found])


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
