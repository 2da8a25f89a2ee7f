"""`/knowledge`: the commands with which moderators keep the guide right."""

from __future__ import annotations

from functools import partial
from typing import Literal

from discord import app_commands

from bot.discord_app.base import Interaction
from bot.discord_app.context import asker_of
from bot.discord_app.features.knowledge import (
    approving,
    checking,
    editing,
    files,
    history,
    inbox,
    phrasings,
    topic,
    why,
)
from bot.discord_app.features.knowledge.access import guarded
from bot.discord_app.features.knowledge.dispatch import open_form
from bot.discord_app.features.knowledge.finding import about
from bot.discord_app.features.knowledge.forms import Form
from bot.discord_app.features.suggest import Offered, suggester
from bot.discord_app.render import Shown
from bot.discord_app.respond import DESK_LIMIT, Manner, Work, respond

TITLE = app_commands.Range[str, 2, 120]
WHY_TEXT = app_commands.Range[str, 0, 300]

knowledge = app_commands.Group(
    name="knowledge",
    description="For moderators: keep the guide right",
    allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    allowed_contexts=app_commands.AppCommandContext(
        guild=True, dm_channel=False, private_channel=False
    ),
)


@suggester
def entries(interaction: Interaction, typed: str) -> Offered:
    """Topics of the guide that the server has."""
    server = asker_of(interaction).server
    found = interaction.client.guide.suggest_topics(typed, server=server)
    return ((f"{choice.label} ({choice.value})", choice.value) for choice in found)


@suggester
def categories(interaction: Interaction, typed: str) -> Offered:
    """Categories that a new entry can go to."""
    server = asker_of(interaction).server
    return interaction.client.guide.suggest_categories(typed, server=server)


async def privately(interaction: Interaction, work: Work) -> None:
    """Do work at the desk and show the moderator alone what comes of it."""
    await respond(interaction, guarded(interaction, work), Manner.PRIVATE, DESK_LIMIT)


@knowledge.command(name="edit", description="Change what the guide says")
@app_commands.describe(
    entry="The topic to change; type a few letters",
    part="Its texts, its title and days of review, or its phrasings",
    find="Of its phrasings only those with these words",
)
@app_commands.autocomplete(entry=entries)
async def edit(
    interaction: Interaction,
    entry: str,
    part: Literal["texts", "title and more", "phrasings"] = "texts",
    find: app_commands.Range[str, 0, 100] = "",
) -> None:
    """Open the form of a topic."""

    async def form(topic: str) -> Form | Shown:
        if part == "phrasings" or find:
            return await phrasings.open_phrasings(interaction, topic, find)
        return await editing.open_edit(interaction, topic, part != "texts")

    await open_form(interaction, about(interaction, entry, form))


@knowledge.command(name="add", description="Write a new entry")
@app_commands.describe(title="What members see on top", category="Where it belongs")
@app_commands.autocomplete(category=categories)
async def add(interaction: Interaction, title: TITLE, category: str) -> None:
    """Open the form of a new entry."""
    await open_form(interaction, editing.open_new(interaction, title, category))


@knowledge.command(name="drafts", description="Go on with what you began to write")
async def drafts(interaction: Interaction) -> None:
    """List the moderator's drafts."""
    await privately(interaction, editing.list_drafts(interaction))


@knowledge.command(name="why", description="What a question leads to, and why")
@app_commands.describe(question="A question as a member would ask it")
async def why_(interaction: Interaction, question: app_commands.Range[str, 2, 300]) -> None:
    """Explain the matching of a question."""
    await privately(interaction, why.why(interaction, question))


@knowledge.command(name="history", description="What was published, by whom and why")
@app_commands.describe(entry="One topic only; leave it empty for everything")
@app_commands.autocomplete(entry=entries)
async def history_(interaction: Interaction, entry: str = "") -> None:
    """List what was published."""
    # A topic that was removed still has a history.
    known = interaction.client.guide.find_topic(entry, asker_of(interaction).server)
    await privately(interaction, history.history(interaction, known or entry))


@knowledge.command(name="undo", description="Take back a revision, also an old one")
@app_commands.describe(revision="Its number in the history", why="For the history")
async def undo(
    interaction: Interaction, revision: app_commands.Range[int, 1], why: WHY_TEXT = ""
) -> None:
    """Take a revision back."""
    await privately(interaction, history.undo(interaction, revision, why))


@knowledge.command(name="waiting", description="Proposals that wait for a second moderator")
async def waiting(interaction: Interaction) -> None:
    """List what waits for approval."""
    await privately(interaction, approving.waiting(interaction))


@knowledge.command(name="phrase", description="Teach an entry another way to ask for it")
@app_commands.describe(entry="The entry", question="As a member would ask", why="For the history")
@app_commands.autocomplete(entry=entries)
async def phrase(
    interaction: Interaction,
    entry: str,
    question: app_commands.Range[str, 2, 300],
    why: WHY_TEXT = "",
) -> None:
    """Add a phrasing to an entry."""
    work = partial(phrasings.add_phrasings, interaction, text=question, why=why)
    await privately(interaction, about(interaction, entry, work))


@knowledge.command(name="show", description="Everything that stands in a topic, to work on it")
@app_commands.describe(entry="The topic; type a few letters")
@app_commands.autocomplete(entry=entries)
async def show(interaction: Interaction, entry: str) -> None:
    """Show a topic as plain fields."""
    await privately(interaction, about(interaction, entry, partial(topic.show, interaction)))


@knowledge.command(name="remove", description="Remove a topic, or hide a common one in your server")
@app_commands.describe(entry="The topic; type a few letters", why="For the history")
@app_commands.autocomplete(entry=entries)
async def remove(interaction: Interaction, entry: str, why: WHY_TEXT = "") -> None:
    """Propose to remove a topic."""
    work = partial(topic.remove, interaction, why=why)
    await privately(interaction, about(interaction, entry, work))


@knowledge.command(name="unhide", description="Serve a common topic again that your server hides")
@app_commands.describe(
    entry="Its id, for example duties.vitals; leave it empty to see which there are",
    why="For the history",
)
async def unhide(interaction: Interaction, entry: str = "", why: WHY_TEXT = "") -> None:
    """Propose to serve the common topic again."""
    await privately(interaction, topic.unhide(interaction, entry, why))


@knowledge.command(name="check", description="Pinned questions that go astray, overdue reviews")
async def check(interaction: Interaction) -> None:
    """Tell what moderators should look after."""
    await privately(interaction, checking.check(interaction))


@knowledge.command(name="pin", description="Pin a question to the topic that must answer it")
@app_commands.describe(question="As a member would ask it", entry="What must answer it")
@app_commands.autocomplete(entry=entries)
async def pin(
    interaction: Interaction, question: app_commands.Range[str, 2, 300], entry: str
) -> None:
    """Pin a question."""
    work = partial(checking.pin, interaction, question)
    await privately(interaction, about(interaction, entry, work))


@knowledge.command(name="unpin", description="Let go of a pinned question")
@app_commands.describe(question="Just as it was pinned")
async def unpin(interaction: Interaction, question: app_commands.Range[str, 2, 300]) -> None:
    """Let go of a pinned question."""
    await privately(interaction, checking.unpin(interaction, question))


@knowledge.command(name="inbox", description="Questions that wait for an answer")
async def inbox_(interaction: Interaction) -> None:
    """Show what waits."""
    await privately(interaction, inbox.inbox(interaction))


@knowledge.command(
    name="insights", description="What is asked, answered and overdue, as a picture and in words"
)
@app_commands.describe(weeks="How many weeks to look back")
async def insights(interaction: Interaction, weeks: app_commands.Range[int, 1, 26] = 8) -> None:
    """Tell how the guide is used."""
    await privately(interaction, checking.insights(interaction, weeks))


@knowledge.command(name="export", description="The guide's YAML files as a zip")
async def export(interaction: Interaction) -> None:
    """Hand over the files."""
    await privately(interaction, files.export(interaction))


@knowledge.command(name="import", description="Take in YAML files, after a full report")
async def import_(interaction: Interaction) -> None:
    """Open the form to upload files with."""
    await open_form(interaction, files.open_import(interaction))
