"""The insights as a picture: what was asked by week, and of which topics.

Blocking; run it off the event loop. The picture only repeats what the text says. Its colours
are told apart with any kind of colour vision, and every bar has its number.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from bot.guide.insights import Insights, Week
from bot.guide.wording import cut

WIDTH = 1_000
MARGIN = 40
TITLE, TEXT, SMALL = 30, 22, 18
"""Sizes of letters, to be read on a phone."""
TOPICS = 8
WEEK_HEIGHT = 300
ROW = 44
NAME = 420
"""How wide the names of the topics may be."""
GAP = 0.3
"""Share of a week's place that is left empty."""

PAPER, INK, PALE = "#ffffff", "#1f2933", "#52606d"
ANSWERED, OTHER, UNANSWERED, UNHELPFUL = "#0072b2", "#b8c4ce", "#d55e00", "#8e4585"
LEGEND = (
    ("answered", ANSWERED),
    ("asked back or other", OTHER),
    ("not answered", UNANSWERED),
    ("not helpful", UNHELPFUL),
)
ALT = 250
"""Characters of a description that Discord takes with a picture, with some to spare."""


def draw(found: Insights) -> bytes:
    """The picture as PNG."""
    topics = found.topics[:TOPICS]
    top = MARGIN + 50 + ROW
    below = top + WEEK_HEIGHT + 110
    height = below + 50 + ROW * max(len(topics), 1) + MARGIN
    image = Image.new("RGB", (WIDTH, height), PAPER)
    pen = ImageDraw.Draw(image)
    total = sum(week.asked for week in found.weeks)
    _write(pen, (MARGIN, MARGIN), f"Questions by week: {total}", TITLE)
    _legend(pen, MARGIN + 50)
    _weeks(pen, found.weeks, top)
    _write(pen, (MARGIN, below), "Most asked topics", TITLE)
    _topics(pen, found, below + 50)
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def describe(found: Insights) -> str:
    """What the picture shows, for whoever cannot see it."""
    answered, unanswered = (
        sum(getattr(week, name) for week in found.weeks) for name in ("answered", "not_answered")
    )
    asked = sum(week.asked for week in found.weeks)
    most = ", ".join(f"{title} {count}" for _, title, count in found.topics[:3])
    questions = "question" if asked == 1 else "questions"
    return cut(
        f"Bars: {asked} {questions} in {len(found.weeks)} weeks, {answered} answered, {unanswered} "
        f"not answered. Most asked: {most or 'nothing'}. The text says it all.",
        ALT,
    )


def _weeks(pen: ImageDraw.ImageDraw, weeks: Sequence[Week], top: int) -> None:
    most = max([1, *(week.asked for week in weeks)])
    place = (WIDTH - 2 * MARGIN) / max(len(weeks), 1)
    floor = top + WEEK_HEIGHT
    every = -(-len(weeks) // 8)
    for n, week in enumerate(weeks):
        left, right = MARGIN + n * place, MARGIN + (n + 1 - GAP) * place
        at = float(floor)
        rest = week.asked - week.answered - week.not_answered
        shares = (week.answered, ANSWERED), (rest, OTHER), (week.not_answered, UNANSWERED)
        for count, colour in shares:
            up = (WEEK_HEIGHT - 40) * count / most
            if count > 0:
                pen.rectangle((left, at - up, right, at), fill=colour)
            at -= up
        middle = (left + right) / 2
        if week.asked or len(weeks) <= 8:
            _write(pen, (middle, at - 4), str(week.asked), SMALL, anchor="mb")
        if n % every == 0:
            day = f"{week.monday:%b} {week.monday.day}"
            _write(pen, (middle, floor + 8), day, SMALL, PALE, anchor="mt")
        if week.unhelpful:
            said = str(week.unhelpful)
            pen.ellipse((middle - 15, floor + 36, middle + 15, floor + 66), fill=UNHELPFUL)
            _write(pen, (middle, floor + 51), said, SMALL, PAPER, anchor="mm")
    pen.line((MARGIN, floor, WIDTH - MARGIN, floor), fill=INK, width=2)


def _topics(pen: ImageDraw.ImageDraw, found: Insights, top: int) -> None:
    topics = found.topics[:TOPICS]
    if not topics:
        _write(pen, (MARGIN, top), "Nothing was asked.", TEXT, PALE)
        return
    bad = {topic: count for topic, _, count in found.unhelpful}
    most = max(count for _, _, count in topics)
    start = MARGIN + NAME + 20
    for n, (topic, title, count) in enumerate(topics):
        y = top + n * ROW
        _write(pen, (MARGIN, y + 16), _fitting(pen, title), TEXT, anchor="lm")
        right = start + (WIDTH - MARGIN - start - 130) * count / most
        pen.rectangle((start, y, right, y + 30), fill=ANSWERED)
        _write(pen, (right + 10, y + 16), str(count), TEXT, anchor="lm")
        if unhelpful := bad.get(topic):
            at = WIDTH - MARGIN - 17
            pen.ellipse((at - 15, y, at + 15, y + 30), fill=UNHELPFUL)
            _write(pen, (at, y + 15), str(unhelpful), SMALL, PAPER, anchor="mm")


def _legend(pen: ImageDraw.ImageDraw, y: int) -> None:
    x = float(MARGIN)
    for name, colour in LEGEND:
        pen.rectangle((x, y, x + 20, y + 20), fill=colour)
        _write(pen, (x + 28, y + 11), name, SMALL, anchor="lm")
        x += 28 + pen.textlength(name, font=_font(SMALL)) + 30


def _fitting(pen: ImageDraw.ImageDraw, title: str) -> str:
    """A title cut to the room that it has."""
    for limit in range(min(len(title), 60), 4, -1):
        if pen.textlength(cut(title, limit), font=_font(TEXT)) <= NAME:
            return cut(title, limit)
    return cut(title, 4)


def _write(
    pen: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    size: int,
    colour: str = INK,
    anchor: str = "la",
) -> None:
    pen.text(at, text, fill=colour, font=_font(size), anchor=anchor)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The font that Pillow brings along, so that no machine needs any."""
    return ImageFont.load_default(size)
