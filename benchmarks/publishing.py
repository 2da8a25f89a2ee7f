"""Measures the time from Publish to served, on the shipped knowledge.

    python -m benchmarks.publishing --answers 40 --phrasings 3

Moderators edit answers, and teach phrasings, while a member asks without a pause. An edit's
time runs from the press on Publish until the snapshot that is served has it. Every question
asked meanwhile must be answered, and the longest that one had to wait is told. A second guide on
the same folder and database follows, as another process would; its time runs until it serves the
same.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import statistics
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.guide.guide import Guide
from bot.guide.question import Asker, Question
from bot.guide.reply import Kind
from bot.knowledge.changes import Change, ChangeKind
from bot.publishing.apart import TrainingApart
from bot.publishing.desk import Desk
from bot.publishing.following import following
from bot.publishing.indexing import cached, cached_triage
from bot.publishing.publisher import Publisher
from bot.publishing.rights import Moderator
from bot.storage.database import open_database
from bot.storage.revisions import SqliteRevisions
from bot.storage.store import SqliteStore

SHIPPED = Path(__file__).parents[1] / "knowledge"
CACHE = Path(__file__).parents[1] / ".cache"
HOME = 1
WHO = Moderator(member=7, server=HOME, manages=True)
QUESTIONS = ("how much is the ccma exam", "can an MA give injections", "what does an MA earn")
TARGET = 2.0
"""Seconds within which what is published must be served."""


class Run:
    """A guide with its desk, and what was measured."""

    def __init__(self, desk: Desk, guide: Guide, publisher: Publisher, second: Publisher) -> None:
        self.desk = desk
        self.publisher = publisher
        self.second = second
        self.shown: dict[str, list[float]] = {}
        """Seconds until the proposal is shown, by kind of change."""
        self.served: dict[str, list[float]] = {}
        """Seconds from Publish to served."""
        self.followed: dict[str, list[float]] = {}
        """Seconds from Publish until the second guide serves it."""
        self.waits: list[float] = []
        """Seconds that each question took."""
        self.lost = 0
        self._guide = guide

    async def ask(self, stop: asyncio.Event) -> None:
        """Ask until told to stop."""
        while not stop.is_set():
            for number, question in enumerate(QUESTIONS):
                started = perf_counter()
                reply = await self._guide.ask(Question(question, Asker(channel=number)))
                self.waits.append(perf_counter() - started)
                self.lost += reply.kind is not Kind.ANSWER
                await asyncio.sleep(0.01)

    async def publish(self, name: str, change: Change) -> None:
        """Propose a change, publish it, and take the times."""
        started = perf_counter()
        proposal = await self.desk.propose(change, WHO)
        self.shown.setdefault(name, []).append(perf_counter() - started)
        if not proposal.sound:
            raise SystemExit(f"{change} cannot be published: {proposal.problems}")
        before = self.publisher.live.current
        started = perf_counter()
        work = asyncio.create_task(self.desk.publish(proposal.id, WHO))
        await _until(lambda: self.publisher.live.current is not before or work.done())
        assert self.publisher.live.current is not before
        self.served.setdefault(name, []).append(perf_counter() - started)
        await work
        wanted = self.publisher.live.current.snapshot.version
        await _until(lambda: self.second.live.current.snapshot.version == wanted)
        self.followed.setdefault(name, []).append(perf_counter() - started)


async def _until(true: Callable[[], bool]) -> None:
    while not true():  # noqa: ASYNC110  # nobody is told of the moment itself
        await asyncio.sleep(0.001)


def _changes(
    topics: list[str], answers: int, phrasings: int, seed: int
) -> Iterator[tuple[str, Change]]:
    """Edits of answers, and new phrasings, each of another entry."""
    chosen = random.Random(seed).sample(topics, answers + phrasings)
    for number, topic in enumerate(chosen):
        if number < answers:
            fields = {"answer": f"This is edit {number}."}
            yield "answer", Change(ChangeKind.EDIT, topic, fields)
        else:
            phrasing = f"what would you tell me about number {number} then"
            yield "phrasing", Change(ChangeKind.PHRASE, topic, phrasings=(phrasing,))


async def measure(answers: int, phrasings: int, seed: int) -> int:
    """Publish so many changes; returns how many took too long or were lost, after telling."""
    with TemporaryDirectory() as name:
        root = Path(name)
        train = TrainingApart(CACHE)
        shutil.copytree(SHIPPED, root / "knowledge")
        async with open_database(root / "x.db") as database, open_database(root / "x.db") as other:
            publisher, second = (
                Publisher(
                    root / "knowledge",
                    SqliteRevisions(one),
                    lambda: datetime.now(UTC),
                    cached(CACHE),
                    cached_triage(CACHE),
                    train,
                )
                for one in (database, other)
            )
            live = await publisher.open()
            desk = Desk(publisher, database, HOME, lambda: datetime.now(UTC))
            run = Run(desk, Guide(live, SqliteStore(database)), publisher, second)
            await second.open()
            entries = live.current.snapshot.entries.values()
            topics = [entry.id for entry in entries if not entry.corrects]
            stop = asyncio.Event()
            asking = asyncio.create_task(run.ask(stop))
            async with following(second):
                for kind, change in _changes(topics, answers, phrasings, seed):
                    await run.publish(kind, change)
            stop.set()
            await asking
            await publisher.settle()
            publisher.serving.stop()
            train.stop()
    for what, found in (
        ("shown", run.shown),
        ("Publish to served", run.served),
        ("Publish to served by another process", run.followed),
    ):
        for kind, times in found.items():
            print(f"{what}, {kind}: {len(times)} times, {_told(times)}")
    print(f"questions meanwhile: {len(run.waits)}, {run.lost} unanswered, {_told(run.waits)}")
    late = sum(time > TARGET for times in run.served.values() for time in times)
    print(f"{late} later than {TARGET:.0f} s" if late else f"all within {TARGET:.0f} s")
    return late + run.lost


def _told(times: list[float]) -> str:
    return f"median {statistics.median(times):.3f} s, at most {max(times):.3f} s"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=40)
    parser.add_argument("--phrasings", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    raise SystemExit(
        1 if asyncio.run(measure(options.answers, options.phrasings, options.seed)) else 0
    )


if __name__ == "__main__":
    main()
