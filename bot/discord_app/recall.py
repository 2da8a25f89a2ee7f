"""What a choice leads to, and how a reply is made again to show its next page."""

from __future__ import annotations

from dataclasses import replace

from bot.discord_app import texts
from bot.discord_app.render import Shown, button
from bot.discord_app.state import Origin, Source, custom_id, origin_of_choice
from bot.guide.guide import Guide
from bot.guide.question import Asker
from bot.guide.reply import Action, Choice, Kind, Reply


async def take(guide: Guide, choice: Choice, asker: Asker, question_id: int = 0) -> Shown:
    """What a choice leads to."""
    reply = await guide.take(choice, asker, question_id)
    shown = Shown(reply, origin_of_choice(choice))
    if choice.action is Action.MILESTONE_DONE and reply.kind is not Kind.ERROR:
        return with_undo(shown, choice.value)
    return shown


def with_undo(shown: Shown, milestone: str) -> Shown:
    """The same with a button that takes a finished step back."""
    key = custom_id("undo", milestone)
    return replace(shown, extra=(*shown.extra, button(texts.UNDO, key))) if key else shown


async def make_again(guide: Guide, origin: Origin, asker: Asker) -> Reply:
    """The reply that an origin stands for, as the knowledge is now."""
    names = origin.names
    first = names[0] if names else ""
    match origin.source:
        case Source.TOPICS:
            return _joined([await guide.show(topic, asker) for topic in names])
        case Source.COMPARE:
            return await guide.compare(names, origin.aspect, asker)
        case Source.CERTIFICATION:
            return await guide.certification(first, origin.aspect, asker)
        case Source.BROWSE:
            return guide.browse(first, asker.server)
        case Source.PATHWAY:
            return await guide.show_pathway(asker, first)
        case Source.HELP:
            return guide.help(asker.server)


def _joined(replies: list[Reply]) -> Reply:
    """Several topics as one reply."""
    if not replies:
        return Reply(Kind.ERROR)
    sections = tuple(section for reply in replies for section in reply.sections)
    return replace(replies[0], sections=sections)
