"""A reply as plain text: what a screen reader would read out, tables included."""

from __future__ import annotations

import re

from bot.guide.reply import Action, Choice, Reply, Section
from bot.knowledge.model import Source

_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


def source_line(sources: tuple[Source, ...]) -> str:
    """'Source: title (as of 2026-09)', or '' without sources; links are left to the front end."""
    if not sources:
        return ""
    named = "; ".join(f"{source.title} (as of {source.as_of})" for source in sources)
    return f"{'Source' if len(sources) == 1 else 'Sources'}: {named}"


def plain(text: str) -> str:
    """Markdown-light without its marks."""
    return _BOLD.sub(r"\1", text).replace("\\", "")


def section_text(section: Section) -> str:
    """One section: title, text, details, notes, sources."""
    parts = (section.title, section.text, section.details, *section.notes)
    lines = [plain(part) for part in parts if part]
    line = source_line(section.sources)
    return "\n".join([*lines, line] if line else lines)


def labelled(choice: Choice) -> str:
    """A choice with what it would say."""
    return f"{choice.label}: {plain(choice.hint)}" if choice.hint else choice.label


def as_text(reply: Reply) -> str:
    """The whole reply, in reading order; choices are numbered so that one can be said."""
    parts = [plain(reply.lead)] if reply.lead else []
    parts += [section_text(section) for section in reply.sections]
    offered = [c for c in reply.choices if c.action is not Action.NONE_OF_THESE]
    if offered and not reply.sections:
        parts.append("\n".join(f"{n}. {labelled(c)}" for n, c in enumerate(offered, 1)))
    return "\n\n".join(parts)
