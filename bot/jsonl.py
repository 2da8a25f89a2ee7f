"""The guide over JSON lines: one object in, one object out, in order."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from hashlib import blake2b
from itertools import count
from time import perf_counter
from typing import Any, NoReturn

from bot.guide.guide import Guide
from bot.guide.question import Asker, Question
from bot.guide.reply import Action, Kind, Reply
from bot.guide.text import as_text

_ID = re.compile(r'"id"\s*:\s*("(?:[^"\\]|\\.)*"|-?\d+(?!\d*\.))')
"""The id in a line that is not JSON, so that even its error can be told apart."""


class _MalformedError(ValueError):
    """A line cannot be answered. The text says why; `head` is what could be read of it."""

    def __init__(self, reason: str, request: object = None) -> None:
        super().__init__(reason)
        self.head = _head(request if isinstance(request, dict) else {})


def read_lines(stream: Iterable[bytes]) -> Iterator[str]:
    """Lines of UTF-8; what is not becomes a replacement character."""
    for line in stream:
        yield line.decode("utf-8", "replace").removeprefix("\ufeff")


async def answer_lines(guide: Guide, lines: Iterable[str]) -> AsyncIterator[str]:
    """One JSON line for every line that is not blank; a malformed one yields kind "error"."""
    alone = count(1)
    for line in lines:
        if not line.strip():
            continue
        started = perf_counter()
        try:
            request = _request(line)
        except _MalformedError as error:
            reply, head = Reply(Kind.ERROR, str(error)), error.head
        else:
            head = _head(request)
            name = head["conversation"]
            channel = -next(alone) if name is None else _channel(str(name))
            reply = await guide.ask(Question(request["text"], Asker(channel=channel)))
        elapsed = (perf_counter() - started) * 1000
        yield json.dumps({**head, **_fields(reply), "elapsed_ms": round(elapsed, 3)})


def _request(line: str) -> dict[str, Any]:
    """The request on a line. Raises `_MalformedError`."""
    try:
        request = json.loads(line, parse_constant=_no_json)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "") or str(error)
        if isinstance(error, RecursionError):
            reason = "too deeply nested"
        found = _ID.search(line)
        known = {"id": json.loads(found[1], strict=False)} if found else None
        raise _MalformedError(f"this line is not JSON: {reason}", known) from error
    if not isinstance(request, dict):
        raise _MalformedError('this line is not a JSON object like {"text": "..."}')
    if not isinstance(request.get("text"), str):
        raise _MalformedError('"text" is missing or is not a string', request)
    return request


def _no_json(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a value")


def _head(request: dict[str, Any]) -> dict[str, Any]:
    """What a line is told apart by."""
    return {"id": request.get("id"), "conversation": request.get("conversation")}


def _channel(conversation: str) -> int:
    """A stable number for a conversation's name."""
    digest = blake2b(conversation.encode("utf-8", "surrogatepass"), digest_size=7).digest()
    return int.from_bytes(digest, "big")


def _fields(reply: Reply) -> dict[str, Any]:
    shown = [c for c in reply.choices if c.action is Action.SHOW]
    return {
        "kind": reply.kind.value,
        "topics": list(reply.topics),
        "confidence": 0.0 if reply.kind is Kind.ERROR else round(reply.confidence, 4),
        "text": as_text(reply),
        "sources": [{"title": s.title, "url": s.url, "as_of": s.as_of} for s in reply.sources],
        "suggestions": [{"label": c.label, "topic": c.value} for c in shown],
    }
