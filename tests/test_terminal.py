"""The terminal chat: the same guide, plain when it is not a terminal."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest

from bot.guide.guide import Guide
from bot.guide.live import Live, Served
from bot.guide.reply import Kind, Reply, Section
from bot.knowledge.model import Source
from bot.storage.store import open_store
from bot.terminal import Printer, Terminal


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
        await Terminal(guide, out, read).chat()
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
    assert "Commands in the terminal" in text


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
        ("/certification rma zzz", "aspect"),
        ("/privacy forget", "/privacy forget yes"),
    ],
)
async def test_mistakes_are_explained(served: Served, line: str, says: str) -> None:
    assert says in await chat(served, line)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("/certification registered medical assistant", "RMA"),
        ("/certification registered medical assistant renewal", "every 3 years"),
        ("/certification cma (aama) fee", "costs $125, or $250"),
        ("/certification ccma on cost", "$165"),
        ("/compare ccma vs rma", "CCMA and RMA: what differs"),
        ("/compare ccma, rma and cma (aama)", "CCMA, RMA and CMA (AAMA): what differs"),
        ("/compare cma (aama) rma", "CMA (AAMA) and RMA: what differs"),
        ("/compare ccma vs registered medical assistant on fee", "Exam fee, side by side"),
    ],
)
async def test_names_of_several_words(served: Served, line: str, says: str) -> None:
    assert says in await chat(served, line)


async def test_what_is_not_compared_is_said(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.guide.lookup.MAX_COMPARED", 2)
    assert "I left out CMA (AAMA)." in await chat(served, "/compare ccma vs rma vs cma")


async def test_topics_go_on_by_number(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.guide.browse.PAGE", 2)
    text = await chat(served, "/topics certifications", "3")
    assert "3 More topics" in text
    assert "3 to 4. Pick one" in text
    assert "Topics before these" in text


@pytest.mark.parametrize("step", ["", "2", "pass the exam"])
async def test_a_step_is_done_by_number_by_words_or_as_the_next(served: Served, step: str) -> None:
    text = await chat(served, "/pathway choose first-credential", f"/pathway done {step}")
    assert "Marked as done: " in text
    number = step if step.isdecimal() else "1" if not step else "2"
    assert f"Done: {number}." in text


async def test_a_step_that_is_none_leaves_the_plan_on_screen(served: Served) -> None:
    text = await chat(served, "/pathway choose first-credential", "/pathway done 99")
    _, _, after = text.partition("not part of your plan")
    assert "1." in after


async def test_what_is_kept_is_shown_exported_and_forgotten_when_confirmed(
    served: Served,
) -> None:
    choose = "/pathway choose first-credential"
    text = await chat(served, choose, "/privacy", "/privacy export", "/privacy forget", "/pathway")
    assert "What I keep about you" in text
    exported = text[text.index("{") : text.rindex("}") + 1]
    assert "first-credential" in str(json.loads(exported))
    assert "Your next step" in text.rpartition("/privacy forget yes")[2]
    text = await chat(served, choose, "/privacy forget yes", "/pathway")
    assert "Your next step" not in text.rpartition("is deleted")[2]


async def test_no_line_of_a_pipe_ends_in_blanks(served: Served) -> None:
    text = await chat(served, "how much is the ccma test", "/pathway", "/help", "/topics duties")
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_an_address_whole_and_wraps_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    address = "https://example.org/" + "x" * 100
    source = Source(title="Page", url=address, as_of="2026")
    screen = Screen()
    reply = Reply(Kind.ANSWER, "**bold** " + "word " * 60, (Section("", "", sources=(source,)),))
    Printer(screen).show(reply)
    lines = screen.getvalue().splitlines()
    assert address in lines
    assert "\x1b[1mbold" in screen.getvalue()
    assert max(len(line) for line in lines if "word" in line) < 110
