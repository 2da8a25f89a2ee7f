"""Crashes at chosen steps of publishing, and an index that costs nothing."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bot.guide.live import Served
from bot.knowledge.assembly import assemble
from bot.knowledge.reader import SourceFile
from bot.matching.index import Index
from bot.storage.revisions import SqliteRevisions
from tests.samples import KNOWLEDGE

FILE = "duties/clinical.yaml"
SNAPSHOT, _ = assemble([SourceFile(name, text) for name, text in KNOWLEDGE.items()])
INDEX = Index.build(SNAPSHOT)


class Crash(BaseException):
    """The process is gone."""


@contextmanager
def crash_at(step: str) -> Iterator[None]:
    """Crash before or after one of the steps that leave something behind; '' does not."""
    if not step:
        yield
        return
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


def same_index(_snapshot: object, _previous: Served | None) -> Index:
    """An index maker that makes nothing."""
    return INDEX
