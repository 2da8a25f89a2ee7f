"""The phrasings of an entry: a page of them in a form, to add, reword and take out.

What was typed is a draft from the moment it is sent off, with a name of its own, so that the
buttons below it lead back to that very text, also after a restart.
"""

from __future__ import annotations

from collections.abc import Sequence

from discord import ButtonStyle

from bot.discord_app.base import Interaction
from bot.discord_app.features.knowledge.access import at_desk, failed
from bot.discord_app.features.knowledge.dispatch import Values, on_open, on_submit
from bot.discord_app.features.knowledge.forms import WHY, Form
from bot.discord_app.features.knowledge.keys import key
from bot.discord_app.features.knowledge.proposing import buttons, propose
from bot.discord_app.render import Shown
from bot.guide.reply import Kind, Reply
from bot.guide.wording import cut, words
from bot.knowledge.changes import Change, ChangeKind
from bot.publishing.desk import Desk
from bot.publishing.records import Draft
from bot.publishing.rights import Moderator

PREFIX = "?p"
"""Begins the name of a draft of phrasings."""
PAGE = 2_000
"""Characters on one page: half of what a form holds, so that there is room to add."""
MAX_PAGES = 20
LABEL = 28
HEAD = "**{title}** has {count} phrasings{found}. Which of them?"
MATCHING = ", {count} of them with “{find}”"
NOTE = "Reword a line, take it out, or add one. The others of this entry stay as they are."
NONE_FOUND = "No phrasing of **{title}** has “{find}” in it."
GONE = "These phrasings were published or discarded before."
UNCHANGED = "You changed nothing, so there is nothing to publish."


async def open_phrasings(interaction: Interaction, topic: str, find: str) -> Form | Shown:
    """The phrasings of an entry that have the words of `find`: a form, or pages to choose from."""
    desk, who = at_desk(interaction)
    title, every = await desk.phrasings(topic, who)
    wanted = _with(every, find)
    if not wanted:
        return failed(NONE_FOUND.format(title=title, find=cut(find, 80)))
    parts = pages(wanted)
    if len(parts) == 1:
        return await _begin(interaction, topic, parts[0])
    found = MATCHING.format(count=len(wanted), find=cut(find, 80)) if find else ""
    first = 1
    made = []
    for number, part in enumerate(parts[:MAX_PAGES]):
        label = f"{first}-{first + len(part) - 1}: {cut(part[0], LABEL)}"
        made.append((label, key("lines", number, topic, cut(find, 20)), ButtonStyle.primary))
        first += len(part)
    lead = HEAD.format(title=title, count=len(every), found=found)
    return Shown(Reply(Kind.CLARIFY, lead), extra=(*buttons(*made),))


def pages(phrasings: Sequence[str]) -> list[list[str]]:
    """Phrasings in pages that fit a form."""
    found: list[list[str]] = [[]]
    for phrasing in phrasings:
        if found[-1] and sum(map(len, found[-1])) + len(found[-1]) + len(phrasing) > PAGE:
            found.append([])
        found[-1].append(phrasing)
    return found


def _with(phrasings: Sequence[str], find: str) -> list[str]:
    wanted = words(find)
    return [one for one in phrasings if all(word in " ".join(words(one)) for word in wanted)]


@on_open("lines")
async def open_page(interaction: Interaction, about: str) -> Form | Shown:
    """One page of the phrasings."""
    page, topic, find = about.split(":", 2)
    desk, who = at_desk(interaction)
    _, every = await desk.phrasings(topic, who)
    parts = pages(_with(every, find))
    return await _begin(interaction, topic, parts[min(int(page), len(parts) - 1)])


async def _begin(interaction: Interaction, topic: str, shown: Sequence[str]) -> Form | Shown:
    text = "\n".join(shown)
    fields = {"topic": topic, "shown": text, "questions": text}
    return await _form(*at_desk(interaction), f"{PREFIX}{interaction.id}", fields)


async def _form(desk: Desk, who: Moderator, name: str, fields: dict[str, str]) -> Form | Shown:
    await desk.save_draft(name, fields, "", who)
    made = key("lines", name)
    return Form("Phrasings", made, ("questions", WHY), fields, note=NOTE) if made else failed(GONE)


@on_submit("lines")
async def take_lines(interaction: Interaction, about: str, values: Values) -> Shown:
    """Keep what was written, then show what it would do."""
    desk, who = at_desk(interaction)
    draft = await desk.draft(about, who)
    if draft is None:
        return failed(GONE)
    fields = {**draft.fields, **values}
    await desk.save_draft(about, fields, "", who)
    return await _propose(interaction, about, fields)


async def add_phrasings(
    interaction: Interaction, entry: str, text: str, why: str, answers: Sequence[int] = ()
) -> Shown:
    """Show what new phrasings of an entry, one a line, would do."""
    desk, who = at_desk(interaction)
    name = f"{PREFIX}{interaction.id}"
    ids = ",".join(map(str, answers))
    fields = {"topic": entry, "shown": "", "questions": text, WHY: why, "ids": ids}
    await desk.save_draft(name, fields, "", who)
    return await _propose(interaction, name, fields)


async def _propose(interaction: Interaction, name: str, fields: dict[str, str]) -> Shown:
    shown, typed = (_lines(fields.get(field, "")) for field in ("shown", "questions"))
    change = Change(
        ChangeKind.PHRASE,
        fields["topic"],
        phrasings=tuple(line for line in typed if line not in shown),
        removed=tuple(line for line in shown if line not in typed),
        draft=name,
    )
    if not change.phrasings and not change.removed:
        desk, who = at_desk(interaction)
        await desk.drop_draft(name, who)
        return failed(UNCHANGED)
    answers = tuple(int(one) for one in fields.get("ids", "").split(",") if one)
    return await propose(interaction, change, fields.get(WHY, ""), answers)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


@on_open("retype")
async def retype(interaction: Interaction, about: str) -> Form | Shown:
    """The phrasings as they were typed, to be put in other words."""
    desk, who = at_desk(interaction)
    draft = await desk.draft(about, who)
    return failed(GONE) if draft is None else await _form(desk, who, about, dict(draft.fields))


def is_begun(draft: Draft) -> bool:
    """Whether a draft has phrasings that were typed and not published."""
    fields = draft.fields
    return draft.topic.startswith(PREFIX) and fields.get("questions") != fields.get("shown")
