"""A reply as a Discord message of Components V2, always within Discord's limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from discord import ButtonStyle, MediaGalleryItem, SelectOption, ui

from bot.discord_app import texts
from bot.discord_app.base import AnyItem, Button, Layout, Select
from bot.discord_app.limits import (
    BUTTON_LABEL,
    MESSAGE_COMPONENTS,
    MESSAGE_TEXT,
    OPTION_LABEL,
    ROW_BUTTONS,
    SELECT_OPTIONS,
)
from bot.discord_app.markdown import literal, plain, small
from bot.discord_app.pages import Page, paginate
from bot.discord_app.state import (
    Origin,
    choice_id,
    menu_id,
    option_value,
    origin_of,
    rate_id,
)
from bot.guide.reply import Action, Choice, Kind, Reply
from bot.guide.wording import cut

MAX_BUTTONS = 10
"""More choices than this become menus: two rows of buttons is what a phone shows well."""
MAX_MENUS = 4
MENU_END = 40
"""Characters of a menu's first and last choice in what it shows while closed."""

_ACCENT = {
    Kind.ANSWER: 0x2A9D8F,
    Kind.CLARIFY: 0xE9C46A,
    Kind.ABSTAIN: 0x8D99AE,
    Kind.SAFETY: 0xD62828,
    Kind.SMALL_TALK: 0x2A9D8F,
    Kind.ERROR: 0xB56576,
}


T = TypeVar("T")
Row: TypeAlias = Button | Select


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that repeats what the text says."""

    name: str
    content: bytes
    alt: str
    """What it shows, for whoever cannot see it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a reply, and how it can be made again."""

    reply: Reply
    origin: Origin | None = None
    page: int = 0
    extra: tuple[Button, ...] = ()
    """Buttons that come from Discord's side of things, such as a confirmation."""
    panel: tuple[AnyItem, ...] = ()
    """What stands below the text and is more than buttons: menus with their captions."""
    file: tuple[str, bytes] | None = None
    """Name and content of a file to send along."""
    picture: Picture | None = None


def button(label: str, custom_id: str, style: ButtonStyle = ButtonStyle.secondary) -> Button:
    """A button whose whole state is its custom id."""
    return ui.Button(label=plain(label, BUTTON_LABEL), custom_id=custom_id, style=style)


def render(shown: Shown) -> Layout:
    """The message for a reply. Never raises: what does not fit is offered to read on."""
    pages = paginate(shown.reply)
    number = min(max(shown.page, 0), len(pages) - 1)
    origin = shown.origin or origin_of(shown.reply)
    following = origin.page_id(number + 1) if origin and number + 1 < len(pages) else None

    layout = Layout()
    layout.add_item(_container(shown, _text(shown, pages, number, following is not None)))
    for item in shown.panel:
        layout.add_item(item)
    rows: list[Sequence[Row]] = list(_grouped(shown.extra, ROW_BUTTONS))
    if following:
        label = texts.READ_ON.format(page=number + 2, pages=len(pages))
        rows.append([button(label, following)])
    if not number:
        rows += [*_choices(shown.reply), *_rating(shown.reply)]
    for row in rows:
        # The text matters most: a row too many is left out before Discord refuses them all.
        if layout.total_children_count + 1 + len(row) <= MESSAGE_COMPONENTS:
            layout.add_item(ui.ActionRow(*row))
    return layout


def _text(shown: Shown, pages: Sequence[Page], number: int, more: bool) -> list[str]:
    blocks = list(pages[number]) or [texts.NOTHING]
    hinted = [c for c in shown.reply.choices if c.hint]
    if hinted and not number:
        blocks.append("\n".join(f"- **{literal(c.label)}**: {c.hint}" for c in hinted))
    unfit = [c for c in shown.reply.choices if not _fits(c, shown.reply.question_id)]
    if unfit and not number:
        lines = (f"- {literal(choice.label)}" for choice in unfit)
        blocks.append("\n".join((texts.MORE_TO_ASK, *lines)))
    if len(pages) > 1:
        rest = "" if more or number + 1 == len(pages) else texts.READ_REST
        part = texts.PART.format(page=number + 1, pages=len(pages))
        blocks.append(small(part + rest))
    return blocks


def _container(shown: Shown, blocks: Sequence[str]) -> ui.Container[Layout]:
    container: ui.Container[Layout] = ui.Container(accent_color=_ACCENT[shown.reply.kind])
    left = MESSAGE_TEXT
    for n, block in enumerate(blocks):
        if left <= 0:
            break
        if n:
            container.add_item(ui.Separator())
        text = cut(block, left)
        container.add_item(ui.TextDisplay(text))
        left -= len(text)
    if shown.picture:
        at, alt = f"attachment://{shown.picture.name}", shown.picture.alt
        container.add_item(ui.MediaGallery(MediaGalleryItem(at, description=alt)))
    if shown.file:
        container.add_item(ui.File(f"attachment://{shown.file[0]}"))
    return container


def _rating(reply: Reply) -> list[Sequence[Row]]:
    if not reply.rateable:
        return []
    verdicts = ((texts.HELPFUL, True), (texts.NOT_HELPFUL, False))
    return [[button(label, rate_id(reply, helpful)) for label, helpful in verdicts]]


def _choices(reply: Reply) -> list[Sequence[Row]]:
    fitting = list({c.action + c.value: c for c in reply.choices}.values())
    fitting = [choice for choice in fitting if _fits(choice, reply.question_id)]
    rows: list[Sequence[Row]] = []
    if len(fitting) > MAX_BUTTONS:
        listed = [choice for choice in fitting if choice.action is Action.SHOW]
        fitting = [choice for choice in fitting if choice not in listed][:ROW_BUTTONS]
        groups = list(_grouped(listed, SELECT_OPTIONS))[:MAX_MENUS]
        alone = len(groups) == 1
        rows += [[_menu(group, reply.question_id, n, alone)] for n, group in enumerate(groups)]
    usual = ButtonStyle.primary if reply.kind is Kind.CLARIFY else ButtonStyle.secondary
    buttons = [
        button(c.label, key, _style(c, usual))
        for c in fitting
        if (key := choice_id(c, reply.question_id))
    ]
    return [*rows, *_grouped(buttons, ROW_BUTTONS)]


def _menu(choices: Sequence[Choice], question_id: int, number: int, alone: bool) -> Select:
    """A menu of choices; one of several tells from which choice to which it goes."""
    first, last = (plain(choice.label, MENU_END) for choice in (choices[0], choices[-1]))
    options = [
        SelectOption(label=plain(choice.label, OPTION_LABEL), value=value)
        for choice in choices
        if (value := option_value(choice))
    ]
    return ui.Select(
        custom_id=menu_id(question_id, number),
        placeholder=texts.PICK if alone else f"{first} \u2013 {last}",
        options=options,
    )


def _fits(choice: Choice, question_id: int) -> bool:
    return bool(choice_id(choice, question_id) and option_value(choice))


def _style(choice: Choice, usual: ButtonStyle) -> ButtonStyle:
    if choice.action in (Action.PASS_ON, Action.NONE_OF_THESE):
        return ButtonStyle.secondary
    if choice.action in (Action.CHOOSE_PATHWAY, Action.MILESTONE_DONE):
        return ButtonStyle.success
    return usual


def _grouped(items: Sequence[T], size: int) -> Iterable[Sequence[T]]:
    return (items[n : n + size] for n in range(0, len(items), size))
