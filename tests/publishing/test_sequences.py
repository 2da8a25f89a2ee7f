"""Any sequence of edits, edits by hand, undos and crashes loses nothing that was acknowledged.

A crash is an exception that no code of ours catches, raised at one step of publishing; the
publisher is then left where it is and another one opens the same folder and database.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.knowledge.changes import Change, ChangeKind
from bot.knowledge.snapshot import Snapshot
from bot.publishing import files
from bot.publishing.outcomes import Outcome, Result
from bot.publishing.proposals import Proposal
from tests.samples import KNOWLEDGE

from .crashing import FILE, STEPS, Crash, crash_at, same_index
from .house import ANN, House, open_house, reads

T = TypeVar("T")
ENTRIES = ("duties.vitals", "duties.rooming", "duties.phones")
WORDS = ("once", "twice", "every: day", "# never", "always \U0001fa7a", "on two lines\nor so")
HEAD = "# Kept by hand.\n\n"
MAYBE_CRASH = st.sampled_from(("", "", "", *STEPS))
"""A step to crash at, or (as often as not) none."""


class Publishing(RuleBasedStateMachine):
    """Publishes, crashes and edits by hand, and keeps account of what was acknowledged.

    Every step that may change the file says which topics it is about; every byte that is not
    theirs must be the same afterwards.
    """

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = TemporaryDirectory()
        self.stack: AsyncExitStack | None = None
        self.acknowledged: dict[int, dict[str, str]] = {}
        """The topics of every acknowledged revision with what they said after it."""
        self.said: dict[str, str] = {}
        """What each topic must say."""
        self.count = 0
        self.older: str | None = None
        """The file before the last revision, unless somebody edited it by hand since."""
        self._open()
        path = self.house.folder / FILE
        path.write_text(HEAD + path.read_text())
        self._look()
        self.said = {topic: self._says(topic) for topic in ENTRIES}

    # --- the house ------------------------------------------------------------------------

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def _open(self) -> None:
        self.stack = AsyncExitStack()
        made: Any = open_house(Path(self.folder.name), same_index)
        self.house: House = self._run(self.stack.enter_async_context(made))

    def _reopen(self) -> None:
        assert self.stack is not None
        self._run(self.stack.aclose())
        self._open()
        for topic, said in self.said.items():
            assert self._says(topic) == said, topic

    def _look(self) -> None:
        self._run(self.house.publisher.follow(look_at_disk=True))

    def teardown(self) -> None:
        assert self.stack is not None
        self._run(self.stack.aclose())
        self.runner.close()
        self.folder.cleanup()

    def _text(self) -> str:
        return self.house.text(FILE)

    def _says(self, topic: str) -> str:
        """All of a topic that the steps change, or '' where there is none."""
        return _said(self.house.live.current.snapshot, topic)

    def _change(self, change: Change, step: str) -> None:
        proposal = self._run(self.house.desk.propose(change, ANN))
        assert proposal.sound, proposal.problems
        self._publish(proposal, change.topic, step)

    def _publish(self, proposal: Proposal, topic: str, step: str) -> None:
        """Publish what is sound, or crash at a step of it."""
        assert proposal.served is not None
        before, now = self._text(), self._says(topic)
        would = _said(proposal.served.snapshot, topic)
        try:
            with crash_at(step):
                outcome = self._run(self.house.desk.publish(proposal.id, ANN))
            assert outcome.result is Result.PUBLISHED, outcome
            self.acknowledged[outcome.revision] = {topic: would}
            self.said[topic] = would
            self.older = before
        except Crash:
            # The commit is the point of no loss, although nobody was told of it.
            self.said[topic] = now if step == "before commit" else would
            self._reopen()
        assert _without(self._text(), topic) == _without(before, topic)

    # --- what moderators do ---------------------------------------------------------------

    @rule(topic=st.sampled_from(ENTRIES), word=st.sampled_from(WORDS), step=MAYBE_CRASH)
    def edit(self, topic: str, word: str, step: str) -> None:
        self.count += 1
        answer = f"They do this {word}, says {self.count}."
        self._change(Change(ChangeKind.EDIT, topic, {"answer": answer}), step)

    @rule(topic=st.sampled_from(ENTRIES), word=st.sampled_from(WORDS), step=MAYBE_CRASH)
    def phrase(self, topic: str, word: str, step: str) -> None:
        self.count += 1
        phrasing = f"do they do {self.count} things {word}".replace("\n", " ")
        self._change(Change(ChangeKind.PHRASE, topic, phrasings=(phrasing,)), step)

    @rule(step=MAYBE_CRASH)
    def add(self, step: str) -> None:
        self.count += 1
        fields = {
            "title": f"Number {self.count}",
            "questions": f"what is number {self.count} of them",
            "answer": "It is one of many.",
            "sources": "CDC | https://www.cdc.gov/x | 2026-02 | official",
        }
        self._change(Change(ChangeKind.ADD, f"duties.new-{self.count}", fields, file=FILE), step)

    @rule(step=MAYBE_CRASH, data=st.data())
    def remove(self, step: str, data: st.DataObject) -> None:
        there = [topic for topic in self.said if topic not in ENTRIES and self._says(topic)]
        if there:
            topic = data.draw(st.sampled_from(there))
            self._change(Change(ChangeKind.REMOVE, topic), step)

    @precondition(lambda self: self.acknowledged)
    @rule(step=MAYBE_CRASH, data=st.data())
    def undo(self, step: str, data: st.DataObject) -> None:
        revision = data.draw(st.sampled_from(sorted(self.acknowledged)))
        [topic] = self.acknowledged[revision]
        change = Change(ChangeKind.UNDO, revision=revision)
        proposal = self._run(self.house.desk.propose(change, ANN))
        # What was changed again since cannot be undone.
        if proposal.sound:
            self._publish(proposal, topic, step)

    @rule(topic=st.sampled_from(ENTRIES))
    def another_process_publishes(self, topic: str) -> None:
        self.count += 1
        answer = f"Another process says {self.count}."

        async def there() -> Outcome:
            async with open_house(Path(self.folder.name), same_index) as other:
                return await other.edit(topic, answer=answer)

        before = self._text()
        outcome = self._run(there())
        assert outcome.result is Result.PUBLISHED, outcome
        self._run(self.house.publisher.follow())
        assert self.house.answer(topic) == answer
        self.acknowledged[outcome.revision] = {topic: self._says(topic)}
        self.said[topic] = self._says(topic)
        assert _without(self._text(), topic) == _without(before, topic)

    # --- what happens to the file ---------------------------------------------------------

    @rule(word=st.sampled_from(("By hand.", "Really.")), step=MAYBE_CRASH)
    def comment_by_hand(self, word: str, step: str) -> None:
        text = self._text().rstrip("\n") + f"\n# {word}\n"
        self._by_hand(text, step)
        assert self._text() == text

    @rule(topic=st.sampled_from(ENTRIES), step=MAYBE_CRASH)
    def change_by_hand(self, topic: str, step: str) -> None:
        self.count += 1
        title = f"    title: By hand {self.count}"
        text = re.sub(rf"(?<=  - id: {topic}\n)    title: .*", title, self._text())
        self.said[topic] = self._says(topic).replace(self._title(topic), title[11:])
        self._by_hand(text, step)
        assert self._text() == text

    def _title(self, topic: str) -> str:
        return self.house.live.current.snapshot.entries[topic].title

    def _by_hand(self, text: str, step: str) -> None:
        """Save the file with an editor; the guide may crash while it takes that in."""
        (self.house.folder / FILE).write_bytes(text.encode())
        self.older = None
        try:
            with crash_at(step):
                self._look()
        except Crash:
            self._reopen()

    @precondition(lambda self: self.older is not None)
    @rule(step=MAYBE_CRASH)
    def an_older_file_is_put_back(self, step: str) -> None:
        """As a backup or `git checkout` does: what moderators published since is not lost."""
        now, older = self._text(), self.older
        assert older is not None
        self._by_hand(older, step)
        assert self._text() == now
        self.older = older

    @rule(broken=st.sampled_from(("entries: [", "entries:\n  - id: x\n", "a: b\n")))
    def break_by_hand(self, broken: str) -> None:
        path = self.house.folder / FILE
        whole = path.read_bytes()
        path.write_text(broken)
        self._look()
        assert self.house.publisher.problems
        self._reopen()
        assert path.read_text() == broken
        path.write_bytes(whole)
        self._look()
        assert not self.house.publisher.problems

    @rule()
    def restart(self) -> None:
        self._reopen()

    # --- what must hold after every step --------------------------------------------------

    @invariant()
    def nothing_is_lost_or_half_done(self) -> None:
        kept = {r.id for r in self._run(self.house.desk.history(ANN, limit=1000))}
        assert self.acknowledged.keys() <= kept
        on_disk = reads(self.house.folder)
        assert self.house.live.current.snapshot.version == on_disk.version
        for topic, said in self.said.items():
            assert self._says(topic) == said
        for name, text in KNOWLEDGE.items():
            if name != FILE:
                assert (self.house.folder / name).read_bytes() == text.encode()
        assert self._text().startswith(HEAD + "entries:\n  - id: duties.vitals\n")
        assert not list(self.house.folder.rglob(f".*{files.TEMPORARY}"))

    @invariant()
    def every_acknowledged_text_is_kept(self) -> None:
        for number in sorted(self.acknowledged)[-3:]:
            revision = self._run(self.house.publisher.revisions.get(number))
            assert revision is not None
            [after] = [file.after for name, file in revision.files.items() if name == FILE]
            assert after is not None
            [(topic, said)] = self.acknowledged[number].items()
            assert (f"  - id: {topic}\n" in after) == bool(said)


def _said(snapshot: Snapshot, topic: str) -> str:
    entry = snapshot.entries.get(topic)
    return f"{entry.title}|{entry.answer}|{entry.questions}" if entry is not None else ""


def _without(text: str, topic: str) -> list[str]:
    """Every line of a file but those of one topic, and but the empty ones around it."""
    kept, inside = [], False
    for line in text.splitlines():
        if line.startswith("  - id: ") or not line.startswith(" "):
            inside = line == f"  - id: {topic}" or (inside and not line)
        if not inside and line:
            kept.append(line)
    return kept


TestPublishing = Publishing.TestCase
TestPublishing.settings = settings(
    max_examples=12,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
