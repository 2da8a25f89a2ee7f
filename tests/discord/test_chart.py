"""The picture of the insights: always there, always the size of a phone, always described."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PIL import Image

from bot.discord_app.chart import ALT, ANSWERED, UNANSWERED, WIDTH, describe, draw
from bot.guide.insights import Insights, Week

MONDAY = date(2026, 6, 1)


def insights(weeks: int, asked: int, topics: int) -> Insights:
    return Insights(
        weeks=tuple(
            Week(MONDAY + timedelta(weeks=n), asked, asked // 2, asked // 4, asked // 5)
            for n in range(weeks)
        ),
        kinds=(),
        topics=tuple((f"t{n}", f"Topic number {n} " + "long " * 30, 50 - n) for n in range(topics)),
        unhelpful=(("t0", "Topic", 3),) if topics else (),
        missing=(),
        unreached=(),
        overdue=(),
    )


@pytest.mark.parametrize("weeks", [1, 8, 26])
@pytest.mark.parametrize("asked", [0, 1, 40, 123_456])
@pytest.mark.parametrize("topics", [0, 1, 30])
def test_anything_can_be_drawn(weeks: int, asked: int, topics: int) -> None:
    found = insights(weeks, asked, topics)
    image = Image.open(io.BytesIO(draw(found)))
    assert image.width == WIDTH
    assert image.height <= 1_100
    colours = {colour for _, colour in image.convert("RGB").getcolors(10**6) or ()}
    assert {rgb(ANSWERED), rgb(UNANSWERED)} <= colours  # at least in the legend
    assert len(describe(found)) <= ALT


def test_more_answers_make_a_bluer_picture() -> None:
    few, many = insights(8, 40, 3), insights(8, 40, 3)
    less = tuple(replace(week, answered=2) for week in few.weeks)
    assert blue(draw(replace(few, weeks=less))) < blue(draw(many))


def blue(picture: bytes) -> int:
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    return {c: n for n, c in image.getcolors(10**6) or ()}[rgb(ANSWERED)]


def test_the_description_says_the_numbers() -> None:
    assert describe(insights(2, 40, 1)).startswith(
        "Bars: 80 questions in 2 weeks, 40 answered, 20 not answered. Most asked: Topic number 0"
    )


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
