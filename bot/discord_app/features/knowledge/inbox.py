"""Questions that members asked in vain, and the ways to make it right."""

from __future__ import annotations

from discord import ButtonStyle

from bot.discord_app.base import Interaction
from bot.discord_app.features.knowledge.access import at_desk, failed
from bot.discord_app.features.knowledge.dispatch import Values, on_open, on_press, on_submit
from bot.discord_app.features.knowledge.forms import Form
from bot.discord_app.features.knowledge.keys import key
from bot.discord_app.features.knowledge.proposing import buttons
from bot.discord_app.features.knowledge.teach import (
    GUESSES,
    keep_question,
    one_line,
    phrase_buttons,
)
from bot.discord_app.features.knowledge.telling import News, tell
from bot.discord_app.features.knowledge.words import bullets
from bot.discord_app.render import Shown
from bot.guide.inbox import Group
from bot.guide.reply import Kind, Reply, Section
from bot.guide.wording import cut
from bot.publishing.desk import Desk
from bot.publishing.rights import Moderator

PAGE = 5
EMPTY = "No question waits. Well done."
HEAD = "{count} kinds of questions wait, the most wanted first:"
HEAD_ONE = "One kind of question waits:"
GONE = "Somebody has dealt with this question already."
DONE = "Done: {count} {questions} closed.{told}"
NO_TEXT = "There was nothing in the answer, so nobody was told anything."


async def inbox(interaction: Interaction, start: int = 0) -> Shown:
    """A page of what waits."""
    desk, who = at_desk(interaction)
    groups = await desk.inbox(who)
    page = groups[start : start + PAGE]
    if not page:
        return Shown(Reply(Kind.ANSWER, EMPTY))
    sections = tuple(
        Section(f"{n}. {cut(group.text, 150)}", _counts(group))
        for n, group in enumerate(page, start + 1)
    )
    head = HEAD.format(count=len(groups)) if len(groups) > 1 else HEAD_ONE
    more = start + PAGE if start + PAGE < len(groups) else None
    extra = buttons(
        *((f"Deal with {n}", key("group", g.ids[0])) for n, g in enumerate(page, start + 1)),
        ("Next ones", key("inbox", more) if more is not None else None),
    )
    return Shown(Reply(Kind.ANSWER, head, sections), extra=(*extra,))


def _counts(group: Group) -> str:
    """How much it is wanted, in words."""
    parts = [f"Asked {_times(len(group.questions))}"]
    if group.wishes:
        parts.append(f"{group.wishes} {'wishes' if group.wishes == 1 else 'wish'} to be told")
    if group.unhelpful:
        parts.append(f"found not helpful {_times(group.unhelpful)}")
    guess = group.guesses[0] if group.guesses else None
    best = f"\nBest guess: **{guess.title}** ({guess.probability:.0%})" if guess else ""
    return f"{', '.join(parts)}.{best}"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


@on_press("inbox")
async def turn(interaction: Interaction, about: str) -> Shown:
    """Another page."""
    return await inbox(interaction, int(about))


@on_press("group")
async def show_group(interaction: Interaction, about: str) -> Shown:
    """One kind of question, with what can be done about it."""
    desk, who = at_desk(interaction)
    group = await _find(desk, who, int(about))
    if group is None:
        return failed(GONE)
    guesses = [(guess.entry, guess.title) for guess in group.guesses[:GUESSES]]
    asked = f"q{about}"
    ids = ",".join(map(str, group.ids))
    await keep_question(desk, who, asked, one_line(group.text), guesses, ids)
    others = [q.text for q in group.questions if q.text != group.text]
    sections = (
        Section(f"“{cut(group.text, 300)}”", _counts(group)),
        Section("In other words", bullets(dict.fromkeys(others), 1_000)),
    )
    extra = [
        *phrase_buttons(asked, guesses),
        *buttons(
            ("Another entry", key("other", asked)),
            ("New entry", key("teachnew", asked)),
            ("Answer once", key("once", about)),
            ("Dismiss", key("dismiss", about), ButtonStyle.danger),
            ("Back", key("inbox", 0)),
        ),
    ]
    return Shown(
        Reply(Kind.CLARIFY, sections=tuple(s for s in sections if s.text)), extra=(*extra,)
    )


async def _find(desk: Desk, who: Moderator, question: int) -> Group | None:
    groups = await desk.inbox(who)
    return next((group for group in groups if question in group.ids), None)


@on_open("once")
async def open_once(interaction: Interaction, about: str) -> Form | Shown:
    """A form for an answer that is told once."""
    desk, who = at_desk(interaction)
    await desk.drafts(who)
    made = key("once", about)
    return Form("Answer once", made, ("text",), {}) if made else failed(GONE)


@on_submit("once")
async def answer_once(interaction: Interaction, about: str, values: Values) -> Shown:
    """Close the questions with an answer that is not kept as an entry."""
    text = values.get("text", "").strip()
    return await _close(interaction, int(about), text) if text else failed(NO_TEXT)


@on_press("dismiss")
async def dismiss(interaction: Interaction, about: str) -> Shown:
    """Close the questions without an answer."""
    return await _close(interaction, int(about), "")


async def _close(interaction: Interaction, question: int, text: str) -> Shown:
    desk, who = at_desk(interaction)
    group = await _find(desk, who, question)
    if group is None:
        return failed(GONE)
    count = await desk.resolve(group.ids, who, text=text)
    told = await tell(interaction.client, desk) if text else News()
    questions = "question" if count == 1 else "questions"
    lead = DONE.format(count=count, questions=questions, told=told.sentence)
    back = buttons(("Back to the inbox", key("inbox", 0)))
    return Shown(Reply(Kind.ANSWER, lead), extra=(*back,))
