"""Our own knowledge with question files: does what the ranked entries say answer the question?

A questions file is YAML or JSON lines: a list of `{id, q, expect}`, where `expect.all_of` is a
list of groups of regular expressions. A candidate is right when each group has an expression
that its text matches, without regard to case. Its text is the entry's title, answer and
details, and what the named subjects say on the entry's aspects. Questions without `all_of`
(to be declined) count for the refusal columns of ours.

Peers get the same phrasings, with names in place of the placeholders.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from benchmarks import data, measures
from benchmarks.data import Example
from benchmarks.engines import ENGINES, LIMIT
from bot.knowledge.assembly import load
from bot.knowledge.phrasing import PLACEHOLDER, filled
from bot.knowledge.snapshot import Snapshot
from bot.matching.index import Index, Zone, phrasings
from bot.matching.subjects import Mention

NAMES_EACH = 3
"""Names that a placeholder is filled with for the peers."""
COLUMNS = (
    *("right_first", "right_in_three", "answered_right", "answered_wrong", "asked_back"),
    *("left_unanswered", "median_ms", "p99_ms", "build_s"),
)


@dataclass(frozen=True)
class Question:
    """One question with what its answer must say; nothing when it should be declined."""

    text: str
    groups: tuple[tuple[re.Pattern[str], ...], ...]

    def answered_by(self, text: str) -> bool:
        return all(any(p.search(text) for p in group) for group in self.groups)


def read_questions(path: Path) -> list[Question]:
    """Read one file of questions."""
    raw = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        found: Any = [json.loads(line) for line in raw.splitlines() if line.strip()]
    else:
        found = yaml.safe_load(raw)
    if isinstance(found, dict):
        found = found.get("questions", [])
    return [_question(item) for item in found if isinstance(item, dict) and "q" in item]


def _question(item: dict[str, Any]) -> Question:
    groups = (item.get("expect") or {}).get("all_of") or []
    listed = ([group] if isinstance(group, str) else group for group in groups)
    return Question(
        str(item["q"]),
        tuple(tuple(re.compile(str(p), re.IGNORECASE) for p in group) for group in listed),
    )


def text_of(snapshot: Snapshot, entry: str, mentions: Sequence[Mention]) -> str:
    """What the guide would say on an entry, the subjects named included."""
    found = snapshot.entries[entry]
    parts = [found.title, found.answer, found.details]
    for mention in mentions:
        aspect = found.by.get(mention.kind)
        topic = snapshot.aspect_topic(mention.subject, aspect) if aspect else None
        if mention.kind == "term" and aspect:
            topic = snapshot.topics.get(mention.subject)
        if topic:
            parts += [topic.title, topic.short, topic.answer, topic.details]
    return "\n".join(parts)


def for_peers(snapshot: Snapshot) -> Iterator[Example]:
    """The phrasings with names in place of placeholders."""
    for text, entry in phrasings(snapshot):
        if not PLACEHOLDER.search(text):
            yield text, entry
            continue
        for at in range(NAMES_EACH):
            place = len(text) + at
            names = {
                k: (group[place % len(group)],) for k, group in snapshot.names.items() if group
            }
            yield filled(text, names), entry


def measure(name: str, task: tuple[Path, tuple[Path, ...], int]) -> dict[str, str | float]:
    """Train and measure one engine on the knowledge."""
    folder, files, typos = task
    snapshot, _ = load(folder)
    questions = [question for path in files for question in read_questions(path)]
    index = Index.build(snapshot)
    start = time.perf_counter()
    ranker = None if name == "guide" else ENGINES[name][0](list(for_peers(snapshot)))
    index = Index.build(snapshot) if ranker is None else index
    build = time.perf_counter() - start
    took: list[float] = []
    ranks: list[int] = []
    zones: list[Zone] = []
    declined: list[Zone] = []
    for question in questions:
        text = data.with_typos(question.text, typos, "0") if typos else question.text
        start = time.perf_counter()
        if ranker is None:
            match = index.match(text)
            labels = [candidate.entry for candidate in match.candidates[:LIMIT]]
        else:
            labels = ranker(text)[0]
        took.append((time.perf_counter() - start) * 1000)
        match = index.match(text)
        if not question.groups:
            declined.append(match.zone)
            continue
        texts = (text_of(snapshot, label, match.mentions) for label in labels)
        right = (at for at, said in enumerate(texts) if question.answered_by(said))
        ranks.append(next(right, LIMIT))
        zones.append(match.zone)
    first = np.array([rank == 0 for rank in ranks])
    result: dict[str, str | float] = {
        "engine": name,
        "right_first": measures.percent(first),
        "right_in_three": measures.percent([rank < LIMIT for rank in ranks]),
        "median_ms": float(np.median(took)),
        "p99_ms": float(np.percentile(took, 99)),
        "build_s": build,
    }
    if ranker is None:
        clear = np.array([zone is Zone.CLEAR for zone in zones])
        result |= {
            "answered_right": measures.percent(first & clear),
            "answered_wrong": measures.percent(~first & clear),
            "asked_back": measures.percent([zone is Zone.CLOSE for zone in zones]),
            "left_unanswered": measures.percent([zone is not Zone.CLEAR for zone in declined]),
        }
    return result


def run(
    folder: Path, files: Sequence[Path], names: Sequence[str], typos: int, as_json: bool
) -> None:
    """Measure each engine and print the table."""
    from benchmarks.intents import measure_each, show

    show(measure_each(names, measure, (folder, tuple(files), typos)), COLUMNS, as_json)
