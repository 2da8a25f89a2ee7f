"""The knowledge as it is shipped, read once for all tests of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.assembly import load
from bot.knowledge.snapshot import Snapshot, Topic

ROOT = Path(__file__).resolve().parents[2]
KNOWLEDGE = ROOT / "knowledge"


@cache
def shipped() -> Snapshot:
    """The shipped snapshot. Raises when it has errors."""
    return load(KNOWLEDGE)[0]


def text_of(topic: Topic) -> str:
    """Everything of a topic that a member may read, on one line."""
    correction = topic.corrects.correction if topic.corrects else ""
    parts = (topic.title, topic.short, topic.answer, topic.details, correction)
    return " ".join(" ".join(parts).split())


@cache
def readable() -> dict[str, str]:
    """Everything that a member may read, by topic and by pathway."""
    snapshot = shipped()
    texts = {topic.id: text_of(topic) for topic in snapshot.topics.values()}
    for pathway in snapshot.pathways.values():
        steps = [
            f"{step.title} {step.first} {step.takes} {step.costs} {step.details or ''}"
            for step in pathway.milestones
        ]
        parts = (pathway.title, pathway.summary, pathway.fits, *steps)
        texts[f"pathway {pathway.id}"] = " ".join(" ".join(parts).split())
    return texts


def read_list(name: str) -> dict[str, Any]:
    """A YAML list beside the tests."""
    path = Path(__file__).parent / name
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data
