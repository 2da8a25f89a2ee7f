"""An index brought up to a changed snapshot without training."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.knowledge.snapshot import Snapshot
from bot.matching.index import Index
from tests.matching.conftest import entry

ASKED_BEFORE = {
    "whats the ccma test cost": "cert.cost",
    "renew rma": "cert.renewal",
    "compensation of a medical assistant": "pay.overview",
}


def with_questions(snapshot: Snapshot, id_: str, questions: Sequence[str]) -> Snapshot:
    changed = snapshot.entries[id_].model_copy(update={"questions": tuple(questions)})
    return dataclasses.replace(snapshot, entries={**snapshot.entries, id_: changed})


def first(index: Index, text: str) -> str:
    return index.match(text).candidates[0].entry


def test_a_new_phrasing_leads_at_once_and_old_ones_lead_where_they_did(
    index: Index, snapshot: Snapshot
) -> None:
    new = "does the tooth fairy visit before the exam"
    assert first(index, new) != "pay.overview"
    after = with_questions(
        snapshot, "pay.overview", [*snapshot.entries["pay.overview"].questions, new]
    )
    updated = index.updated(snapshot, after)
    assert updated.provisional
    assert not index.provisional
    assert first(updated, new) == "pay.overview"
    assert first(updated, "do tooth fairies visit") == "pay.overview"
    for text, wanted in ASKED_BEFORE.items():
        assert first(updated, text) == wanted


def test_a_new_entry_is_found_and_a_removed_one_is_gone(index: Index, snapshot: Snapshot) -> None:
    new = entry(
        "work.uniform",
        "Uniforms",
        "Ask the clinic.",
        "what color are the uniforms",
        "who buys my uniform",
    )
    kept = {id_: e for id_, e in snapshot.entries.items() if id_ != "pay.overview"}
    after = dataclasses.replace(snapshot, entries={**kept, new.id: new})
    updated = index.updated(snapshot, after)
    assert first(updated, "which color is the unifrom") == "work.uniform"
    candidates = updated.match("compensation of a medical assistant").candidates
    assert "pay.overview" not in {candidate.entry for candidate in candidates}


def test_many_phrasings_of_one_entry_do_not_swallow_the_others(
    index: Index, snapshot: Snapshot
) -> None:
    many = [f"{word} thing about how the holidays are counted" for word in NUMBERS]
    questions = [*snapshot.entries["pay.overview"].questions, *many]
    updated = index.updated(snapshot, with_questions(snapshot, "pay.overview", questions))
    for text, wanted in ASKED_BEFORE.items():
        assert first(updated, text) == wanted


def test_the_index_it_was_made_from_is_unchanged(index: Index, snapshot: Snapshot) -> None:
    before = [index.match(text) for text in ASKED_BEFORE]
    index.updated(snapshot, with_questions(snapshot, "cert.cost", ["renew rma"]))
    assert [index.match(text) for text in ASKED_BEFORE] == before


NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(st.text(min_size=1, max_size=200), min_size=1, max_size=5))
def test_any_phrasing_can_be_added(index: Index, snapshot: Snapshot, texts: list[str]) -> None:
    updated = index.updated(snapshot, with_questions(snapshot, "pay.overview", texts))
    for text in (*texts, *ASKED_BEFORE):
        match = updated.match(text)
        assert 0 <= match.right <= 1
        assert {c.entry for c in match.candidates} <= set(snapshot.entries)
