"""Measures the guide against files of questions with expected answers.

A file is a YAML list. An item is one message (`q`) or a conversation (`turns`), each with
what it should lead to:

* `expect: {all_of: [[a, b], [c]]}`: the reply's text must match, for every group, one of its
  regular expressions (case does not matter, a dot matches a line break);
* `topic: entry.id` together with `exact: true`: the reply must show that topic;
* `want: abstain | safety_notice | small_talk`: it must be that kind of reply, not an answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from time import perf_counter
from typing import Any

import yaml

from bot.guide.guide import Guide
from bot.guide.question import Asker, Question
from bot.guide.reply import Kind, Reply
from bot.guide.text import as_text
from bot.knowledge.positions import LOADER

WANTED = {"abstain": Kind.ABSTAIN, "safety_notice": Kind.SAFETY, "small_talk": Kind.SMALL_TALK}


class Verdict(StrEnum):
    """How one reply did."""

    RIGHT = "right"
    WRONG = "wrong"
    ASKED_BACK = "asked back"
    ABSTAINED = "abstained"
    FALSE_ALARM = "false alarm"
    """A safety notice or small talk where an answer was wanted."""
    OTHER_REFUSAL = "other refusal"
    """Rightly not answered, but not in the kind of reply wanted."""


class QuestionFileError(Exception):
    """A question file cannot be used; the text says which, where and why."""


@dataclass(frozen=True, slots=True)
class Item:
    """One message to send, and what it should lead to."""

    name: str
    text: str
    conversation: str
    """Items of the same conversation share its context."""
    groups: tuple[tuple[re.Pattern[str], ...], ...] = ()
    topic: str = ""
    want: Kind | None = None
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One item's reply and verdict."""

    item: Item
    reply: Reply
    verdict: Verdict
    milliseconds: float

    @property
    def missed(self) -> tuple[str, ...]:
        """The groups that the text does not match, each as its first alternative."""
        text = as_text(self.reply)
        return tuple(g[0].pattern for g in self.item.groups if not any(p.search(text) for p in g))


def read_items(path: Path) -> list[Item]:
    """The items of a file. Raises `QuestionFileError`."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise QuestionFileError(f"{path}: cannot be read: {error}") from error
    if not isinstance(data, list):
        raise QuestionFileError(f"{path}: must be a list of items that start with `- `")
    items: list[Item] = []
    for number, entry in enumerate(data, 1):
        where = f"{path}: item {number}"
        if not isinstance(entry, dict):
            raise QuestionFileError(f"{where}: must be keys and values")
        turns = entry.get("turns", [entry])
        if not isinstance(turns, list):
            raise QuestionFileError(f"{where}: `turns` must be a list")
        for turn_number, turn in enumerate(turns, 1):
            name = str(entry.get("id", number))
            name += f".{turn_number}" if "turns" in entry else ""
            items.append(_item(turn, name, where, entry))
    return items


def _item(turn: Any, name: str, where: str, entry: dict[str, Any]) -> Item:
    if not isinstance(turn, dict) or not isinstance(turn.get("q"), str):
        raise QuestionFileError(f"{where}: `q` is missing; it holds the message")
    expected = turn.get("expect") or {}
    try:
        groups = tuple(
            tuple(re.compile(str(p), re.IGNORECASE | re.DOTALL) for p in group)
            for group in expected.get("all_of", [])
        )
    except (re.error, TypeError, AttributeError) as error:
        raise QuestionFileError(f"{where}: `expect` cannot be used: {error}") from error
    want = turn.get("want")
    if want is not None and want not in WANTED:
        raise QuestionFileError(f"{where}: `want` must be one of {', '.join(WANTED)}")
    topic = str(turn.get("topic", "")) if turn.get("exact") else ""
    if not groups and want is None and not topic:
        raise QuestionFileError(f"{where}: says neither `expect`, `want` nor an exact `topic`")
    tag = str(turn.get("class") or turn.get("kind") or entry.get("pattern") or "")
    return Item(name, turn["q"], where, groups, topic, WANTED[want] if want else None, tag)


def judge(item: Item, reply: Reply) -> Verdict:
    """How a reply does against what was expected."""
    if item.want is not None:
        if reply.kind is item.want:
            return Verdict.RIGHT
        if reply.kind is Kind.CLARIFY:
            return Verdict.ASKED_BACK
        return Verdict.WRONG if reply.kind is Kind.ANSWER else Verdict.OTHER_REFUSAL
    if reply.kind is Kind.CLARIFY:
        return Verdict.ASKED_BACK
    if reply.kind in (Kind.ABSTAIN, Kind.ERROR):
        return Verdict.ABSTAINED
    text = as_text(reply)
    matches = all(any(p.search(text) for p in group) for group in item.groups)
    matches = matches and (not item.topic or item.topic in reply.topics)
    if matches:
        return Verdict.RIGHT
    return Verdict.WRONG if reply.kind is Kind.ANSWER else Verdict.FALSE_ALARM


async def run(guide: Guide, items: Sequence[Item]) -> list[Result]:
    """Ask everything, in order."""
    results: list[Result] = []
    channels: dict[str, int] = {}
    for item in items:
        channel = channels.setdefault(item.conversation, len(channels) + 1)
        started = perf_counter()
        reply = await guide.ask(Question(item.text, Asker(channel=channel)))
        elapsed = (perf_counter() - started) * 1000
        results.append(Result(item, reply, judge(item, reply), elapsed))
    return results


def report(results: Sequence[Result], verbose: bool = False) -> Iterator[str]:
    """The summary, then every result that is not right, with its reason."""
    for name, group in (
        ("in scope", [r for r in results if r.item.want is None]),
        ("not to be answered", [r for r in results if r.item.want is not None]),
    ):
        if not group:
            continue
        counts = Counter(r.verdict for r in group)
        shares = ", ".join(
            f"{counts[v]} {v} ({counts[v] / len(group):.1%})" for v in Verdict if counts[v]
        )
        yield f"{name}: {len(group)} messages: {shares}"
    unanswered = [r for r in results if r.item.want is not None]
    if unanswered:
        left = sum(r.reply.kind is not Kind.ANSWER for r in unanswered)
        yield f"left unanswered: {left} of {len(unanswered)} ({left / len(unanswered):.1%})"
    times = sorted(r.milliseconds for r in results)
    if times:
        median, slow = times[len(times) // 2], times[min(len(times) - 1, len(times) * 99 // 100)]
        yield f"time a message: median {median:.2f} ms, 99th percentile {slow:.2f} ms"
    for result in results:
        if result.verdict is Verdict.RIGHT and not verbose:
            continue
        shown = ", ".join(result.reply.topics) or result.reply.kind.value
        yield f"{result.verdict}: {result.item.name} [{result.item.tag}] {result.item.text!r}"
        yield f"    -> {shown} ({result.reply.confidence:.2f})"
        if result.verdict is not Verdict.RIGHT:
            offered = [c.value or c.label for c in result.reply.choices]
            missed = f"missed {list(result.missed)}" if result.missed else ""
            yield f"    {missed} offered {offered}".rstrip()
