"""How the guide stands: pinned questions, overdue reviews, and how it is used."""

from __future__ import annotations

import asyncio

from bot.discord_app.base import Interaction
from bot.discord_app.chart import describe, draw
from bot.discord_app.features.knowledge.access import at_desk, failed
from bot.discord_app.features.knowledge.words import bullets
from bot.discord_app.render import Picture, Shown
from bot.guide.reply import Kind, Reply, Section
from bot.guide.wording import cut

PART = 1_100
INSIGHTS = 3_300
FILE = "insights.txt"
PICTURE = "insights.png"
NO_PINS = "No question is pinned yet. `/knowledge pin` makes every publish try it."
ALL_RIGHT = "All {count} pinned questions lead to what they are pinned to."
ASTRAY = "{wrong} of {count} pinned questions lead elsewhere."
PINNED = "“{question}” is pinned to `{topic}`. Every change is tried against it from now on."
PINNED_BEFORE = "Until now it was pinned to `{topic}`."
NOT_YET = "At the moment it {words}: teach the guide with `/knowledge phrase`."
UNPINNED = "“{question}” is no longer pinned."
NOT_PINNED = "“{question}” was not pinned. `/knowledge check` lists those that are."


async def check(interaction: Interaction) -> Shown:
    """What moderators should look after."""
    desk, who = at_desk(interaction)
    pinned = await desk.golden(who)
    wrong = [(g, lead) for g, lead in pinned if not lead.reaches(g.topic)]
    head = ASTRAY.format(wrong=len(wrong), count=len(pinned)) if wrong else NO_PINS
    if pinned and not wrong:
        head = ALL_RIGHT.format(count=len(pinned))
    found = await desk.insights(who)
    astray = (
        f"“{g.question}” should lead to `{g.topic}`, but it {lead.words}" for g, lead in wrong
    )
    overdue = (f"{title} (`{topic}`), by {day}" for topic, title, day in found.overdue)
    right = (f"“{g.question}”: `{g.topic}`" for g, lead in pinned if (g, lead) not in wrong)
    sections = (
        Section(
            "Pinned questions", "\n".join(part for part in (head, bullets(astray, PART)) if part)
        ),
        Section("Pinned and right", bullets(right, PART)),
        Section("Overdue reviews", bullets(overdue, PART) or "None."),
    )
    return Shown(Reply(Kind.ANSWER, sections=tuple(s for s in sections if s.text)))


async def pin(interaction: Interaction, question: str, topic: str) -> Shown:
    """Pin a question to what it must lead to."""
    desk, who = at_desk(interaction)
    try:
        pinned = await desk.pin(question, topic, who)
    except ValueError as error:
        return failed(f"It could not be pinned: {error}.")
    said = [PINNED.format(question=question, topic=topic)]
    if pinned.before not in ("", topic):
        said.append(PINNED_BEFORE.format(topic=pinned.before))
    if not pinned.lead.reaches(topic):
        said.append(NOT_YET.format(words=pinned.lead.words))
    return Shown(Reply(Kind.ANSWER, " ".join(said)))


async def unpin(interaction: Interaction, question: str) -> Shown:
    """Let go of a pinned question."""
    desk, who = at_desk(interaction)
    gone = await desk.unpin(question, who)
    said = (UNPINNED if gone else NOT_PINNED).format(question=question)
    return Shown(Reply(Kind.ANSWER if gone else Kind.ERROR, said))


async def insights(interaction: Interaction, weeks: int) -> Shown:
    """How the guide was used, in words and as a picture."""
    desk, who = at_desk(interaction)
    found = await desk.insights(who, weeks)
    content = await asyncio.to_thread(draw, found)
    section = Section("How the guide is used", cut(found.text, INSIGHTS))
    return Shown(
        Reply(Kind.ANSWER, sections=(section,)),
        file=(FILE, found.text.encode()),
        picture=Picture(PICTURE, content, describe(found)),
    )
