"""What a message needs instead of an answer, judged with what is served."""

from __future__ import annotations

from typing import Final

from bot.guide import beyond, safety, small_talk
from bot.guide.live import Served
from bot.guide.matches import Matches
from bot.guide.odds import log_odds
from bot.guide.patterns import word_set
from bot.guide.safety import Concern
from bot.guide.safety_patterns import FIGURES_OF_SPEECH
from bot.guide.small_talk import Remark
from bot.guide.wording import words
from bot.matching.triage import JOB, MAYBE_JOB, Assessment

CLEARLY_ASKED = {
    Concern.CRISIS: 0.9,
    Concern.EMERGENCY: 0.9,
    Concern.PATIENT_DATA: 0.95,
    Concern.MEDICAL_ADVICE: 0.75,
}
"""Confidence in the entry that is asked for from which an unsure estimate yields.

Crises, emergencies and health questions stay well below it: the index has no entry for them.
"""

FEW_WORDS = 3
OF_A_BODY = word_set(
    "symptom condition bodypart pregnant chest breath blood stroke fit overdose poison allergy"
)
"""Concepts of which a health question or an emergency names one, however short it is."""
AILMENTS = word_set("symptom condition")
SHORT = 6
"""Words up to which a message that names an ailment tells of little else."""
UNSEEN = Assessment()
OF_RIGHT = 0.5
"""What the log odds of a question being understood weigh against those of small talk."""


class Watch:
    """Judges cleaned messages with what is served. `text` keeps the asker's spelling and case."""

    def __init__(self, served: Served, matches: Matches | None = None) -> None:
        self._triage: Final = served.triage
        self._matches: Final = matches or Matches(served.index)
        self._seen: dict[str, Assessment] = {}

    def concern(self, text: str, *, in_talk: bool = False) -> Concern | None:
        """What a message needs before anything else, or None when it may be answered.

        `in_talk`: the guide has just answered this person.
        """
        plain = _plain(text)
        seen = self._assess(plain)
        found = safety.find(plain, seen)
        if found is None:
            return None
        unsure_of_body = in_talk and not found.by_pattern and seen.named.isdisjoint(OF_A_BODY)
        # "shots too?" goes on from what was said; "my rash?" is about somebody's body.
        goes_on = unsure_of_body and len(words(plain)) <= FEW_WORDS
        if goes_on and found.concern in (Concern.MEDICAL_ADVICE, Concern.EMERGENCY):
            return None
        asked = self._matches.of(text).right >= CLEARLY_ASKED[found.concern]
        if asked and not found.sure and not _tells_of_own_body(plain, seen):
            return None
        return found.concern

    def remark(self, text: str) -> Remark | None:
        """The fixed answer to small talk, injections and other languages; None for a question."""
        seen = self._assess(text) if len(text) <= small_talk.LONGEST_TEXT else UNSEEN
        found = small_talk.remark(text, seen)
        if found is None or found.sure:
            return found
        asked = OF_RIGHT * log_odds(self._matches.of(text).right)
        return found if log_odds(seen["small_talk"]) > asked else None

    def is_elsewhere(self, text: str, in_talk: bool) -> bool:
        """Whether a message is about something that has nothing to do with the job.

        `in_talk`: the guide has just answered this person.
        """
        # Triage knows no misspelt word, and so takes a hasty message for one about anything.
        seen = self._assess(_plain(self._matches.corrected(text)))
        match = self._matches.of(small_talk.strip_courtesy(text))
        return beyond.is_elsewhere(text, match, seen, in_talk)

    def _assess(self, text: str) -> Assessment:
        """The estimate of a text, which is mostly asked for several times."""
        if text not in self._seen:
            self._seen[text] = self._triage.assess(text)
        return self._seen[text]


def _tells_of_own_body(text: str, seen: Assessment) -> bool:
    """Whether a short message says what ails its writer, and nothing of the job."""
    ails = "me" in seen.named and not seen.named.isdisjoint(AILMENTS)
    return ails and seen.named.isdisjoint(JOB | MAYBE_JOB) and len(words(text)) <= SHORT


def _plain(text: str) -> str:
    """The text without what sounds alarming and is not."""
    return FIGURES_OF_SPEECH.sub(" ", small_talk.without_false_friends(text))
