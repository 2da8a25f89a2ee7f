"""Questions about something else: another job, told by whom they name, or anything at all.

The matcher sees "paramedic school while working full time" as a question about school, and
"best pizza in town" as one about towns. That neither is about medical assistants is told by
what they name, by what is missing, and by what such messages look like (`bot.matching.triage`).
"""

from __future__ import annotations

import re

from bot.guide.followup import carries_nothing, signs, without_names
from bot.guide.odds import log_odds, ratio
from bot.guide.patterns import any_of, listed, word_set
from bot.guide.wording import words
from bot.knowledge.model import Entry
from bot.matching.index import Match, Zone
from bot.matching.triage import CAREER, JOB, Assessment

SURE = 0.8
"""Probability of the first entry being right from which the matcher is believed."""
SHORT = 8
"""Words up to which a message that names an occupation is about it."""

_OUR_JOB = any_of(
    r"""
    \b(?:mas?|m\.a\.|med\w* as+i\w*|cmas?|ccmas?|rmas?|ncmas?|cmacs?)\b
    \b(?:extern\w*|practicum|aama|nha|ncct|amca)\b
    """
)
_SPELT_OUT = any_of(r"\bmed\w* as+i\w*")
_COLLEAGUES = word_set(
    """nurse nurses doctor doctors physician physicians provider providers receptionist manager
    nursing rn rns np nps lpn lpns pa pas"""
)
"""People an MA works with: naming them does not make a question theirs."""
_THEIR_TRAINING = any_of(
    r"""
    \b(?:rn|lpn|lvn|np|pa|nurse|nursing) (?:school|programs?|degree|boards?|classes)\b
    \b(?:travel nurses?|nurse (?:contract|residency)|nursing (?:exam|jobs?|salary|prereq\w*))\b
    """
)
"""Words of a colleague's own training and trade."""
_SUBJECTS_OF_STUDY = listed(
    """psychology history english education counseling counselling economics sociology philosophy
    literature theology linguistics communications art arts music film journalism politics
    teaching anthropology divinity criminology"""
)
_OTHER_MEANING = any_of(
    rf"""
    \bcma\b.{{0,60}}\b(?:account\w*|audit\w*|financ\w*|gleim|hock|becker|cpa|part (?:1|2|one|two))\b
    \b(?:account\w*|audit\w*|financ\w*|gleim|becker|imanet)\b.{{0,60}}\bcma\b
    \bcma\b.{{0,60}}\b(?:awards?|entertainer|real estate|realtor|market analysis|medication aide)\b
    \b(?:country music|real estate|realtor)\b.{{0,40}}\bcma\b
    \bma (?:degree )?in {_SUBJECTS_OF_STUDY}\b
    \bma (?:residents?|tax\w*|dmv|rmv|lottery|turnpike|plates?)\b
    \b(?:rmv|massachusetts)\b.{{0,40}}\bma\b
    """
)
"""CMA and MA as something else: an accountant, a music award, a price report, a degree, a state."""
_PLACE = re.compile(r"\bin MA\b(?=\W*$|[,.;?!])")
"""Massachusetts, after a town or for want of another word."""
_CAREER = any_of(
    r"""
    \b(?:school|program|programs|course|courses|class|classes|degree|training|academy|exam|exams)\b
    \b(?:test|boards?|licen[cs]\w*|salary|pay|paid|earn|makes?|become|becoming|career|jobs?|study)\b
    \b(?:requirements?|prereq\w*|bridge|interviews?|certif\w*|recertif\w*|renew\w*|internship)\b
    """
)


_WAGE = any_of(r"\b\d{2}(?:\.\d\d)? ?(?:/|per|an?) ?(?:hr|hour)\b")
"""An hourly wage. Whose it is, a question about "19/hr in ohio" leaves unsaid."""
_POINTS_AT_LAST = any_of(r"\b(?:it|one|ones|that|this|them|those|there)\W*$")
"""A message that ends in what it points back at ("how do i become one")."""
OF_OURS, OF_RIGHT = 0.75, 0.25
"""What the matcher's two confidences weigh against the estimate of what a message is about."""
ELSEWHERE = -0.25
"""Log odds of another topic from which a message is declined: costs one question in two hundred."""
ELSEWHERE_IN_TALK = 2.0
"""The same in the middle of a conversation, where much is left unsaid."""
SURE_OF_MEANING, SURELY_OTHER = 0.8, 0.97
"""Confidence of the matcher from which a message is answered all the same, but for one that is
about another topic as surely as this."""
LEAST_WORDS = 4
"""Shorter messages say too little to be told from a follow-up ("florida", "paid?"); at the start of
a conversation `MIN_WORDS` will do ("weather today")."""
MIN_WORDS = 2


def is_elsewhere(text: str, match: Match, seen: Assessment, in_talk: bool) -> bool:
    """Whether a message is about something that has nothing to do with the job.

    `seen` is the estimate of what kind of message it is; `in_talk`: the guide has just answered.
    """
    if seen.curated:
        return False
    if _OTHER_MEANING.search(text) and not _SPELT_OUT.search(text):
        return match.right < SURE_OF_MEANING or seen["other_topic"] >= SURELY_OTHER
    if _OUR_JOB.search(_PLACE.sub(" ", text)) or len(words(text)) < (
        LEAST_WORDS if in_talk else MIN_WORDS
    ):
        return False
    if any(mention.kind in ("certification", "term") for mention in match.mentions):
        return False
    if match.mentions and carries_nothing(without_names(text, match.mentions)):
        return False
    places = any(mention.kind == "state" for mention in match.mentions)
    if places and match.zone is Zone.CLEAR and _WAGE.search(text):
        return False
    leans = signs(text) if in_talk else None
    if leans and (leans.lacks_matter or (leans.leans and not JOB.isdisjoint(seen.named))):
        return False
    if leans and _POINTS_AT_LAST.search(text):
        return False
    other, job = seen["other_topic"], seen[CAREER] + seen["about_the_job"]
    if match.right >= SURE_OF_MEANING and other < SURELY_OTHER:
        return False
    odds = ratio(other, job) - OF_OURS * log_odds(match.ours) - OF_RIGHT * log_odds(match.right)
    return odds >= (ELSEWHERE_IN_TALK if in_talk else ELSEWHERE)


def is_anothers(text: str, match: Match, entry: Entry | None) -> bool:
    """Whether a message asks about an occupation as such, and not about medical assistants.

    `entry` is the matcher's first candidate.
    """
    named = [m for m in match.mentions if m.kind == "occupation"]
    if match.right >= SURE or _OUR_JOB.search(_PLACE.sub(" ", text)):
        return False
    if _THEIR_TRAINING.search(text):
        return True
    if not named:
        return False
    if any(m.kind == "certification" for m in match.mentions):
        return False
    if entry is not None and "occupation" in entry.by and len({m.subject for m in named}) == 1:
        return False
    if _COLLEAGUES.issuperset(word for m in named for word in words(m.text)):
        return False
    return _CAREER.search(text) is not None or len(words(text)) <= SHORT
