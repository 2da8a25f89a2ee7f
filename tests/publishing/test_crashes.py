"""Any sequence of edits, edits by hand, undos and crashes loses nothing that was acknowledged.

A crash is an exception that no code of ours catches, raised at one step of publishing; the
publisher is then left where it is and another one opens the same folder and database.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.guide.live import Served
from bot.knowledge.assembly import assemble
from bot.knowledge.changes import Change, ChangeKind
from bot.knowledge.reader import SourceFile
from bot.matching.index import Index
from bot.publishing import files
from bot.publishing.edit_desk import Outcome, Result
from bot.storage.revisions import SqliteRevisions
from tests.samples import KNOWLEDGE

from .house import ANN, House, open_house, reads

T = TypeVar("T")
FILE = "duties/clinical.yaml"
ENTRIES = ("duties.vitals", "duties.rooming", "duties.phones")
WORDS = ("once", "twice", "every: day", "# never", "always \U0001fa7a", "on two lines\nor so")
HEAD = "# Kept by hand.\n\n"
SNAPSHOT, _ = assemble([SourceFile(name, text) for name, text in KNOWLEDGE.items()])
INDEX = Index.build(SNAPSHOT)


class Crash(BaseException):
    """The process is gone."""


@contextmanager
def crash_at(step: str, times: int = 1) -> Iterator[None]:
    """Crash before or after one of the steps that leave something behind."""
    when, _, name = step.partition(" ")
    owner: Any = {"commit": SqliteRevisions, "done": SqliteRevisions}.get(name, os)
    real = getattr(owner, name)

    def sync(*arguments: Any) -> Any:
        if when == "before":
            raise Crash
        real(*arguments)
        raise Crash

    async def later(*arguments: Any, **options: Any) -> Any:
        if when == "before":
            raise Crash
        await real(*arguments, **options)
        raise Crash

    setattr(owner, name, later if asyncio.iscoroutinefunction(real) else sync)
    try:
        yield
    finally:
        setattr(owner, name, real)


STEPS = [f"{when} {name}" for when in ("before", "after") for name in ("commit", "replace", "done")]
STEPS += ["before fsync", "after fsync"]


class Publishing(RuleBasedStateMachine):
    """Publishes, crashes and edits by hand, and keeps account of what was acknowledged."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = TemporaryDirectory()
        self.stack: AsyncExitStack | None = None
        self.acknowledged: list[int] = []
        self.answers: dict[str, set[str]] = {}
        """What each entry may say: one thing, or two after a crash in mid-publish."""
        self._open()
        path = self.house.folder / FILE
        path.write_text(HEAD + path.read_text())
        self._run(self.house.publisher.follow(look_at_disk=True))
        self.answers = {topic: {self.house.answer(topic)} for topic in ENTRIES}

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def _open(self) -> None:
        self.stack = AsyncExitStack()
        made: Any = open_house(Path(self.folder.name), _same_index)
        self.house: House = self._run(self.stack.enter_async_context(made))

    def _reopen(self) -> None:
        assert self.stack is not None
        self._run(self.stack.aclose())
        self._open()
        self.answers = {t: {self.house.answer(t)} & said for t, said in self.answers.items()}

    def teardown(self) -> None:
        assert self.stack is not None
        self._run(self.stack.aclose())
        self.runner.close()
        self.folder.cleanup()

    @rule(topic=st.sampled_from(ENTRIES), word=st.sampled_from(WORDS))
    def edit(self, topic: str, word: str) -> None:
        answer = f"They do this {word}."
        outcome = self._run(self.house.edit(topic, answer=answer))
        if answer in self.answers[topic]:
            assert outcome.result is Result.REFUSED
            return
        self._acknowledge(outcome)
        self.answers[topic] = {answer}

    @rule(topic=st.sampled_from(ENTRIES), word=st.sampled_from(WORDS), step=st.sampled_from(STEPS))
    def crash(self, topic: str, word: str, step: str) -> None:
        answer = f"They do this {word}."
        if answer in self.answers[topic]:
            return
        before = len(self._run(self.house.desk.history(ANN)))
        try:
            with crash_at(step):
                self._acknowledge(self._run(self.house.edit(topic, answer=answer)))
        except Crash:
            self.answers[topic].add(answer)
        self._reopen()
        told = len(self._run(self.house.desk.history(ANN)))
        assert self.answers[topic] == {answer} if told > before else True

    @rule(topic=st.sampled_from(ENTRIES), word=st.sampled_from(("By hand.", "Really.")))
    def edit_by_hand(self, topic: str, word: str) -> None:
        path = self.house.folder / FILE
        text = path.read_bytes().decode()
        path.write_bytes((text.rstrip("\n") + f"\n# {word}\n").encode())
        self._run(self.house.publisher.follow(look_at_disk=True))

    @rule(broken=st.sampled_from(("entries: [", "entries:\n  - id: x\n", "a: b\n")))
    def break_by_hand(self, broken: str) -> None:
        path = self.house.folder / FILE
        whole = path.read_bytes()
        path.write_text(broken)
        self._run(self.house.publisher.follow(look_at_disk=True))
        assert self.house.publisher.problems
        self._reopen()
        assert path.read_text() == broken
        path.write_bytes(whole)
        self._run(self.house.publisher.follow(look_at_disk=True))
        assert not self.house.publisher.problems

    @precondition(lambda self: self.acknowledged)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        revision = data.draw(st.sampled_from(self.acknowledged))
        outcome = self._run(self.house.desk.undo(revision, ANN))
        if outcome.result is Result.PUBLISHED:
            self._acknowledge(outcome)
            self.answers = {topic: {self.house.answer(topic)} for topic in ENTRIES}

    @rule()
    def restart(self) -> None:
        self._reopen()

    def _acknowledge(self, outcome: Outcome) -> None:
        assert outcome.result is Result.PUBLISHED, outcome
        self.acknowledged.append(outcome.revision)

    @invariant()
    def nothing_is_lost_or_half_done(self) -> None:
        kept = {r.id for r in self._run(self.house.desk.history(ANN, limit=1000))}
        assert set(self.acknowledged) <= kept
        on_disk = reads(self.house.folder)
        served = self.house.live.current.snapshot
        for topic, said in self.answers.items():
            assert on_disk.topics[topic].answer == self.house.answer(topic)
            assert {self.house.answer(topic)} == said
        assert served.version == on_disk.version
        for name, text in KNOWLEDGE.items():
            if name != FILE:
                assert (self.house.folder / name).read_bytes() == text.encode()
        now = (self.house.folder / FILE).read_text()
        assert now.startswith(HEAD + "entries:\n  - id: duties.vitals\n")
        assert _without_answers(now) == _without_answers(HEAD + KNOWLEDGE[FILE])
        assert not list(self.house.folder.rglob(f".*{files.TEMPORARY}"))


def _same_index(_snapshot: object, _previous: Served | None) -> Index:
    return INDEX


def _without_answers(text: str) -> list[str]:
    """Every line that no edit of an answer may touch."""
    kept, inside = [], False
    for line in text.splitlines():
        if line.startswith("    answer:"):
            inside = True
        elif not (inside and line.startswith("      ")):
            inside = False
            if not line.startswith(("# By hand", "# Really")):
                kept.append(line)
    return kept


TestPublishing = Publishing.TestCase
TestPublishing.settings = settings(
    max_examples=12,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.mark.parametrize("step", STEPS)
async def test_a_crash_at_each_step_of_two_files(tmp_path: Path, step: str) -> None:
    """An import of two files is on disk whole or not at all once somebody has looked."""
    change = Change(
        ChangeKind.IMPORT,
        files={
            FILE: KNOWLEDGE[FILE].replace("duties.rooming", "duties.room"),
            "scope/licence.yaml": KNOWLEDGE["scope/licence.yaml"].replace("Most", "Nearly all"),
        },
    )
    async with open_house(tmp_path, _same_index) as house:
        proposal = await house.desk.propose(change, ANN)
        with crash_at(step), pytest.raises(Crash):
            await house.desk.publish(proposal.id, ANN)
    async with open_house(tmp_path, _same_index) as house:
        snapshot = reads(house.folder)
        changed = "duties.room" in snapshot.topics
        assert snapshot.topics["licence.states"].answer.startswith("Nearly all") == changed
        assert changed == (step != "before commit")
        assert house.live.current.snapshot.version == snapshot.version


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_few_rounds_of_kill_9() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks.kill", "--rounds", "5"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "nothing lost" in ended.stdout
