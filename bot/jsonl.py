"""The guide over JSON lines: one object in, one object out, in order."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable
from hashlib import blake2b
from itertools import count
from time import perf_counter
from typing import Any

from bot.guide.guide import Guide
from bot.guide.question import Asker, Question
from bot.guide.reply import Action, Kind, Reply
from bot.guide.text import as_text


async def answer_lines(guide: Guide, lines: Iterable[str]) -> AsyncIterator[str]:
    """One JSON line for every line that is not blank; a malformed one yields kind "error"."""
    alone = count(1)
    for line in lines:
        if not line.strip():
            continue
        try:
            request = _request(line)
        except ValueError as error:
            yield _dump({"id": None, "conversation": None, **_failure(str(error))})
            continue
        conversation = request.get("conversation")
        channel = -next(alone) if conversation is None else _channel(str(conversation))
        started = perf_counter()
        reply = await guide.ask(Question(request["text"], Asker(channel=channel)))
        elapsed = (perf_counter() - started) * 1000
        head = {"id": request.get("id"), "conversation": conversation}
        yield _dump({**head, **_fields(reply), "elapsed_ms": round(elapsed, 3)})


def _request(line: str) -> dict[str, Any]:
    """The request on a line. Raises `ValueError` with a sentence that says what is wrong."""
    try:
        request = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "too deeply nested"
        raise ValueError(f"this line is not JSON: {reason}") from error
    if not isinstance(request, dict):
        raise ValueError('this line is not a JSON object like {"text": "..."}')
    if not isinstance(request.get("text"), str):
        raise ValueError('"text" is missing or is not a string')
    return request


def _channel(conversation: str) -> int:
    """A stable number for a conversation's name."""
    digest = blake2b(conversation.encode("utf-8", "surrogatepass"), digest_size=7).digest()
    return int.from_bytes(digest, "big")


def _fields(reply: Reply) -> dict[str, Any]:
    shown = [c for c in reply.choices if c.action is Action.SHOW]
    return {
        "kind": reply.kind.value,
        "topics": list(reply.topics),
        "confidence": round(reply.confidence, 4),
        "text": as_text(reply),
        "sources": [{"title": s.title, "url": s.url, "as_of": s.as_of} for s in reply.sources],
        "suggestions": [{"label": c.label, "topic": c.value} for c in shown],
    }


def _failure(reason: str) -> dict[str, Any]:
    return {**_fields(Reply(Kind.ERROR, reason, confidence=0.0)), "elapsed_ms": 0.0}


def _dump(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=True)
