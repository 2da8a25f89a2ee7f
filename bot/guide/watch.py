"""What a message needs instead of an answer, judged with what is served."""

from __future__ import annotations

from typing import Final

from bot.guide import safety, small_talk
from bot.guide.live import Served
from bot.guide.safety import Concern
from bot.guide.safety_patterns import FIGURES_OF_SPEECH
from bot.guide.small_talk import Remark
from bot.matching.triage import Assessment

CLEARLY_ASKED = 0.75
"""Probability of knowing the entry that is asked for from which an unsure estimate yields.

Crises, emergencies and health questions stay well below it: the index has no entry for them.
"""


class Watch:
    """Judges cleaned messages with what is served. `text` keeps the asker's spelling and case."""

    def __init__(self, served: Served) -> None:
        self._triage: Final = served.triage
        self._index: Final = served.index
        self._last = ("", served.triage.assess(""))

    def concern(self, text: str) -> Concern | None:
        """What a message needs before anything else, or None when it may be answered."""
        plain = FIGURES_OF_SPEECH.sub(" ", text)
        found = safety.find(plain, self._assess(plain))
        if found is None:
            return None
        if not found.sure and self._index.match(text).right >= CLEARLY_ASKED:
            return None
        return found.concern

    def remark(self, text: str) -> Remark | None:
        """The fixed answer to small talk, injections and other languages; None for a question."""
        return small_talk.remark(text, self._assess(text))

    def _assess(self, text: str) -> Assessment:
        """The estimate of a text, which is mostly asked for twice in a row."""
        last, seen = self._last
        if text != last:
            seen = self._triage.assess(text)
            self._last = (text, seen)
        return seen
