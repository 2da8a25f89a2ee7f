"""Messages that need something other than a career answer.

Fixed, reviewed patterns (`safety_patterns`) and no learning: what happens when somebody
writes that they want to die must be readable line by line. A question *about the job* that
mentions such words ("how do MAs handle chest pain calls") is let through.
"""

from __future__ import annotations

from enum import StrEnum

from bot.guide import safety_patterns as patterns
from bot.guide.redact import holds_patient_data


class Concern(StrEnum):
    """What kind of help a message needs first; the order is the order of urgency."""

    CRISIS = "crisis"
    EMERGENCY = "emergency"
    PATIENT_DATA = "patient_data"
    MEDICAL_ADVICE = "medical_advice"


def concern(text: str) -> Concern | None:
    """What a message needs before anything else, or None when it may be answered.

    `text` is the cleaned message, in the asker's own spelling and case.
    """
    about_the_job = patterns.ABOUT_THE_JOB.search(text) is not None
    if patterns.CRISIS.search(text) and not patterns.OTHERS_CRISIS.search(text):
        return Concern.CRISIS
    if _is_emergency(text, about_the_job):
        return Concern.EMERGENCY
    if holds_patient_data(text):
        return Concern.PATIENT_DATA
    if not about_the_job and _is_medical_advice(text):
        return Concern.MEDICAL_ADVICE
    return None


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
