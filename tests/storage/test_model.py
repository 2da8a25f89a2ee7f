"""Any sequence of calls leaves what a few dictionaries say it should."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.guide.ports import Progress
from bot.storage.store import SqliteStore, open_store

from .samples import START, asked, rows

T = TypeVar("T")

member_ids = st.sampled_from([0, 1, 2**62])
pathways = st.sampled_from(["new-to-it", "to-nursing"])
milestones = st.sampled_from(["school", "exam", "job"])
topics = st.sampled_from(["ccma.cost", "salary"])
question_ids = st.integers(0, 4)


class StorageMachine(RuleBasedStateMachine):
    """Runs the same calls on a real file and on a model of it."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "x.db"
        self.now = START
        self.pathways: dict[int, Progress] = {}
        self.questions: list[str] = []
        self.passed_on: set[tuple[int, int]] = set()
        self.ratings: dict[tuple[int, int, str], tuple[str, bool]] = {}
        self._open()

    def _run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        self.now += timedelta(seconds=1)
        return self.runner.run(coroutine)

    def _open(self) -> None:
        self.stack = AsyncExitStack()
        self.store: SqliteStore = self._run(self.stack.enter_async_context(open_store(self.path)))

    def teardown(self) -> None:
        self._run(self.stack.aclose())
        self.runner.close()
        self.folder.cleanup()

    @rule()
    def reopen(self) -> None:
        self._run(self.stack.aclose())
        self._open()

    @rule(member=member_ids, pathway=pathways)
    def choose(self, member: int, pathway: str) -> None:
        now = self.now
        self._run(self.store.members.choose(member, pathway, now))
        if member not in self.pathways or self.pathways[member].pathway != pathway:
            self.pathways[member] = Progress(pathway, now)

    @rule(member=member_ids)
    def leave(self, member: int) -> None:
        was_there = self.pathways.pop(member, None) is not None
        assert self._run(self.store.members.leave(member)) == was_there

    @rule(member=member_ids, milestone=milestones, done=st.booleans())
    def set_done(self, member: int, milestone: str, done: bool) -> None:
        call = self.store.members.set_done(member, milestone, done, self.now)
        if member not in self.pathways:
            with pytest.raises(LookupError):
                self._run(call)
            return
        self._run(call)
        was = self.pathways[member]
        others = tuple(m for m in was.done if m != milestone)
        if not done:
            self.pathways[member] = Progress(was.pathway, was.chosen_at, others)
        elif milestone not in was.done:
            self.pathways[member] = Progress(was.pathway, was.chosen_at, (*was.done, milestone))

    @rule(text=st.text(max_size=20).filter(lambda text: "\0" not in text))
    def record(self, text: str) -> None:
        self.questions.append(text)
        assert self._run(self.store.questions.record(asked(text))) == len(self.questions)

    @rule(question=question_ids, member=member_ids)
    def pass_on(self, question: int, member: int) -> None:
        call = self.store.questions.pass_on(question, member, self.now)
        if not 1 <= question <= len(self.questions):
            with pytest.raises(LookupError):
                self._run(call)
            return
        assert self._run(call) == ((question, member) not in self.passed_on)
        self.passed_on.add((question, member))

    @rule(question=question_ids, topic=topics, member=member_ids, helpful=st.booleans())
    def rate(self, question: int, topic: str, member: int, helpful: bool) -> None:
        self._run(self.store.questions.rate(question, topic, member, helpful, self.now))
        self.ratings[question, member, "" if question else topic] = (topic, helpful)

    @rule(member=member_ids)
    def forget(self, member: int) -> None:
        progress = self.pathways.pop(member, None)
        passed_on = {pair for pair in self.passed_on if pair[1] == member}
        ratings = [key for key in self.ratings if key[1] == member]
        self.passed_on -= passed_on
        for key in ratings:
            del self.ratings[key]
        count = len(passed_on) + len(ratings) + (1 + len(progress.done) if progress else 0)
        assert self._run(self.store.privacy.forget(member)) == count
        assert self._run(self.store.privacy.export(member)) == {}

    @invariant()
    def the_file_holds_what_the_model_says(self) -> None:
        for member in (0, 1, 2**62):
            assert self._run(self.store.members.progress(member)) == self.pathways.get(member)
        assert [text for (text,) in rows(self.path, "SELECT text FROM questions ORDER BY id")] == (
            self.questions
        )
        assert set(rows(self.path, "SELECT question, member FROM passed_on")) == self.passed_on
        assert {
            (question, member, "" if question else topic): (topic, bool(helpful))
            for question, member, topic, helpful in rows(
                self.path, "SELECT question, member, topic, helpful FROM ratings"
            )
        } == self.ratings


TestStorage = StorageMachine.TestCase
TestStorage.settings = settings(
    max_examples=10,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
