"""`/pathway`: a member's goal and the steps to it. For that member's eyes only."""

from __future__ import annotations

from discord import app_commands

from bot.discord_app.base import Interaction
from bot.discord_app.context import asker_of
from bot.discord_app.features import suggest
from bot.discord_app.recall import take
from bot.discord_app.render import Shown
from bot.discord_app.respond import for_member, respond
from bot.discord_app.state import Origin, Source
from bot.guide.reply import Action

pathway = app_commands.Group(name="pathway", description="Your goal, your steps, what comes next")


@pathway.command(name="choose", description="Choose a goal; I keep track of your steps")
@app_commands.describe(pathway="Where you want to get to")
@app_commands.autocomplete(pathway=suggest.pathways)
async def choose(interaction: Interaction, pathway: str) -> None:
    """Choose a pathway."""
    await respond(interaction, _choose(interaction, pathway), for_member(interaction))


@pathway.command(name="show", description="Show your steps and the next one, or look at a pathway")
@app_commands.describe(pathway="A pathway to look at; leave it empty for your own")
@app_commands.autocomplete(pathway=suggest.pathways)
async def show(interaction: Interaction, pathway: str = "") -> None:
    """Show the member's own plan, or one pathway."""
    await respond(interaction, _show(interaction, pathway), for_member(interaction))


@pathway.command(name="done", description="Mark your next step as done")
async def done(interaction: Interaction) -> None:
    """Mark the next step as done."""
    await respond(interaction, _done(interaction), for_member(interaction))


@pathway.command(name="leave", description="Leave your pathway and delete its steps")
async def leave(interaction: Interaction) -> None:
    """Forget the pathway."""
    await respond(interaction, _leave(interaction), for_member(interaction))


async def _choose(interaction: Interaction, name: str) -> Shown:
    reply = await interaction.client.guide.choose_pathway(name, asker_of(interaction))
    return Shown(reply, Origin(Source.PATHWAY))


async def _show(interaction: Interaction, name: str) -> Shown:
    reply = await interaction.client.guide.show_pathway(asker_of(interaction), name)
    return Shown(reply, Origin(Source.PATHWAY, (name,) if name else ()))


async def _done(interaction: Interaction) -> Shown:
    """Take the plan's own choice for the next step, if the plan has one."""
    guide, asker = interaction.client.guide, asker_of(interaction)
    plan = await guide.show_pathway(asker)
    step = next((c for c in plan.choices if c.action is Action.MILESTONE_DONE), None)
    return Shown(plan, Origin(Source.PATHWAY)) if step is None else await take(guide, step, asker)


async def _leave(interaction: Interaction) -> Shown:
    return Shown(await interaction.client.guide.leave_pathway(asker_of(interaction)))
