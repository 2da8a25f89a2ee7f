"""Proof that the knowledge answers all that a general guide to the job says, and gets it right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.knowledge.snapshot import Topic
from tests.knowledge.shipped import read_list, readable, shipped, text_of

COVERAGE = read_list("coverage.yaml")
CORRECTIONS = read_list("corrections.yaml")
NOTES = {"fact", "corrected", "advice", "story"}
ADVICE = re.compile(
    r"\b(ask|check|choose|compare|confirm|consider|find out|learn|look (for|at|up)|plan|practi[cs]e"
    r"|search|should|tip|good (idea|sign|step|test)|worth)\b",
    re.IGNORECASE,
)


def covering(claim: str) -> list[Topic]:
    return [topic for topic in shipped().topics.values() if claim in topic.fact.covers]


def noted(*notes: str) -> list[str]:
    return [claim for claim, row in COVERAGE.items() if row["note"] in notes]


def test_the_list_is_whole() -> None:
    assert list(COVERAGE) == [f"C{number:03}" for number in range(1, 134)]
    for claim, row in COVERAGE.items():
        assert set(row) <= {"claim", "note", "how"}, claim
        assert row["claim"], claim
        assert row["note"] in NOTES, claim
        assert row["note"] != "corrected" or row.get("how"), f"{claim}: how is it corrected?"


@pytest.mark.parametrize("claim", COVERAGE)
def test_every_claim_is_answered(claim: str) -> None:
    assert covering(claim), f"no entry covers {claim}: {COVERAGE[claim]['claim']}"


def test_nothing_covers_a_number_that_is_not_listed() -> None:
    unknown = {
        topic.id: sorted(set(topic.fact.covers) - set(COVERAGE))
        for topic in shipped().topics.values()
        if set(topic.fact.covers) - set(COVERAGE)
    }
    assert not unknown


@pytest.mark.parametrize("claim", noted("story"))
def test_a_story_is_told_as_an_illustration(claim: str) -> None:
    told = [topic for topic in covering(claim) if topic.kind == "illustration"]
    assert told, f"no illustration covers {claim}"
    for topic in told:
        assert re.search(r"\bexample\b", topic.answer), f"{topic.id} does not say it is an example"


@pytest.mark.parametrize("claim", noted("advice"))
def test_advice_is_worded_as_advice(claim: str) -> None:
    topics = covering(claim)
    assert any(
        topic.kind == "advice" or ADVICE.search(f"{topic.answer} {topic.details}")
        for topic in topics
    ), f"{claim}: nothing in {[topic.id for topic in topics]} reads as advice"


@pytest.mark.parametrize("claim", noted("fact", "corrected"))
def test_a_fact_does_not_rest_on_a_story(claim: str) -> None:
    assert any(topic.kind != "illustration" for topic in covering(claim)), claim


@pytest.mark.parametrize("item", CORRECTIONS)
def test_what_is_often_told_wrong_is_put_right(item: str) -> None:
    row = CORRECTIONS[item]
    assert set(row) <= {"right", "says", "nowhere", "only_with"}, item
    assert not list(complaints(row)), row["right"]


def complaints(row: dict[str, Any]) -> Iterator[str]:
    topics = shipped().topics
    for topic_id, patterns in row.get("says", {}).items():
        if topic_id not in topics:
            yield f"there is no topic {topic_id}"
            continue
        text = text_of(topics[topic_id])
        for pattern in patterns:
            if not re.search(pattern, text, re.IGNORECASE):
                yield f"{topic_id} does not say '{pattern}'"
    texts = readable()
    for pattern in row.get("nowhere", ()):
        for where, text in texts.items():
            if found := re.search(pattern, text, re.IGNORECASE):
                yield f"{where} says '{found.group()}'"
    for pattern, partner in row.get("only_with", {}).items():
        for where, text in texts.items():
            if re.search(pattern, text, re.IGNORECASE) and not re.search(
                partner, text, re.IGNORECASE
            ):
                yield f"{where} says '{pattern}' without '{partner}'"


def test_every_correction_is_listed() -> None:
    expected = [f"K{n:02}" for n in range(1, 15)]
    expected += [f"V{n:02}" for n in range(1, 22)] + [f"W{n:02}" for n in range(1, 12)]
    assert list(CORRECTIONS) == expected
