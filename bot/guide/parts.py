"""One message to the questions it holds: clauses, in order, that may each ask something."""

from __future__ import annotations

import re

from bot.guide.patterns import listed
from bot.guide.small_talk import strip_courtesy
from bot.guide.wording import words

MAX_PARTS = 4
"""Questions answered in one reply; more would not fit one message."""
MIN_WORDS = 2

_ASKS = listed(
    """how what whats what's when where who whos who's which why do does did can could is are should
    will would am"""
)
_BREAK = re.compile(r"(?<=[?!])\s+|\n+|(?<=[.;])\s+(?=\S)|\?+(?=[A-Za-z])")
_AND = re.compile(
    rf"(?:,\s*|\s+)(?:and|also|plus|&|oh and|and also)\s+(?={_ASKS}\b)|,\s+(?={_ASKS}\b)",
    re.IGNORECASE,
)
_QUESTION_START = re.compile(rf"^(?:and |so |but |then |also |or )*{_ASKS}\b", re.IGNORECASE)


def clauses(text: str) -> list[str]:
    """Sentences and question clauses of a message, in order, without their courtesies."""
    found: list[str] = []
    for sentence in _BREAK.split(text):
        for piece in _AND.split(sentence):
            core = strip_courtesy(piece.strip(" \t,;-"))
            if len(words(core)) >= MIN_WORDS or (found and words(core)):
                found.append(core)
    return found


def asks(clause: str) -> bool:
    """Whether a clause looks like a question rather than a bit of story."""
    return clause.rstrip().endswith("?") or _QUESTION_START.match(clause) is not None
