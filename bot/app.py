"""The one place where everything is built, and closed again in order.

AppError   the bot cannot start or go on; one sentence, and the process's exit code
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import IntEnum
from pathlib import Path

from bot.discord_app.client import (
    Bot,
    MissingIntentError,
    NoConnectionError,
    StartError,
    WrongTokenError,
    create_client,
    run_client,
)
from bot.discord_app.sync import SyncFile
from bot.guide.guide import Guide, utc_now
from bot.guide.live import Live, Served
from bot.guide.ports import StorageError
from bot.index_cache import load_or_build, load_or_build_triage
from bot.knowledge.assembly import load
from bot.knowledge.problems import KnowledgeError, Severity
from bot.publishing.desk import Desk
from bot.publishing.following import following
from bot.publishing.indexing import cached, cached_triage
from bot.publishing.publisher import Publisher
from bot.settings import Settings
from bot.storage.database import open_database
from bot.storage.revisions import SqliteRevisions
from bot.storage.store import SqliteStore

SHOWN_PROBLEMS = 5
IN_MEMORY = Path(":memory:")
"""A database that keeps nothing: for answering without storing."""


class Exit(IntEnum):
    """Exit codes of the process."""

    OK = 0
    FAILED = 1
    USAGE = 2
    SETTINGS = 3
    KNOWLEDGE = 4
    STORAGE = 5
    TOKEN = 6
    INTENT = 7
    NETWORK = 8
    MISSING_PACKAGE = 9


class AppError(Exception):
    """Why the bot cannot run, in one sentence for the operator, and with which exit code."""

    def __init__(self, sentence: str, code: Exit) -> None:
        super().__init__(sentence)
        self.code = code


def load_served(settings: Settings) -> Served:
    """Load the knowledge and its index. Raises `AppError`. Blocking: seconds at worst."""
    try:
        snapshot, _ = load(settings.knowledge_dir)
    except KnowledgeError as error:
        raise _broken(error, settings) from error
    folder = settings.cache_dir
    return Served(snapshot, load_or_build(snapshot, folder), load_or_build_triage(snapshot, folder))


@asynccontextmanager
async def open_guide(settings: Settings, database: Path | None = None) -> AsyncIterator[Guide]:
    """The guide, ready to answer, and closed at the end. Raises `AppError`.

    `database` overrides the settings' file; `IN_MEMORY` keeps nothing.
    """
    served = await asyncio.to_thread(load_served, settings)
    try:
        async with open_database(database or settings.database) as opened:
            yield Guide(Live(served), SqliteStore(opened))
    except StorageError as error:
        raise AppError(str(error), Exit.STORAGE) from error


def _broken(error: KnowledgeError, settings: Settings) -> AppError:
    errors = [p for p in error.problems if p.severity is Severity.ERROR]
    shown = "\n".join(f"  {problem}" for problem in errors[:SHOWN_PROBLEMS])
    more = len(errors) - SHOWN_PROBLEMS
    rest = f"\n  ... and {more} more" if more > 0 else ""
    sentence = (
        f"The knowledge in {settings.knowledge_dir} has {len(errors)} error(s); mend them, "
        f"then start again (`python run_bot.py check` lists them all):\n{shown}{rest}"
    )
    return AppError(sentence, Exit.KNOWLEDGE)


@asynccontextmanager
async def open_desk(settings: Settings) -> AsyncIterator[tuple[Guide, Desk]]:
    """The guide, kept up with every change while it runs, and the moderators' desk.

    Raises `AppError`.
    """
    try:
        async with open_database(settings.database) as opened:
            publisher = Publisher(
                settings.knowledge_dir,
                SqliteRevisions(opened),
                utc_now,
                cached(settings.cache_dir),
                cached_triage(settings.cache_dir),
            )
            live = await publisher.open()
            async with following(publisher):
                desk = Desk(publisher, opened, settings.home_server_id, utc_now)
                yield Guide(live, SqliteStore(opened)), desk
    except KnowledgeError as error:
        raise _broken(error, settings) from error
    except StorageError as error:
        raise AppError(str(error), Exit.STORAGE) from error


START_CODES: dict[type[StartError], Exit] = {
    WrongTokenError: Exit.TOKEN,
    MissingIntentError: Exit.INTENT,
    NoConnectionError: Exit.NETWORK,
}


def build_client(guide: Guide, settings: Settings, desk: Desk | None = None) -> Bot:
    """The Discord client, not yet connected."""
    return create_client(
        guide,
        sync_record=SyncFile(settings.cache_dir / "commands.json"),
        home_server=settings.home_server_id,
        message_content=settings.message_content,
        desk=desk,
    )


async def run_discord(settings: Settings) -> None:
    """Run the bot in Discord until it is stopped. Raises `AppError`."""
    if settings.discord_token is None:
        raise AppError("DISCORD_TOKEN is not set; put the bot's token into .env.", Exit.SETTINGS)
    async with open_desk(settings) as (guide, desk):
        client = build_client(guide, settings, desk)
        try:
            await run_client(client, settings.discord_token.get_secret_value())
        except StartError as error:
            raise AppError(str(error), START_CODES.get(type(error), Exit.FAILED)) from error
