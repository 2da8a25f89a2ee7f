"""Proposals: what a change would do, checked and shown before it counts."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from bot.guide.effects import Effect, Tried, effects
from bot.guide.live import Served
from bot.knowledge import lint
from bot.knowledge.changes import Change, ChangeError, ChangeKind, ClashError, Files
from bot.knowledge.diff import Diff, diff, topics_of
from bot.knowledge.forms import FieldProblem
from bot.knowledge.library import Library
from bot.knowledge.making import work_out
from bot.knowledge.phrasing import fold_question
from bot.knowledge.positions import Path, Value
from bot.knowledge.problems import KnowledgeError, Problem, Severity
from bot.knowledge.snapshot import Snapshot
from bot.knowledge.undoing import undo
from bot.knowledge.units import HIDDEN, Block, find
from bot.knowledge.writing import plain
from bot.publishing.conflicts import Conflict, clash_of, conflict_of
from bot.publishing.states import Preparer, State
from bot.storage.revision_model import FileChange, Revision

QUICK_RULES = (lint.few_questions, lint.long_answers, lint.hard_to_read, lint.unsourced)
"""The warnings that are about one topic by itself."""
NO_DIFF = Diff(())
NO_GOLDEN: Mapping[str, str] = MappingProxyType({})
_QUOTED = re.compile(r"'([^']+)'")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change worked out: what it does, and what is in its way."""

    change: Change
    server: int
    """The server whose moderators work on it."""
    scope: int
    """The guide that changes: 0 for the common one, otherwise the server's own layer."""
    id: int = 0
    """Above 0 once it is kept, which is when it can be published."""
    files: Mapping[str, FileChange] = field(default_factory=dict)
    problems: tuple[FieldProblem, ...] = ()
    """Errors, each with its field and how to mend it."""
    warnings: tuple[Problem, ...] = ()
    """What would serve members better; no reason not to publish."""
    diff: Diff = NO_DIFF
    effects: tuple[Effect, ...] = ()
    """Questions that would lead elsewhere."""
    conflict: Conflict | None = None
    joined: bool = False
    """Whether others changed the same topic meanwhile, elsewhere in it; that is kept."""
    title: str = ""
    """Of the topic that it is about, as it is now; '' when it is about none, or a new one."""
    served: Served | None = None
    """What would be served, for a preview."""
    author: int | None = None
    """Who proposed it; None once they were forgotten, or before it is kept."""
    why: str = ""
    answers: tuple[int, ...] = ()
    """Ids of the waiting questions that it answers."""

    @property
    def sound(self) -> bool:
        """Whether it can be published."""
        return bool(self.files) and not self.problems and self.conflict is None

    @property
    def hides(self) -> bool:
        """Whether it takes a common topic out of one server's guide, and of no other."""
        return any(unit.unit.startswith(HIDDEN) for unit in self.diff.units)

    @property
    def topics(self) -> tuple[str, ...]:
        """Ids of the topics that it changes."""
        return topics_of([unit.unit for unit in self.diff.units])

    @property
    def astray(self) -> tuple[str, ...]:
        """The pinned questions that it takes away from their topics."""
        return tuple(e.question for e in self.effects if e.tried is Tried.GOLDEN)


class Trial(StrEnum):
    """Which questions are tried on a change that is worked out."""

    NONE = "none"
    PINNED = "pinned"
    ALL = "all"
    """Those pinned, the new phrasings, and those of other entries that are like them."""


class Workshop:
    """Works changes out. Blocking: seconds where the matcher has to learn anew."""

    def __init__(self, preparer: Preparer) -> None:
        self._preparer = preparer

    def work_out(
        self,
        proposal: Proposal,
        state: State,
        before: Served,
        today: date,
        *,
        undone: Revision | None = None,
        started: Block | None = None,
        golden: Mapping[str, str] = NO_GOLDEN,
        trial: Trial = Trial.NONE,
    ) -> Proposal:
        """The proposal with everything found out about it.

        `golden` are the pinned questions with their topics. `undone` is the revision that UNDO
        takes back. `started` is the topic as the editor found it, where others changed it since.
        """
        change, scope = proposal.change, proposal.scope
        known = before.snapshot.topics.get(change.topic)
        proposal = replace(proposal, title=known.title if known else change.fields.get("title", ""))
        conflict = conflict_of(change, state, scope, started)
        if conflict is not None:
            return replace(proposal, conflict=conflict)
        library = state.library(scope)
        try:
            new = _files(change, state, scope, today, undone, started)
            new = {name: text for name, text in new.items() if library.texts.get(name) != text}
            if not new:
                fix = "change something, or leave it"
                raise ChangeError(FieldProblem("topic", "nothing would change", fix))
            after = state.changed(scope, new)
        except ClashError as clash:
            return replace(proposal, conflict=clash_of(change, state, scope, clash))
        except ChangeError as error:
            return replace(proposal, problems=error.problems)
        # A file that cannot be read removes nothing: its problems are told instead.
        readable = {name: text for name, text in new.items() if _is_whole(after, scope, name)}
        changed = replace(
            proposal,
            files={name: FileChange(library.texts.get(name), text) for name, text in new.items()},
            diff=_diff(state, scope, readable),
            joined=started is not None,
        )
        try:
            served = self._preparer.served(after, scope, before)
        except KnowledgeError as error:
            return replace(changed, problems=tuple(_placed(error, after.library(scope), changed)))
        found: tuple[Effect, ...] = ()
        if trial is not Trial.NONE:
            tried = changed.topics if trial is Trial.ALL else ()
            found = effects(before, served, tried, golden)
        # The others that a removal touches only lose a link.
        about = () if change.kind is ChangeKind.REMOVE else changed.topics
        warnings = tuple(_warnings(served.snapshot, about, today))
        return replace(changed, served=served, effects=found, warnings=warnings)


def _is_whole(state: State, scope: int, name: str) -> bool:
    read = state.library(scope).file(name)
    return read is None or read.document is not None


def _diff(state: State, scope: int, files: Files) -> Diff:
    before, after = state.library(scope).units, state.changed(scope, files).library(scope).units
    if scope:
        # What a layer has of its own for the first time stands in place of the common text.
        before = {**{k: v for k, v in state.common.units.items() if k in after}, **before}
    return diff(before, after)


def files_version(library: Library, names: Iterable[str]) -> str:
    """Differs when any of the files does: of what an import replaces."""
    found = {name: library.texts.get(name) for name in sorted(names)}
    return hashlib.sha256(json.dumps(found).encode()).hexdigest()[:16]


def _files(
    change: Change,
    state: State,
    scope: int,
    today: date,
    undone: Revision | None,
    started: Block | None,
) -> Files:
    library = state.library(scope)
    if change.kind is ChangeKind.UNDO:
        if undone is None or undone.server != scope:
            fix = "choose one from the history"
            raise ChangeError(FieldProblem("revision", "there is no such revision here", fix))
        before = {name: file.before for name, file in undone.files.items()}
        after = {name: file.after for name, file in undone.files.items()}
        files = undo(before, after, library)
    else:
        fresh = change.base in (None, files_version(library, change.files))
        if change.kind is ChangeKind.IMPORT and not fresh:
            fix = "upload them once more, to see what they would change now"
            raise ChangeError(FieldProblem("file", "others changed the same files since", fix))
        layer = library if scope else None
        files = work_out(change, state.common, layer, today, started)
    if scope:
        # An empty file of a layer is no file; one on disk stays, being somebody's own.
        return {name: text if text and text.strip() else None for name, text in files.items()}
    return files


def _placed(error: KnowledgeError, library: Library, proposal: Proposal) -> Iterator[FieldProblem]:
    """Problems with the field that they are about, where the topic is one that was edited."""
    for problem in error.problems:
        if problem.severity is not Severity.ERROR:
            continue
        whole_files = proposal.change.kind is ChangeKind.IMPORT
        inside = "" if whole_files else _field(problem, library, proposal.topics)
        where = "" if inside else f"{problem.file}:{problem.line}: "
        name = inside or "file"
        yield FieldProblem(name, f"{where}{problem.message}", problem.fix)


def _field(problem: Problem, library: Library, topics: Sequence[str]) -> str:
    """The field of an edited topic that a problem is about: the one that holds what it
    quotes, or that stands where it is; '' when there is none.
    """
    quoted = {fold_question(text) for text in _QUOTED.findall(problem.message)}
    for topic in topics:
        found = library.find(topic)
        if found is None:
            continue
        for key, value in plain(found[1]).items():
            # Which pathway is meant stands in front of the colon.
            value = [*value] if key == "pathways" and isinstance(value, dict) else value
            if key != "id" and quoted & set(map(fold_question, _texts(value))):
                return key
        read = library.file(found[0])
        if read is not None and read.document is not None and read.name == problem.file:
            place = find(read.document, topic)
            path: Path = place[0] if place is not None else ()
            inside = [
                other[len(path)]
                for other, (first, end) in read.located.lines.items()
                if other[: len(path)] == path
                and len(other) > len(path) > 0
                and first <= problem.line < end
            ]
            if inside:
                return "topic" if inside[-1] == "id" else str(inside[-1])
    return ""


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif value is not None:
        yield value


def _warnings(snapshot: Snapshot, topics: Sequence[str], today: date) -> Iterator[Problem]:
    kept = set(topics)
    only = replace(
        snapshot,
        topics={name: topic for name, topic in snapshot.topics.items() if name in kept},
        entries={name: entry for name, entry in snapshot.entries.items() if name in kept},
    )
    for rule in QUICK_RULES:
        yield from rule(only, today)
