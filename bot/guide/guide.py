"""The guide as every front end sees it: one method for each thing a member can do.

Joins the pure conversation with what is remembered: the last turn (in memory), the member's
pathway and the questions asked (in storage). A failing storage never loses an answer; only
methods whose whole point is to save something let `StorageError` through.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from bot.guide import lookup, strings
from bot.guide.browse import browse, help_reply
from bot.guide.compose import Answer, Composer
from bot.guide.context import EMPTY_TURN, Conversations, Turn
from bot.guide.dialogue import Dialogue, Outcome
from bot.guide.live import Live, Served
from bot.guide.own_plan import OwnPlans
from bot.guide.ports import AskedQuestion, Progress, StorageError, Store
from bot.guide.question import Asker, Question
from bot.guide.redact import redact
from bot.guide.reply import Action, Choice, Kind, Reply
from bot.guide.suggest import Suggestions, nearest

log = logging.getLogger(__name__)

MAX_STORED_QUESTION = 500
"""Characters of a question that are kept for the moderators."""
OVERHEAR_FROM = 0.8
"""Confidence from which the guide speaks without being addressed."""
MAX_SUGGESTIONS = 16
"""Guides (the common one and servers' own) for which suggestions are kept ready."""


def utc_now() -> datetime:
    """The time, with its zone."""
    return datetime.now(UTC)


class Guide:
    """Answers members. Safe to use from many tasks of one event loop."""

    def __init__(self, live: Live, store: Store, clock: Callable[[], datetime] = utc_now) -> None:
        self._live = live
        self._store = store
        self._clock = clock
        self._plans = OwnPlans(store.members, clock)
        self._conversations = Conversations()
        self._suggestions: dict[str, Suggestions] = {}
        """By the version of the knowledge; the one used last stands last."""

    async def ask(self, question: Question) -> Reply:
        """Answer a message. Never raises for what somebody typed or for a broken storage."""
        now = self._clock()
        served = self._live.for_server(question.asker.server)
        progress = await self._progress(question.asker)
        last = self._last(question, served, now)
        outcome = Dialogue(served, now.date(), progress).respond(question.text, last)
        self._conversations.remember(question.asker, outcome.turn, now)
        return await self._stored(outcome, question, now)

    async def overhear(self, question: Question) -> Reply | None:
        """Answer a message that was not addressed to the guide, or None to stay silent."""
        now = self._clock()
        served = self._live.for_server(question.asker.server)
        outcome = Dialogue(served, now.date()).respond(question.text, EMPTY_TURN)
        speaks = outcome.reply.kind is Kind.ANSWER and outcome.reply.confidence >= OVERHEAR_FROM
        if not speaks:
            return None
        self._conversations.remember(question.asker, outcome.turn, now)
        return await self._stored(outcome, question, now)

    async def show(self, topic: str, asker: Asker) -> Reply:
        """Show one topic by its id."""
        served = self._live.for_server(asker.server)
        known = served.snapshot.topics.get(topic)
        if known is None:
            return Reply(Kind.ERROR, strings.GONE)
        now = self._clock()
        progress = await self._progress(asker)
        outcome = Dialogue(served, now.date(), progress).show(known)
        self._conversations.remember(asker, outcome.turn, now)
        return outcome.reply

    async def take(self, choice: Choice, asker: Asker, question_id: int = 0) -> Reply:
        """Do what a choice offers."""
        match choice.action:
            case Action.SHOW:
                return (await self.show(choice.value, asker)).stored_as(question_id)
            case Action.COMPARE:
                ids, _, aspect = choice.value.partition(":")
                return await self.compare(ids.split("+"), aspect, asker)
            case Action.CHOOSE_PATHWAY:
                return await self.choose_pathway(choice.value, asker)
            case Action.SHOW_PATHWAY:
                return await self.show_pathway(asker, choice.value)
            case Action.MILESTONE_DONE:
                return await self.set_done(choice.value, True, asker)
            case Action.BROWSE:
                return self.browse(choice.value, asker.server)
            case Action.PASS_ON:
                return await self.pass_on(question_id, asker)
            case Action.NONE_OF_THESE:
                now = self._clock()
                outcome = Dialogue(self._live.for_server(asker.server), now.date()).none_of_these()
                self._conversations.remember(asker, outcome.turn, now)
                return outcome.reply.stored_as(question_id)

    def browse(self, category: str = "", server: int = 0) -> Reply:
        """The categories, or the topics of one."""
        return browse(self._live.for_server(server).snapshot, category)

    def help(self, server: int = 0) -> Reply:
        """What can be asked, with examples that work."""
        return help_reply(self._live.for_server(server).snapshot)

    async def certification(self, name: str, aspect: str, asker: Asker) -> Reply:
        """One credential, whole or (with an aspect, by id or words) in one respect."""
        served = self._live.for_server(asker.server)
        try:
            answer = lookup.certification(served, await self._composer(served, asker), name, aspect)
        except lookup.UnknownNameError as failed:
            return Reply(Kind.ERROR, str(failed))
        return self._said(answer, asker, name)

    async def compare(self, names: Sequence[str], aspect: str, asker: Asker) -> Reply:
        """Certifications (ids or words) side by side, on one aspect or on what matters most."""
        served = self._live.for_server(asker.server)
        try:
            answer = lookup.comparison(served, await self._composer(served, asker), names, aspect)
        except lookup.UnknownNameError as failed:
            return Reply(Kind.ERROR, str(failed))
        return self._said(answer, asker, "compare " + " ".join(names))

    async def choose_pathway(self, pathway: str, asker: Asker) -> Reply:
        """Set the member's pathway. Raises `StorageError` when it could not be saved."""
        snapshot = self._live.for_server(asker.server).snapshot
        return await self._plans.choose(snapshot, asker.member, pathway)

    async def show_pathway(self, asker: Asker, pathway: str = "") -> Reply:
        """The member's own plan, or any pathway to look at."""
        snapshot = self._live.for_server(asker.server).snapshot
        return await self._plans.show(snapshot, asker.member, pathway)

    async def set_done(self, milestone: str, done: bool, asker: Asker) -> Reply:
        """Mark a step of the member's plan (its id, number or words; '' is the next one).

        Raises `StorageError` when it is not saved.
        """
        snapshot = self._live.for_server(asker.server).snapshot
        return await self._plans.set_done(snapshot, asker.member, milestone, done)

    async def leave_pathway(self, asker: Asker) -> Reply:
        """Delete the member's pathway. Raises `StorageError` when it could not be deleted."""
        return await self._plans.leave(asker.member)

    async def rate(self, question_id: int, topic: str, helpful: bool, asker: Asker) -> Reply:
        """Keep whether an answer helped. Raises `StorageError` when it is not saved."""
        now = self._clock()
        await self._store.questions.rate(question_id, topic, asker.member, helpful, now)
        if helpful:
            return Reply(Kind.SMALL_TALK, strings.THANKS_HELPFUL)
        choices = (Choice("Pass it on", Action.PASS_ON),) if question_id else ()
        reply = Reply(Kind.SMALL_TALK, strings.THANKS_NOT_HELPFUL, choices=choices)
        return reply.stored_as(question_id)

    async def pass_on(self, question_id: int, asker: Asker) -> Reply:
        """Put a question before the moderators. Raises `StorageError` when it is not saved."""
        if question_id <= 0:
            return Reply(Kind.ERROR, strings.PASSED_ON_LOST)
        try:
            new = await self._store.questions.pass_on(question_id, asker.member, self._clock())
        except LookupError:
            return Reply(Kind.ERROR, strings.PASSED_ON_LOST)
        return Reply(Kind.SMALL_TALK, strings.PASSED_ON if new else strings.PASSED_ON_ALREADY)

    async def export(self, asker: Asker) -> Mapping[str, object]:
        """Everything kept of a member, as plain JSON values."""
        return await self._store.privacy.export(asker.member)

    async def forget(self, asker: Asker) -> Reply:
        """Delete everything kept of a member, the running conversations included."""
        self._conversations.forget(asker.member)
        rows = await self._store.privacy.forget(asker.member)
        text = strings.FORGOTTEN.format(rows=rows) if rows else strings.FORGOTTEN_NOTHING
        return Reply(Kind.ANSWER, text)

    def suggest_questions(self, typed: str, limit: int = 25, server: int = 0) -> list[Choice]:
        """Known topics for what was typed so far."""
        return self._suggest(server).questions(typed, limit)

    def suggest_certifications(
        self, typed: str, limit: int = 25, server: int = 0
    ) -> list[tuple[str, str]]:
        """(shown name, id) of certifications."""
        return nearest(typed, self._suggest(server).certifications, limit)

    def suggest_aspects(
        self, typed: str, limit: int = 25, server: int = 0
    ) -> list[tuple[str, str]]:
        """(shown name, id) of the aspects of a certification."""
        return nearest(typed, self._suggest(server).aspects, limit)

    def suggest_pathways(
        self, typed: str, limit: int = 25, server: int = 0
    ) -> list[tuple[str, str]]:
        """(shown name, id) of pathways."""
        return nearest(typed, self._suggest(server).pathways, limit)

    def suggest_categories(
        self, typed: str, limit: int = 25, server: int = 0
    ) -> list[tuple[str, str]]:
        """(shown name, id) of categories."""
        return nearest(typed, self._suggest(server).categories, limit)

    def suggest_topics(self, typed: str, limit: int = 25, server: int = 0) -> list[Choice]:
        """Topics for moderators, by id or title; what a whole question leads to comes first."""
        return self._suggest(server).topics(typed, limit, self._live.for_server(server))

    def find_topic(self, named: str, server: int = 0) -> str:
        """The id of the topic with this id or title; '' when there is none."""
        return self._suggest(server).topic(named)

    def find_category(self, named: str, server: int = 0) -> str:
        """The category with this id or shown name; '' when there is none."""
        return self._suggest(server).category(named)

    def _suggest(self, server: int) -> Suggestions:
        snapshot = self._live.for_server(server).snapshot
        known = self._suggestions.pop(snapshot.version, None) or Suggestions(snapshot)
        self._suggestions[snapshot.version] = known
        if len(self._suggestions) > MAX_SUGGESTIONS:
            self._suggestions.pop(next(iter(self._suggestions)))
        return known

    def _last(self, question: Question, served: Served, now: datetime) -> Turn:
        """The turn to go on from: that of the message replied to, or the last one."""
        last = self._conversations.last(question.asker, now)
        if not question.replies_to or question.replies_to == last.topics:
            return last
        topics = served.snapshot.topics
        known = [topics[i] for i in question.replies_to if i in topics]
        if not known:
            return last
        return Dialogue(served, now.date()).show(known[-1]).turn

    async def _progress(self, asker: Asker) -> Progress | None:
        try:
            return await self._store.members.progress(asker.member)
        except StorageError:
            log.exception("the member's pathway could not be read; answering without it")
            return None

    async def _composer(self, served: Served, asker: Asker) -> Composer:
        return Composer(served.snapshot, self._clock().date(), await self._progress(asker))

    async def _stored(self, outcome: Outcome, question: Question, now: datetime) -> Reply:
        """Keep the question, redacted and without its asker, and say under which id."""
        reply = outcome.reply
        if not outcome.storable:
            return reply
        asked = AskedQuestion(
            text=redact(question.text)[:MAX_STORED_QUESTION],
            kind=reply.kind,
            topics=reply.topics,
            confidence=reply.confidence,
            server=question.asker.server,
            asked_at=now,
        )
        try:
            return reply.stored_as(await self._store.questions.record(asked))
        except StorageError:
            log.exception("a question could not be stored; answering all the same")
            return reply

    def _said(self, answer: Answer, asker: Asker, text: str) -> Reply:
        """An answer as a reply, remembered so that it can be followed up."""
        reply = Reply(Kind.ANSWER, answer.lead, answer.sections, answer.choices, rateable=True)
        turn = Turn(
            text=text,
            entry=answer.entry,
            subjects=answer.subjects,
            topics=reply.topics,
            choices=reply.choices,
        )
        self._conversations.remember(asker, turn, self._clock())
        return reply
