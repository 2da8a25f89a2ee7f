from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.storage.store import SqliteStore

from .samples import MEMBER, OTHER, START, asked, at, rows


async def test_a_question_is_kept_as_it_went(store: SqliteStore, path: Path) -> None:
    number = await store.questions.record(asked())
    assert number > 0
    [(text, kind, topics, *rest)] = rows(
        path, "SELECT text, kind, topics, confidence, server, asked_at, status FROM questions"
    )
    assert (text, kind, json.loads(topics)) == (asked().text, "answer", ["ccma.cost"])
    assert rest == [0.97, 7, "2026-11-22 12:00:00.000000", "kept"]


async def test_the_id_of_a_deleted_question_is_not_given_again(
    store: SqliteStore, path: Path
) -> None:
    first = await store.questions.record(asked())
    with_id = rows(path, f"DELETE FROM questions WHERE id = {first} RETURNING id")
    assert with_id == [(first,)]
    assert await store.questions.record(asked()) == first + 1


@pytest.mark.parametrize(
    "text", ["", "🩺 ¿cuánto?", "half \ud83d a pair", "a\0b", "'; DROP TABLE x"]
)
async def test_any_text_can_be_kept(store: SqliteStore, path: Path, text: str) -> None:
    await store.questions.record(asked(text))
    [(kept,)] = rows(path, "SELECT text FROM questions")
    assert kept == text.replace("\ud83d", "?").replace("\0", "\ufffd")


async def test_passing_on_puts_the_question_before_the_moderators(
    store: SqliteStore, path: Path
) -> None:
    number = await store.questions.record(asked())
    assert await store.questions.pass_on(number, MEMBER, at(1))
    assert not await store.questions.pass_on(number, MEMBER, at(2))
    assert await store.questions.pass_on(number, OTHER, at(3))
    assert rows(path, "SELECT status FROM questions") == [("waiting",)]
    assert rows(path, "SELECT question, member, at FROM passed_on ORDER BY at") == [
        (number, MEMBER, "2026-11-22 12:01:00.000000"),
        (number, OTHER, "2026-11-22 12:03:00.000000"),
    ]


@pytest.mark.parametrize("number", [0, 1, 2**40])
async def test_only_a_question_that_is_there_can_be_passed_on(
    store: SqliteStore, path: Path, number: int
) -> None:
    with pytest.raises(LookupError, match=f"no question {number}"):
        await store.questions.pass_on(number, MEMBER, START)
    assert rows(path, "SELECT * FROM passed_on") == []


async def test_a_second_verdict_replaces_the_first(store: SqliteStore, path: Path) -> None:
    number = await store.questions.record(asked())
    await store.questions.rate(number, "ccma.cost", MEMBER, True, at(1))
    await store.questions.rate(number, "ccma.cost", OTHER, True, at(2))
    await store.questions.rate(number, "ccma", MEMBER, False, at(3))
    assert rows(path, "SELECT question, topic, member, helpful, at FROM ratings ORDER BY at") == [
        (number, "ccma.cost", OTHER, 1, "2026-11-22 12:02:00.000000"),
        (number, "ccma", MEMBER, 0, "2026-11-22 12:03:00.000000"),
    ]


async def test_answers_to_questions_not_stored_are_told_apart_by_topic(
    store: SqliteStore, path: Path
) -> None:
    await store.questions.rate(0, "ccma.cost", MEMBER, True, at(1))
    await store.questions.rate(0, "salary", MEMBER, True, at(2))
    await store.questions.rate(0, "ccma.cost", MEMBER, False, at(3))
    assert rows(path, "SELECT topic, helpful FROM ratings ORDER BY at") == [
        ("salary", 1),
        ("ccma.cost", 0),
    ]
