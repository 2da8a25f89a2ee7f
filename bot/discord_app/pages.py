"""A reply's text, cut into pages that each fit one message."""

from __future__ import annotations

from bot.discord_app.markdown import literal, small, source_lines
from bot.guide.reply import Reply, Section

PAGE_TEXT = 3_700
"""Leaves room in a message for the line that tells which part this is, and for hints."""
PAGE_BLOCKS = 11
"""Each block costs a text and a separator of a message's components."""

Page = tuple[str, ...]
"""Blocks of Markdown, one for each section, in reading order."""


def paginate(reply: Reply) -> tuple[Page, ...]:
    """The reply's text in pages; at least one, though its text may be empty."""
    pages: list[list[str]] = [[]]
    for block in _blocks(reply):
        for part in _split(block, PAGE_TEXT):
            used = sum(map(len, pages[-1]))
            if pages[-1] and (used + len(part) > PAGE_TEXT or len(pages[-1]) == PAGE_BLOCKS):
                pages.append([])
            pages[-1].append(part)
    return tuple(tuple(page) for page in pages)


def _blocks(reply: Reply) -> list[str]:
    blocks = [literal(reply.lead), *(_section(section) for section in reply.sections)]
    return [block for block in blocks if block.strip()]


def _section(section: Section) -> str:
    title = " ".join(literal(section.title).replace("**", "").split())
    body = [f"### {title}" if title else "", literal(section.text)]
    head = "\n".join(part for part in body if part)
    prints = [small(literal(note)) for note in section.notes]
    prints.append(source_lines(section.sources))
    print_block = "\n".join(line for line in prints if line)
    return "\n\n".join(part for part in (head, literal(section.details), print_block) if part)


def _split(text: str, limit: int) -> list[str]:
    """Parts of at most `limit` characters, parted where it hurts the reader least."""
    parts = []
    while len(text) > limit:
        at = _break_before(text, limit)
        parts.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [*parts, text] if text else parts


def _break_before(text: str, limit: int) -> int:
    for sign in ("\n\n", "\n", ". ", " "):
        at = text.rfind(sign, limit // 2, limit - len(sign))
        if at > 0:
            return at + len(sign)
    # One endless word: at least never between a backslash and the sign it disarms.
    return limit - 1 if text[limit - 1] == "\\" else limit
