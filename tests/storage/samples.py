"""Values that the storage tests share."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.guide.ports import AskedQuestion
from bot.guide.reply import Kind

MEMBER = 81384788765712384
OTHER = 80351110224678912
START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def asked(text: str = "how much is the ccma exam") -> AskedQuestion:
    return AskedQuestion(
        text=text,
        kind=Kind.ANSWER,
        topics=("ccma.cost",),
        confidence=0.97,
        server=7,
        asked_at=START,
    )


def rows(path: Path, statement: str) -> list[tuple[Any, ...]]:
    """What a program that knows nothing of the bot reads from its file."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()
