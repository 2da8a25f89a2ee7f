"""Kills a publishing process again and again, and counts what is lost: nothing may be.

    python -m benchmarks.kill --rounds 200

Each round starts a process that publishes edits as fast as it can and prints the id of every
revision once it is acknowledged. It is killed with SIGKILL after a random time. Then another
process opens the same folder and database, and everything is compared: every acknowledged
revision is kept, with the very answer that was acknowledged; the files are whole and pass every
check; the newest acknowledged answer (or one that was under way when the process died) is on
disk, and the guide gives it to whoever asks.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

from bot.guide.guide import Guide
from bot.guide.question import Asker
from bot.knowledge.assembly import load
from bot.knowledge.changes import Change, ChangeKind
from bot.publishing.desk import Desk
from bot.publishing.publisher import Publisher
from bot.publishing.rights import Moderator
from bot.storage.database import Database, open_database
from bot.storage.revision_model import RevisionStatus
from bot.storage.revisions import SqliteRevisions
from bot.storage.store import SqliteStore

HOME = 1
WHO = Moderator(member=7, server=HOME, manages=True)
FILES = 3
ENTRIES = 8
LONGEST = 1.5
"""Seconds that a process lives at most once it publishes."""
STARTING = 60.0
"""Seconds after which a process that does not begin to publish is a fault."""


def _knowledge(folder: Path) -> None:
    for number in range(FILES):
        entries = "".join(
            f"  # entry {n} of file {number}\n  - id: f{number}.e{n}\n    title: Entry {n}\n"
            f"    questions:\n      - question {n} of file {number}\n"
            f"    answer: Nothing was published yet.\n    reviewed: 2026-01-01\n\n"
            for n in range(ENTRIES)
        )
        path = folder / f"f{number}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"# file {number}\nentries:\n{entries}", encoding="utf-8")


@asynccontextmanager
async def _desk(root: Path) -> AsyncIterator[tuple[Desk, Publisher, Database]]:
    async with open_database(root / "x.db", patience=30) as database:
        revisions = SqliteRevisions(database)
        publisher = Publisher(root / "knowledge", revisions, lambda: datetime.now(UTC))
        await publisher.open()
        desk = Desk(publisher, database, HOME, lambda: datetime.now(UTC))
        yield desk, publisher, database


async def _publish_until_killed(root: Path, seed: int) -> None:
    chance = random.Random(seed)
    async with _desk(root) as (desk, *_):
        print("ready", flush=True)
        number = 0
        while True:
            number += 1
            topic = f"f{chance.randrange(FILES)}.e{chance.randrange(ENTRIES)}"
            answer = f"Edit {number} of round {seed}."
            change = Change(ChangeKind.EDIT, topic, {"answer": answer})
            proposal = await desk.propose(change, WHO)
            print("try", topic, answer, flush=True)
            outcome = await desk.publish(proposal.id, WHO)
            print("done", outcome.revision, flush=True)


async def _check(
    root: Path, acknowledged: set[int], new: dict[int, str], answers: dict[str, set[str]]
) -> list[str]:
    """What is wrong. `new`: the answers of the revisions acknowledged in this round."""
    async with _desk(root) as (desk, publisher, database):
        wrong = []
        history = await desk.history(WHO, limit=10**6)
        wrong += [f"revision {i} is lost" for i in acknowledged - {r.id for r in history}]
        for revision, answer in new.items():
            found = await publisher.revisions.get(revision)
            after = found.files.values() if found is not None else ()
            if not any(answer in (file.after or "") for file in after):
                wrong.append(f"revision {revision} does not hold {answer!r}")
        wrong += [f"revision {r.id} is {r.status}" for r in history
                  if r.status is not RevisionStatus.DONE]  # fmt: skip
        on_disk, _ = load(root / "knowledge")
        served = publisher.live.current.snapshot
        if on_disk.version != served.version:
            wrong.append("what is served is not what is on disk")
        guide = Guide(publisher.live, SqliteStore(database))
        for topic, said in answers.items():
            reply = await guide.show(topic, Asker())
            if [section.text in said for section in reply.sections] != [True]:
                wrong.append(f"{topic} is told as {reply.sections}, not as one of {said}")
            if on_disk.topics[topic].answer not in said:
                wrong.append(f"{topic} says {on_disk.topics[topic].answer!r}, not one of {said}")
            answers[topic] = {on_disk.topics[topic].answer}
        for number in range(FILES):
            text = (root / "knowledge" / f"f{number}.yaml").read_text()
            if text.count("# entry") != ENTRIES or not text.startswith(f"# file {number}\n"):
                wrong.append(f"f{number}.yaml lost a comment")
        wrong += [str(problem) for problem in publisher.problems]
        return wrong


def _one_round(root: Path, seed: int, chance: random.Random) -> list[list[str]]:
    """Start, wait, kill; returns what the process said, as words."""
    command = [sys.executable, "-m", "benchmarks.kill", "--child", str(root), "--seed", str(seed)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    watchdog = Timer(STARTING, child.kill)
    watchdog.start()
    said = [child.stdout.readline().split()]
    watchdog.cancel()
    time.sleep(chance.uniform(0, LONGEST))
    child.send_signal(signal.SIGKILL)
    said += [line.split() for line in child.stdout.read().splitlines()]
    child.wait()
    return said


def measure(rounds: int, seed: int = 0) -> int:
    """Run the rounds; returns how many things went wrong, after printing them."""
    chance = random.Random(seed)
    faults = 0
    with TemporaryDirectory() as name:
        root = Path(name)
        _knowledge(root / "knowledge")
        answers: dict[str, set[str]] = {}
        acknowledged: set[int] = set()
        under_way = finished = 0
        for number in range(rounds):
            last = ("", "")
            new: dict[int, str] = {}
            begun = False
            for words in _one_round(root, number, chance):
                begun |= words == ["ready"]
                if words[:1] == ["try"] and len(words) == 7:
                    last = (words[1], " ".join(words[2:]))
                    answers.setdefault(last[0], {"Nothing was published yet."})
                    answers[last[0]].add(last[1])
                elif words[:1] == ["done"] and len(words) == 2:
                    new[int(words[1])] = last[1]
                    answers[last[0]] = {last[1]}
                    last = ("", "")
            if not begun:
                faults += 1
                print(f"round {number}: the process did not begin to publish")
            under_way += bool(last[0])
            acknowledged |= set(new)
            for fault in asyncio.run(_check(root, acknowledged, new, answers)):
                faults += 1
                print(f"round {number}: {fault}")
            finished += bool(last[0]) and answers[last[0]] == {last[1]}
        print(
            f"{rounds} rounds, {len(acknowledged)} revisions acknowledged; killed {under_way} "
            f"times between Publish and its acknowledgement, {finished} of which are published "
            "all the same: " + (f"{faults} FAULTS" if faults else "nothing lost")
        )
    return faults


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--child", type=Path)
    options = parser.parse_args()
    if options.child:
        asyncio.run(_publish_until_killed(options.child, options.seed))
    sys.exit(1 if measure(options.rounds, options.seed) else 0)


if __name__ == "__main__":
    if os.name == "nt":
        sys.exit("this needs SIGKILL")
    main()
