"""The guide's text as Discord Markdown.

The guide writes `**bold**`, `- ` lists, code in backticks, and a backslash before a sign that
is to be shown as it is. Everything else that Discord would read as formatting, a link or a
mention is shown as it stands. That also disarms what members typed, wherever it is quoted.
"""

from __future__ import annotations

import re

from bot.guide.wording import cut
from bot.knowledge.model import Source

SOURCE_LINE = 1_000
"""Characters in a line of sources, addresses included; lines are where a page may break."""

_VERBATIM = re.compile(r"(https?://[^\s<>`]+|`[^`\n]+`)")
"""Links and code: nothing inside them is formatting."""
_LINE_START = re.compile(r"^(\s*(?:- )?\s*)(#|>|\*(?!\*)|\+ |-#)")
_INLINE = re.compile(r"\\[^\w\s]|\\|`|_|\[|\]|~~|\|\||\*{3,}|<(?=[^\s\d=])")
_SINGLE_STAR = re.compile(r"(?<![*\\])\*(?!\*)")
_EVERYONE = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_ESCAPED = re.compile(r"\\(?=[^\w\s])")


def literal(text: str) -> str:
    """Text of the guide, with only its own formatting left as formatting."""
    return "\n".join(_line(line) for line in text.strip().splitlines())


def plain(text: str, limit: int) -> str:
    """Text for a label: one line, no formatting, cut at `limit`, never empty."""
    bare = _SPACES.sub(" ", _ESCAPED.sub("", text.replace("**", ""))).strip()
    return cut(bare or "\u2026", limit)


def small(text: str) -> str:
    """Small print; each line needs its own mark."""
    return "\n".join(f"-# {line}" for line in text.splitlines() if line.strip())


def source_lines(sources: tuple[Source, ...]) -> str:
    """Where it was read, as small print; several sources share a line."""
    if not sources:
        return ""
    lines = ["Source:" if len(sources) == 1 else "Sources:"]
    for n, source in enumerate(sources, 1):
        end = "" if n == len(sources) else ";"
        cited = f"{_link(source.title, source.url)}, as of {source.as_of}{end}"
        if len(lines[-1]) + len(cited) > SOURCE_LINE:
            lines.append(cited)
        else:
            lines[-1] += f" {cited}"
    return small("\n".join(lines))


def _link(title: str, url: str) -> str:
    safe = url.replace("(", "%28").replace(")", "%29")
    return f"[{_inline(_SPACES.sub(' ', title.replace('**', '')))}]({safe})"


def _line(line: str) -> str:
    if start := _LINE_START.match(line):
        return f"{start[1]}\\{start[2]}{_outside_verbatim(line[start.end() :])}"
    return _outside_verbatim(line)


def _outside_verbatim(text: str) -> str:
    parts = _VERBATIM.split(text)
    return "".join(part if i % 2 else _inline(part) for i, part in enumerate(parts))


def _inline(text: str) -> str:
    escaped = _INLINE.sub(_escape, text)
    escaped = _SINGLE_STAR.sub(r"\\*", escaped)
    if escaped.count("**") % 2:
        escaped = escaped.replace("**", r"\*\*")
    # A zero-width space: Discord knows no backslash for these two.
    return _EVERYONE.sub("@\u200b", escaped)


def _escape(found: re.Match[str]) -> str:
    signs = found[0]
    if len(signs) == 2 and signs[0] == "\\":
        return signs
    return "".join(f"\\{sign}" for sign in signs)
