"""The pinned questions of all servers, tried without a running bot."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.guide.effects import Lead, lead
from bot.guide.live import Served
from bot.knowledge.library import Library, layer_library
from bot.publishing import files
from bot.publishing.indexing import make_index, make_triage
from bot.publishing.states import Preparer, State
from bot.storage.database import open_database
from bot.storage.moderation import Golden, SqliteGolden
from bot.storage.revisions import SqliteRevisions


@dataclass(frozen=True, slots=True)
class Tried:
    """A pinned question and what it leads to."""

    golden: Golden
    lead: Lead

    @property
    def right(self) -> bool:
        """Whether that is what it is pinned to."""
        return self.lead.reaches(self.golden.topic)


async def try_pinned(database: Path, folder: Path, served: Served) -> list[Tried]:
    """Try every pinned question on the knowledge in a folder, as each server sees it.

    `served` is what is made from that folder. Without a database nothing is pinned. Raises
    `StorageError` when it cannot be used.
    """
    if not await asyncio.to_thread(database.exists):
        return []
    async with open_database(database) as opened:
        pinned = await SqliteGolden(opened).of(None)
        revisions = SqliteRevisions(opened)
        having = {golden.server for golden in pinned} & set(await revisions.layers())
        layers = {server: layer_library(await revisions.texts(server)) for server in having}

    def work() -> list[Tried]:
        state = State(Library(files.read_all(folder).texts), layers)
        preparer = Preparer(make_index, make_triage)
        own = {s: preparer.layered(state, s, None, served)[0] for s in layers}
        return [Tried(g, lead(own.get(g.server, served), g.question)) for g in pinned]

    return await asyncio.to_thread(work)


def report(tried: Sequence[Tried]) -> Iterator[str]:
    """The count, then every question that leads elsewhere."""
    if tried:
        right = sum(one.right for one in tried)
        yield f"pinned questions: {right} of {len(tried)} lead to what they are pinned to"
    for one in tried:
        if not one.right:
            yield f"astray: {one.golden.question!r} should lead to {one.golden.topic}"
            yield f"    it {one.lead.words.replace('**', '')}"
