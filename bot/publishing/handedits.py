"""Files that somebody changed with an editor, `git pull` or a copy, beside the guide."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from bot.knowledge.diff import diff, topics_of
from bot.knowledge.library import assemble
from bot.knowledge.problems import KnowledgeError, Problem, Severity
from bot.publishing import files as disk
from bot.publishing.states import State
from bot.storage.revision_model import (
    FileChange,
    NewRevision,
    Origin,
    StaleError,
    Standing,
    digest_of,
)
from bot.storage.revisions import SqliteRevisions

log = logging.getLogger(__name__)

WHY = "changed by hand"


class HandEdits:
    """Compares the folder with what is published."""

    def __init__(
        self, folder: Path, revisions: SqliteRevisions, clock: Callable[[], datetime]
    ) -> None:
        self._folder = folder
        self._revisions = revisions
        self._clock = clock
        self.broken: dict[str, tuple[Problem, ...]] = {}
        """Files on disk that do not pass, with their errors."""

    @staticmethod
    def check(state: State) -> None:
        """Raises `KnowledgeError` when the common guide has errors. Blocking."""
        assemble(state.common)

    async def standing(self, name: str, found: bytes | None) -> Standing:
        """What the bytes of a file are to the guide."""
        if found is None:
            return await self._revisions.standing(name, None)
        try:
            return await self._revisions.standing(name, found.decode("utf-8"))
        except UnicodeDecodeError:
            return Standing.UNKNOWN

    async def bring_to_disk(self, texts: Mapping[str, str | None]) -> None:
        """Write files that differ from their text, unless somebody changed them by hand.

        Raises `OSError` when the disk refuses, and `ChangedError` for a change by hand.
        """
        for name, text in texts.items():
            found = await asyncio.to_thread(disk.read, self._folder, name)
            if found == (None if text is None else text.encode()):
                continue
            if await self.standing(name, found) is Standing.UNKNOWN:
                raise disk.ChangedError(0, "was changed by hand just now", name)
            await asyncio.to_thread(disk.write, self._folder, name, text, found)

    async def take_in(self, state: State, marker: tuple[int, int]) -> tuple[State, int] | None:
        """Look at the folder; `state` is what was published when `marker` was the mark.

        What was changed by hand and passes becomes a revision; returns the new state and the
        revision then. What is older than what is published is brought up to date. What does
        not pass is left alone and stands in `broken`.
        """
        found = await asyncio.to_thread(disk.read_all, self._folder)
        published = await self._revisions.digests(0)
        self.broken = {name: (problem,) for name, problem in found.problems.items()}
        by_hand: dict[str, str | None] = {}
        for name in sorted({*found.texts, *published} - set(found.problems)):
            text = found.texts.get(name)
            if digest_of(text) == published.get(name, ""):
                continue
            if await self._revisions.standing(name, text) is Standing.OLDER:
                await self._update(name)
            else:
                by_hand[name] = text
        try:
            return await self._accept(state, by_hand, marker)
        except StaleError:
            # Another process was faster; whoever looks next finds what is left to be done.
            return None

    async def _update(self, name: str) -> None:
        text = (await self._revisions.texts(0)).get(name)
        try:
            await self.bring_to_disk({name: text})
        except OSError as error:
            log.warning("%s could not be brought up to date: %s", name, error)

    async def _accept(
        self, state: State, by_hand: dict[str, str | None], marker: tuple[int, int]
    ) -> tuple[State, int] | None:
        """Publish the changes that pass: all of them together, or those in files without errors."""
        while by_hand:
            after = state.changed(0, by_hand)
            errors = await asyncio.to_thread(_errors, after)
            if not errors:
                new = await self._revision(state, after, by_hand)
                return after, await self._revisions.commit(new, marker)
            at_fault = {problem.file for problem in errors} & set(by_hand)
            # An error elsewhere, such as a link to what is gone, is the fault of them all.
            for name in at_fault or set(by_hand):
                own = tuple(p for p in errors if p.file == name) or tuple(errors)
                self.broken[name] = own
                del by_hand[name]
        return None

    async def _revision(
        self, before: State, after: State, by_hand: Mapping[str, str | None]
    ) -> NewRevision:
        texts = before.common.texts
        difference = await asyncio.to_thread(lambda: diff(before.common.units, after.common.units))
        return NewRevision(
            server=0,
            files={name: FileChange(texts.get(name), text) for name, text in by_hand.items()},
            topics=topics_of([unit.unit for unit in difference.units]),
            words=difference.words or "comments or layout only",
            why=WHY,
            origin=Origin.HAND,
            at=self._clock(),
        )


def _errors(state: State) -> list[Problem]:
    try:
        assemble(state.common)
    except KnowledgeError as error:
        return [p for p in error.problems if p.severity is Severity.ERROR]
    return []
