"""Each server's own layer over the common guide."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.guide.guide import Guide
from bot.guide.question import Asker, Question
from bot.knowledge.changes import Change, ChangeKind
from bot.publishing.indexing import make_index
from bot.publishing.outcomes import Result
from bot.storage.store import SqliteStore

from .house import ANN, CAT, HOME, NOW, OTHER, House, MakeIndex, open_house

NEW = {
    "title": "Our study group",
    "questions": "is there a study group\nwhen does the study group meet",
    "answer": "Our study group meets on Mondays.",
    "kind": "advice",
}


async def test_a_server_overrides_what_only_its_members_see(house: House) -> None:
    before = house.text("duties/clinical.yaml")
    outcome = await house.edit("duties.vitals", CAT, answer="Here they take five vital signs.")
    assert outcome.result is Result.PUBLISHED
    assert house.answer("duties.vitals", OTHER) == "Here they take five vital signs."
    assert house.answer("duties.vitals").startswith("MAs measure")
    assert house.answer("duties.vitals", HOME).startswith("MAs measure")
    assert house.text("duties/clinical.yaml") == before
    topic = house.live.for_server(OTHER).snapshot.topics["duties.vitals"]
    assert topic.category == "duties"
    assert await house.desk.history(ANN) == []
    assert len(await house.desk.history(CAT)) == 1


async def test_what_is_common_flows_on_beneath_a_layer(house: House) -> None:
    await house.change(Change(ChangeKind.PHRASE, "duties.phones", phrasings=("who rings",)), CAT)
    assert "who rings" in house.live.for_server(OTHER).snapshot.entries["duties.phones"].questions
    assert "who rings" not in house.live.current.snapshot.entries["duties.phones"].questions
    await house.edit("duties.phones", answer="They do answer phones, every day.")
    await house.publisher.settle()
    assert house.answer("duties.phones", OTHER) == "They do answer phones, every day."


async def test_hiding_and_showing_again(house: House) -> None:
    hide = Change(ChangeKind.HIDE, "duties.phones")
    assert (await house.change(hide, CAT)).result is Result.PUBLISHED
    assert "duties.phones" not in house.live.for_server(OTHER).snapshot.topics
    assert "duties.phones" in house.live.current.snapshot.topics
    await house.change(Change(ChangeKind.HIDE, "ccma.cost"), CAT)
    assert "ccma.cost" not in house.live.for_server(OTHER).snapshot.topics
    for topic in ("duties.phones", "ccma.cost"):
        show = Change(ChangeKind.SHOW, topic)
        assert (await house.change(show, CAT)).result is Result.PUBLISHED
    assert house.live.for_server(OTHER) is house.live.current
    refused = await house.change(hide, ANN)
    assert "the common guide hides nothing" in str(refused.proposal)


async def test_own_entries_aspects_and_undo(house: House) -> None:
    add = Change(ChangeKind.ADD, "our.group", NEW, file="duties")
    added = await house.change(add, CAT)
    assert house.answer("our.group", OTHER) == "Our study group meets on Mondays."
    price = {"short": "$99", "answer": "Our partner school pays part: $99."}
    assert (await house.edit("ccma.cost", CAT, **price)).revision
    assert house.answer("ccma.cost", OTHER).endswith("$99.")
    assert (await house.desk.form("ccma.cost", CAT)).own
    assert (await house.desk.undo(added.revision, CAT)).result is Result.PUBLISHED
    assert "our.group" not in house.live.for_server(OTHER).snapshot.topics
    assert house.answer("ccma.cost", OTHER).endswith("$99.")
    with pytest.raises(LookupError):
        await house.desk.undo(added.revision, ANN)


async def test_layers_survive_a_restart(tmp_path: Path, same_index: MakeIndex) -> None:
    async with open_house(tmp_path, same_index) as house:
        await house.edit("duties.vitals", CAT, answer="Here they take five vital signs.")
    async with open_house(tmp_path, same_index) as house:
        assert house.answer("duties.vitals", OTHER).startswith("Here they take")


async def test_a_layer_that_no_longer_fits_keeps_what_it_hides(
    tmp_path: Path, same_index: MakeIndex
) -> None:
    async with open_house(tmp_path, same_index) as house:
        await house.change(Change(ChangeKind.HIDE, "duties.phones"), CAT)
        await house.change(Change(ChangeKind.ADD, "our.group", NEW, file="duties"), CAT)
        await house.change(Change(ChangeKind.ADD, "duties.group", NEW, file="duties"), ANN)
        await house.publisher.settle()
        assert "is there a study group" in str(house.publisher.layer_problems[OTHER])
        assert "duties.phones" not in house.live.for_server(OTHER).snapshot.topics
    async with open_house(tmp_path, same_index) as house:
        assert "duties.phones" not in house.live.for_server(OTHER).snapshot.topics
        assert "duties.rooming" in house.live.for_server(OTHER).snapshot.topics
        assert (await house.change(Change(ChangeKind.REMOVE, "our.group"), CAT)).revision
        assert house.publisher.layer_problems == {}


async def test_members_are_answered_from_their_servers_guide(tmp_path: Path) -> None:
    async with open_house(tmp_path, make_index) as house:
        added = await house.change(Change(ChangeKind.ADD, "our.group", NEW, file="duties"), CAT)
        assert added.result is Result.PUBLISHED
        guide = Guide(house.live, SqliteStore(house.database), lambda: NOW)
        texts = {}
        for server in (OTHER, HOME, 0):
            asker = Asker(member=9, server=server)
            reply = await guide.ask(Question("when does the study group meet", asker))
            texts[server] = reply.topics
            found = guide.suggest_questions("study group", server=server)
            assert any(c.value == "our.group" for c in found) == (server == OTHER)
        assert texts[OTHER] == ("our.group",)
        assert "our.group" not in texts[HOME] + texts[0]
