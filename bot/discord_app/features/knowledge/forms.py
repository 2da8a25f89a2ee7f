"""Forms in plain lines: what a moderator writes into, and which field means what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord
from discord import ui

from bot.discord_app.markdown import plain

TITLE = 45
LABEL = 45
DESCRIPTION = 100
INPUT = 4_000
FIELDS = 5
FILES = "files"
FILES_PER_FIELD = 10
ABOUT_FILES = "1 to {most} YAML files, or a zip of them; you see a full report first"
LONG = "Its {count} phrasings are in a form of their own: `/knowledge edit` with `part: phrasings`."
WHY = "why"
"""The field for the reason, which is no part of the entry."""
INNER = (WHY, "file", "ids")
"""What a draft keeps beside the fields of the entry."""

TEXTS = ("questions", "short", "names", "answer", "details", "sources", WHY)
MORE = ("title", "term", "related", "kind", "volatile", "review_by")
_ABOUT: dict[str, tuple[str, str, bool]] = {
    "questions": ("Questions", "One a line, as members ask; plain words", True),
    "names": ("Other names", "One a line", True),
    "short": ("In a few words", "As it stands in a comparison", False),
    "answer": ("Answer", "The first thing that members read, up to 600 characters", True),
    "details": ("Details", "What is worth reading on; may be empty", True),
    "sources": ("Sources", "One a line: title | https://... | 2026-09 | official", True),
    WHY: ("Why you change it", "For the history; may be empty", False),
    "title": ("Title", "What members see on top and on buttons", False),
    "term": ("Term", "The word that is explained", False),
    "related": ("Related topics", "Their ids, with commas between", False),
    "kind": ("Kind", "fact, advice, illustration or boundary", False),
    "volatile": ("Does it change often?", "yes or no; yes needs a day of the next check", False),
    "reviewed": ("Last checked", "The day a person last checked it", False),
    "review_by": ("To be checked again by", "A day such as 2027-03-31; may be empty", False),
    "entry": ("Entry", "Its id, or its title as members see it", False),
    "text": ("Answer", "Told once to those who asked; it is not kept as an entry", True),
}
_LENGTHS = {WHY: 300, "title": 200, "text": 2_000}


class Form(ui.Modal):
    """A form whose state is its custom id; what is sent off is read from the interaction."""

    def __init__(
        self,
        title: str,
        key: str,
        names: Sequence[str],
        values: Mapping[str, str],
        uploads: int = 0,
        note: str = "",
    ) -> None:
        """`uploads`: how many files can be given with it; `note`: a sentence above its fields."""
        super().__init__(title=plain(title, TITLE), custom_id=key, timeout=None)
        if note:
            self.add_item(ui.TextDisplay(note))
        if uploads:
            self.add_item(_files(min(uploads, FILES_PER_FIELD)))
        for name in names[: FIELDS - len(self.children)]:
            self.add_item(_label(name, values.get(name, "")))

    def is_finished(self) -> bool:
        """So that discord.py does not keep it: nobody knows whether it is ever sent off."""
        return True

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Left to `dispatch.submitted`, which also knows forms from before a restart."""


def _label(name: str, value: str) -> ui.Label[Form]:
    title, description, long = _ABOUT[name]
    entry: ui.TextInput[Form] = ui.TextInput(
        custom_id=name,
        style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
        default=(value if long else " ".join(value.split())) or None,
        required=False,
        max_length=_LENGTHS.get(name, INPUT),
    )
    return ui.Label(text=title, description=description, component=entry)


def _files(most: int) -> ui.Label[Form]:
    files: ui.FileUpload[Form] = ui.FileUpload(custom_id=FILES, min_values=1, max_values=most)
    return ui.Label(text="Files", description=ABOUT_FILES.format(most=most), component=files)


def names_in(fields: Mapping[str, str], more: bool) -> list[str]:
    """The fields to show: the texts, or the rest. What is too long for Discord is left as it is."""
    wanted = MORE if more else TEXTS
    known = [name for name in wanted if name == WHY or name in fields]
    return [name for name in known if len(fields.get(name, "")) <= INPUT][:FIELDS]


def left_out(fields: Mapping[str, str], more: bool) -> str:
    """Where to find what is too long for a form; '' when everything is in it."""
    long = not more and len(fields.get("questions", "")) > INPUT
    count = len(fields.get("questions", "").splitlines())
    return LONG.format(count=count) if long else ""


def label_of(field: str) -> str:
    """What a form calls a field; the field itself when no form has it."""
    return _ABOUT[field][0] if field in _ABOUT else field


def own_fields(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields of the entry itself."""
    return {name: text for name, text in fields.items() if name not in INNER}
