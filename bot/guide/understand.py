"""One question, with what was said before it, to the entry and the subjects it is about.

The matcher knows nothing of conversations; this is where "what about RMA?" gets the
question before it, and where a full question is kept from being bent by an old one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.guide import followup
from bot.guide.beyond import is_anothers
from bot.guide.context import Turn
from bot.guide.live import Served
from bot.guide.wording import words
from bot.knowledge.model import Entry
from bot.matching.index import Match, Zone
from bot.matching.subjects import Mention

OTHER_CAREERS = "boundary.other-careers"
"""The entry that declines questions about somebody else's job."""
RELATED_BOOST = 3.0
"""How much likelier an entry is in a follow-up when it is related to what was answered."""
FOLLOWUP_SHARE = 0.55
"""Share of the boosted probabilities from which a follow-up counts as understood."""
FOLLOWUP_FLOOR = 0.12
"""Probability, before boosting, below which context does not help."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question is about, and how sure that is."""

    text: str
    zone: Zone
    entry: Entry | None
    subjects: tuple[str, ...]
    match: Match
    confidence: float
    from_context: bool = False


class Understanding:
    """Understands questions against one served snapshot."""

    def __init__(self, served: Served) -> None:
        self._snapshot = served.snapshot
        self._index = served.index
        self._matches: dict[str, Match] = {}

    def understand(self, text: str, last: Turn) -> Understood:
        """What `text` is about, given the turn before it."""
        match = self._match(text)
        own = tuple(dict.fromkeys(m.subject for m in match.mentions))
        signs = followup.signs(text)
        entry = self._entry(match)
        if self._is_anothers(text, match, last):
            others = self._snapshot.entries.get(OTHER_CAREERS)
            return Understood(text, Zone.CLEAR, others, own, match, 1.0 - match.right)
        if last.entry and last.entry in self._snapshot.entries:
            if signs.corrects:
                corrected = self._corrected(text, match, last)
                if corrected is not None:
                    return corrected
            if own and followup.carries_nothing(_without(text, match.mentions)):
                return self._same_question(text, match, own, last)
            near = signs.leans or (signs.short and match.zone is Zone.CLOSE)
            if match.zone is not Zone.CLEAR and near:
                leaning = self._in_context(text, match, last)
                if leaning is not None:
                    return leaning
        if entry is None:
            return Understood(text, match.zone, None, own, match, match.right)
        subjects = own
        if last.subjects and (signs.points_back or signs.continues or signs.short):
            subjects = self._with_context(entry, own, last)
        return Understood(
            text, match.zone, entry, subjects, match, match.right, from_context=subjects != own
        )

    def _is_anothers(self, text: str, match: Match, last: Turn) -> bool:
        """Whether this is about somebody else's job, also in the middle of a conversation."""
        before = self._snapshot.entries.get(last.entry)
        if before is not None and "occupation" in before.by:
            return False
        if before is not None and followup.carries_nothing(_without(text, match.mentions)):
            return False
        return is_anothers(text, match, self._first(match))

    def _match(self, text: str) -> Match:
        """The match of a text; a message's clauses are looked at more than once."""
        if text not in self._matches:
            self._matches[text] = self._index.match(text)
        return self._matches[text]

    def _entry(self, match: Match) -> Entry | None:
        return None if match.zone is Zone.NONE else self._first(match)

    def _first(self, match: Match) -> Entry | None:
        if not match.candidates:
            return None
        return self._snapshot.entries.get(match.candidates[0].entry)

    def _with_context(self, entry: Entry, own: tuple[str, ...], last: Turn) -> tuple[str, ...]:
        """The subjects named, or those of the last turn where the entry needs some."""
        if any(self._snapshot.kind_of(subject) in entry.by for subject in own):
            return own
        before = tuple(s for s in last.subjects if self._snapshot.kind_of(s) in entry.by)
        if entry.compares and len(own) < 2:
            before = tuple(s for s in last.subjects if self._snapshot.kind_of(s) == "certification")
        return (*before, *own)

    def _same_question(
        self, text: str, match: Match, own: tuple[str, ...], last: Turn
    ) -> Understood:
        """The last question, asked of the subjects named now."""
        before = self._snapshot.entries[last.entry]
        kinds = {self._snapshot.kind_of(subject) for subject in own}
        answers = bool(kinds & set(before.by)) or (before.compares and "certification" in kinds)
        if not answers:
            entry = self._entry(match)
            subjects = own
            if entry is None:
                return self._combined(text, match, own, last)
            return Understood(text, match.zone, entry, subjects, match, match.right)
        kept = tuple(s for s in last.subjects if self._snapshot.kind_of(s) not in kinds)
        if before.compares:
            kept = tuple(s for s in last.subjects if s not in own)
        return Understood(text, Zone.CLEAR, before, (*kept, *own), match, 0.9, from_context=True)

    def _combined(self, text: str, match: Match, own: tuple[str, ...], last: Turn) -> Understood:
        """The last question with this one added to it."""
        both = self._match(f"{last.text} {text}")
        entry = self._entry(both) if both.zone is Zone.CLEAR else None
        zone = both.zone if entry else match.zone
        return Understood(
            text, zone, entry, own, both if entry else match, both.right, from_context=True
        )

    def _corrected(self, text: str, match: Match, last: Turn) -> Understood | None:
        """'No, I meant ...': the last question with something exchanged, or a new one."""
        meant, not_meant = followup.replacement(text)
        kept_match = self._match(meant)
        wanted = tuple(dict.fromkeys(m.subject for m in kept_match.mentions))
        before = self._snapshot.entries[last.entry]
        if wanted and followup.carries_nothing(_without(meant, kept_match.mentions)):
            dropped = {m.subject for m in self._match(not_meant).mentions}
            kinds = {self._snapshot.kind_of(subject) for subject in wanted}
            if dropped:
                kept = [s for s in last.subjects if s not in dropped]
            else:
                kept = [s for s in last.subjects if self._snapshot.kind_of(s) not in kinds]
            subjects = tuple(dict.fromkeys([*wanted, *kept] if before.compares else wanted))
            return Understood(
                meant, Zone.CLEAR, before, subjects, kept_match, 0.9, from_context=True
            )
        if not words(meant) or meant == text:
            return None
        entry = self._entry(kept_match)
        if entry is not None and kept_match.zone is Zone.CLEAR and entry.id != last.entry:
            subjects = wanted or self._with_context(entry, wanted, last)
            return Understood(
                meant, Zone.CLEAR, entry, subjects, kept_match, kept_match.right, True
            )
        return self._in_context(meant, kept_match, last, other_than=last.entry)

    def _in_context(
        self, text: str, match: Match, last: Turn, other_than: str = ""
    ) -> Understood | None:
        """An unclear question read in the light of what was just answered."""
        scores = dict(self._weighed(_likely(match), last))
        combined = self._match(f"{last.text} {text}")
        for entry_id, probability in self._weighed(_likely(combined), last):
            if entry_id != last.entry:
                scores[entry_id] = max(scores.get(entry_id, 0.0), probability / 2)
        scores.pop(other_than, None)
        if not scores:
            return None
        best = max(scores, key=lambda key: scores[key])
        share = scores[best] / max(sum(scores.values()), 1e-9)
        entry = self._snapshot.entries.get(best)
        if entry is None or entry.kind == "boundary" or share < FOLLOWUP_SHARE:
            return None
        own = tuple(dict.fromkeys(m.subject for m in match.mentions))
        subjects = self._with_context(entry, own, last)
        return Understood(text, Zone.CLEAR, entry, subjects, match, share, from_context=True)

    def _weighed(
        self, candidates: Iterable[tuple[str, float]], last: Turn
    ) -> Iterable[tuple[str, float]]:
        near = self._near(last)
        for entry_id, probability in candidates:
            yield entry_id, probability * (RELATED_BOOST if entry_id in near else 1.0)

    def _near(self, last: Turn) -> frozenset[str]:
        """Entries close to the last answer: related to it, or of the same area."""
        entry = self._snapshot.entries[last.entry]
        area = last.entry.split(".")[0]
        related = set(entry.related)
        related.update(e for e in self._snapshot.entries if e.split(".")[0] == area)
        if last.subjects:
            kinds = {self._snapshot.kind_of(s) for s in last.subjects}
            related.update(e.id for e in self._snapshot.entries.values() if kinds & set(e.by))
        return frozenset(related)


def are_neighbours(one: Entry, other: Entry) -> bool:
    """Whether two entries are of the same area, or one names the other as related."""
    same_area = one.id.split(".")[0] == other.id.split(".")[0]
    return same_area or other.id in one.related or one.id in other.related


def _likely(match: Match) -> Iterable[tuple[str, float]]:
    """Candidates that context may still lift, with their probabilities."""
    return ((c.entry, c.probability) for c in match.candidates if c.probability >= FOLLOWUP_FLOOR)


def _without(text: str, mentions: Sequence[Mention]) -> str:
    """The text with the names in it taken out."""
    for mention in sorted(mentions, key=lambda m: -len(m.text)):
        at = text.lower().find(mention.text.lower())
        if at >= 0:
            text = f"{text[:at]} {text[at + len(mention.text) :]}"
    return text
