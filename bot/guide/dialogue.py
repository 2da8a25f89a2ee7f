"""One turn of a conversation: a message and the turn before it to a reply and this turn.

Pure: no clock, no storage, no Discord. Everything it says comes from the snapshot or from
`strings`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.guide import about_reply, followup, personal, plans, strings
from bot.guide.ambiguity import with_ambiguity
from bot.guide.compare import compare
from bot.guide.compose import Answer, Composer, show_choice
from bot.guide.context import EMPTY_TURN, Turn
from bot.guide.division import Division
from bot.guide.live import Served
from bot.guide.matches import Matches
from bot.guide.ports import Progress
from bot.guide.premises import false_premise
from bot.guide.readings import are_neighbours
from bot.guide.reply import Action, Choice, Kind, Reply
from bot.guide.safety import Concern
from bot.guide.understand import Understood
from bot.guide.watch import Watch
from bot.guide.wording import MAX_MESSAGE, clean, first_sentence, words
from bot.knowledge.snapshot import Topic
from bot.matching.index import Zone

PAIR_RIGHT = 0.27
"""Confidence in the first of two entries from which both are answered; less is asked back."""
PAIR_PROBABILITY = 0.15
"""Probability of the two likeliest entries together from which both are answered."""
STRANGERS_PROBABILITY = 0.4
"""The same where they have nothing to do with each other, and neither is clear."""
TIE = 0.25
"""Share of the likeliest entry's probability from which the second is as good an answer."""
MAX_HINT = 140
"""Characters of an answer beside a choice that is asked back about."""
MAX_UNSURE = 2
"""Times in a row of not understanding after which the guide stops asking back."""

SAFETY_TEXTS = {
    Concern.CRISIS: strings.CRISIS,
    Concern.EMERGENCY: strings.EMERGENCY,
    Concern.PATIENT_DATA: strings.PATIENT_DATA,
    Concern.MEDICAL_ADVICE: strings.MEDICAL_ADVICE,
}
DOORS = (Choice("Browse topics", Action.BROWSE), Choice("Pass it on", Action.PASS_ON))


@dataclass(frozen=True, slots=True)
class Outcome:
    """A reply, the turn to remember, and whether the question may be stored."""

    reply: Reply
    turn: Turn
    storable: bool = True
    """False for what must leave no trace: crises, patients' data."""


class Dialogue:
    """Holds a conversation against one served snapshot, on one day, with one member."""

    def __init__(self, served: Served, today: date, progress: Progress | None = None) -> None:
        self._snapshot = served.snapshot
        self._progress = progress
        self._composer = Composer(served.snapshot, today, progress)
        self._matches = Matches(served.index)
        self._division = Division(served.snapshot, self._matches)
        self._watch = Watch(served, self._matches)

    def respond(self, message: str, last: Turn) -> Outcome:
        """Reply to a message, given the turn before it."""
        if len(message) > MAX_MESSAGE:
            text = strings.TOO_LONG.format(limit=MAX_MESSAGE)
            return Outcome(Reply(Kind.ERROR, text), last, storable=False)
        text = clean(message)
        if not words(text):
            kind = Kind.ABSTAIN if text.strip() else Kind.ERROR
            return Outcome(Reply(kind, strings.EMPTY), last, storable=False)
        found = self._watch.concern(text, in_talk=bool(last.entry))
        if found is not None:
            reply = Reply(Kind.SAFETY, SAFETY_TEXTS[found])
            return Outcome(reply, last, storable=found is Concern.MEDICAL_ADVICE)
        fresh = followup.switches(text)
        if fresh is not None and words(fresh):
            text, last = fresh, EMPTY_TURN
        outcome = (
            self._about_choices(text, last)
            or self._about_the_answer(text, last)
            or self._small_talk(text, last)
            or self._personal(text)
            or self._elsewhere(text, last)
            or self._question(text, last)
        )
        return replace(outcome, turn=self._placed(outcome.turn, text, last))

    def _placed(self, turn: Turn, text: str, last: Turn) -> Turn:
        """The turn with the state that the talk is in, unless the talk is over."""
        if turn is EMPTY_TURN:
            return turn
        named = [m.subject for m in self._matches.of(text).mentions]
        states = [s for s in (*turn.subjects, *named) if self._snapshot.kind_of(s) == "state"]
        return replace(turn, place=states[-1] if states else last.place)

    def show(self, topic: Topic, question: str = "") -> Outcome:
        """Show one topic, as when it is picked."""
        return self._answered([self._composer.topic(topic)], question or topic.title)

    def _small_talk(self, text: str, last: Turn) -> Outcome | None:
        said = self._watch.remark(text)
        if said is None:
            return None
        turn = EMPTY_TURN if said.ends else last
        return Outcome(Reply(said.kind, said.text), turn, storable=False)

    def _about_choices(self, text: str, last: Turn) -> Outcome | None:
        """An answer to a question back, or "the second one" of what was shown or offered."""
        chosen = about_reply.picked(text, last, self._snapshot)
        if chosen is None:
            return None
        if chosen is about_reply.NONE_OF_THESE:
            return self.none_of_these()
        return self.show(chosen, last.text)

    def none_of_these(self) -> Outcome:
        """What is said when no choice fits: the other doors."""
        reply = Reply(Kind.ABSTAIN, strings.NONE_OF_THESE, choices=DOORS)
        return Outcome(reply, Turn(unsure=1), storable=False)

    def _about_the_answer(self, text: str, last: Turn) -> Outcome | None:
        """ "Tell me more", "why", "source?": about the topics that were just shown."""
        reply = about_reply.about_the_answer(text, last, self._snapshot, self._composer)
        return Outcome(reply, replace(last, choices=reply.choices)) if reply else None

    def _personal(self, text: str) -> Outcome | None:
        """ "What should I do next?": from the member's own plan."""
        if not personal.asks_next_step(text):
            return None
        pathway = self._snapshot.pathways.get(self._progress.pathway) if self._progress else None
        if pathway is None:
            if not personal.names_own_plan(text):
                return None
            answer = plans.overview(self._snapshot, strings.PATHWAY_NONE)
        else:
            answer = plans.plan(self._snapshot, pathway, self._progress)
        reply = Reply(Kind.ANSWER, answer.lead, answer.sections, answer.choices)
        topics = tuple(c.value for c in answer.choices if c.action is Action.SHOW)
        return Outcome(reply, Turn(text=text, topics=topics, choices=answer.choices))

    def _elsewhere(self, text: str, last: Turn) -> Outcome | None:
        """A question that has nothing to do with the job."""
        if not self._watch.is_elsewhere(text, bool(last.entry)):
            return None
        doors = DOORS if last.unsure else DOORS[:1]
        reply = Reply(Kind.ABSTAIN, strings.ELSEWHERE, choices=doors)
        return Outcome(reply, replace(last, asking_back=False, unsure=last.unsure + 1))

    def _question(self, text: str, last: Turn) -> Outcome:
        divided = self._division.divide(text, last)
        parts = divided.parts
        entries = [part for part in parts if part.entry is not None]
        if not entries or all(part.zone is Zone.NONE for part in parts):
            return self._abstain(text, last, parts)
        unclear = parts[0].zone is Zone.CLOSE
        if len(parts) == 1 and (unclear or (_is_tie(parts[0]) and not divided.partly)):
            both = self._both(text, last, parts[0])
            if both is not None or unclear:
                return both or self._ask_back(text, last, parts[0])
        answers = [self._answer(part, last) for part in entries if part.zone is Zone.CLEAR]
        boundaries = [a for a in answers if self._is_boundary(a)]
        if len(boundaries) == len(answers):
            return self._beyond(boundaries[0], last, entries[0])
        answers = [a for a in answers if a not in boundaries]
        if divided.partly:
            answers[0] = replace(answers[0], lead=f"{strings.PARTLY}\n\n{answers[0].lead}".strip())
        confidence = min(part.confidence for part in entries)
        named = entries[-1].subjects if entries else ()
        return self._answered(answers, text, last, confidence, named)

    def _answer(self, part: Understood, last: Turn) -> Answer:
        entry = part.entry
        assert entry is not None
        certifications = [s for s in part.subjects if s in self._snapshot.certifications]
        aspect = entry.by.get("certification", "")
        if len(certifications) >= 2 and (entry.compares or aspect):
            aspect = "" if entry.compares else aspect
            answer = compare(self._snapshot, self._composer, certifications, aspect)
        else:
            answer = self._composer.answer(entry, part.subjects)
        return with_ambiguity(answer, part.match.mentions, last.subjects, self._snapshot)

    def _is_boundary(self, answer: Answer) -> bool:
        topic = self._snapshot.topics.get(answer.entry)
        return topic is not None and topic.kind == "boundary"

    def _answered(
        self,
        answers: Sequence[Answer],
        text: str,
        last: Turn = EMPTY_TURN,
        confidence: float = 1.0,
        named: tuple[str, ...] = (),
        main: Answer | None = None,
    ) -> Outcome:
        """A reply of several answers; a follow-up goes on from `main`, or else from the last."""
        sections = tuple(dict.fromkeys(s for answer in answers for s in answer.sections))
        offered = dict.fromkeys(c for answer in answers for c in answer.choices)
        shown = {s.topic for s in sections}
        choices = tuple(c for c in offered if c.value not in shown)[:3]
        premise = false_premise(text, self._snapshot)
        leads = [premise.correction] if premise else []
        leads += [answer.lead for answer in answers if answer.lead]
        reply = Reply(
            Kind.ANSWER,
            lead="\n\n".join(leads),
            sections=sections,
            choices=choices,
            confidence=confidence,
            rateable=True,
        )
        final = main or answers[-1]
        turn = Turn(
            text=text,
            entry=final.entry,
            earlier=last.earlier if final.entry == last.entry else last.entry,
            subjects=final.subjects or named or self._still_spoken_of(final, last),
            topics=reply.topics,
            choices=choices,
        )
        return Outcome(reply, turn)

    def _still_spoken_of(self, answer: Answer, last: Turn) -> tuple[str, ...]:
        """The subjects before it, where an answer that names none stays with their topic."""
        entry, before = (self._snapshot.entries.get(i) for i in (answer.entry, last.entry))
        stays = entry is not None and before is not None and are_neighbours(entry, before)
        return last.subjects if stays else ()

    def _both(self, text: str, last: Turn, part: Understood) -> Outcome | None:
        """Both likely answers, where it is one of the two: better than a question back."""
        entries = [self._snapshot.entries[i] for i, probability in part.likely[:2] if probability]
        likely = sum(p for _, p in part.likely[:2])
        if len(entries) < 2 or part.confidence < PAIR_RIGHT or likely < PAIR_PROBABILITY:
            return None
        if any(entry.kind == "boundary" for entry in entries):
            return None
        strangers = part.zone is Zone.CLOSE and not are_neighbours(*entries)
        if strangers and likely < STRANGERS_PROBABILITY:
            return None
        matter = [entry for entry in entries if not entry.compares]
        if len(matter) < len(entries) and "certification" in matter[0].by:
            # "ccma or rma, which is cheaper" asks for one line of the whole comparison.
            answer = self._answer(replace(part, entry=matter[0]), last)
            return self._answered([answer], text, last, part.confidence)
        answers = [self._answer(replace(part, entry=entry), last) for entry in entries]
        answers[0] = replace(answers[0], lead=f"{strings.EITHER}\n\n{answers[0].lead}".strip())
        return self._answered(answers, text, last, part.confidence, part.subjects, main=answers[0])

    def _ask_back(self, text: str, last: Turn, part: Understood) -> Outcome:
        if last.asking_back and last.unsure + 1 >= MAX_UNSURE:
            reply = Reply(Kind.ABSTAIN, strings.STILL_UNSURE, choices=DOORS)
            return Outcome(reply, Turn(text=text, unsure=last.unsure + 1))
        choices: dict[str, Choice] = {}
        for identifier, _ in part.likely[:3]:
            entry = self._snapshot.entries.get(identifier)
            if entry is None or entry.kind == "boundary":
                continue
            for topic in self._topics_for(entry.id, part.subjects):
                hint = topic.short or first_sentence(topic.answer, MAX_HINT)
                choices.setdefault(topic.id, replace(show_choice(topic), hint=hint))
        if not choices:
            return self._abstain(text, last, [part])
        offered = (*choices.values(), Choice("None of these", Action.NONE_OF_THESE))
        reply = Reply(
            Kind.CLARIFY,
            strings.DID_YOU_MEAN,
            choices=offered,
            confidence=part.confidence,
        )
        turn = replace(
            last,
            text=text,
            subjects=part.subjects or last.subjects,
            topics=(),
            choices=offered,
            asking_back=True,
            unsure=last.unsure + 1,
        )
        return Outcome(reply, turn)

    def _topics_for(self, entry_id: str, subjects: Sequence[str]) -> list[Topic]:
        """The topics an entry would show for these subjects."""
        answer = self._composer.answer(self._snapshot.entries[entry_id], subjects)
        return [self._snapshot.topics[s.topic] for s in answer.sections if s.topic][:1]

    def _beyond(self, answer: Answer, last: Turn, part: Understood) -> Outcome:
        """Something the guide deliberately does not answer."""
        section = answer.sections[0]
        text = f"{section.text}\n{section.details}".strip()
        reply = Reply(Kind.ABSTAIN, text, confidence=part.confidence)
        return Outcome(reply, last)

    def _abstain(self, text: str, last: Turn, parts: Sequence[Understood]) -> Outcome:
        unsure = last.unsure + 1
        said = strings.STILL_UNSURE if unsure >= MAX_UNSURE else strings.NOT_FOUND
        reply = Reply(
            Kind.ABSTAIN,
            said,
            choices=DOORS,
            confidence=1.0 - max((part.match.ours for part in parts), default=0.0),
        )
        named = tuple(dict.fromkeys(s for part in parts for s in part.subjects))
        turn = replace(last, unsure=unsure, asking_back=False, subjects=named or last.subjects)
        return Outcome(reply, turn)


def _is_tie(part: Understood) -> bool:
    """Whether the second likeliest entry is nearly as likely as the first."""
    (_, first), (_, second) = (*part.likely, ("", 0.0), ("", 0.0))[:2]
    return second >= TIE * first > 0
