"""Triage: learning from examples, its cache, and the names it reads as one word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.knowledge.assembly import assemble
from bot.knowledge.problems import KnowledgeError
from bot.knowledge.reader import SourceFile
from bot.knowledge.snapshot import Snapshot
from bot.matching.codec import CodecError
from bot.matching.traits import mask, traits
from bot.matching.triage import NO_TRIAGE, Triage, version_of
from tests.samples import KNOWLEDGE

EXAMPLES = """
triage:
- kind: emergency
  about: breathing
  examples:
  - my dad cannot breathe
  - she stopped breathing
  - he is choking on a bone
  - grandpa gasps for air
- kind: medical_advice
  about: drugs
  examples:
  - can i take advil with wine
  - how much tylenol is too much
  - should i stop my pills
  - is aspirin safe for me
"""


def snapshot_with(*more: str) -> Snapshot:
    files = {**KNOWLEDGE, **{f"triage/{n}.yaml": text for n, text in enumerate(more)}}
    return assemble([SourceFile(name, text) for name, text in files.items()])[0]


@pytest.fixture(scope="module")
def learned() -> Triage:
    return Triage.build(snapshot_with(EXAMPLES))


def test_it_learns_kinds_and_not_words(learned: Triage) -> None:
    assert learned.assess("my uncle is choking").kind == "emergency"
    assert learned.assess("should i take motrin").kind == "medical_advice"
    assert learned.assess("how much is the exam").kind == "career"


def test_each_clause_is_judged_alone(learned: Triage) -> None:
    seen = learned.assess("how much is the exam for the rma. my aunt stopped breathing now")
    assert [clause.kind for clause in seen.clauses] == ["career", "emergency"]


def test_it_survives_its_cache(learned: Triage) -> None:
    again = Triage.from_bytes(learned.to_bytes(), snapshot_with(EXAMPLES))
    text = "grandma cannot breathe, can she take advil"
    assert again.assess(text) == learned.assess(text)
    assert again.version == learned.version


def test_a_cache_of_other_examples_is_refused(learned: Triage) -> None:
    other = snapshot_with(EXAMPLES.replace("on a bone", "on a grape"))
    assert version_of(other) != learned.version
    with pytest.raises(CodecError):
        Triage.from_bytes(learned.to_bytes(), other)
    with pytest.raises(CodecError):
        Triage.from_bytes(learned.to_bytes()[:-3], snapshot_with(EXAMPLES))


def test_without_examples_it_knows_nothing() -> None:
    built = Triage.build(snapshot_with())
    for triage in (built, NO_TRIAGE, Triage.from_bytes(built.to_bytes(), snapshot_with())):
        seen = triage.assess("she stopped breathing")
        assert seen.kind == ""
        assert seen.probability == 0


def test_building_twice_gives_the_same_bytes(learned: Triage) -> None:
    assert Triage.build(snapshot_with(EXAMPLES)).to_bytes() == learned.to_bytes()


def test_phrasings_of_entries_are_known_word_for_word(learned: Triage) -> None:
    snapshot = snapshot_with(EXAMPLES)
    question = next(q for e in snapshot.entries.values() for q in e.questions if "{" not in q)
    assert learned.assess(question.upper() + "?").curated
    entries = {name: e for name, e in snapshot.entries.items() if question not in e.questions}
    assert not learned.adapted(replace(snapshot, entries=entries)).assess(question).curated


def test_an_example_may_stand_only_once() -> None:
    with pytest.raises(KnowledgeError, match="already stands"):
        snapshot_with(EXAMPLES, EXAMPLES.replace("medical_advice", "crisis"))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Aria Velazquez came in", "{name} came in"),
        ("8:15 Tom Baxter, 8:30 Mrs. Lund", "{time} {name}, {time} {name}"),
        ("tyrone jenkins called", "{name} called"),
        ("Dr. Osei said so", "{doctor} said so"),
        ("call 555-201-0000", "call {phone}"),
        ("what does Rasmussen College cost", "what does Rasmussen College cost"),
        ("i start in May, will that work", "i start in May, will that work"),
    ],
)
def test_people_become_one_word(text: str, masked: str) -> None:
    assert mask(text) == masked


def test_concepts_stand_for_words_that_nobody_listed_together() -> None:
    one, other = traits("my aunt is wheezing"), traits("my dad is gasping")
    assert {"relative", "breath"} <= one.named & other.named
