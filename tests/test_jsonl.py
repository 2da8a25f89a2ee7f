"""The JSON-lines interface: one object in, one out, in order, whatever the line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.guide.guide import Guide
from bot.guide.live import Live, Served
from bot.jsonl import answer_lines, read_lines
from bot.storage.store import open_store

FIELDS = {
    "id", "conversation", "kind", "topics", "confidence", "text", "sources", "suggestions",
    "elapsed_ms",
}  # fmt: skip
KINDS = {"answer", "clarify", "abstain", "safety", "small_talk", "error"}


async def run(served: Served, *lines: str) -> list[dict[str, Any]]:
    async with open_store(":memory:") as store:
        guide = Guide(Live(served), store)
        return [json.loads(line) async for line in answer_lines(guide, lines)]


async def test_an_answer_has_every_field(served: Served) -> None:
    line = json.dumps({"id": "q1", "conversation": "c1", "text": "how much is the ccma exam"})
    (out,) = await run(served, line)
    assert out["id"] == "q1"
    assert out["conversation"] == "c1"
    assert out["kind"] == "answer"
    assert out["topics"] == ["ccma.cost"]
    assert 0 <= out["confidence"] <= 1
    assert "$165" in out["text"]
    assert out["sources"][0] == {
        "title": "Official page",
        "url": "https://example.org/cost",
        "as_of": "2026-09",
    }
    assert {"label", "topic"} == set(out["suggestions"][0])
    assert out["elapsed_ms"] >= 0


async def test_a_conversation_shares_context_and_nothing_else_does(served: Served) -> None:
    lines = [
        {"id": 1, "conversation": "a", "text": "how much is the ccma exam"},
        {"id": 2, "conversation": "b", "text": "what about rma?"},
        {"id": 3, "conversation": "a", "text": "what about rma?"},
        {"id": 4, "text": "how much is the ccma exam"},
        {"id": 5, "text": "what about rma?"},
    ]
    out = await run(served, *(json.dumps(line) for line in lines))
    assert [o["id"] for o in out] == [1, 2, 3, 4, 5]
    assert out[2]["topics"] == ["rma.cost"]
    assert out[1]["topics"] != ["rma.cost"]
    assert out[4]["topics"] != ["rma.cost"]
    assert "conversation" in out[3]


async def test_a_malformed_line_is_an_error_and_the_next_is_answered(served: Served) -> None:
    out = await run(
        served, "{not json", "[1]", '{"id": 1}', '{"text": 5}', "", '{"id": 2, "text": "renew rma"}'
    )
    assert [o["kind"] for o in out] == ["error", "error", "error", "error", "answer"]
    assert all(o["text"] for o in out)
    assert [o["id"] for o in out] == [None, None, 1, None, 2]
    assert all(o["confidence"] == 0 for o in out[:-1])


@pytest.mark.parametrize(
    ("line", "id_", "conversation"),
    [
        ('{"id": "q7", "text": }', "q7", None),
        ('{"text": "renew rma", "id": 7', 7, None),
        ('{"id": "a\\"b", "text"', 'a"b', None),
        ('{"id": 3, "conversation": "c", "text": null}', 3, "c"),
        ('{"id": 4, "text": NaN}', 4, None),
        ("[" * 5000, None, None),
        ('"id"', None, None),
    ],
)
async def test_a_malformed_line_that_has_an_id_is_told_apart_by_it(
    served: Served, line: str, id_: object, conversation: object
) -> None:
    (out,) = await run(served, line)
    assert (out["kind"], out["id"], out["conversation"]) == ("error", id_, conversation)
    assert set(out) == FIELDS


async def test_every_kind_of_line_has_the_same_fields(served: Served) -> None:
    texts = ["renew rma", "hello", "my chest hurts and i cannot breathe", "asdf qwerty zxcv", ""]
    out = await run(served, *(json.dumps({"id": 1, "text": text}) for text in texts))
    assert {"answer", "small_talk", "safety", "abstain"} <= {o["kind"] for o in out}
    for line in out:
        assert set(line) == FIELDS
        assert 0 <= line["confidence"] <= 1
        assert line["kind"] != "error" or line["confidence"] == 0


def test_lines_are_read_as_utf_8_whatever_they_are() -> None:
    stream = [b"\xef\xbb\xbf{}\n", "é".encode(), b"\xff\n"]
    assert list(read_lines(stream)) == ["{}\n", "é", "\ufffd\n"]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=300))
async def test_any_text_gets_exactly_one_reply(served: Served, text: str) -> None:
    (out,) = await run(served, json.dumps({"id": 1, "text": text}))
    assert out["kind"] in KINDS
    assert out["text"]
