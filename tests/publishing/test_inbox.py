"""Inbox and insights: what members ask, as moderators see it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.guide.ports import AskedQuestion
from bot.guide.reply import Kind
from bot.publishing.indexing import make_index
from bot.storage.store import SqliteStore

from .house import ANN, CAT, HOME, NOW, OTHER, House, open_house


@pytest.fixture
def store(house: House) -> SqliteStore:
    return SqliteStore(house.database)


async def ask(
    store: SqliteStore,
    text: str,
    kind: Kind = Kind.ABSTAIN,
    *,
    server: int = HOME,
    days: int = 0,
    topics: tuple[str, ...] = (),
) -> int:
    at = NOW - timedelta(days=days)
    return await store.questions.record(AskedQuestion(text, kind, topics, 0.5, server, at))


async def test_questions_are_grouped_most_wanted_first(house: House, store: SqliteStore) -> None:
    await ask(store, "can i bring my dog to the clinic")
    shift = [
        await ask(store, text, days=n)
        for n, text in enumerate(
            ("are there night shifts", "Are there night shifts?", "are there nights shift")
        )
    ]
    wished = await ask(store, "who picks up the phone at the desk", Kind.CLARIFY)
    for member in (7, 8):
        await store.questions.pass_on(wished, member, NOW)
    bad = await ask(store, "what do they pay", Kind.ANSWER, topics=("cert.cost",))
    await store.questions.rate(bad, "cert.cost", 7, False, NOW)
    good = await ask(store, "how much is it", Kind.ANSWER, topics=("cert.cost",))
    await store.questions.rate(good, "cert.cost", 7, True, NOW)
    await ask(store, "another server's question", server=OTHER)
    await ask(store, "long ago", days=200)
    direct = await ask(store, "asked in a direct message", server=0)

    groups = await house.desk.inbox(ANN)
    assert [sorted(group.ids) for group in groups[:2]] == [[wished], sorted(shift)]
    assert groups[0].guesses[0].entry == "duties.phones"
    assert {i for group in groups for i in group.ids} >= {bad, direct}
    assert good not in {i for group in groups for i in group.ids}
    assert "server's" not in str(groups)
    assert [group.text for group in await house.desk.inbox(CAT)] == ["another server's question"]


async def test_the_same_wish_in_other_words_is_one_group(
    tmp_path: Path,
) -> None:
    async with open_house(tmp_path, make_index) as house:
        store = SqliteStore(house.database)
        price = [
            await ask(store, text, days=n)
            for n, text in enumerate(("ccma exam price please", "what does the ccma exam cost me"))
        ]
        other = await ask(store, "what does the rma exam cost me")
        phone = await ask(store, "is answering the phone part of it")
        groups = await house.desk.inbox(ANN)
        assert sorted(sorted(group.ids) for group in groups) == sorted(
            [sorted(price), [other], [phone]]
        )


async def test_those_who_wished_to_know_are_told(house: House, store: SqliteStore) -> None:
    wished = await ask(store, "who picks up the phone")
    dropped = await ask(store, "is the moon a cheese")
    for question in (wished, dropped):
        await store.questions.pass_on(question, 7, NOW)
    foreign = await ask(store, "not theirs", server=OTHER)
    assert await house.desk.to_tell() == []
    assert await house.desk.resolve([wished, foreign], ANN, topic="duties.phones") == 1
    assert await house.desk.resolve([wished], ANN, topic="duties.phones") == 0
    assert await house.desk.resolve([dropped], ANN) == 1
    [told] = await house.desk.to_tell()
    assert (told.member, told.topic, told.text) == (7, "duties.phones", "who picks up the phone")
    await house.desk.told(told.question, told.member)
    assert await house.desk.to_tell() == []
    assert await house.desk.inbox(ANN) == []
    assert await house.desk.resolve([foreign], CAT, text="We meet on Mondays.") == 1


async def test_insights_count_without_names(house: House, store: SqliteStore) -> None:
    for days in (0, 1, 8):
        await ask(store, "how much", Kind.ANSWER, topics=("ccma.cost",), days=days)
    bad = await ask(store, "vitals", Kind.ANSWER, topics=("duties.vitals",))
    await store.questions.rate(bad, "duties.vitals", 7, False, NOW)
    await ask(store, "who answers the phones there", Kind.ABSTAIN, days=7)
    await ask(store, "elsewhere", server=OTHER)
    await house.edit("duties.phones", reviewed="2025-01-01", review_by="2026-01-01")

    found = await house.desk.insights(ANN, weeks=2)
    assert [(w.asked, w.answered, w.not_answered, w.unhelpful) for w in found.weeks] == [
        (2, 1, 1, 0),
        (3, 3, 0, 1),
    ]
    assert found.topics[0] == ("ccma.cost", "CCMA: exam fee", 3)
    assert found.unhelpful == (("duties.vitals", "Title of duties.vitals", 1),)
    assert found.missing == (("duties.phones", "Title of duties.phones", 1),)
    assert "by the nearest topic: Title of duties.phones (duties.phones) 1" in found.text
    unreached = {topic for topic, _ in found.unreached}
    assert "cert.cost" not in unreached
    assert "duties.rooming" in unreached
    assert [topic for topic, _, _ in found.overdue] == ["duties.phones"]
    assert "Week of 2026-11-16: 3 asked, 3 answered" in found.text
    assert "Overdue reviews: Title of duties.phones" in found.text
