"""What has nothing to do with the job is declined, and what has is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.guide import strings
from bot.guide.guide import Guide
from bot.guide.live import Live, Served
from bot.guide.reply import Kind
from bot.guide.watch import Watch
from bot.matching.triage import Triage
from bot.storage.store import SqliteStore
from tests.guide.conftest import Clock, Talk, messages


def test_most_of_what_is_about_something_else_is_told(watch: Watch) -> None:
    found = messages("elsewhere")
    missed = [m for m in found if not watch.is_elsewhere(m, False) and not watch.remark(m)]
    assert len(missed) <= len(found) * 0.3, missed


def test_questions_about_the_job_are_not_taken_for_something_else(watch: Watch) -> None:
    found = messages("look_alikes")
    wrong = [m for m in found if watch.is_elsewhere(m, False)]
    assert len(wrong) <= len(found) * 0.02, wrong


@pytest.mark.parametrize(
    "text",
    [
        "CMA part 2 while working in audit, how long do you study",
        "who won entertainer of the year at the CMA awards",
        "MA in history, evening classes?",
        "RMV appointment in Worcester MA",
    ],
)
def test_other_meanings_of_the_same_letters(watch: Watch, text: str) -> None:
    assert watch.is_elsewhere(text, False)


def test_an_hourly_wage_at_a_place_is_about_the_job(watch: Watch) -> None:
    assert not watch.is_elsewhere("19/hr in ohio is that low", False)
    assert watch.is_elsewhere("is 40 an hour normal for a plumber", False)


@pytest.mark.parametrize("text", ["paid?", "florida", "how do i become one", "how many hours"])
def test_follow_ups_are_never_something_else(watch: Watch, text: str) -> None:
    assert not watch.is_elsewhere(text, True)


async def test_it_is_said_kindly_and_the_conversation_goes_on(
    served: Served, triage: Triage, store: SqliteStore
) -> None:
    clock = Clock()
    live = Live(replace(served, triage=triage))
    talk = Talk(Guide(live, store, clock), store, clock)
    await talk.ask("how much is the ccma exam")
    reply = await talk.ask("what should i cook for dinner tonight")
    assert (reply.kind, reply.lead) == (Kind.ABSTAIN, strings.ELSEWHERE)
    assert (await talk.ask("what about rma?")).topics == ("rma.cost",)
