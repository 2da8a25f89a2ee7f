"""The doctor names everything that is wrong at once, and changes nothing."""

from __future__ import annotations

import base64
import sqlite3
from collections import namedtuple
from pathlib import Path

import pytest

from bot.app import Exit
from bot.discord_app import login
from bot.discord_app.login import (
    Account,
    NoConnectionError,
    StartError,
    WrongTokenError,
    looks_like_token,
)
from bot.doctor import Finding, examine
from bot.settings import Settings
from bot.storage.store import open_store
from tests.samples import write_knowledge

TOKEN = f"{base64.urlsafe_b64encode(b'123456789012345678').decode()}.Gabcde.{'x' * 38}"
USAGE = namedtuple("USAGE", "total used free")


@pytest.fixture
def env(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An `.env` of a sound set-up without a token."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    write_knowledge(tmp_path / "knowledge")
    path = tmp_path / ".env"
    path.write_text(
        f"KNOWLEDGE_DIR={tmp_path}/knowledge\nDATABASE={tmp_path}/data/x.db\n"
        f"CACHE_DIR={tmp_path}/cache\n"
    )
    return path


def tree(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


def add(env: Path, *lines: str) -> None:
    env.write_text(env.read_text() + "\n".join(lines) + "\n")


async def wrong(env: Path) -> dict[str, Finding]:
    """What is wrong, by what it is about; several of a kind are numbered."""
    found = [finding for finding in await examine(env) if finding.code]
    assert len({finding.about for finding in found}) == len(found)
    return {finding.about: finding for finding in found}


async def about(env: Path, what: str) -> Finding:
    (found,) = [finding for finding in await examine(env) if finding.about == what]
    return found


async def test_a_sound_set_up_has_nothing_wrong_and_makes_nothing(
    env: Path, tmp_path: Path
) -> None:
    before = tree(tmp_path)
    assert not await wrong(env)
    assert tree(tmp_path) == before


async def test_everything_that_is_wrong_is_told_at_once(env: Path, tmp_path: Path) -> None:
    (tmp_path / "knowledge" / "bad.yaml").write_text("entries: [")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x.db").write_bytes(b"this is not a database" * 100)
    add(env, "LOG_LEVEL=loud", "DISCORD_TOKEN=123456789")
    found = await wrong(env)
    assert {name: finding.code for name, finding in found.items()} == {
        "settings": Exit.SETTINGS,
        "knowledge": Exit.KNOWLEDGE,
        "database": Exit.STORAGE,
        "token": Exit.TOKEN,
    }
    assert "one of DEBUG" in found["settings"].text
    assert "bad.yaml:2: error" in found["knowledge"].text
    assert "x.db is not a database" in found["database"].text
    assert "three parts" in found["token"].text
    assert "123456789" not in found["token"].text


async def test_a_database_is_tried_on_a_copy(env: Path, tmp_path: Path) -> None:
    path = tmp_path / "data" / "x.db"
    async with open_store(path):
        pass
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    before = path.read_bytes()
    # The tables of the newest version are there, so the step from the first one must fail.
    finding = await about(env, "database")
    assert finding.code is Exit.STORAGE
    assert str(path) in finding.text
    assert path.read_bytes() == before


async def test_a_sound_database_is_told(env: Path, tmp_path: Path) -> None:
    async with open_store(tmp_path / "data" / "x.db"):
        pass
    assert "is sound" in (await about(env, "database")).text


async def test_places_that_cannot_be(env: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    add(env, f"DATABASE={tmp_path}/file/x.db", f"CACHE_DIR={tmp_path}/file")
    assert (await about(env, "database")).code is Exit.STORAGE
    assert "is a file" in (await about(env, "cache")).text


async def test_places_that_cannot_be_written(env: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)
    assert "cannot be made" in (await about(env, "database")).text
    assert "cannot be written" in (await about(env, "cache")).text
    notes = [f.text for f in await examine(env) if f.about == "knowledge" and f.note]
    assert any("only to be read" in note for note in notes)


async def test_a_full_disk(env: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: USAGE(1, 1, 1_000))
    assert (await wrong(env))["disk"].text.endswith("make room")


@pytest.mark.parametrize(
    ("error", "name", "code"),
    [
        (NoConnectionError("Discord cannot be reached."), "Discord", Exit.NETWORK),
        (WrongTokenError("Discord does not know it."), "token", Exit.TOKEN),
    ],
)
async def test_a_log_in_that_fails(
    env: Path, monkeypatch: pytest.MonkeyPatch, error: StartError, name: str, code: Exit
) -> None:
    async def look_up(token: str, home: int | None) -> Account:
        raise error

    monkeypatch.setattr(login, "look_up", look_up)
    add(env, f"DISCORD_TOKEN={TOKEN}")
    found = await wrong(env)
    assert found[name].code is code
    assert str(error) in found[name].text


@pytest.mark.parametrize(
    ("lacks", "code", "says"),
    [
        (None, Exit.SETTINGS, "HOME_SERVER_ID"),
        (("Send Messages",), Exit.OK, "Send Messages"),
        ((), Exit.OK, "is there"),
    ],
)
async def test_the_account_and_its_home(
    env: Path,
    monkeypatch: pytest.MonkeyPatch,
    lacks: tuple[str, ...] | None,
    code: Exit,
    says: str,
) -> None:
    async def look_up(token: str, home: int | None) -> Account:
        assert home == 81384788765712384
        return Account("MA Guide#1", 3, False, "https://discord.com/invite", lacks)

    monkeypatch.setattr(login, "look_up", look_up)
    add(env, f"DISCORD_TOKEN={TOKEN}", "HOME_SERVER_ID=81384788765712384", "MESSAGE_CONTENT=yes")
    home = await about(env, "home server")
    assert home.code is code
    assert says in home.text
    intents = await about(env, "intents")
    assert intents.code is Exit.INTENT
    assert "MESSAGE_CONTENT" in intents.text


@pytest.mark.parametrize(
    "token",
    ["", "123456789012345678", f"Bot {TOKEN}", TOKEN[:-30], TOKEN.replace(".", " "), f"x{TOKEN}"],
)
def test_what_does_not_look_like_a_token(token: str) -> None:
    assert not looks_like_token(token)


def test_a_token_looks_like_one() -> None:
    assert looks_like_token(TOKEN)
