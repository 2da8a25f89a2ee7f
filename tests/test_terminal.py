"""The terminal chat: the same guide, plain when it is not a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from rich.console import Console

from bot.guide.guide import Guide
from bot.guide.live import Live, Served
from bot.storage.store import open_store
from bot.terminal import Terminal


async def chat(served: Served, *lines: str) -> str:
    """What is printed when these lines are typed, then input ends."""
    out = io.StringIO()
    typed: Iterator[str] = iter(lines)

    def read() -> str:
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    async with open_store(":memory:") as store:
        guide = Guide(Live(served), store)
        await Terminal(guide, Console(file=out, width=88, highlight=False), read).chat()
    return out.getvalue()


async def test_an_answer_with_source_and_address(served: Served) -> None:
    text = await chat(served, "how much is the ccma test")
    assert "The CCMA exam costs $165." in text
    assert "Source: Official page (as of 2026-09)" in text
    assert "https://example.org/cost" in text
    assert "\x1b[" not in text


async def test_compare_pathway_and_browse(served: Served) -> None:
    text = await chat(
        served,
        "/compare ccma rma",
        "/compare ccma rma on fee",
        "/certification rma renewal",
        "/pathway choose first-credential",
        "/pathway done choose-school",
        "/pathway",
        "/pathway leave",
        "/topics duties",
        "/privacy",
        "/help",
    )
    assert "CCMA and RMA: what differs" in text
    assert "Exam fee, side by side" in text
    assert "every 3 years" in text
    assert "Saved: you are on Student to first credential" in text
    assert "Marked as done: Choose a program" in text
    assert "your pathway and its steps are deleted" in text
    assert "Title of duties.vitals" in text
    assert "In the terminal" in text


async def test_a_number_picks_a_choice(served: Served) -> None:
    text = await chat(served, "/topics", "1")
    assert "topics about" in text


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("/compare ccma", "at least two"),
        ("/compare ccma nonsense", "I know CCMA"),
        ("/certification nonsense", "I know CCMA"),
        ("/certification ccma zzz", "aspect"),
        ("/nonsense", "no such command"),
        ("/topics nonsense", "no category"),
        ('/compare "ccma', "at least two"),
        ("99", ""),
    ],
)
async def test_mistakes_are_explained(served: Served, line: str, says: str) -> None:
    assert says in await chat(served, line)
