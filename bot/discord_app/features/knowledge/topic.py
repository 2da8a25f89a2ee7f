"""One topic as a moderator sees it, with what can be done to it; hiding and removing."""

from __future__ import annotations

from discord import ButtonStyle

from bot.discord_app.base import Interaction
from bot.discord_app.features.knowledge.access import at_desk
from bot.discord_app.features.knowledge.dispatch import on_open, on_press
from bot.discord_app.features.knowledge.editing import name_of, open_edit
from bot.discord_app.features.knowledge.forms import Form, label_of
from bot.discord_app.features.knowledge.history import history
from bot.discord_app.features.knowledge.keys import key
from bot.discord_app.features.knowledge.phrasings import open_phrasings
from bot.discord_app.features.knowledge.proposing import buttons, propose
from bot.discord_app.features.knowledge.words import bullets
from bot.discord_app.render import Shown
from bot.guide.reply import Kind, Reply, Section
from bot.guide.wording import cut
from bot.knowledge.changes import Change, ChangeKind

HIDES = "These common topics are hidden here:\n{topics}"
HIDES_NONE = "No common topic is hidden here."
FIELD = 750
LISTED = {"questions", "names", "sources"}
HIDDEN = "This server hides it from its members; `/knowledge unhide` brings it back."
OWN = "This server has its own text of it."


async def show(interaction: Interaction, topic: str) -> Shown:
    """Everything that stands in a topic, as plain fields."""
    desk, who = at_desk(interaction)
    form = await desk.form(topic, who)
    own = OWN if form.own else HIDDEN if topic in await desk.hidden(who) else ""
    lead = f"**{name_of(form.fields, topic)}** (`{topic}`). {own}".strip()
    sections = tuple(
        Section(label_of(name), _shown(name, text))
        for name, text in form.fields.items()
        if text and name not in ("title", "term")
    )
    extra = buttons(
        ("Edit", key("edit", topic), ButtonStyle.primary),
        ("Title and more", key("more", topic)),
        ("Phrasings", key("phrasings", topic) if "questions" in form.fields else None),
        ("History", key("history", topic)),
        ("Back to the common one", key("common", topic) if form.own else None),
        ("Remove", key("remove", topic), ButtonStyle.danger),
    )
    return Shown(Reply(Kind.ANSWER, lead, sections), extra=(*extra,))


def _shown(name: str, text: str) -> str:
    return bullets(text.splitlines(), FIELD) if name in LISTED else cut(text, FIELD)


@on_open("edit")
async def edit_pressed(interaction: Interaction, about: str) -> Form | Shown:
    """The form of the topic."""
    return await open_edit(interaction, about, more=False)


@on_open("more")
async def more_pressed(interaction: Interaction, about: str) -> Form | Shown:
    """The form of the rest of the topic."""
    return await open_edit(interaction, about, more=True)


@on_open("phrasings")
async def phrasings_pressed(interaction: Interaction, about: str) -> Form | Shown:
    """The phrasings of the entry."""
    return await open_phrasings(interaction, about, "")


@on_press("history", in_place=False)
async def history_pressed(interaction: Interaction, about: str) -> Shown:
    """What was published about the topic."""
    return await history(interaction, about)


@on_press("remove", in_place=False)
async def remove_pressed(interaction: Interaction, about: str) -> Shown:
    """What removing the topic would do."""
    return await remove(interaction, about, "")


@on_press("common", in_place=False)
async def common_pressed(interaction: Interaction, about: str) -> Shown:
    """What giving up the server's own text would do."""
    return await bring_back(interaction, about, "")


async def remove(interaction: Interaction, topic: str, why: str) -> Shown:
    """Show what removing a topic would do; in a layer a common topic is hidden instead."""
    desk, who = at_desk(interaction)
    version = (await desk.form(topic, who)).version
    return await propose(interaction, Change(ChangeKind.REMOVE, topic, base=version), why)


async def unhide(interaction: Interaction, topic: str, why: str) -> Shown:
    """Show what it would do to bring back a hidden topic; without one, list those there are."""
    desk, who = at_desk(interaction)
    hidden = await desk.hidden(who)
    own = topic not in hidden and (await desk.form(topic, who)).own if topic else False
    if topic in hidden or own:
        return await bring_back(interaction, topic, why)
    lead = HIDES.format(topics=bullets((f"`{one}`" for one in hidden), FIELD))
    return Shown(Reply(Kind.ANSWER, lead if hidden else HIDES_NONE))


async def bring_back(interaction: Interaction, topic: str, why: str) -> Shown:
    """Show what it would do to serve the common topic here again."""
    return await propose(interaction, Change(ChangeKind.SHOW, topic), why)
