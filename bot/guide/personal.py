"""Questions about the member's own plan."""

from __future__ import annotations

from bot.guide.patterns import any_of

LONGEST = 120
"""Characters up to which "what next" is the question and not part of a story."""

_NEXT = any_of(
    r"""
    \bwhat(?:'?s| is| are| should| do| shall| would)?\b.{0,25}\bnext(?: steps?| for me)?[?!. ]*$
    \bnext on my (?:plan|pathway|list)\b
    \b(?:my|the) next steps?\b
    \bwhere (?:am i|was i|do i stand|did i (?:stop|leave off))(?: (?:now|at|again))*[?!. ]*$
    \b(?:my|show my) (?:progress|plan|pathway)\b
    \bwhat(?:'?s| is)? (?:left|still to do|missing)(?: (?:for me|to do|now))*[?!. ]*$
    ^(?:\w+,? ){0,3}what now\b[?!. ]*$
    """
)
_OWN = any_of(
    r"\bmy (?:progress|plan|pathway|next steps?)\b" + "\n" + r"\bon my (?:plan|pathway)\b"
)


def asks_next_step(text: str) -> bool:
    """Whether somebody asks what to do next on their own way."""
    return len(text) < LONGEST and _NEXT.search(text) is not None


def names_own_plan(text: str) -> bool:
    """Whether somebody speaks of a plan of theirs, so that having none should be said."""
    return _OWN.search(text) is not None
