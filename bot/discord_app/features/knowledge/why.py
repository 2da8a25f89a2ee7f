"""`/knowledge why`: what a question leads to, in words."""

from __future__ import annotations

from bot.discord_app.base import Interaction
from bot.discord_app.features.knowledge.access import at_desk
from bot.discord_app.features.knowledge.words import bullets
from bot.discord_app.render import Shown
from bot.guide.reply import Kind, Reply, Section

LIMIT = 2_500
NOTHING = (
    "It leads to nothing the guide knows: no phrasing of any entry has enough of its words. "
    "`/knowledge phrase` or `/knowledge add` would teach it."
)
INSTEAD = {
    Kind.SAFETY: "Members get the safety notice instead, whatever matched.",
    Kind.SMALL_TALK: "Members get small talk instead: it was not taken for a question.",
    Kind.ABSTAIN: "Members are told that I do not know, with the ways to go on.",
    Kind.CLARIFY: "Members are asked which of the nearest they mean.",
    Kind.ANSWER: "Members get an answer.",
}


async def why(interaction: Interaction, question: str) -> Shown:
    """What matched, the scores, the rival and the margin."""
    desk, who = at_desk(interaction)
    found = await desk.why(question, who)
    words = found.lead.words
    said = f"It {words}. The topic is `{found.lead.topic}`." if found.lead.topic else NOTHING
    sections = (
        Section(f"“{question}”", f"{said}\n{INSTEAD.get(found.reply, '')}".strip()),
        Section("Why", bullets(found.sentences, LIMIT)),
    )
    return Shown(Reply(Kind.ANSWER, sections=sections))
