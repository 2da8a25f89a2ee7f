"""Accuracy, refusal, speed and memory of ours and its peers, side by side.

    python -m benchmarks.intents --train F --test F [--validation F] [--out-of-scope F]
        [--shots K] [--seed S] [--typos N] [--engine NAME] [--json]
    python -m benchmarks.intents --knowledge knowledge/ --questions F [--engine NAME] [--json]

Files are CSV or JSON lines with `text,label`. Each engine runs in a process of its own, so
that memory is its own too. What each column means stands in README.md.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np

from benchmarks import data, measures
from benchmarks.data import Example
from benchmarks.engines import ENGINES, Answer, Ranker, installed

HELD_OUT = 5
"""Without a validation file, one training text in so many picks the threshold."""
WARM_UP = 20
T = TypeVar("T")
COLUMNS = (
    *("accuracy_at_1", "accuracy_at_3", "auroc", "out_of_scope_refused", "answered_right"),
    *("answered_precision", "median_ms", "p99_ms", "build_s", "memory_mb"),
)


class Task(NamedTuple):
    """Everything that one measurement needs."""

    train: list[Example]
    test: list[Example]
    validation: list[Example]
    outside: list[str]
    typos: int = 0
    seed: int = 0


def _threshold(
    ranker: Ranker, validation: Sequence[Example], labels: set[str], odds: float
) -> float:
    """The confidence to answer with, picked on validation texts.

    `odds`: out-of-scope questions for each one in scope, as in the test; the validation's own
    ones are weighed to that.
    """
    answers = [ranker(text) for text, _ in validation]
    ours = np.array([label in labels for _, label in validation])
    right = np.array([_right(a, label) for a, (_, label) in zip(answers, validation, strict=True)])
    outside = max(int((~ours).sum()), 1)
    weight = np.where(ours, 1.0, odds * int(ours.sum()) / outside)
    return measures.threshold(np.array([a[2] for a in answers]), right, weight)


def _right(answer: Answer, label: str) -> bool:
    return bool(answer[0]) and answer[0][0] == label


def measure(name: str, task: Task) -> dict[str, str | float]:
    """Train and measure one engine."""
    train, _ = ENGINES[name]
    labels = {label for _, label in task.train}
    validation = task.validation
    before = measures.resident_mb()
    start = time.perf_counter()
    ranker = train(task.train)
    build = time.perf_counter() - start

    def typed(text: str) -> str:
        return data.with_typos(text, task.typos, str(task.seed)) if task.typos else text

    test = [(typed(text), label) for text, label in task.test]
    for text, _ in test[:WARM_UP]:
        ranker(text)
    answers: list[Answer] = []
    took: list[float] = []
    for text, _ in test:
        start = time.perf_counter()
        answers.append(ranker(text))
        took.append((time.perf_counter() - start) * 1000)
    outside = [ranker(typed(text)) for text in task.outside]
    memory = measures.resident_mb() - before
    right = np.array([_right(a, label) for a, (_, label) in zip(answers, test, strict=True)])
    among = np.array([label in a[0] for a, (_, label) in zip(answers, test, strict=True)])
    inside_ours = np.array([a[1] for a in answers])
    outside_ours = np.array([a[1] for a in outside])
    odds = len(outside) / max(len(test), 1)
    judge = ranker
    if not validation:
        validation = task.train[::HELD_OUT]
        judge = train([e for at, e in enumerate(task.train) if at % HELD_OUT])
    least = _threshold(judge, validation, labels, odds)
    answered = np.array([a[2] for a in answers]) >= least
    spoken = int(answered.sum()) + sum(a[2] >= least for a in outside)
    return {
        "engine": name,
        "accuracy_at_1": measures.percent(right),
        "accuracy_at_3": measures.percent(among),
        "auroc": measures.auroc(inside_ours, outside_ours),
        "out_of_scope_refused": measures.refused(inside_ours, right, outside_ours) * 100,
        "answered_right": measures.percent(right & answered),
        "answered_precision": 100 * int((right & answered).sum()) / max(spoken, 1),
        "median_ms": float(np.median(took)),
        "p99_ms": float(np.percentile(took, 99)),
        "build_s": build,
        "memory_mb": memory,
    }


def _task(asked: argparse.Namespace) -> Task:
    train = data.read(asked.train)
    if asked.shots:
        train = data.sample(train, asked.shots, asked.seed)
    return Task(
        train,
        data.read(asked.test),
        data.read(asked.validation) if asked.validation else [],
        [text for text, _ in data.read(asked.out_of_scope)] if asked.out_of_scope else [],
        asked.typos,
        asked.seed,
    )


def show(results: Sequence[dict[str, str | float]], columns: Sequence[str], as_json: bool) -> None:
    """Print results as JSON lines or as a Markdown table."""
    if as_json:
        for result in results:
            kept = {k: None if isinstance(v, float) and v != v else v for k, v in result.items()}
            print(json.dumps(kept))
        return
    print("| engine | " + " | ".join(columns).replace("_", " ") + " |")
    print("|---|" + "---:|" * len(columns))
    for result in results:
        cells = (result.get(column, float("nan")) for column in columns)
        shown = ("-" if value != value else f"{value:.4g}" for value in map(float, cells))
        print(f"| {result['engine']} | " + " | ".join(shown) + " |")


def measure_each(
    names: Sequence[str],
    measured: Callable[[str, T], dict[str, str | float]],
    task: T,
) -> list[dict[str, str | float]]:
    """Measure each engine in a fresh process, one after the other, on one core."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    results = []
    for name in names:
        print(f"{name} ...", file=sys.stderr)
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=spawn) as pool:
            results.append(pool.submit(measured, name, task).result())
    return results


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--train", type=Path)
    add("--test", type=Path)
    add("--validation", type=Path, help="picks the threshold of answered_right")
    add("--out-of-scope", type=Path)
    add("--shots", type=int, default=0, help="training texts of each label; 0: all")
    add("--seed", type=int, default=0)
    add("--typos", type=int, default=0, help="one edit for every so many characters; 0: none")
    add("--knowledge", type=Path, help="measure on the knowledge of this folder instead")
    add("--questions", type=Path, action="append", help="YAML or JSON lines of questions")
    add("--engine", action="append", choices=sorted(ENGINES))
    add("--json", action="store_true")
    asked = parser.parse_args()
    names = asked.engine or installed()
    if asked.knowledge and asked.questions:
        from benchmarks import knowledge

        knowledge.run(asked.knowledge, asked.questions, names, asked.typos, asked.json)
        return
    if not (asked.train and asked.test):
        parser.error("needs --train and --test, or --knowledge and --questions")
    show(measure_each(names, measure, _task(asked)), COLUMNS, asked.json)


if __name__ == "__main__":
    main()
