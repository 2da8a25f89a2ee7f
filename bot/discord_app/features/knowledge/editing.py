"""Editing and adding topics through forms, and the drafts that survive them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from discord import ButtonStyle

from bot.discord_app.base import Interaction
from bot.discord_app.features.knowledge.access import at_desk, failed
from bot.discord_app.features.knowledge.dispatch import Values, on_open, on_submit
from bot.discord_app.features.knowledge.forms import WHY, Form, left_out, names_in, own_fields
from bot.discord_app.features.knowledge.keys import key
from bot.discord_app.features.knowledge.phrasings import is_begun
from bot.discord_app.features.knowledge.proposing import buttons, propose
from bot.discord_app.render import Shown
from bot.guide.reply import Kind, Reply
from bot.knowledge.changes import Change, ChangeKind
from bot.publishing.desk import Desk
from bot.publishing.records import Draft
from bot.publishing.rights import Moderator

NEW = "new"
"""Stands for the version of a topic that is not there yet."""
HIDDEN = "?"
"""Begins the names of drafts that are not forms."""
NEW_FIELDS = dict.fromkeys(("questions", "answer", "details", "sources"), "")
NEW_MORE = dict.fromkeys(("title", "related", "kind", "volatile", "review_by"), "")
NO_FIELDS: Mapping[str, str] = MappingProxyType({})
NO_CATEGORY = "There is no category **{name}**. Choose one of these: {names}."
BEGUN = "You began to change **{name}** on {when} and have not published it."
NO_DRAFT = "There is no such draft any more: it was published or discarded."
UNCHANGED = "You changed nothing, so there is nothing to publish."
TOO_LONG = "The name of this topic is too long for a form. Change it by `/knowledge import`."
NO_DRAFTS = "You have no drafts here."
DRAFTS = "What you began and have not published, the newest first:"
MAX_SLUG = 40
MAX_ID = 60


async def open_edit(interaction: Interaction, topic: str, more: bool) -> Form | Shown:
    """The form of a topic; or, where it was begun before, the choice to go on with that."""
    desk, who = at_desk(interaction)
    form = await desk.form(topic, who)
    part = "more" if more else "texts"
    draft = await desk.draft(topic, who)
    if draft is None:
        return make_form(topic, form.version, form.fields, more)
    return _begun(draft, part, form.fields)


def _begun(draft: Draft, part: str, fields: Mapping[str, str] = NO_FIELDS) -> Shown:
    topic = draft.topic
    when = f"{draft.updated_at:%d %b %Y, %H:%M} UTC"
    lead = BEGUN.format(name=name_of(fields or draft.fields, topic), when=when)
    extra = buttons(
        ("Continue my draft", key("resume", part, topic), ButtonStyle.primary),
        ("Start afresh", key("fresh", part, topic)),
        ("Discard the draft", key("discard", 0, topic), ButtonStyle.danger),
    )
    return Shown(Reply(Kind.CLARIFY, lead), extra=(*extra,))


async def open_new(interaction: Interaction, title: str, category: str) -> Form | Shown:
    """The form of a new entry. Its title is kept as a draft from this moment on."""
    desk, who = at_desk(interaction)
    place = interaction.client.guide.find_category(category, who.server)
    if not place:
        offered = interaction.client.guide.suggest_categories("", who.server)
        names = ", ".join(f"**{name}**" for name, _ in offered)
        return failed(NO_CATEGORY.format(name=category, names=names))
    for draft in await desk.drafts(who):
        if not draft.base and draft.fields.get("title") == title:
            return _begun(draft, "texts")
    topic = await free_id(desk, who, place, title)
    fields = {"title": title, "file": place}
    await desk.save_draft(topic, fields, "", who)
    return make_form(topic, NEW, {**NEW_FIELDS, **fields}, more=False)


def make_form(topic: str, version: str, fields: Mapping[str, str], more: bool) -> Form | Shown:
    """A form filled with what is there."""
    made = key("form", version, topic)
    if made is None:
        return failed(TOO_LONG)
    title = f"Edit: {name_of(fields, topic)}"
    return Form(title, made, names_in(fields, more), fields, note=left_out(fields, more))


def name_of(fields: Mapping[str, str], topic: str) -> str:
    """What a person calls a topic."""
    return fields.get("title") or fields.get("term") or topic


async def free_id(desk: Desk, who: Moderator, category: str, title: str) -> str:
    """An id for a new entry that the guide does not have yet."""
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:MAX_SLUG].strip("-")
    area = re.sub(r"[^a-z0-9]+", "-", category.lower()).strip("-") or "more"
    first = f"{area}.{slug or 'entry'}"[:MAX_ID].rstrip("-.")
    name, n = first, 1
    while True:
        try:
            await desk.form(name, who)
        except LookupError:
            return name
        n += 1
        name = f"{first[: MAX_ID - 4]}-{n}"


@on_open("resume")
async def resume(interaction: Interaction, about: str) -> Form | Shown:
    """A form as it was left."""
    part, _, topic = about.partition(":")
    desk, who = at_desk(interaction)
    draft = await desk.draft(topic, who)
    if draft is None:
        return failed(NO_DRAFT)
    form = await desk.draft_form(topic, who) if draft.base else None
    if form is not None:
        return make_form(topic, form.version, form.fields, part == "more")
    fields = {**NEW_FIELDS, **NEW_MORE, **draft.fields}
    return make_form(topic, draft.base or NEW, fields, part == "more")


@on_open("rebase")
async def rebase(interaction: Interaction, about: str) -> Form | Shown:
    """A draft to go on with, now that its author has seen what somebody else wrote."""
    desk, who = at_desk(interaction)
    form = await desk.draft_form(about, who, over=True)
    if form is None:
        return failed(NO_DRAFT)
    return make_form(about, form.version, form.fields, more=False)


@on_open("fresh")
async def fresh(interaction: Interaction, about: str) -> Form | Shown:
    """A form as the guide has it, whatever was begun before."""
    part, _, topic = about.partition(":")
    desk, who = at_desk(interaction)
    draft = await desk.draft(topic, who)
    await desk.drop_draft(topic, who)
    if draft is not None and not draft.base:
        title, category = (draft.fields.get(name, "") for name in ("title", "file"))
        return await open_new(interaction, title, category)
    return await open_edit(interaction, topic, part == "more")


@on_submit("form")
async def take_form(interaction: Interaction, about: str, values: Values) -> Shown:
    """Keep what was written as a draft, then check it."""
    version, _, topic = about.partition(":")
    base = "" if version == NEW else version
    desk, who = at_desk(interaction)
    draft = await desk.draft(topic, who)
    fields = {**(draft.fields if draft else {}), **values}
    if not base and await _present(desk, who, topic):
        # Somebody else has added an entry of that name meanwhile: this one gets another id.
        await desk.drop_draft(topic, who)
        topic = await free_id(desk, who, fields.get("file", ""), fields.get("title", ""))
    present = await _present(desk, who, topic)
    if base and all(present.get(k, "") == v.strip() for k, v in own_fields(fields).items()):
        await desk.drop_draft(topic, who)
        return failed(UNCHANGED)
    await desk.save_draft(topic, fields, base, who)
    return await propose(
        interaction, change_of(topic, base, fields), fields.get(WHY, ""), answers_in(fields)
    )


def change_of(topic: str, base: str, fields: Mapping[str, str]) -> Change:
    """The change that a draft means."""
    if base:
        return Change(ChangeKind.EDIT, topic, own_fields(fields), base=base)
    return Change(ChangeKind.ADD, topic, own_fields(fields), file=fields.get("file", ""))


def answers_in(fields: Mapping[str, str]) -> tuple[int, ...]:
    """The ids of the waiting questions that a draft answers."""
    return tuple(int(one) for one in fields.get("ids", "").split(",") if one)


async def list_drafts(interaction: Interaction) -> Shown:
    """What somebody began and did not publish."""
    desk, who = at_desk(interaction)
    every = await desk.drafts(who)
    drafts = [d for d in every if not d.topic.startswith(HIDDEN) or is_begun(d)][:10]
    if not drafts:
        return Shown(Reply(Kind.ANSWER, NO_DRAFTS))
    lines, made = [DRAFTS], []
    for draft in drafts:
        topic, made_key = draft.topic, key("resume", "texts", draft.topic)
        if is_begun(draft):
            topic, made_key = f"phrasings of {draft.fields['topic']}", key("retype", draft.topic)
        name = name_of(draft.fields, topic)
        lines.append(f"- **{name}** ({topic}), {draft.updated_at:%d %b %H:%M} UTC")
        made.append((f"Continue: {name}", made_key))
    return Shown(Reply(Kind.ANSWER, "\n".join(lines)), extra=(*buttons(*made),))


async def _present(desk: Desk, who: Moderator, topic: str) -> Mapping[str, str]:
    """The fields of a topic as the guide has it now; none when it does not."""
    try:
        return (await desk.form(topic, who)).fields
    except LookupError:
        return {}
