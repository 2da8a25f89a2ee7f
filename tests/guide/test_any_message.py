"""Whatever anybody types: no error, nobody pinged, nothing of one person told to another."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.guide.guide import Guide
from bot.guide.live import Live, Served
from bot.guide.question import Asker, Question
from bot.guide.reply import Reply
from bot.guide.text import as_text
from bot.guide.unkept import Unkept
from bot.guide.wording import MAX_MESSAGE

ONE, OTHER = Asker(1, 10, 100), Asker(2, 10, 100)
ELSEWHERE = Asker(1, 10, 200)
PIECES = [
    "how much is the ccma exam", "what about rma?", "the second one", "no i meant", "source?",
    "why", "and how do i renew it", "do i need a license in texas", "new topic:", "none of these",
    "@everyone", "<@1>", "<@&7>", "@here", "**", "`", "\n", "?", "1)", " and ", " or ", "not the",
    "ccma vs cma", "how many", "which one is easier", "i meant", "\u0000", "\ud800", "\U0001f600",
]  # fmt: skip
text = st.lists(st.sampled_from(PIECES) | st.text(max_size=40), max_size=6).map(" ".join)
talks = st.lists(st.tuples(st.sampled_from([ONE, OTHER, ELSEWHERE]), text), max_size=6)


def now() -> datetime:
    return datetime(2026, 11, 22, 12, tzinfo=UTC)


def replies(served: Served, said: list[tuple[Asker, str]]) -> list[Reply]:
    """What the guide says to each message, in order."""
    guide = Guide(Live(served), Unkept(), now)

    async def talk() -> list[Reply]:
        return [await guide.ask(Question(message, asker)) for asker, message in said]

    return asyncio.run(talk())


@settings(max_examples=150, deadline=None)
@given(said=talks)
def test_nothing_raises_and_nobody_is_pinged(served: Served, said: list[tuple[Asker, str]]) -> None:
    for reply in replies(served, said):
        shown = as_text(reply) + " ".join(choice.label for choice in reply.choices)
        assert shown
        for ping in ("@everyone", "@here", "<@", "<#"):
            assert ping not in shown


@settings(max_examples=150, deadline=None)
@given(said=talks)
def test_what_others_say_changes_nothing(served: Served, said: list[tuple[Asker, str]]) -> None:
    together = replies(served, said)
    for asker in (ONE, OTHER, ELSEWHERE):
        mine = [reply for (who, _), reply in zip(said, together, strict=True) if who == asker]
        assert mine == replies(served, [turn for turn in said if turn[0] == asker])


@pytest.mark.parametrize(
    "part", ["and ", "what about it? ", "how much ", "the second one ", "1) ", "no i meant ", "a,"]
)
def test_long_messages_are_answered_in_bounded_time(served: Served, part: str) -> None:
    message = (part * MAX_MESSAGE)[:MAX_MESSAGE]
    started = time.process_time()
    replies(served, [(ONE, "how much is the ccma exam"), (ONE, message)])
    # Not a measure of speed: a pattern that backtracks without end takes hours.
    assert time.process_time() - started < 5
