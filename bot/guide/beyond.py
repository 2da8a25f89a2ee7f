"""Questions about somebody else's job, told by whom they name.

The matcher sees "paramedic school while working full time" as a question about school; that
it is not about medical assistants is told by the occupation named and by what is missing.
"""

from __future__ import annotations

from bot.guide.patterns import any_of, word_set
from bot.guide.wording import words
from bot.knowledge.model import Entry
from bot.matching.index import Match

SURE = 0.8
"""Probability of the first entry being right from which the matcher is believed."""
SHORT = 8
"""Words up to which a message that names an occupation is about it."""

_OUR_JOB = any_of(
    r"""
    \b(?:mas?|medical assist\w*|med assist\w*|cmas?|ccmas?|rmas?|ncmas?|cmacs?)\b
    \b(?:extern\w*|practicum|aama|nha|ncct|amca)\b
    """
)
_COLLEAGUES = word_set(
    """nurse nurses doctor doctors physician physicians provider providers receptionist manager
    nursing rn rns np nps lpn lpns pa pas"""
)
"""People an MA works with: naming them does not make a question theirs."""
_CAREER = any_of(
    r"""
    \b(?:school|program|programs|course|courses|class|classes|degree|training|academy|exam|exams)\b
    \b(?:test|boards?|licen[cs]\w*|salary|pay|paid|earn|makes?|become|becoming|career|jobs?|study)\b
    \b(?:requirements?|prereq\w*|bridge|interviews?|certif\w*|recertif\w*|renew\w*|internship)\b
    """
)


def is_anothers(text: str, match: Match, entry: Entry | None) -> bool:
    """Whether a message asks about an occupation as such, and not about medical assistants.

    `entry` is the matcher's first candidate.
    """
    named = [m for m in match.mentions if m.kind == "occupation"]
    if not named or match.right >= SURE or _OUR_JOB.search(text):
        return False
    if any(m.kind == "certification" for m in match.mentions):
        return False
    if entry is not None and "occupation" in entry.by and len({m.subject for m in named}) == 1:
        return False
    if _COLLEAGUES.issuperset(word for m in named for word in words(m.text)):
        return False
    return _CAREER.search(text) is not None or len(words(text)) <= SHORT
