"""What the guide says to a question that stands on its own."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.guide import strings
from bot.guide.guide import Guide
from bot.guide.live import Live, Served
from bot.guide.ports import AskedQuestion, Progress, StorageError
from bot.guide.reply import Action, Kind
from bot.guide.text import as_text
from tests.guide.conftest import Talk


async def test_an_aspect_of_the_certification_named_is_answered_with_its_source(talk: Talk) -> None:
    reply = await talk.ask("how much is the ccma test")
    assert reply.kind is Kind.ANSWER
    assert reply.topics == ("ccma.cost",)
    assert "$165" in as_text(reply)
    assert "as of 2026-09" in as_text(reply)
    assert reply.sections[0].notes, "a volatile fact says where to check"


async def test_nobody_named_gets_the_general_answer(talk: Talk) -> None:
    reply = await talk.ask("what does the certification test cost")
    assert reply.topics == ("cert.cost",)


async def test_two_certifications_named_are_compared_on_that_aspect(talk: Talk) -> None:
    text = await talk.text("exam fee ccma and rma")
    assert "$165" in text
    assert "$150" in text


async def test_comparison_shows_what_differs(talk: Talk) -> None:
    reply = await talk.ask("difference between the ccma and the rma")
    text = as_text(reply)
    assert "National Healthcareer Association" in text
    assert "American Medical Technologists" in text
    assert "every 3 years" in text


async def test_a_value_that_is_not_known_is_said_to_be_unknown(talk: Talk) -> None:
    reply = await talk.ask("how do i renew my aama")
    assert "no confirmed answer about **renewal** for **CMA (AAMA)**" in reply.lead
    assert reply.topics == ("cert.renewal",)


async def test_a_state_with_notes_and_one_without(talk: Talk) -> None:
    washington = await talk.ask("do i need a license in washington state")
    assert washington.topics == ("washington.licence", "licence.states")
    texas = await talk.ask("do i need a license in texas")
    assert "Texas" in texas.lead
    assert texas.topics == ("licence.states",)


async def test_other_careers_are_declined_with_the_boundarys_own_words(talk: Talk) -> None:
    reply = await talk.ask("how do i become a vet tech")
    assert reply.kind is Kind.ABSTAIN
    assert "only cover medical assisting" in reply.lead
    assert not reply.topics


async def test_several_questions_are_each_answered_in_order(talk: Talk) -> None:
    reply = await talk.ask("how much is the ccma exam and how do i renew my rma?")
    assert reply.topics == ("ccma.cost", "rma.renewal")


async def test_a_false_premise_is_corrected_first(talk: Talk) -> None:
    reply = await talk.ask("since every state requires a license, how much is the ccma exam?")
    assert reply.lead.startswith("Most states do not require a license")
    assert "ccma.cost" in reply.topics


@pytest.mark.parametrize("text", ["", "   ", "\U0001f600\U0001f600", "<@123>", "...,,,;;", "?!"])
async def test_nothing_to_read_is_said_kindly(talk: Talk, text: str) -> None:
    reply = await talk.ask(text)
    assert reply.kind is (Kind.ERROR if text.strip() in ("", "<@123>") else Kind.ABSTAIN)
    assert reply.lead == strings.EMPTY


async def test_far_too_long_is_said_kindly(talk: Talk) -> None:
    reply = await talk.ask("word " * 2000)
    assert reply.kind is Kind.ERROR
    assert "4,000" in reply.lead


async def test_a_pathway_adds_what_an_answer_means_for_it(talk: Talk) -> None:
    await talk.guide.choose_pathway("first-credential", talk.asker)
    text = await talk.text("what vital signs do medical assistants take")
    assert "Practise vitals early in school." in text
    other = talk.elsewhere(member=2)
    assert "Practise" not in await other.text("what vital signs do medical assistants take")


async def test_what_should_i_do_next_answers_from_own_progress(talk: Talk) -> None:
    await talk.guide.choose_pathway("first-credential", talk.asker)
    assert "Choose a program" in await talk.text("what should i do next?")
    await talk.guide.set_done("choose-school", True, talk.asker)
    assert "Your next step: Pass the exam" in await talk.text("what should i do next?")


async def test_choices_lead_on(talk: Talk) -> None:
    reply = await talk.ask("what vital signs do medical assistants take")
    shown = next(c for c in reply.choices if c.action is Action.SHOW)
    assert (await talk.guide.take(shown, talk.asker)).topics == (shown.value,)


async def test_a_removed_topic_is_an_error_not_a_crash(talk: Talk) -> None:
    reply = await talk.guide.show("gone.topic", talk.asker)
    assert (reply.kind, reply.lead) == (Kind.ERROR, strings.GONE)


class BrokenStore:
    """A storage whose disk is gone."""

    def __init__(self) -> None:
        self.members = self.questions = self.privacy = self

    async def progress(self, member: int) -> Progress | None:
        raise StorageError("disk gone")

    async def record(self, question: AskedQuestion) -> int:
        raise StorageError("disk gone")

    async def choose(self, member: int, pathway: str, at: datetime) -> None:
        raise StorageError("disk gone")


@pytest.fixture
def unsaved(served: Served, talk: Talk) -> Talk:
    """A member whose guide cannot save anything."""
    guide = Guide(Live(served), BrokenStore(), talk.clock)  # type: ignore[arg-type]  # only what fails is there
    return replace(talk, guide=guide)


async def test_a_broken_storage_loses_no_answer(unsaved: Talk) -> None:
    reply = await unsaved.ask("how much is the ccma test")
    assert reply.topics == ("ccma.cost",)
    assert reply.question_id == 0


async def test_what_could_not_be_saved_is_not_confirmed(unsaved: Talk) -> None:
    with pytest.raises(StorageError):
        await unsaved.guide.choose_pathway("first-credential", unsaved.asker)
