"""Everything that an operator can get wrong, looked at in one go and without changing anything.

Every check runs whatever the others found, and each finding says how to mend it. No database
is made: the one that is there is tried on a copy.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.app import Exit, nearby
from bot.guide.ports import StorageError
from bot.knowledge.check import check
from bot.settings import HOME, IN_MEMORY, Settings, read_settings

LITTLE_DISK = 200_000_000
"""Bytes: the indexes that are kept take nearly as much."""
SHOWN_PROBLEMS = 20
ENV_FILE = HOME / ".env"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    about: str
    text: str
    code: Exit = Exit.OK
    """How the bot would end because of it."""
    note: bool = False
    """Worth knowing, but nothing is broken."""

    def __str__(self) -> str:
        how = "WRONG" if self.code else "note" if self.note else "fine"
        return f"{how:<6}{self.about}: {self.text}"


async def examine(env_file: Path = ENV_FILE) -> list[Finding]:
    """Look at everything."""
    settings, problems = read_settings(env_file)
    findings = [Finding("settings", problem, Exit.SETTINGS) for problem in problems]
    if not problems:
        findings.append(Finding("settings", f"{nearby(env_file)} and the environment"))
    findings += _knowledge(settings)
    findings += _cache(settings.cache_dir)
    findings += await _database(settings.database)
    findings += _disk(settings)
    findings += await _discord(settings)
    return findings


def _knowledge(settings: Settings) -> Iterator[Finding]:
    folder = settings.knowledge_dir
    result = check(folder, datetime.now(UTC).date())
    for problem in result.errors[:SHOWN_PROBLEMS]:
        yield Finding("knowledge", problem.within(nearby(folder)), Exit.KNOWLEDGE)
    if len(result.errors) > SHOWN_PROBLEMS:
        more = f"{len(result.errors) - SHOWN_PROBLEMS} more; `python3 run_bot.py check` lists all"
        yield Finding("knowledge", more, Exit.KNOWLEDGE)
    if result.snapshot is not None:
        yield Finding("knowledge", f"{len(result.snapshot.topics)} topics in {nearby(folder)}")
    if result.warnings:
        count = f"{len(result.warnings)} warning(s); `python3 run_bot.py check` lists them"
        yield Finding("knowledge", count, note=True)
    fixed = [path for path in (folder, *folder.rglob("*")) if not _may_write(path)]
    if folder.is_dir() and fixed:
        text = (
            f"moderators cannot change answers from Discord, because {nearby(fixed[0])} is only to "
            "be read: give the bot's user the right to write to the folder and its files"
        )
        yield Finding("knowledge", text, note=True)


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK)


def _ground(path: Path) -> Path:
    """The path, or the nearest folder above it that is there."""
    while not path.exists() and path != path.parent:
        path = path.parent
    return path


def _cache(folder: Path) -> Iterator[Finding]:
    ground = _ground(folder)
    if not ground.is_dir():
        text = f"{nearby(ground)} is a file: let CACHE_DIR name a folder"
    elif not _may_write(ground):
        text = (
            f"{nearby(ground)} cannot be written, so every start takes a minute: give the bot's "
            "user the right to write there, or let CACHE_DIR name another folder"
        )
    else:
        yield Finding("cache", f"{nearby(folder)} can be written")
        return
    yield Finding("cache", text, note=True)


async def _database(path: Path) -> list[Finding]:
    if path == IN_MEMORY:
        text = "DATABASE is ':memory:', so pathways and questions are gone when the bot stops"
        return [Finding("database", text, note=True)]
    ground = _ground(path)
    if ground != path:
        if not ground.is_dir():
            text = f"{nearby(ground)} is a file: let DATABASE name a file in a folder"
        elif not _may_write(ground):
            text = (
                f"{nearby(path)} cannot be made: give the bot's user the right to write to "
                f"{nearby(ground)}, or let DATABASE name another path"
            )
        else:
            return [Finding("database", f"{nearby(path)} will be made at the first start")]
        return [Finding("database", text, Exit.STORAGE)]
    try:
        await _try_on_a_copy(path)
    except StorageError as error:
        return [Finding("database", str(error), Exit.STORAGE)]
    beside = [path.with_name(path.name + end) for end in ("-wal", "-shm")]
    needed = [path, path.parent, *(file for file in beside if file.exists())]
    if fixed := [file for file in needed if not _may_write(file)]:
        text = f"{nearby(fixed[0])} is only to be read: give the bot's user the right to write"
        return [Finding("database", text, Exit.STORAGE)]
    return [Finding("database", f"{nearby(path)} is sound and fits this version")]


async def _try_on_a_copy(path: Path) -> None:
    """Copy the database and bring the copy up to date. Raises `StorageError`."""
    from bot.storage.backup import backup  # here, as everything that loads the database is
    from bot.storage.database import open_database

    with tempfile.TemporaryDirectory(prefix="ma-guide-") as folder:
        copy = Path(folder) / path.name
        await asyncio.to_thread(backup, path, copy)
        try:
            async with open_database(copy):
                pass
        except StorageError as error:
            raise StorageError(str(error).replace(str(copy), str(path))) from error


def _disk(settings: Settings) -> Iterator[Finding]:
    places = {"database": settings.database, "cache": settings.cache_dir}
    if settings.database == IN_MEMORY:
        places.pop("database")
    seen: set[int] = set()
    for name, path in places.items():
        ground = _ground(path)
        with suppress(OSError):
            device, free = ground.stat().st_dev, shutil.disk_usage(ground).free
            if device in seen:
                continue
            seen.add(device)
            left = f"{free / 1e9:.1f} GB are free for the {name} in {ground}"
            if free >= LITTLE_DISK:
                yield Finding("disk", left)
            else:
                yield Finding("disk", f"only {left}: make room", Exit.STORAGE)


async def _discord(settings: Settings) -> list[Finding]:
    if settings.discord_token is None:
        text = (
            "no token, so the guide runs in the terminal only: copy .env.example to .env and put "
            "the bot's token behind DISCORD_TOKEN="
        )
        return [Finding("Discord", text, note=True)]
    from bot.discord_app.login import (  # here, as everything that loads discord is
        NO_INTENT,
        NOT_A_TOKEN,
        NoConnectionError,
        StartError,
        look_up,
        looks_like_token,
    )

    token = settings.discord_token.get_secret_value()
    if not looks_like_token(token):
        return [Finding("token", NOT_A_TOKEN, Exit.TOKEN)]
    try:
        account = await look_up(token, settings.home_server_id)
    except NoConnectionError as error:
        return [Finding("Discord", f"the token could not be tried. {error}", Exit.NETWORK)]
    except StartError as error:
        return [Finding("token", str(error), Exit.TOKEN)]
    findings = [
        Finding("token", f"Discord knows it as {account.name}"),
        Finding("Discord", f"in about {account.servers} server(s), invited by {account.invite}"),
    ]
    if settings.message_content and not account.message_content:
        findings.append(Finding("intents", NO_INTENT, Exit.INTENT))
    elif settings.message_content:
        findings.append(Finding("intents", "the Message Content Intent is switched on"))
    else:
        findings.append(Finding("intents", "none that is privileged is needed"))
    if settings.home_server_id is not None:
        findings.append(_home(settings.home_server_id, account.home_lacks, account.invite))
    return findings


def _home(server: int, lacks: tuple[str, ...] | None, invite: str) -> Finding:
    if lacks is None:
        text = (
            f"the bot is not in the server {server}: mend HOME_SERVER_ID, or invite the bot there "
            f"with {invite}"
        )
        return Finding("home server", text, Exit.SETTINGS)
    if lacks:
        text = (
            f"the bot's role lacks {', '.join(lacks)}: give them under Server Settings, Roles; "
            "/setup tells for each channel"
        )
        return Finding("home server", text, note=True)
    return Finding("home server", "the bot is there and has the permissions it needs")
