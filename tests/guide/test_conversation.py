"""Follow-ups: what was said before counts, for this person, here, for a while."""

import pytest

from bot.guide import dialogue
from bot.guide.context import Conversations, Turn
from bot.guide.question import Asker
from bot.guide.reply import Kind
from bot.guide.text import as_text
from bot.matching import index
from tests.guide.conftest import Clock, Talk


async def test_another_certification(talk: Talk) -> None:
    await talk.ask("how much is the ccma exam")
    assert (await talk.ask("what about rma?")).topics == ("rma.cost",)
    assert (await talk.ask("cma version?")).topics == ("cma.cost",)


@pytest.mark.parametrize("text", ["and how do i renew it", "how often do i have to renew that"])
async def test_another_question_about_the_same(talk: Talk, text: str) -> None:
    await talk.ask("how much is the ccma exam")
    assert (await talk.ask(text)).topics == ("ccma.renewal",)


async def test_a_correction(talk: Talk) -> None:
    await talk.ask("ccma or rma")
    reply = await talk.ask("hold on i meant cma not ccma")
    assert {"cma.overview", "rma.overview"} >= set(reply.topics)
    text = await talk.text("no, i meant the exam fee")
    assert "$150" in text


@pytest.mark.parametrize("text", ["source?", "where did you get that", "why", "tell me more"])
async def test_about_the_answer_itself(talk: Talk, text: str) -> None:
    await talk.ask("how much is the ccma exam")
    assert "ccma.cost" in (await talk.ask(text)).topics


@pytest.mark.parametrize("text", ["damn ok", "not bad not bad", "oh wow interesting", "ok noted"])
async def test_what_people_say_to_an_answer_is_no_question(talk: Talk, text: str) -> None:
    await talk.ask("how much is the ccma exam")
    assert (await talk.ask(text)).kind is Kind.SMALL_TALK
    assert (await talk.ask("what about rma?")).topics == ("rma.cost",)


async def test_who_is_named_in_vain_is_still_spoken_of(talk: Talk) -> None:
    vain = await talk.ask("ccma zzyzx qwertz brmpf flurgl")
    assert vain.kind is not Kind.ANSWER
    assert (await talk.ask("how much?")).topics == ("ccma.cost",)


async def test_a_full_question_is_not_bent_by_what_was_said(talk: Talk) -> None:
    await talk.ask("how much is the ccma exam")
    fresh = await talk.ask("do medical assistants answer the phone at the front desk of a clinic")
    assert fresh.topics == ("duties.phones",)
    general = await talk.ask("new topic: what does the certification test cost")
    assert general.topics == ("cert.cost",)


async def test_context_is_of_one_person_in_one_place(talk: Talk) -> None:
    await talk.ask("how much is the ccma exam")
    for other in (talk.elsewhere(member=2), talk.elsewhere(channel=200)):
        reply = await other.ask("what about rma?")
        assert reply.topics != ("rma.cost",)


async def test_context_expires(talk: Talk) -> None:
    await talk.ask("how much is the ccma exam")
    talk.clock.advance(hours=1)
    assert (await talk.ask("what about rma?")).topics != ("rma.cost",)


async def test_replying_to_a_message_takes_its_context(talk: Talk) -> None:
    await talk.ask("how much is the ccma exam")
    await talk.ask("how do i room a patient")
    reply = await talk.ask("what about rma?", replies_to=("ccma.cost",))
    assert reply.topics == ("rma.cost",)


async def test_safety_and_small_talk_do_not_end_a_conversation(talk: Talk) -> None:
    await talk.ask("how much is the ccma exam")
    await talk.ask("thanks!")
    assert (await talk.ask("what about rma?")).topics == ("rma.cost",)


async def test_close_calls_ask_back_and_the_choice_is_understood(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "CLEAR_RIGHT", 1.1)
    monkeypatch.setattr(dialogue, "PAIR_RIGHT", 1.1)
    reply = await talk.ask("do i answer the phone when a patient is in the room")
    assert reply.kind is Kind.CLARIFY
    assert reply.choices[-1].label == "None of these"
    assert all(choice.hint for choice in reply.choices[:-1])
    text = as_text(reply)
    assert f"2. {reply.choices[1].label}: {reply.choices[1].hint}" in text
    chosen = reply.choices[1]
    assert (await talk.ask("the second one")).topics == (chosen.value,)


async def test_unsure_twice_offers_the_other_doors(talk: Talk) -> None:
    first = await talk.ask("blorp sneezle fintang zorp")
    second = await talk.ask("gleep wibble snarf")
    assert first.kind is not Kind.ANSWER
    assert second.kind is Kind.ABSTAIN
    assert {c.label for c in second.choices} == {"Browse topics", "Pass it on"}


def test_conversations_are_bounded() -> None:
    clock = Clock()
    conversations = Conversations(limit=3)
    for member in range(10):
        conversations.remember(Asker(member), Turn(text=str(member)), clock())
    assert len(conversations) == 3
    assert conversations.last(Asker(9), clock()).text == "9"
    assert conversations.last(Asker(0), clock()).text == ""
