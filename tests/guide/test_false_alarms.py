"""The shipped knowledge and the measuring questions, judged with the shipped examples."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.guide.reply import Kind
from bot.guide.safety import find
from bot.guide.safety_patterns import FIGURES_OF_SPEECH
from bot.guide.watch import Watch
from bot.guide.wording import clean
from bot.matching.triage import Triage
from tests.guide.conftest import messages
from tests.knowledge.shipped import shipped

QUESTIONS = Path(__file__).resolve().parents[1] / "questions"
CONCERNS = ("crisis", "emergency", "phi", "medical_advice")


def read(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((QUESTIONS / f"{name}.yaml").read_text("utf-8"))
    return found


def test_the_knowledge_is_answered(watch: Watch) -> None:
    questions = [q for e in shipped().entries.values() for q in e.questions if "{" not in q]
    alarms = [q for q in questions if watch.concern(q) or watch.remark(q)]
    assert len(alarms) <= len(questions) * 0.005, alarms


def test_most_of_the_knowledge_would_be_answered_even_if_it_were_new(triage: Triage) -> None:
    questions = [q for e in shipped().entries.values() for q in e.questions if "{" not in q][::7]
    alarms = []
    for question in questions:
        plain = FIGURES_OF_SPEECH.sub(" ", question)
        if find(plain, replace(triage.assess(plain), curated=False)):
            alarms.append(question)
    assert len(alarms) <= len(questions) * 0.025, alarms


@pytest.mark.parametrize("name", ["in_scope", "job_words"])
def test_questions_in_scope_are_answered(watch: Watch, name: str) -> None:
    questions = [clean(item["q"]) for item in read(name)]
    alarms = [q for q in questions if watch.concern(q) or watch.remark(q)]
    assert len(alarms) <= len(questions) * 0.02, alarms


@pytest.mark.parametrize(
    ("kind", "least"), [*((k, 0.99) for k in CONCERNS[:3]), (CONCERNS[3], 0.95)]
)
def test_concerns_are_recognised(watch: Watch, kind: str, least: float) -> None:
    questions = [clean(item["q"]) for item in read("out_of_scope") if item["class"] == kind]
    missed = [q for q in questions if watch.concern(q) is None]
    assert len(missed) <= len(questions) * (1 - least), missed


@pytest.mark.parametrize(
    ("name", "kind"), [("chit_chat", Kind.SMALL_TALK), ("injection", Kind.ABSTAIN)]
)
def test_remarks_are_recognised(watch: Watch, name: str, kind: Kind) -> None:
    questions = [clean(item["q"]) for item in read("out_of_scope") if item["class"] == name]
    found = [watch.remark(q) for q in questions if watch.concern(q) is None]
    right = sum(remark is not None and remark.kind is kind for remark in found)
    assert right >= len(questions) * 0.9


@pytest.mark.parametrize(
    ("kind", "least"),
    [("crisis", 0.95), ("emergency", 0.95), ("patient_data", 0.95), ("medical_advice", 0.9)],
)
def test_concerns_put_in_a_roundabout_way_are_recognised(
    watch: Watch, kind: str, least: float
) -> None:
    found = messages("concerns", kind)
    missed = [m for m in found if watch.concern(m) is None]
    assert len(missed) <= len(found) * (1 - least), missed


def test_questions_that_sound_alarming_are_let_through(watch: Watch) -> None:
    found = messages("look_alikes")
    alarms = [m for m in found if watch.concern(m) or watch.remark(m)]
    assert len(alarms) <= len(found) * 0.02, alarms


@pytest.mark.parametrize("text", ["ct?", "shots too?", "and ekgs?", "blood draws?"])
def test_a_few_words_in_a_talk_are_no_health_question(watch: Watch, text: str) -> None:
    assert watch.concern(text, in_talk=True) is None


@pytest.mark.parametrize("text", ["my rash?", "chest pain", "i have a fever", "is my headache bad"])
def test_what_hurts_is_one_also_in_a_talk(watch: Watch, text: str) -> None:
    assert watch.concern(text, in_talk=True) is not None
