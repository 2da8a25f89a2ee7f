"""Messages that need something other than a career answer.

Two judges, either of which is enough. Reviewed patterns (`safety_patterns`, `redact`) are
certain of what they know and can be read line by line. What nobody foresaw is left to the
estimate learned from examples (`bot.matching.triage`). A question *about the job* that mentions
such words ("how do MAs handle chest pain calls") is let through by both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.guide import safety_patterns as patterns
from bot.guide.patterns import word_set
from bot.guide.redact import holds_patient_data
from bot.matching.triage import JOB, MAYBE_JOB, Assessment


class Concern(StrEnum):
    """What kind of help a message needs first; the order is the order of urgency."""

    CRISIS = "crisis"
    EMERGENCY = "emergency"
    PATIENT_DATA = "patient_data"
    MEDICAL_ADVICE = "medical_advice"


URGENT = (Concern.CRISIS, Concern.EMERGENCY)
SURE = {
    Concern.CRISIS: (0.5, 0.55, 0.75),
    Concern.EMERGENCY: (0.5, 0.6, 0.75),
    Concern.PATIENT_DATA: (0.45, 0.6, 0.7),
    Concern.MEDICAL_ADVICE: (0.45, 0.6, 0.85),
}
"""Probability, of all concerns together, from which the likeliest one counts: in a message that
says nothing of the job, in one that may speak of work, and in one that speaks of the career."""
SURE_WITHOUT_EVIDENCE = {
    Concern.CRISIS: 0.8,
    Concern.EMERGENCY: 0.85,
    Concern.PATIENT_DATA: 0.85,
    Concern.MEDICAL_ADVICE: 0.93,
}
"""The same when nothing is named that such a message nearly always names."""
VERY_SURE = 0.95
"""Probability of all concerns together from which nothing overrules the estimate."""
OTHER_THINGS = frozenset({"thing", "pet"})
"""Concepts of messages about something else altogether."""
LEAST = {
    Concern.CRISIS: 0.2,
    Concern.EMERGENCY: 0.2,
    Concern.PATIENT_DATA: 0.3,
    Concern.MEDICAL_ADVICE: 0.3,
}
"""Probability that the likeliest concern needs on its own."""
EVIDENCE = {
    Concern.CRISIS: word_set("die selfharm farewell overdose ending"),
    Concern.EMERGENCY: word_set(
        """breath out blood chest stroke fit trauma violence fire water poison overdose allergy
        sugar birth colour urgent"""
    ),
    Concern.PATIENT_DATA: word_set(
        "name given date time id phone email address ssn medicare identity"
    ),
    Concern.MEDICAL_ADVICE: word_set(
        """symptom bodypart drug lab condition pregnant blood chest breath sugar allergy birth care
        fit out trauma kid overdose poison"""
    ),
}
"""Concepts and marks of which such a message mostly names one; see `traits`."""
HINTS = {
    Concern.CRISIS: word_set("live means hopeless"),
    Concern.EMERGENCY: word_set("symptom bodypart pregnant drug kid"),
    Concern.PATIENT_DATA: word_set("record patient"),
    Concern.MEDICAL_ADVICE: word_set("relative worry high"),
}
"""The same, of words that other messages use as often."""
SURE_WITH_HINTS = 0.7
"""The least probability when there is no better evidence than hints."""
SURE_OF_CLAUSE = 0.85
"""Probability from which one clause is enough: an emergency inside a story."""
ABOUT_THE_JOB = 0.5
"""A pattern is overruled when the message speaks of work and is probably a question about it."""
SURELY_ABOUT_THE_JOB = 0.9
"""The same for a message that does not speak of work."""
ASKS_ABOUT_THE_JOB = 0.8
"""Probability from which one clause makes the message speak of the career."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a message needs before anything else."""

    concern: Concern
    sure: bool
    """False for an estimate that a clear question about the job overrules."""
    by_pattern: bool = False
    """Whether its very words say so."""


def find(text: str, seen: Assessment) -> Finding | None:
    """What a message needs before anything else, or None when it may be answered.

    `text` is the cleaned message, in the asker's own spelling and case; `seen` is its estimate.
    """
    if seen.curated:
        return None
    lower = text.lower()
    certain = set(_by_patterns(lower, seen))
    if holds_patient_data(text, seen.marks, seen.named):
        certain.add(Concern.PATIENT_DATA)
    learned = _learned(lower, seen)
    found = next((known for known in Concern if known in certain or known is learned), None)
    if found is None:
        return None
    total = sum(seen[kind] for kind in Concern)
    sure = bool(certain) or total >= VERY_SURE
    return Finding(found, sure, by_pattern=found in certain)


def _by_patterns(text: str, seen: Assessment) -> Iterator[Concern]:
    job = patterns.ABOUT_THE_JOB.search(text) is not None
    career = seen["career"] + seen["about_the_job"]
    at_work = job or not seen.named.isdisjoint(JOB | MAYBE_JOB)
    overruled = career >= (ABOUT_THE_JOB if at_work else SURELY_ABOUT_THE_JOB)
    of_others = patterns.OTHERS_CRISIS.search(text) and not patterns.ONES_OWN.search(text)
    if patterns.CRISIS.search(text) and not of_others:
        yield Concern.CRISIS
    if not overruled and _is_emergency(text, job):
        yield Concern.EMERGENCY
    if not job and not overruled and _is_medical_advice(text):
        yield Concern.MEDICAL_ADVICE


def _learned(text: str, seen: Assessment) -> Concern | None:
    """What the estimate says, of the whole message or of one clause."""
    likeliest = max(Concern, key=seen.__getitem__)
    total = sum(seen[kind] for kind in Concern)
    if seen[likeliest] >= LEAST[likeliest] and total >= _enough(likeliest, text, seen):
        return likeliest
    for kind in URGENT:
        for clause in seen.clauses:
            if clause[kind] >= SURE_OF_CLAUSE and not clause.named.isdisjoint(EVIDENCE[kind]):
                return kind if JOB.isdisjoint(clause.named) else None
    return None


def _enough(kind: Concern, text: str, seen: Assessment) -> float:
    """The probability from which an estimate counts."""
    least = 0.0
    if seen.named.isdisjoint(EVIDENCE[kind]):
        least = SURE_WITH_HINTS
        if seen.named.isdisjoint(HINTS[kind]):
            return SURE_WITHOUT_EVIDENCE[kind]
    if (
        not JOB.isdisjoint(seen.named)
        or (kind is Concern.MEDICAL_ADVICE and "patient" in seen.named)
        or patterns.ABOUT_THE_JOB.search(text)
        or any(clause["career"] >= ASKS_ABOUT_THE_JOB for clause in seen.clauses)
    ):
        return max(least, SURE[kind][2])
    return max(least, SURE[kind][0 if seen.named.isdisjoint(MAYBE_JOB | OTHER_THINGS) else 1])


def _is_emergency(text: str, about_the_job: bool) -> bool:
    """Whether something is happening to somebody now."""
    if not patterns.EMERGENCY.search(text):
        return False
    now = patterns.RIGHT_NOW.search(text) is not None
    if about_the_job and not now:
        return False
    return bool(now or patterns.SOMEBODY.search(text) or patterns.OWN_CHEST.search(text))


def _is_medical_advice(text: str) -> bool:
    """Whether somebody asks what to do about a body: theirs or one they name."""
    if patterns.FEARS_NEEDLES.search(text) and patterns.FIRST_PERSON.search(text):
        return "become" not in text
    if not patterns.ASKS_ADVICE.search(text):
        return False
    if patterns.BODY.search(text) or patterns.DRUG.search(text):
        return True
    return bool(patterns.READING.search(text) and patterns.OF_SOMEBODY.search(text))
