"""One question, with what was said before it, to the entry and the subjects it is about.

The matcher knows nothing of conversations. A message after an answer is one of four things: a
question of its own, the last question asked of something else ("what about RMA?"), another
question about the same ("and how do I renew it"), or a word about the reply itself, which
`dialogue` deals with before it comes here.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.guide import followup, readings
from bot.guide.beyond import is_anothers
from bot.guide.context import Turn
from bot.guide.matches import Matches
from bot.guide.readings import Clues, Opinions, are_neighbours
from bot.knowledge.model import Entry
from bot.knowledge.snapshot import Snapshot
from bot.matching.index import Match, Zone

OTHER_CAREERS = "boundary.other-careers"
"""The entry that declines questions about somebody else's job."""
SURE_ALONE = 0.9
"""Confidence from which a message is read by itself after a turn that was not answered."""
SURE_OF_SUBJECTS = 0.5
"""Confidence from which a short message is taken to ask of the subjects just named."""
SURE_OF_MATTER = 0.6
"""Share of all but the whole comparison from which its one line is shown."""
SURE_SAME = 0.9
"""Confidence that "what about RMA?" asks the last question of the RMA."""


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
    likely: tuple[tuple[str, float], ...] = ()
    """Entries that may be meant, with their probabilities, likeliest first."""


class Understanding:
    """Understands questions against one served snapshot."""

    def __init__(self, snapshot: Snapshot, matches: Matches) -> None:
        self._snapshot = snapshot
        self._match = matches.of
        self._odds = matches.odds
        self._follow_up_odds = matches.follow_up_odds
        self._next_odds = matches.next_odds

    def understand(self, text: str, last: Turn) -> Understood:
        """What `text` is about, given the turn before it."""
        text = followup.with_names(text, [self._name(subject) for subject in last.subjects])
        match = self._match(text)
        before = self._snapshot.entries.get(last.entry)
        if self._is_anothers(text, match, before):
            others = self._snapshot.entries.get(OTHER_CAREERS)
            own = _subjects(match)
            return Understood(text, Zone.CLEAR, others, own, match, 1.0 - match.right)
        followed = self._follow_up(text, match, last, before) if before is not None else None
        return followed or self._of_subjects(text, match, last) or self._alone(text, match, last)

    def _alone(self, text: str, match: Match, last: Turn) -> Understood:
        """The message read by itself; only the subjects of a short one may be understood."""
        own = subjects = _subjects(match)
        meaning = self._meaning(text, match)
        if meaning is not None:
            return Understood(text, Zone.CLEAR, meaning, own, match, SURE_SAME)
        if self._only_says_where(text, match):
            return self._of_place(text, match)
        entry = None if match.zone is Zone.NONE else self._first(match)
        if entry is not None and entry.compares and len(own) > 1:
            entry = self._line_of_comparison(text) or entry
        if entry is not None and _spoken_of(last) and followup.signs(text).may_lean:
            subjects = self._with_context(entry, own, last)
        return Understood(
            text, match.zone, entry, subjects, match, match.right, subjects != own, _likely(match)
        )

    def _line_of_comparison(self, text: str) -> Entry | None:
        """The one matter that two names are compared on ("ccma or rma, which is cheaper")."""
        entries = self._snapshot.entries
        odds = {e: p for e, p in self._odds(text).items() if not entries[e].compares}
        likeliest = max(odds, key=odds.__getitem__, default="")
        if not likeliest or odds[likeliest] < SURE_OF_MATTER * sum(odds.values()):
            return None
        return entries[likeliest] if "certification" in entries[likeliest].by else None

    def _of_subjects(self, text: str, match: Match, last: Turn) -> Understood | None:
        """A short message read as one about the subjects of a turn that was not answered."""
        own = _subjects(match)
        if last.entry or own or not last.subjects or match.right >= SURE_ALONE:
            return None
        if not followup.signs(text).may_lean:
            return None
        names = " ".join(self._name(subject) for subject in last.subjects)
        beside = self._match(f"{names} {text}")
        entry = self._first(beside)
        kinds = {self._snapshot.kind_of(subject) for subject in last.subjects}
        if entry is None or beside.right < SURE_OF_SUBJECTS or not kinds & set(entry.by):
            return None
        subjects = self._with_context(entry, own, last)
        likely = _likely(beside)
        return Understood(text, Zone.CLEAR, entry, subjects, match, beside.right, True, likely)

    def _meaning(self, text: str, match: Match) -> Entry | None:
        """The entry of meanings, when it is asked what a word named in the text means."""
        if not followup.asks_meaning(text) or all(m.kind != "term" for m in match.mentions):
            return None
        return next((e for e in self._snapshot.entries.values() if "term" in e.by), None)

    def _follow_up(self, text: str, match: Match, last: Turn, before: Entry) -> Understood | None:
        """The message read with the turn before it, or None when it is a question of its own."""
        meant, not_meant = followup.replacement(text)
        match = self._match(meant)
        own = _subjects(match)
        if len(own) > 1 and followup.asks_to_compare(meant) and match.zone is Zone.CLEAR:
            return None
        if own and followup.carries_nothing(followup.without_names(meant, match.mentions)):
            dropped = _subjects(self._match(not_meant)) if not_meant else ()
            same = self._asked_of(meant, match, own, dropped, last, before)
            if same is not None:
                return same
        if match.zone is Zone.NONE and not followup.signs(text).leans:
            return None
        opinions = self._opinions(meant, last, before)
        found = self._clues(meant, opinions, last, before)
        reading = readings.heard(readings.read(found), opinions)
        entry = self._snapshot.entries.get(reading.best)
        if entry is None:
            return None
        zone = Zone.CLEAR if reading.share >= readings.SURE else Zone.CLOSE
        subjects = self._with_context(entry, own, last)
        return Understood(meant, zone, entry, subjects, match, reading.share, True, reading.shares)

    def clues(self, text: str, last: Turn, before: Entry) -> dict[str, Clues]:
        """What speaks for each entry when `text` is said after `before` was the answer."""
        meant, _ = followup.replacement(text)
        return self._clues(meant, self._opinions(meant, last, before), last, before)

    def _clues(self, text: str, opinions: Opinions, last: Turn, before: Entry) -> dict[str, Clues]:
        own = _subjects(self._match(text))
        of_another = any(self._snapshot.kind_of(s) in before.by for s in own)
        return readings.clues(
            opinions,
            before,
            self._snapshot.entries.get(last.earlier),
            of_another and not set(own) <= set(last.subjects),
            followup.matter(text),
            self._snapshot,
        )

    def _opinions(self, text: str, last: Turn, before: Entry) -> Opinions:
        kinds = {self._snapshot.kind_of(s) for s in _subjects(self._match(text))}
        kept = [s for s in _spoken_of(last) if self._snapshot.kind_of(s) not in kinds]
        names = " ".join(self._name(s) for s in kept if self._snapshot.kind_of(s) != "term")
        return Opinions(
            alone=self._odds(text),
            follows=self._follow_up_odds(text),
            named=self._odds(f"{names} {text}".strip()),
            beside=self._odds(f"{readings.topic_words(before)} {names} {text}"),
            joined=self._odds(f"{last.text} {text}".strip()),
            next=self._next_odds(before.id),
        )

    def _asked_of(
        self,
        text: str,
        match: Match,
        own: tuple[str, ...],
        dropped: tuple[str, ...],
        last: Turn,
        before: Entry,
    ) -> Understood | None:
        """The last question, asked of the subjects named now; None where it cannot be."""
        kinds = {self._snapshot.kind_of(subject) for subject in own}
        entry = self._sister(text, last.text, before, kinds)
        if self._only_says_where(text, match) and (
            entry is None or not are_neighbours(entry, before)
        ):
            return self._of_place(text, match)
        if entry is None:
            return None
        kept = tuple(s for s in last.subjects if self._snapshot.kind_of(s) not in kinds)
        if entry.compares or dropped:
            kept = tuple(s for s in last.subjects if s not in own and s not in dropped)
        subjects = (*kept, *own)
        return Understood(text, Zone.CLEAR, entry, subjects, match, SURE_SAME, from_context=True)

    def _only_says_where(self, text: str, match: Match) -> bool:
        """Whether a message names a state and asks nothing ("im in ohio btw")."""
        kinds = {mention.kind for mention in match.mentions}
        return kinds == {"state"} and followup.carries_nothing(
            followup.without_names(text, match.mentions)
        )

    def _of_place(self, text: str, match: Match) -> Understood:
        """A state that was named for nothing: what the guide could say of it."""
        aspects = self._snapshot.aspects.get("state", ())
        asked = [self._snapshot.entry_for("state", aspect.id) for aspect in aspects]
        likely = tuple((entry.id, 1 / len(asked)) for entry in asked if entry is not None)
        entry = next((entry for entry in asked if entry is not None), None)
        return Understood(text, Zone.CLOSE, entry, _subjects(match), match, 0.0, likely=likely)

    def _sister(self, text: str, question: str, before: Entry, kinds: set[str]) -> Entry | None:
        """The entry itself, or the one on the same topic that can be asked of these kinds.

        `question`: what led to `before`.
        """
        if kinds & set(before.by) or (before.compares and "certification" in kinds):
            return before
        if not kinds - {"term"}:
            return None
        for asked in (f"{readings.topic_words(before)} {text}", f"{question} {text}"):
            for candidate in self._match(asked).candidates:
                entry = self._snapshot.entries.get(candidate.entry)
                if entry is not None and kinds & set(entry.by):
                    return entry
        odds = self._odds(f"{question} {text}")
        near = [e for e in self._snapshot.entries.values() if are_neighbours(e, before)]
        askable = [entry for entry in near if kinds & set(entry.by)]
        return max(askable, key=lambda entry: odds.get(entry.id, 0.0), default=None)

    def _with_context(self, entry: Entry, own: tuple[str, ...], last: Turn) -> tuple[str, ...]:
        """The subjects named, or those of the last turn where the entry needs some."""
        if any(self._snapshot.kind_of(subject) in entry.by for subject in own):
            return own
        before = tuple(s for s in _spoken_of(last) if self._snapshot.kind_of(s) in entry.by)
        if entry.compares and len(own) < 2:
            before = tuple(s for s in last.subjects if self._snapshot.kind_of(s) == "certification")
        return tuple(dict.fromkeys((*before, *own)))

    def _is_anothers(self, text: str, match: Match, before: Entry | None) -> bool:
        """Whether this is about somebody else's job, also in the middle of a conversation."""
        if before is not None:
            if "occupation" in before.by:
                return False
            if followup.carries_nothing(followup.without_names(text, match.mentions)):
                return False
            occupations = {m.subject for m in match.mentions if m.kind == "occupation"}
            if len(occupations) == 1 and followup.asks_to_compare(text):
                return False
        return is_anothers(text, match, self._first(match))

    def _first(self, match: Match) -> Entry | None:
        if not match.candidates:
            return None
        return self._snapshot.entries.get(match.candidates[0].entry)

    def _name(self, subject: str) -> str:
        term = self._snapshot.terms.get(subject)
        return term.term if term is not None else self._snapshot.subjects[subject][1].name


def _subjects(match: Match) -> tuple[str, ...]:
    """Ids of the subjects named, each once."""
    return tuple(dict.fromkeys(mention.subject for mention in match.mentions))


def _spoken_of(last: Turn) -> tuple[str, ...]:
    """The subjects of the last turn, and the state that the talk is in."""
    return tuple(dict.fromkeys((*last.subjects, *filter(None, [last.place]))))


def _likely(match: Match) -> tuple[tuple[str, float], ...]:
    return tuple((c.entry, c.probability) for c in match.candidates)
