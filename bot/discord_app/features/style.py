"""How long the guide's answers to messages are: a server's choice."""

from __future__ import annotations

from dataclasses import replace

from bot.discord_app import texts
from bot.discord_app.base import GuideClient
from bot.discord_app.render import Shown
from bot.guide.ports import StorageError
from bot.guide.reply import Action, Choice, Kind, Reply

FULL = "full"
SHORT = "short"


async def styled(client: GuideClient, server: int, shown: Shown) -> Shown:
    """What is shown of an answer in a server's channels."""
    if client.desk is None or not server or shown.reply.kind is not Kind.ANSWER:
        return shown
    try:
        settings = await client.desk.settings(server)
    except StorageError:
        return shown
    short = settings.reply_style == SHORT
    return replace(shown, reply=shorten(shown.reply)) if short else shown


def shorten(reply: Reply) -> Reply:
    """The reply without its details, which a button shows to whoever wants them."""
    if not any(section.details for section in reply.sections):
        return reply
    longer = [s for s in reply.sections if s.details and s.topic]
    several = len(longer) > 1
    more = (
        Choice(f"{texts.MORE}: {s.title}" if several else texts.MORE, Action.SHOW, s.topic)
        for s in longer
    )
    sections = tuple(replace(s, details="") if s.topic else s for s in reply.sections)
    return replace(reply, sections=sections, choices=(*more, *reply.choices))
