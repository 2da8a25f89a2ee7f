"""`/knowledge why`: what a question leads to, in words."""

from __future__ import annotations

from bot.discord_app.base import Interaction
from bot.discord_app.features.knowledge.access import at_desk
from bot.discord_app.features.knowledge.words import bullets
from bot.discord_app.render import Shown
from bot.guide.reply import Kind, Reply, Section

LIMIT = 2_500


async def why(interaction: Interaction, question: str) -> Shown:
    """What matched, the scores, the rival and the margin."""
    desk, who = at_desk(interaction)
    found = await desk.why(question, who)
    words = found.lead.words
    topic = f" The topic is `{found.lead.topic}`." if found.lead.topic else ""
    sections = (
        Section(f"“{question}”", f"It {words}.{topic}"),
        Section("Why", bullets(found.sentences, LIMIT)),
    )
    return Shown(Reply(Kind.ANSWER, sections=sections))
