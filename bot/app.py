"""The one place where everything is built, and closed again in order.

The database and Discord are imported where they are needed: answering one question in a
terminal needs neither, and they take longer to load than the answer takes.

AppError   the bot cannot start or go on; one sentence, and the process's exit code
"""

from __future__ import annotations

import asyncio
import gc
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from bot.guide.guide import Guide, utc_now
from bot.guide.live import Live, Served
from bot.guide.ports import StorageError
from bot.guide.unkept import Unkept
from bot.index_cache import load_or_build_triage
from bot.knowledge.assembly import load
from bot.knowledge.problems import KnowledgeError, Severity
from bot.publishing.apart import load_or_train
from bot.settings import IN_MEMORY, Settings

if TYPE_CHECKING:
    from bot.discord_app.client import Bot
    from bot.publishing.desk import Desk

SHOWN_PROBLEMS = 5


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
    """Load the knowledge and its index. Raises `AppError`. Blocking: minutes at worst."""
    # Nothing that is read here is garbage; looking for it takes a tenth of the time.
    gc.disable()
    try:
        snapshot, _ = load(settings.knowledge_dir)
    except KnowledgeError as error:
        raise _broken(error, settings) from error
    finally:
        gc.enable()
    folder = settings.cache_dir
    return Served(snapshot, load_or_train(snapshot, folder), load_or_build_triage(snapshot, folder))


def answering_guide(settings: Settings) -> Guide:
    """A guide that only answers and keeps nothing. Raises `AppError`. Blocking."""
    return Guide(Live(load_served(settings)), Unkept())


@asynccontextmanager
async def open_guide(settings: Settings) -> AsyncIterator[Guide]:
    """The guide with its database, closed at the end. Raises `AppError`."""
    from bot.storage.store import open_store

    served = await asyncio.to_thread(load_served, settings)
    try:
        async with open_store(settings.database) as store:
            yield Guide(Live(served), store)
    except StorageError as error:
        raise AppError(str(error), Exit.STORAGE) from error


def _broken(error: KnowledgeError, settings: Settings) -> AppError:
    errors = [p for p in error.problems if p.severity is Severity.ERROR]
    folder = nearby(settings.knowledge_dir)
    shown = "\n".join(f"  {problem.within(folder)}" for problem in errors[:SHOWN_PROBLEMS])
    more = len(errors) - SHOWN_PROBLEMS
    rest = f"\n  ... and {more} more" if more > 0 else ""
    sentence = (
        f"The knowledge in {folder} has {len(errors)} error(s); mend them, then start "
        f"again (`python3 run_bot.py check` lists them all):\n{shown}{rest}"
    )
    return AppError(sentence, Exit.KNOWLEDGE)


def nearby(path: Path) -> Path:
    """A path as it is typed here: relative when it lies below the current folder."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


@asynccontextmanager
async def open_desk(settings: Settings) -> AsyncIterator[tuple[Guide, Desk]]:
    """The guide, kept up with every change while it runs, and the moderators' desk.

    Raises `AppError`.
    """
    from bot.publishing.apart import TrainingApart
    from bot.publishing.desk import Desk
    from bot.publishing.following import following
    from bot.publishing.indexing import cached, cached_triage
    from bot.publishing.publisher import Publisher
    from bot.storage.database import open_database
    from bot.storage.revisions import SqliteRevisions
    from bot.storage.store import SqliteStore

    train = TrainingApart(settings.cache_dir)
    try:
        async with open_database(settings.database) as opened:
            publisher = Publisher(
                settings.knowledge_dir,
                SqliteRevisions(opened),
                utc_now,
                cached(settings.cache_dir),
                cached_triage(settings.cache_dir),
                train,
            )
            live = await publisher.open()
            async with following(publisher):
                desk = Desk(publisher, opened, settings.home_server_id, utc_now)
                yield Guide(live, SqliteStore(opened)), desk
    except KnowledgeError as error:
        raise _broken(error, settings) from error
    except StorageError as error:
        raise AppError(str(error), Exit.STORAGE) from error
    finally:
        train.stop()


@asynccontextmanager
async def open_trial(settings: Settings) -> AsyncIterator[Bot]:
    """The real client for a Discord that is not real: nothing done there is kept.

    Raises `AppError`.
    """
    from bot.discord_app.client import Bot
    from bot.discord_app.sync import NoRecord

    await asyncio.to_thread(load_served, settings)  # its errors name the real folder
    with tempfile.TemporaryDirectory(prefix="ma-guide-") as folder:
        knowledge = Path(folder) / "knowledge"
        await asyncio.to_thread(shutil.copytree, settings.knowledge_dir, knowledge)
        trial = settings.model_copy(update={"knowledge_dir": knowledge, "database": IN_MEMORY})
        async with open_desk(trial) as (guide, desk):
            yield Bot(guide, sync_record=NoRecord(), desk=desk)


async def run_discord(settings: Settings) -> None:
    """Run the bot in Discord until it is stopped. Raises `AppError`."""
    from bot.discord_app.client import Bot, run_client
    from bot.discord_app.login import (
        MissingIntentError,
        NoConnectionError,
        StartError,
        WrongTokenError,
    )
    from bot.discord_app.sync import SyncFile

    if settings.discord_token is None:
        raise AppError("DISCORD_TOKEN is not set; put the bot's token into .env.", Exit.SETTINGS)
    async with open_desk(settings) as (guide, desk):
        client = Bot(
            guide,
            sync_record=SyncFile(settings.cache_dir / "commands.json"),
            home_server=settings.home_server_id,
            message_content=settings.message_content,
            desk=desk,
        )
        codes: dict[type[StartError], Exit] = {
            WrongTokenError: Exit.TOKEN,
            MissingIntentError: Exit.INTENT,
            NoConnectionError: Exit.NETWORK,
        }
        try:
            await run_client(client, settings.discord_token.get_secret_value())
        except StartError as error:
            raise AppError(str(error), codes.get(type(error), Exit.FAILED)) from error
