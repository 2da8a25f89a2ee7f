"""The JSON-lines interface: one object in, one out, in order, whatever the line."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.guide.guide import Guide
from bot.guide.live import Live, Served
from bot.jsonl import answer_lines
from bot.storage.store import open_store

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
    assert out[-1]["id"] == 2


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=300))
async def test_any_text_gets_exactly_one_reply(served: Served, text: str) -> None:
    (out,) = await run(served, json.dumps({"id": 1, "text": text}))
    assert out["kind"] in KINDS
    assert out["text"]
