"""Time a question takes as phrasings grow, start-up and memory: `python -m benchmarks.speed`.

    python -m benchmarks.speed [--sizes 1000 10000 100000] [--engine NAME] [--picture FILE]

The phrasings are made up: templates over 150 entries, with a long tail of names so that the
vocabulary grows as it does in life. Each engine runs in a process of its own on one core.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import measures
from benchmarks.data import Example, with_typos
from benchmarks.engines import ENGINES, installed
from benchmarks.intents import WARM_UP, measure_each, show
from bot.matching.engine import Engine

SIZES = (1_000, 10_000, 100_000)
ENTRIES = 150
QUESTIONS = 300
SLOW_ABOVE = 20_000
"""Engines that need minutes to build are left out above this."""
SLOW = ("linear-svc", "minilm-nearest", "minilm-logistic")
COLUMNS = ("phrasings", "median_ms", "p99_ms", "build_s", "warm_start_s", "memory_mb")
_SYLLABLES = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "an", "er", "is")]
_OPENERS = (
    *("how do i", "what is the", "where can i find the", "tell me about the", "can i get a"),
    *("how long does it take to", "who can help me with the", "i need to know about my"),
)


def _word(number: int) -> str:
    rng = random.Random(number)
    return "".join(rng.choice(_SYLLABLES) for _ in range(rng.choice((2, 3, 3, 4))))


def phrasings(count: int, seed: int = 0) -> list[Example]:
    """`count` made-up phrasings of `ENTRIES` entries; the same for the same seed."""
    rng = random.Random(seed)
    made: list[Example] = []
    for number in range(count):
        entry = number % ENTRIES
        own = [_word(10 * entry + at) for at in range(8)]
        # A rank drawn so that word r is about 1/r as frequent as the first (Zipf).
        rare = [_word(100_000 + int(20_000 ** rng.random())) for _ in range(2)]
        words = rng.sample(own, 3) + rare
        rng.shuffle(words)
        made.append((f"{rng.choice(_OPENERS)} {' '.join(words)}", f"entry-{entry}"))
    return made


def measure(name: str, size: int) -> dict[str, str | float]:
    """Build one engine with so many phrasings and time its questions."""
    examples = phrasings(size)
    asked = [text for text, _ in phrasings(QUESTIONS, seed=1)]
    asked = [with_typos(t, 24, "0") if at % 2 else t for at, t in enumerate(asked)]
    before = measures.resident_mb()
    start = time.perf_counter()
    warm: Any = float("nan")
    if name == "guide":
        engine = Engine.train(examples)
        build = time.perf_counter() - start
        cached = engine.to_bytes()
        del engine
        start = time.perf_counter()
        engine = Engine.from_bytes(cached)
        warm = time.perf_counter() - start
        del cached
        rank: Any = engine.rank
    else:
        rank = ENGINES[name][0](examples)
        build = time.perf_counter() - start
    memory = measures.resident_mb() - before
    took: list[float] = []
    for text in [*asked[:WARM_UP], *asked]:
        start = time.perf_counter()
        rank(text)
        took.append((time.perf_counter() - start) * 1000)
    took = took[WARM_UP:]
    return {
        "engine": name,
        "phrasings": size,
        "median_ms": float(np.median(took)),
        "p99_ms": float(np.percentile(took, 99)),
        "build_s": build,
        "warm_start_s": warm,
        "memory_mb": memory,
    }


def draw(results: Sequence[dict[str, str | float]], path: Path) -> None:
    """Median time over phrasings, both logarithmic, one line an engine."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 5), layout="constrained")
    for name in dict.fromkeys(str(result["engine"]) for result in results):
        own = [r for r in results if r["engine"] == name]
        ours = name == "guide"
        axes.plot(
            [float(r["phrasings"]) for r in own],
            [float(r["median_ms"]) for r in own],
            marker="o",
            linewidth=3 if ours else 1.2,
            label=name,
            zorder=3 if ours else 2,
        )
    axes.set(xscale="log", yscale="log", xlabel="phrasings", ylabel="ms a question, median")
    axes.grid(alpha=0.3)
    axes.legend(fontsize="small")
    figure.savefig(path, dpi=120)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--engine", action="append", choices=sorted(ENGINES))
    parser.add_argument("--picture", type=Path, help="write a PNG here; needs matplotlib")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    names = asked.engine or installed()
    results: list[dict[str, str | float]] = []
    for size in asked.sizes:
        fit = [name for name in names if size <= SLOW_ABOVE or name not in SLOW]
        results += measure_each(fit, measure, size)
    show(sorted(results, key=lambda r: names.index(str(r["engine"]))), COLUMNS, asked.json)
    if asked.picture:
        draw(results, asked.picture)


if __name__ == "__main__":
    main()
