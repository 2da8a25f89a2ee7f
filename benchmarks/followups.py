"""How much each sign of a follow-up weighs: `python -m benchmarks.followups`.

    python -m benchmarks.followups [--knowledge knowledge/] [--json]

Fits the weights of `bot/guide/readings.py` to the conversations of the knowledge (multinomial
logistic regression, by Newton's method), and prints how often the right entry comes first: by
the message alone, with the weights in use, and with weights fitted to the other four fifths of
the conversations. What a fifth is asked of is always learnt from the other four.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.guide.context import Turn
from bot.guide.matches import Matches
from bot.guide.readings import WEIGHTS, Clues
from bot.guide.small_talk import strip_courtesy
from bot.guide.understand import Understanding
from bot.knowledge.assembly import load
from bot.knowledge.model import Said
from bot.knowledge.snapshot import Snapshot
from bot.matching.index import Index

FIFTHS = 5
RIDGE = 1e-3
NEWTON_STEPS = 40
LONGEST_STEP = 0.5
MESSAGE = Clues(*(float(clue == "alone") for clue in Clues._fields))
"""Weights that look at the message alone."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Step:
    """One message after an answer: (entries, clues) and the entries that answer it."""

    conversation: int
    clues: Floats
    right: NDArray[np.bool_]


def _subjects(index: Index, names: Sequence[str]) -> tuple[str, ...]:
    """The ids of subjects by what people call them."""
    found = (mention.subject for name in names for mention in index.match(name).mentions)
    return tuple(dict.fromkeys(found))


def read(snapshot: Snapshot, index: Index) -> Iterator[Step]:
    """The steps of the conversations of a snapshot, each fifth as new to the index as a member."""
    talks = list(enumerate(snapshot.conversations))
    for part in range(FIFTHS):
        others = tuple(talk for number, talk in talks if number % FIFTHS != part)
        known = replace(snapshot, conversations=others)
        taught = index.with_conversations(known)
        understanding = Understanding(known, Matches(taught))
        for number, talk in talks[part::FIFTHS]:
            yield from _steps(number, talk, known, taught, understanding)


def _steps(
    number: int,
    talk: Sequence[Said],
    snapshot: Snapshot,
    index: Index,
    understanding: Understanding,
) -> Iterator[Step]:
    place = earlier = ""
    for before, message in pairwise(talk):
        entry = snapshot.entries.get(before.to[0])
        subjects = _subjects(index, before.about)
        place = next((s for s in subjects if snapshot.kind_of(s) == "state"), place)
        if entry is None or entry.kind == "boundary":
            continue
        last = Turn(before.said, entry.id, earlier, subjects, place)
        earlier = entry.id
        text = strip_courtesy(message.said)
        found = understanding.clues(text, last, entry)
        right = np.array([identifier in message.to for identifier in found])
        if right.any():
            yield Step(number, np.array(list(found.values()), np.float64), right)


def _odds(step: Step, weights: Floats) -> Floats:
    scores = step.clues @ weights
    odds = np.exp(scores - scores.max())
    shares: Floats = odds / odds.sum()
    return shares


def fit(steps: Sequence[Step]) -> Floats:
    """(clues,) weights that make what is right likeliest."""
    size = len(Clues._fields)
    weights = np.array(MESSAGE, np.float64)
    for _ in range(NEWTON_STEPS):
        gradient = RIDGE * len(steps) * weights
        curvature = RIDGE * len(steps) * np.eye(size)
        for step in steps:
            odds = _odds(step, weights)
            among = odds * step.right / max(float(odds[step.right].sum()), 1e-12)
            gradient += (odds - among) @ step.clues
            centred = step.clues - odds @ step.clues
            curvature += (centred * odds[:, None]).T @ centred
        change = np.linalg.solve(curvature, gradient)
        # Far from the optimum the curvature promises more than a step can keep.
        weights -= change / max(1.0, float(np.abs(change).max()) / LONGEST_STEP)
        if float(np.abs(change).max()) < 1e-6:
            break
    return weights


def hits(steps: Sequence[Step], weights: Floats) -> list[bool]:
    """Whether the entry that comes first is right, for each step."""
    return [bool(step.right[int((step.clues @ weights).argmax())]) for step in steps]


def measure(steps: Sequence[Step]) -> dict[str, float]:
    """Share of the steps where a right entry comes first, in percent, by way of weighing."""
    held_out: list[bool] = []
    for part in range(FIFTHS):
        others = [step for step in steps if step.conversation % FIFTHS != part]
        held_out += hits([s for s in steps if s.conversation % FIFTHS == part], fit(others))
    ways = {
        "message alone": hits(steps, np.array(MESSAGE)),
        "weights in use": hits(steps, np.array(WEIGHTS)),
        "fitted to the other conversations": held_out,
    }
    return {name: 100 * float(np.mean(found)) for name, found in ways.items()}


def main() -> None:
    """Read the arguments and print the weights and what they do."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.followups")
    parser.add_argument("--knowledge", type=Path, default=Path("knowledge"))
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    snapshot, _ = load(asked.knowledge)
    steps = list(read(snapshot, Index.build(snapshot)))
    weights = dict(zip(Clues._fields, fit(steps).tolist(), strict=True))
    found = {"steps": len(steps), "right_first": measure(steps), "weights": weights}
    if asked.json:
        print(json.dumps(found))
        return
    print(f"{len(steps)} messages that follow an answer; a right entry first, in percent:")
    for name, share in measure(steps).items():
        print(f"  {name}: {share:.1f}")
    print("weights:")
    for name, weight in weights.items():
        print(f"  {name}={weight:.2f}")


if __name__ == "__main__":
    main()
