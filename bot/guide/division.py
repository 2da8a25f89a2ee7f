"""A message divided into its questions, each understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.guide.context import Turn
from bot.guide.followup import carries_nothing, signs, without_names
from bot.guide.matches import Matches
from bot.guide.parts import MAX_PARTS, asks, clauses, halves, is_fragment, sets_against
from bot.guide.premises import false_premise
from bot.guide.readings import are_neighbours
from bot.guide.small_talk import strip_courtesy
from bot.guide.understand import Understanding, Understood
from bot.guide.wording import words
from bot.knowledge.snapshot import Snapshot
from bot.matching.index import Zone

LONE_PIECE_SURE = 0.7
"""Confidence from which one clear piece of an unclear message is taken for its question."""
HALF_SURE = 0.5
"""Confidence that each half of a message needs to be a question of its own."""
MAX_PIECES = 8
"""Pieces of a message that are read one by one: of a long story, those that ask."""
MAX_HEADING = 3
"""Words up to which the first piece is a heading for the others ("externship questions:")."""
LEADS = 0.3
LIKELY = 0.2
"""Share of the first entry, and confidence in it, from which an unclear piece is answered beside
clear ones."""
SURE_OF_FRAGMENT = 0.6
"""Confidence from which a few words without a verb are a question ("resume tips")."""
MAX_JOINED_WORDS = 25
"""Words up to which a message may be two questions joined by "and"; longer ones are stories."""


@dataclass(frozen=True, slots=True)
class Divided:
    """The questions of a message, in order."""

    parts: list[Understood]
    partly: bool = False
    """Whether it asked something more that was not understood."""


class Division:
    """Divides messages against one served snapshot."""

    def __init__(self, snapshot: Snapshot, matches: Matches) -> None:
        self._snapshot = snapshot
        self._understanding = Understanding(snapshot, matches)
        self._match = matches.of

    def divide(self, text: str, last: Turn) -> Divided:
        """The questions of a message, each understood; one when it cannot be divided."""
        whole = self._understanding.understand(strip_courtesy(text), last)
        if whole.entry is not None and whole.entry.kind == "boundary":
            return Divided([whole])
        pieces = _worth_reading(self._without_bare_opening(clauses(text)))
        divided = self._clear_parts(pieces, last) if len(pieces) > 1 else Divided([])
        parts = divided.parts
        if len(parts) < 2:
            joined = self._joined_parts(text, whole, last)
            if joined:
                return Divided(joined)
        if len(parts) >= 2:
            return Divided(parts[:MAX_PARTS], divided.partly or len(parts) > MAX_PARTS)
        if parts and whole.zone is not Zone.CLEAR and parts[0].confidence >= LONE_PIECE_SURE:
            return divided
        if parts and self._is_premise(whole, text):
            return divided
        return Divided([whole], divided.partly and bool(parts) and whole.zone is Zone.CLEAR)

    def _without_bare_opening(self, pieces: Sequence[str]) -> Sequence[str]:
        """The pieces but for a first one of a single word that names nothing ("question: ...")."""
        bare = bool(pieces) and len(words(pieces[0])) == 1 and not self._match(pieces[0]).mentions
        return pieces[1:] if bare else pieces

    def _clear_parts(self, pieces: Sequence[str], last: Turn) -> Divided:
        """The pieces that are clear questions of their own, each different one once.

        A piece may lean on the ones before it ("for the RMA: who can take it, what is it").
        """
        found: dict[tuple[str, tuple[str, ...]], Understood] = {}
        left: list[Understood] = []
        before = last
        for number, piece in enumerate(pieces):
            part = self._understanding.understand(piece, before)
            # "the first one. can i take it without school" asks one question.
            only_names = number == 0 and _is_bare_name(part)
            question = self._is_question(piece, part) and not only_names
            if not question and _asks_by_itself(piece):
                left.append(part)
            if part.entry is None:
                continue
            if question:
                found.setdefault((part.entry.id, part.subjects), part)
            heads = len(words(piece)) <= MAX_HEADING and not before.entry
            if question or heads or (part.zone is Zone.CLEAR and part.confidence >= HALF_SURE):
                earlier, subjects = before.entry, part.subjects
                before = Turn(piece, part.entry.id, earlier, subjects)
            elif part.subjects:
                before = replace(before, subjects=part.subjects)
        if all(part.zone is not Zone.CLEAR for part in found.values()):
            return Divided([])
        clear = [replace(part, zone=Zone.CLEAR) for part in found.values()]
        return Divided(clear, any(self._is_left_out(part, clear) for part in left))

    def _is_left_out(self, part: Understood, answered: Sequence[Understood]) -> bool:
        """Whether a piece that was not understood asks something that is not being answered.

        Mostly it only goes on about the same ("is that allowed", "what am i doing wrong").
        """
        if part.match.zone is Zone.NONE:
            return True
        shown = [other.entry for other in answered if other.entry is not None]
        likely = [
            self._snapshot.entries.get(candidate.entry) for candidate in part.match.candidates
        ]
        return not any(
            near is not None and are_neighbours(near, entry) for near in likely for entry in shown
        )

    @staticmethod
    def _is_question(piece: str, part: Understood) -> bool:
        """Whether a piece asks, and is understood well enough to be answered beside others."""
        if part.entry is None:
            return False
        if part.zone is Zone.CLEAR:
            named = is_fragment(piece) and part.confidence >= SURE_OF_FRAGMENT
            return asks(piece) or part.from_context or named
        leads = bool(part.likely) and part.likely[0][1] >= LEADS
        return asks(piece) and leads and part.confidence >= LIKELY

    def _joined_parts(self, text: str, whole: Understood, last: Turn) -> list[Understood]:
        """Two questions joined by "and" ("resume and interview tips"), or nothing.

        Only where both halves are clear by themselves, and one of them is what the whole
        message was taken for.
        """
        if len(words(text)) > MAX_JOINED_WORDS:
            return []
        if whole.entry is not None and (whole.entry.compares or sets_against(text)):
            return []
        shared = last if whole.from_context else Turn(subjects=whole.subjects)
        for pair in halves(text):
            parts = [self._understanding.understand(half, shared) for half in pair]
            entries = [
                part.entry
                for part in parts
                if part.zone is Zone.CLEAR and part.confidence >= HALF_SURE and part.entry
            ]
            different = len({entry.id for entry in entries}) == len(pair)
            if any(map(_is_bare_name, parts)):
                continue
            if different and (whole.entry is None or whole.entry in entries):
                return parts
        return []

    def _is_premise(self, part: Understood, text: str) -> bool:
        """Whether what was understood is only what the message takes for granted."""
        premise = false_premise(text, self._snapshot)
        return premise is not None and part.entry is not None and premise.entry == part.entry.id


def _is_bare_name(part: Understood) -> bool:
    """Whether a piece names something and adds no question of its own."""
    named = part.match.mentions
    return bool(named) and carries_nothing(without_names(part.text, named))


def _asks_by_itself(piece: str) -> bool:
    """Whether a piece asks in words that mean something without the pieces around it."""
    return asks(piece) and not signs(piece).leans and len(words(piece)) > MAX_HEADING


def _worth_reading(pieces: Sequence[str]) -> Sequence[str]:
    """All pieces of a short message; of a long one the last that ask, in order."""
    if len(pieces) <= MAX_PIECES:
        return pieces
    return [piece for piece in pieces if asks(piece)][-MAX_PIECES:]
