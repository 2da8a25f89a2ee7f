"""Messages that need help first, and job questions that only sound like them."""

import pytest

from bot.guide.reply import Kind
from bot.guide.safety import Concern, concern
from tests.guide.conftest import Talk

CRISES = [
    "i want to die",
    "honestly thinking about ending it all",
    "i don't want to be here anymore",
    "failed my exam and im gonna kill myself",
    "everyone would be better off without me",
]
EMERGENCIES = [
    "my dad is having chest pain right now",
    "coworker just collapsed help",
    "she's not breathing",
    "he took a whole bottle of pills",
    "my son is having a seizure what do i do",
]
PATIENT_DATA = [
    "patient John Smithers dob 3/4/1970 needs a refill how do i chart it",
    "Mrs. Alvarez came in with chlamydia lol",
    "her mrn is 8837261 can you look at the labs",
    "my pt Dana Whitfield tested positive for HIV who do i tell",
]
ADVICE = [
    "my blood pressure is 150/95 is that bad",
    "can i take ibuprofen with my zoloft",
    "is this rash serious?",
    "should i go to the doctor for a headache that won't stop",
]
JOB = [
    "how do MAs handle chest pain calls",
    "do medical assistants screen patients for suicide risk",
    "what does an MA do when a patient passes out during a blood draw",
    "can medical assistants give prednisone",
    "do MAs take blood pressure 120/80 what is normal to chart",
    "is it hard to become a CMA (AAMA)",
    "i am dying to know what the rma exam costs",
    "cutting hours at my MA job, can they do that",
    "do i need CPR to be an MA",
    "how do i document an overdose patient as a medical assistant",
]


@pytest.mark.parametrize("text", CRISES)
def test_a_crisis_is_recognised(text: str) -> None:
    assert concern(text) is Concern.CRISIS


@pytest.mark.parametrize("text", EMERGENCIES)
def test_an_emergency_is_recognised(text: str) -> None:
    assert concern(text) is Concern.EMERGENCY


@pytest.mark.parametrize("text", PATIENT_DATA)
def test_patient_data_is_recognised(text: str) -> None:
    assert concern(text) is Concern.PATIENT_DATA


@pytest.mark.parametrize("text", ADVICE)
def test_medical_advice_is_recognised(text: str) -> None:
    assert concern(text) is Concern.MEDICAL_ADVICE


@pytest.mark.parametrize("text", JOB)
def test_questions_about_the_job_are_let_through(text: str) -> None:
    assert concern(text) is None


async def test_a_crisis_gets_the_crisis_line_and_leaves_no_trace(talk: Talk) -> None:
    reply = await talk.ask(CRISES[0])
    assert reply.kind is Kind.SAFETY
    assert "988" in reply.lead
    assert not reply.sections
    assert not reply.choices
    assert reply.question_id == 0


async def test_an_emergency_gets_the_number_first(talk: Talk) -> None:
    reply = await talk.ask(EMERGENCIES[0])
    assert "Call 911" in reply.lead[:60]
    assert reply.question_id == 0


async def test_patient_data_is_neither_repeated_nor_kept(talk: Talk) -> None:
    reply = await talk.ask(PATIENT_DATA[0])
    assert reply.kind is Kind.SAFETY
    assert "delete" in reply.lead.lower()
    assert "Smithers" not in reply.lead
    assert reply.question_id == 0
