"""A message divided into its questions, each understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.guide.context import Turn
from bot.guide.live import Served
from bot.guide.parts import MAX_PARTS, asks, clauses, halves
from bot.guide.premises import false_premise
from bot.guide.small_talk import strip_courtesy
from bot.guide.understand import Understanding, Understood
from bot.guide.wording import words
from bot.matching.index import Zone

LONE_PIECE_SURE = 0.5
"""Confidence from which one clear piece of an unclear message is taken for its question."""
HALF_SURE = 0.5
"""Confidence that each half of a message needs to be a question of its own."""
MAX_JOINED_WORDS = 25
"""Words up to which a message may be two questions joined by "and"; longer ones are stories."""


class Division:
    """Divides messages against one served snapshot."""

    def __init__(self, served: Served) -> None:
        self._snapshot = served.snapshot
        self._understanding = Understanding(served)

    def parts(self, text: str, last: Turn) -> list[Understood]:
        """The questions of a message, each understood; one when it cannot be divided."""
        whole = self._understanding.understand(strip_courtesy(text), last)
        if whole.entry is not None and whole.entry.kind == "boundary":
            return [whole]
        pieces = clauses(text)
        parts = self._clear_parts(pieces, last) if len(pieces) > 1 else []
        if len(parts) < 2:
            parts = self._joined_parts(text, whole) or parts
        if len(parts) >= 2:
            return parts[:MAX_PARTS]
        if parts and whole.zone is not Zone.CLEAR and parts[0].confidence >= LONE_PIECE_SURE:
            return parts
        if parts and self._is_premise(whole, text):
            return parts
        return [whole]

    def _clear_parts(self, pieces: Sequence[str], last: Turn) -> list[Understood]:
        """The pieces that are clear questions of their own, each different one once.

        A piece may lean on the ones before it ("for the RMA: who can take it, what is it").
        """
        found: dict[tuple[str, tuple[str, ...]], Understood] = {}
        before = last
        for piece in pieces:
            part = self._understanding.understand(piece, before)
            clear = part.zone is Zone.CLEAR and part.entry is not None
            if clear and part.entry and (asks(piece) or part.from_context):
                found.setdefault((part.entry.id, part.subjects), part)
                before = Turn(text=piece, entry=part.entry.id, subjects=part.subjects)
            elif part.subjects:
                before = replace(before, subjects=part.subjects)
        return list(found.values())

    def _joined_parts(self, text: str, whole: Understood) -> list[Understood]:
        """Two questions joined by "and" ("resume and interview tips"), or nothing.

        Only where both halves are clear by themselves, and one of them is what the whole
        message was taken for.
        """
        if whole.from_context or len(words(text)) > MAX_JOINED_WORDS:
            return []
        shared = Turn(subjects=whole.subjects)
        for pair in halves(text):
            parts = [self._understanding.understand(half, shared) for half in pair]
            entries = [
                part.entry
                for part in parts
                if part.zone is Zone.CLEAR and part.confidence >= HALF_SURE and part.entry
            ]
            different = len({entry.id for entry in entries}) == len(pair)
            if different and (whole.entry is None or whole.entry in entries):
                return parts
        return []

    def _is_premise(self, part: Understood, text: str) -> bool:
        """Whether what was understood is only what the message takes for granted."""
        premise = false_premise(text, self._snapshot)
        return premise is not None and part.entry is not None and premise.entry == part.entry.id
