"""One message to the questions it holds: clauses, in order, that may each ask something."""

from __future__ import annotations

import re
from itertools import islice

from bot.guide.patterns import listed
from bot.guide.small_talk import is_courtesy, strip_courtesy
from bot.guide.wording import words

MAX_PARTS = 4
"""Questions answered in one reply; more would not fit one message."""
MAX_FRAGMENT = 6
"""Words up to which a bit without a verb of its own may ask something ("typical hours")."""
MAX_CUTS = 3
"""Places tried to cut a message in two."""

_ASKS = listed(
    """how what whats what's when where who whos who's which why do does did can could is are should
    will would am"""
)
_BREAK = re.compile(
    r"(?<=[?!])\s+|\n+|(?<=[.;])\s+(?=\S)|\?+(?=[A-Za-z])|(?:^|(?<=\s))\(?\d[.):]\)?\s+"
)
_JOINS = r"(?:and|also|plus|&|\+|oh and|and also|or|but)"
_AND = re.compile(
    rf"(?:,\s*|\s+){_JOINS}\s+(?:about\s+|also\s+|then\s+)?(?={_ASKS}\b)"
    rf"|(?:,|\s-|:)\s+(?={_ASKS}\b)",
    re.IGNORECASE,
)
_LEADING_JOIN = re.compile(rf"^(?:{_JOINS}|so)\s+", re.IGNORECASE)
_NOUNS = re.compile(r"\s+(?:and|&|\+|plus|or)\s+|,\s+(?:and\s+)?", re.IGNORECASE)
_QUESTION_START = re.compile(rf"^(?:and |so |but |then |also |or )*{_ASKS}\b", re.IGNORECASE)
_ASKS_WITHIN = re.compile(
    r"\b(?:what'?s|whats|how (?:much|many|long|do|to)|wondering|need to know|curious|wanna know"
    r"|(?:need|want|looking for|any|some) (?:help|tips?|advice|info|ideas?))\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"\b(?:between|difference|differ|compared?|vs|versus)\b", re.IGNORECASE)
_TELLS = re.compile(
    r"\b(?:i|i'?m|i'?ve|my|me|we|our|he|she|they|it|am|is|was|were|got|have|has|had)\b|^\w+ing\b",
    re.IGNORECASE,
)


def clauses(text: str) -> list[str]:
    """Sentences and question clauses of a message, in order, without their courtesies."""
    found: list[str] = []
    for sentence in _BREAK.split(text):
        for piece in _AND.split(sentence):
            if is_courtesy(piece):
                continue
            core = strip_courtesy(piece.strip(" \t,;-"))
            if found:
                core = _LEADING_JOIN.sub("", core)
            if words(core):
                found.append(core)
    return found


def halves(text: str) -> list[tuple[str, str]]:
    """The ways to cut a message in two at an "and", an "or" or a comma, leftmost first."""
    cuts = [found.span() for found in islice(_NOUNS.finditer(text), MAX_CUTS)]
    pairs = ((text[:start].strip(), text[end:].strip()) for start, end in cuts)
    return [(left, right) for left, right in pairs if words(left) and words(right)]


def sets_against(text: str) -> bool:
    """Whether an "and" in the text joins what is compared, and no two questions."""
    return _AGAINST.search(text) is not None


def asks(clause: str) -> bool:
    """Whether a clause looks like a question rather than a bit of story."""
    return (
        clause.rstrip().endswith("?")
        or _QUESTION_START.match(clause) is not None
        or _ASKS_WITHIN.search(clause) is not None
    )


def is_fragment(clause: str) -> bool:
    """Whether a clause tells nothing and may ask by naming its matter ("resume tips")."""
    return len(words(clause)) <= MAX_FRAGMENT and _TELLS.search(clause) is None
