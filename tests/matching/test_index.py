from __future__ import annotations

import dataclasses

import pytest

from bot.knowledge.model import Said
from bot.knowledge.snapshot import Snapshot
from bot.matching.codec import CodecError
from bot.matching.index import Index, Zone
from tests.matching.conftest import entry


def first(index: Index, text: str) -> str:
    return index.match(text).candidates[0].entry


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("whats the ccma test cost", "cert.cost"),
        ("price of the certified clinical medical assistant exam", "cert.cost"),
        ("rma recert how often", "cert.renewal"),
        ("renew rma", "cert.renewal"),
        ("AMT renewal", "cert.renewal"),
        ("cma vs rma??", "cert.compare"),
        ("can an MA give shots in Texas", "scope.injections"),
        ("are medical asistants alowed to give injektions", "scope.injections"),
        ("compensation of a medical assistant", "pay.overview"),
        ("how long does school take lol", "education.length"),
        ("i heard you need four years of college", "education.length"),
        ("what is scope of practice", "term.meaning"),
        ("i have a rash, is it dangerous", "boundary.advice"),
    ],
)
def test_finds_the_entry(index: Index, text: str, entry: str) -> None:
    assert first(index, text) == entry


def test_subject_named_meets_placeholder(index: Index) -> None:
    match = index.match("how much is the rma exam")
    assert match.candidates[0].entry == "cert.cost"
    assert [(m.kind, m.subject, m.text) for m in match.mentions] == [
        ("certification", "rma", "rma")
    ]


def test_mentions_come_in_order_and_the_longest_name_wins(index: Index) -> None:
    match = index.match("From West Virginia, is the NHA CCMA or cma better than a phlebotmist?")
    assert [m.subject for m in match.mentions] == ["west-virginia", "ccma", "cma", "phlebotomist"]
    assert match.mentions[1].text == "NHA CCMA"
    assert (match.mentions[1].start, match.mentions[1].end) == (5, 7)


@pytest.mark.parametrize("text", ["Newyork", "new yrok", "NY", "ny"])
def test_states_written_otherwise(index: Index, text: str) -> None:
    assert [m.subject for m in index.match(f"can i give vaccines in {text}").mentions] == [
        "new-york"
    ]


def test_ma_is_the_profession_and_in_is_a_word(index: Index) -> None:
    assert index.match("can an MA work in a clinic").mentions == ()
    assert index.match("can an MA work IN a clinic").mentions[0].subject == "indiana"
    assert index.match("CAN AN MA WORK IN A CLINIC").mentions == ()
    assert index.match("injections in massachusetts").mentions[0].subject == "massachusetts"


def test_zones(index: Index) -> None:
    assert index.match("how much does the ccma exam cost").zone is not Zone.NONE
    assert index.match("zxqv wvutz qqrs").zone is Zone.NONE
    assert index.match("").zone is Zone.NONE
    assert index.match("\U0001f600 ???").candidates == ()


def test_long_story_is_weighed_by_its_question(index: Index) -> None:
    story = (
        "I am 34 and have worked the night shift at a warehouse for six years. My two kids are "
        "in school now, my husband earns a good salary, and last month I started a medical "
        "assistant program at the college near us which is going well. "
        "How often do I have to renew the CMA?"
    )
    assert first(index, story) == "cert.renewal"


def test_evidence_says_why(index: Index) -> None:
    told = " ".join(index.explain("how mcuh is the ccma exm zzzz"))
    assert "What a certification exam costs" in told
    assert "“mcuh” was read as “much”" in told
    assert "“ccma” is the certification ccma" in told
    assert "zzzz" in told


def test_probabilities_are_ordered_and_bounded(index: Index) -> None:
    match = index.match("how much do medical assistants make")
    shares = [candidate.probability for candidate in match.candidates]
    assert shares == sorted(shares, reverse=True)
    assert 0 < sum(shares) <= 1.0001
    assert 0 <= match.right <= 1
    assert 0 <= match.ours <= 1


def test_round_trip(index: Index, snapshot: Snapshot) -> None:
    again = Index.from_bytes(index.to_bytes(), snapshot)
    assert again.version == index.version
    assert again.to_bytes() == index.to_bytes()
    for text in ("whats the ccma test cost", "givng shots in tx", "", "pizza"):
        assert again.match(text) == index.match(text)


TALK = (
    Said(said="how do i renew the ccma", to=("cert.renewal",)),
    Said(said="money wise", to=("cert.cost",)),
    Said(said="whats that run me", to=("gone.entry", "cert.cost")),
    Said(said="n in dollars", to=("pay.overview",)),
)


def test_conversations_teach_what_is_said_after_an_answer(index: Index, snapshot: Snapshot) -> None:
    assert index.follow_up_odds("money wise") == {}
    taught = dataclasses.replace(snapshot, conversations=(TALK,))
    for found in (index.with_conversations(taught), Index.build(taught)):
        odds = found.follow_up_odds("and money wise??")
        assert max(odds, key=odds.__getitem__) == "cert.cost"
        assert sum(odds.values()) == pytest.approx(1, abs=1e-3)
        assert odds.keys() == {"cert.cost", "pay.overview"}
        assert found.match("money wise") == index.match("money wise")
        after = found.next_odds("cert.renewal")
        assert max(after, key=after.__getitem__) == "cert.cost"
        again = Index.from_bytes(found.to_bytes(), taught)
        assert again.follow_up_odds("and money wise??") == odds


def test_cache_of_another_snapshot_is_refused(index: Index, snapshot: Snapshot) -> None:
    other = dataclasses.replace(snapshot, version="v2")
    with pytest.raises(CodecError):
        Index.from_bytes(index.to_bytes(), other)


@pytest.mark.parametrize("damage", [lambda d: d[:-3], lambda d: d[:40], lambda d: b"", bytes.upper])
def test_damaged_cache_is_refused(index: Index, snapshot: Snapshot, damage: object) -> None:
    assert callable(damage)
    with pytest.raises(CodecError):
        Index.from_bytes(damage(index.to_bytes()), snapshot)


def test_empty_knowledge_declines() -> None:
    empty = Index.build(Snapshot({}, {}, {}, {}, {}, {}, {}, {}))
    match = empty.match("how much is the ccma")
    assert match.zone is Zone.NONE
    assert match.candidates == ()


def test_an_entry_about_one_state_is_not_meant_where_another_is_named(snapshot: Snapshot) -> None:
    only = entry(
        "scope.new-york",
        "New York: vaccines",
        "New York says no.",
        "can an MA give vaccines in New York",
        "new york rules for vaccines by medical assistants",
        "NY vaccine rules for MAs",
    )
    entries = {**snapshot.entries, only.id: only}
    index = Index.build(dataclasses.replace(snapshot, entries=entries))
    restored = Index.from_bytes(index.to_bytes(), dataclasses.replace(snapshot, entries=entries))
    for made in (index, restored):
        assert first(made, "new york rules for vaccines") == only.id
        assert first(made, "rules for vaccines") == only.id
        elsewhere = made.match("texas rules for vaccines by medical assistants")
        assert only.id not in {c.entry for c in elsewhere.candidates if c.probability > 0}
        assert first(made, "are the vaccine rules of texas those of new york") == only.id
