"""Teaching the guide new words for what it knows: from a message, the inbox, or by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import discord
from discord import ButtonStyle, app_commands

from bot.discord_app.base import Button, Interaction
from bot.discord_app.context import asker_of
from bot.discord_app.features.knowledge.access import at_desk, failed, guarded
from bot.discord_app.features.knowledge.dispatch import Values, on_open, on_press, on_submit
from bot.discord_app.features.knowledge.editing import answers_in, change_of, free_id
from bot.discord_app.features.knowledge.forms import WHY, Form
from bot.discord_app.features.knowledge.keys import key
from bot.discord_app.features.knowledge.phrasings import add_phrasings
from bot.discord_app.features.knowledge.proposing import buttons, propose
from bot.discord_app.render import Shown
from bot.discord_app.respond import DESK_LIMIT, Manner, respond
from bot.guide.redact import redact
from bot.guide.reply import Kind, Reply, Section
from bot.guide.wording import cut
from bot.knowledge.limits import MAX_QUESTION
from bot.knowledge.model import area
from bot.publishing.desk import Desk
from bot.publishing.rights import Moderator

ASKED = "?"
"""Begins the name of a draft that keeps what somebody asked, until it is taught."""
GUESSES = 3
NO_TEXT = "There is no text in that message that I could learn."
WHICH = "Which of these does it ask for? Personal details are taken out already."
NO_SUCH = "I no longer have that question. Use the menu on the message again."
NO_ENTRY = "I know no entry like **{name}**. Give its id, or its title as members see it."
NEW_NAMES = ("title", "questions", "answer", "sources", WHY)


@app_commands.context_menu(name="Teach the guide")
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
async def teach_the_guide(interaction: Interaction, message: discord.Message) -> None:
    """Make a message a phrasing of an entry, or a new entry."""
    work = _teach(interaction, message.id, message.content)
    await respond(interaction, guarded(interaction, work), Manner.PRIVATE, DESK_LIMIT)


async def _teach(interaction: Interaction, message: int, text: str) -> Shown:
    desk, who = at_desk(interaction)
    question = one_line(text)
    guesses = await _guesses(interaction, desk, who, question)
    if not question:
        return failed(NO_TEXT)
    asked = f"m{message}"
    await keep_question(desk, who, asked, question, guesses)
    extra = [
        *phrase_buttons(asked, guesses),
        *buttons(("Another entry", key("other", asked)), ("New entry", key("teachnew", asked))),
    ]
    section = Section(f"“{question}”", WHICH)
    return Shown(Reply(Kind.CLARIFY, sections=(section,)), extra=(*extra,))


def one_line(text: str) -> str:
    """What a message asks, fit to be a phrasing: no personal data, on one line, not too long."""
    return cut(" ".join(redact(text).split()), MAX_QUESTION)


async def keep_question(
    desk: Desk,
    who: Moderator,
    asked: str,
    question: str,
    guesses: Sequence[tuple[str, str]],
    ids: str = "",
) -> None:
    """Keep what was asked, so that the buttons below it work after a restart."""
    category = area(guesses[0][0]) if guesses else ""
    fields = {"questions": question, "file": category, "ids": ids}
    await desk.save_draft(f"{ASKED}{asked}", fields, "", who)


def phrase_buttons(asked: str, guesses: Sequence[tuple[str, str]]) -> list[Button]:
    """One button for each entry that a question may belong to."""
    return buttons(
        *(
            (f"It asks for: {title}", key("phrase", asked, entry), ButtonStyle.primary)
            for entry, title in guesses
        )
    )


async def _guesses(
    interaction: Interaction, desk: Desk, who: Moderator, question: str
) -> list[tuple[str, str]]:
    """Ids and titles of the entries that a question most likely belongs to."""
    lead = (await desk.why(question or "?", who)).lead
    server = asker_of(interaction).server
    near = interaction.client.guide.suggest_topics(question, 10, server) if question else []
    return await _entries(desk, who, (lead.entry, *(choice.value for choice in near)), GUESSES)


async def _entries(
    desk: Desk, who: Moderator, topics: Iterable[str], limit: int
) -> list[tuple[str, str]]:
    """Ids and titles of those topics that are entries, and so have phrasings."""
    found: dict[str, str] = {}
    for topic in topics:
        if not topic or topic in found or len(found) == limit:
            continue
        try:
            fields = (await desk.form(topic, who)).fields
        except LookupError:
            continue
        if "questions" in fields:
            found[topic] = fields["title"]
    return list(found.items())


@on_press("phrase")
async def as_phrasing(interaction: Interaction, about: str) -> Shown:
    """Show what a question as a phrasing of an entry would do."""
    asked, _, entry = about.partition(":")
    desk, who = at_desk(interaction)
    draft = await desk.draft(f"{ASKED}{asked}", who)
    if draft is None:
        return failed(NO_SUCH)
    return await add_phrasings(
        interaction, entry, draft.fields["questions"], "", answers_in(draft.fields)
    )


@on_open("other")
async def open_other(interaction: Interaction, about: str) -> Form | Shown:
    """A form for an entry that was not among the guesses."""
    return await _begun(interaction, about, "other", "Another entry", ("entry", "questions", WHY))


@on_submit("other")
async def take_other(interaction: Interaction, about: str, values: Values) -> Shown:
    """Show what a question as a phrasing of the entry that was named would do."""
    desk, who = at_desk(interaction)
    draft = await desk.draft(f"{ASKED}{about}", who)
    if draft is None:
        return failed(NO_SUCH)
    await desk.save_draft(f"{ASKED}{about}", {**draft.fields, **values}, "", who)
    named = values.get("entry", "").strip()
    entry = await _entry(interaction, desk, who, named)
    if not entry:
        again = buttons(("Name another entry", key("other", about), ButtonStyle.primary))
        lead = NO_ENTRY.format(name=named or "nothing")
        return Shown(Reply(Kind.ERROR, lead), extra=(*again,))
    text, why = (values.get(name, "") for name in ("questions", WHY))
    return await add_phrasings(interaction, entry, text, why, answers_in(draft.fields))


async def _entry(interaction: Interaction, desk: Desk, who: Moderator, named: str) -> str:
    """The entry with an id or most nearly with a title; '' for none."""
    near = interaction.client.guide.suggest_topics(named, 10, who.server) if named else []
    found = await _entries(desk, who, (named, *(choice.value for choice in near)), 1)
    return found[0][0] if found else ""


@on_open("teachnew")
async def open_new(interaction: Interaction, about: str) -> Form | Shown:
    """The form of a new entry that begins with what was asked."""
    return await _begun(interaction, about, "teachnew", "New entry", NEW_NAMES)


async def _begun(
    interaction: Interaction, about: str, kind: str, title: str, names: tuple[str, ...]
) -> Form | Shown:
    """A form filled with the draft that was begun from what was asked."""
    desk, who = at_desk(interaction)
    draft = await desk.draft(f"{ASKED}{about}", who)
    made = key(kind, about)
    if draft is None or made is None:
        return failed(NO_SUCH)
    return Form(title, made, names, draft.fields)


@on_submit("teachnew")
async def take_new(interaction: Interaction, about: str, values: Values) -> Shown:
    """Keep the new entry as a draft, then check it."""
    desk, who = at_desk(interaction)
    asked = await desk.draft(f"{ASKED}{about}", who)
    kept = dict(asked.fields) if asked else {}
    topic = await free_id(desk, who, kept.get("file", ""), values.get("title", ""))
    fields = {**kept, **values}
    await desk.save_draft(topic, fields, "", who)
    await desk.drop_draft(f"{ASKED}{about}", who)
    return await propose(
        interaction, change_of(topic, "", fields), values.get(WHY, ""), answers_in(kept)
    )
