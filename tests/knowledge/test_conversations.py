"""Conversations in the knowledge, and what is counted in them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.assembly import assemble
from bot.knowledge.model import Said
from bot.knowledge.problems import Severity
from bot.knowledge.reader import SourceFile, read_file
from bot.knowledge.succession import Succession
from tests.knowledge.shipped import shipped
from tests.samples import entry

TALK = """\
conversations:
- - said: how do i take vitals
    to: [duties.vitals]
  - said: n what pays it
    to: [pay.overview, pay.gone]
    about: [Texas]
"""
ENTRIES = "entries:\n" + entry("duties.vitals", "vitals?") + entry("pay.overview", "pay?")


def test_they_are_kept_in_the_order_of_the_files() -> None:
    snapshot, _ = assemble([SourceFile("a.yaml", ENTRIES), SourceFile("b.yaml", TALK)])
    (talk,) = snapshot.conversations
    assert [said.said for said in talk] == ["how do i take vitals", "n what pays it"]
    assert talk[1].about == ("Texas",)


def test_an_entry_that_was_taken_away_is_only_warned_of() -> None:
    _, problems = assemble([SourceFile("a.yaml", ENTRIES), SourceFile("b.yaml", TALK)])
    (problem,) = [problem for problem in problems if problem.file == "b.yaml"]
    assert problem.severity is Severity.WARNING
    assert problem.line == 5
    assert "there is no entry 'pay.gone'" in problem.message


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("said: n what", "saying: n what", 4, "did you mean 'said'?"),
        ("to: [duties.vitals]", "to: []", 3, "'to' is empty"),
        ("to: [duties.vitals]", "to: [Vitals!]", 3, "small letters"),
    ],
)
def test_mistakes_are_explained_where_they_stand(old: str, new: str, line: int, says: str) -> None:
    problems = [str(p) for p in read_file(SourceFile("b.yaml", TALK.replace(old, new))).problems]
    assert any(p.startswith(f"b.yaml:{line}: error") and says in p for p in problems), problems


def test_shipped_ones_lead_to_entries_and_name_what_there_is() -> None:
    snapshot = shipped()
    assert len(snapshot.conversations) > 1000
    for talk in snapshot.conversations:
        assert len(talk) > 1
        for said in talk:
            assert set(said.to) <= set(snapshot.entries), said


ENTRY_IDS = ("cert.cost", "cert.renewal", "pay.overview", "pay.entry", "scope.iv")


def talk(*entries: str) -> list[Said]:
    return [Said(said="what about it", to=(entry,)) for entry in entries]


def succession(*talks: Sequence[Said]) -> Succession:
    return Succession(talks, dict.fromkeys(ENTRY_IDS))


def test_without_conversations_all_are_as_likely() -> None:
    odds = succession().odds("cert.cost")
    assert list(odds.values()) == pytest.approx([1 / len(ENTRY_IDS)] * len(ENTRY_IDS))


def test_what_followed_before_is_likelier() -> None:
    odds = succession(talk("cert.cost", "cert.renewal", "pay.overview")).odds("cert.cost")
    assert max(odds, key=odds.__getitem__) == "cert.renewal"


def test_an_entry_borrows_from_its_area() -> None:
    odds = succession(*[talk("cert.cost", "pay.entry")] * 3).odds("cert.renewal")
    assert odds["pay.entry"] > odds["pay.overview"]
    assert (
        odds["pay.entry"] > succession(talk("cert.cost", "pay.entry")).odds("scope.iv")["pay.entry"]
    )


@given(st.lists(st.lists(st.sampled_from((*ENTRY_IDS, "gone.entry")), max_size=5), max_size=8))
def test_odds_are_probabilities(talks: list[list[str]]) -> None:
    counted = succession(*(talk(*entries) for entries in talks))
    for last in (*ENTRY_IDS, "new.entry"):
        odds = counted.odds(last)
        assert odds.keys() == set(ENTRY_IDS)
        assert sum(odds.values()) == pytest.approx(1)
        assert min(odds.values()) > 0
