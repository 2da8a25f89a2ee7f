"""Keeping up with the world: edits by hand in the folder, and what other processes publish."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from watchfiles import Change, awatch

from bot.guide.ports import StorageError
from bot.knowledge.problems import KnowledgeError
from bot.publishing.publisher import Publisher

log = logging.getLogger(__name__)

POLL = 0.25
"""Seconds after which what another process published is noticed."""
LOOK = 60.0
"""Seconds after which the folder is looked at although nobody said that it changed."""
SETTLING = 400
"""Milliseconds for which changes are collected: `git pull` and editors write in steps."""


@asynccontextmanager
async def following(publisher: Publisher, poll: float = POLL) -> AsyncIterator[None]:
    """Follow for as long as the context is open."""
    stop = asyncio.Event()
    tasks = [
        asyncio.create_task(_watch(publisher, stop)),
        asyncio.create_task(_poll(publisher, stop, poll)),
    ]
    try:
        yield
    finally:
        stop.set()
        await asyncio.gather(*tasks, return_exceptions=True)
        await publisher.settle()
        publisher.serving.stop()


async def _watch(publisher: Publisher, stop: asyncio.Event) -> None:
    try:
        async for _ in awatch(
            publisher.folder,
            watch_filter=_is_knowledge,
            debounce=SETTLING,
            stop_event=stop,
            rust_timeout=500,
        ):
            await _follow(publisher, look_at_disk=True)
    except (OSError, RuntimeError):
        log.exception("the knowledge folder cannot be watched; it is looked at now and then")


async def _poll(publisher: Publisher, stop: asyncio.Event, poll: float) -> None:
    loop = asyncio.get_running_loop()
    looked = loop.time()
    while not stop.is_set():
        try:
            await asyncio.wait_for(stop.wait(), poll)
        except TimeoutError:
            look = loop.time() - looked > LOOK
            looked = loop.time() if look else looked
            await _follow(publisher, look_at_disk=look)


async def _follow(publisher: Publisher, *, look_at_disk: bool) -> None:
    try:
        await publisher.follow(look_at_disk=look_at_disk)
    except (StorageError, OSError) as error:
        log.warning("changes of the knowledge could not be followed: %s", error)
    except KnowledgeError as error:
        log.warning("what is published has errors and is not served: %s", error)


def _is_knowledge(change: Change, path: str) -> bool:
    return path.endswith((".yaml", ".yml"))
