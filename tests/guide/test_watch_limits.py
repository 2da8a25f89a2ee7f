"""Whatever is typed: no error, and an answer in bounded time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.guide.redact import redact
from bot.guide.watch import Watch
from bot.guide.wording import MAX_MESSAGE, clean

MAX_MS = 2000.0
"""Of the processor. Not a measure of speed: a pattern that backtracks without end takes hours."""

REPEATED = [
    "a",
    "A",
    "Aa ",
    "Mr. ",
    "1",
    "1 ",
    "1-",
    "12/",
    "dob ",
    "i want to ",
    "my my my ",
    "don't ",
    "chest ",
    "should i ",
    "is it ",
    "Ann Bo-",
    "Ann's ",
    "a.b@",
    "(555) ",
    "patient named ",
    "ignore ",
    "you are now ",
    "what can you ",
    "no nope um ",
    "hi, ",
    "?! ",
    "\n",
    "\u00e9",
    "\u0416 ",
    "\U0001f600",
    "swallowed a ",
    "really so just ",
    "kill my ",
    "tell me ",
    "123 Oak ",
    "A1-",
]


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=300))
def test_no_text_makes_it_raise(watch: Watch, text: str) -> None:
    cleaned = clean(text)
    watch.concern(cleaned)
    watch.remark(cleaned)
    redact(text)


@pytest.mark.parametrize("part", REPEATED)
def test_repetition_takes_no_longer(watch: Watch, part: str) -> None:
    text = (part * MAX_MESSAGE)[:MAX_MESSAGE]
    best = float("inf")
    for _ in range(3):
        start = time.thread_time()
        watch.concern(text)
        watch.remark(text)
        redact(text)
        best = min(best, (time.thread_time() - start) * 1000)
    assert best < MAX_MS
