"""How each tuned number was chosen: `python -m benchmarks.tune --train F --validation F`.

    python -m benchmarks.tune --train F --validation F [--shots 10] [--seeds 0 1 2]
        [--knowledge knowledge/] [--only NAME ...]

Changes one named number at a time and prints the accuracy on validation texts, clean and with
typing errors, as the mean over seeds; with `--knowledge` also what leaving out a fifth of our
own phrasings shows. Never point it at test data.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import numpy as np

from benchmarks import data
from benchmarks.data import Example
from bot.knowledge.assembly import load
from bot.matching import correction, features, linear, naming, spelling, training
from bot.matching.engine import Engine
from bot.matching.index import documents, lexicon_of, phrasings
from bot.matching.subjects import Recogniser
from bot.matching.text import words_of

TYPOS_EVERY = 8
LEFT_OUT = 5
"""One phrasing of each entry in so many is left out for the knowledge column."""
TRIED: dict[str, tuple[ModuleType, tuple[float, ...]]] = {
    "GROUP_WEIGHT": (naming, (0.0, 1.0, 1.5, 3.0)),
    "LETTERS_LENGTH": (features, (0.4, 0.55, 0.9)),
    "MIN_PAIR_TEXTS": (features, (1, 3)),
    "SYNONYM_WEIGHT": (features, (1.0, 3.0)),
    "LATENT_SHARE": (linear, (0.35, 0.65, 0.8)),
    "POWER": (linear, (0.4, 0.65)),
    "DOCUMENT_WEIGHT": (linear, (0.2, 1.0)),
    "DROPOUT": (linear, (0.0, 0.5)),
    "LEARNING_RATE": (linear, (1.5, 5.0)),
    "MIN_PASSES": (linear, (6, 10)),
    "MAX_PASSES": (linear, (8, 30)),
    "BATCH": (linear, (8, 128)),
    "SOFTMAX_BLEND": (linear, (0.5, 3.0)),
    "FEW": (linear, (20, 200)),
    "MEANING_LENGTH": (features, (0.5, 1.5)),
    "FOREIGN_SHARE": (training, (0.2, 0.6)),
    "FREQUENCY_POWER": (spelling, (0.3, 0.7)),
    "LENGTH_POWER": (spelling, (0.0, 2.0)),
    "SECOND_EDIT_PENALTY": (spelling, (0.03, 0.3)),
    "OTHER_FIRST_LETTER_PENALTY": (spelling, (0.2, 0.7)),
    "MIN_TWO_EDITS": (spelling, (4, 7)),
    "NEIGHBOUR_BOOST": (correction, (1.0, 8.0)),
    "SPACE_PENALTY": (correction, (0.2, 1.0)),
}
"""Name -> its module, and the other values to try."""


def _share(engine: Engine, examples: Sequence[Example]) -> float:
    found = (engine.rank(text, 1).candidates for text, _ in examples)
    hits = [
        bool(best) and best[0].label == label
        for best, (_, label) in zip(found, examples, strict=True)
    ]
    return float(np.mean(hits)) * 100


def _validation(asked: argparse.Namespace) -> Iterator[tuple[float, float]]:
    """Accuracy clean and with typing errors, for each seed."""
    validation = data.read(asked.validation)
    for seed in asked.seeds:
        train = data.sample(data.read(asked.train), asked.shots, seed)
        labels = {label for _, label in train}
        inside = [(text, label) for text, label in validation if label in labels]
        typed = [(data.with_typos(t, TYPOS_EVERY, str(seed)), label) for t, label in inside]
        engine = Engine.train(train)
        yield _share(engine, inside), _share(engine, typed)


def _left_out(folder: Path) -> float:
    """Accuracy on phrasings of the knowledge that were left out."""
    snapshot, _ = load(folder)
    known = {word.folded for text, _ in phrasings(snapshot) for word in words_of(text)}
    rewrite = Recogniser(snapshot, known).rewrite
    kept: list[Example] = []
    out: list[Example] = []
    for entry in snapshot.entries.values():
        questions = list(entry.questions)
        random.Random(entry.id).shuffle(questions)
        for at, text in enumerate(questions):
            (kept if at % LEFT_OUT else out).append((rewrite(text), entry.id))
        kept.append((rewrite(entry.title), entry.id))
    told = [(rewrite(text), entry) for text, entry in documents(snapshot)]
    return _share(Engine.train(kept, lexicon_of(snapshot), told), out)


def _line(name: str, asked: argparse.Namespace) -> None:
    clean, typed = np.mean(list(_validation(asked)), axis=0)
    own = f"{_left_out(asked.knowledge):.2f}" if asked.knowledge else "-"
    print(f"| {name} | {clean:.2f} | {typed:.2f} | {own} |", flush=True)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--validation", type=Path, required=True)
    parser.add_argument("--shots", type=int, default=10)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--knowledge", type=Path)
    parser.add_argument("--only", nargs="+", choices=sorted(TRIED), default=list(TRIED))
    asked = parser.parse_args()
    print("| change | accuracy | with typos | left out of our own |\n|---|---:|---:|---:|")
    _line("as it is", asked)
    for name in asked.only:
        module, values = TRIED[name]
        # A number that another module imported by name has to change there too.
        holders = [m for m in (module, correction) if hasattr(m, name)]
        before = getattr(module, name)
        for value in values:
            for holder in holders:
                setattr(holder, name, value)
            _line(f"{name} {before} -> {value}", asked)
        for holder in holders:
            setattr(holder, name, before)


if __name__ == "__main__":
    main()
