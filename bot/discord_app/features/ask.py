"""`/ask`: a question in the member's own words, or one picked while typing."""

from __future__ import annotations

from discord import app_commands

from bot.discord_app.base import Interaction
from bot.discord_app.context import asker_of
from bot.discord_app.features import suggest
from bot.discord_app.render import Shown
from bot.discord_app.respond import for_everyone, respond
from bot.discord_app.state import Origin, Source
from bot.guide.question import Question


@app_commands.command(name="ask", description="Ask anything about working as a medical assistant")
@app_commands.describe(
    question="Your question in your own words, or pick one that is offered",
    private="True: only you see the answer",
)
@app_commands.autocomplete(question=suggest.questions)
async def ask(interaction: Interaction, question: str, private: bool = False) -> None:
    """Answer a question."""
    await respond(interaction, _answer(interaction, question), for_everyone(interaction, private))


async def _answer(interaction: Interaction, question: str) -> Shown:
    guide, asker = interaction.client.guide, asker_of(interaction)
    if question.startswith(suggest.TOPIC_MARK):
        topic = question.removeprefix(suggest.TOPIC_MARK).strip()
        return Shown(await guide.show(topic, asker), Origin(Source.TOPICS, (topic,)))
    return Shown(await guide.ask(Question(question, asker)))
