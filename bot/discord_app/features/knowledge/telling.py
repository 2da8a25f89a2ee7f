"""Telling members by direct message that their question is answered now."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from bot.discord_app.base import GuideClient
from bot.discord_app.features.knowledge.notices import to_member
from bot.discord_app.render import Shown
from bot.guide.ports import StorageError
from bot.guide.question import Asker
from bot.guide.reply import Kind, Reply, Section
from bot.publishing.desk import Desk
from bot.publishing.records import ToTell

log = logging.getLogger(__name__)

AT_ONCE = 25
"""Members told in one go; the rest are told the next time."""
TOLD = " {count} who wished to know {were} told."
NOT_REACHED = " {count} could not be told: they take no direct messages from the guide."
LEAD = "You wished to know: “{question}”. Here is the answer."


class News(NamedTuple):
    """How many members were told, and how many cannot be."""

    told: int = 0
    unreachable: int = 0

    @property
    def sentence(self) -> str:
        """It in words, after another sentence; nothing when nobody waited."""
        text = ""
        if self.told:
            text += TOLD.format(count=self.told, were="was" if self.told == 1 else "were")
        if self.unreachable:
            text += NOT_REACHED.format(count=self.unreachable)
        return text


async def tell(client: GuideClient, desk: Desk) -> News:
    """Tell whoever waits. Never raises."""
    count: Counter[bool] = Counter()
    try:
        # One at a time, so that nobody is told twice by two moderators who publish at once.
        async with client.telling:
            for one in (await desk.to_tell())[:AT_ONCE]:
                reached = await to_member(client, one.member, Shown(await _reply(client, one)))
                if reached is not None:
                    await desk.told(one.question, one.member)
                    count[reached] += 1
    except StorageError:
        log.exception("members could not be told of answers; they are the next time")
    return News(count[True], count[False])


async def _reply(client: GuideClient, one: ToTell) -> Reply:
    lead = LEAD.format(question=one.text)
    if not one.topic:
        return Reply(Kind.ANSWER, lead, (Section("", one.answer),))
    asker = Asker(member=one.member, server=one.server, channel=0)
    return replace(await client.guide.show(one.topic, asker), lead=lead)
