"""What the guide says, as plain data that every front end renders.

One shape serves answers, questions back, comparisons, plans and notices: a lead, sections,
and choices. Text is Markdown-light: `**bold**` and `- ` lists, nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.knowledge.model import Source


class Kind(StrEnum):
    """What a reply is; the values are part of the JSON-lines interface."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    ABSTAIN = "abstain"
    SAFETY = "safety"
    SMALL_TALK = "small_talk"
    ERROR = "error"


class Action(StrEnum):
    """What happens when a choice is taken; `Choice.value` says with what."""

    SHOW = "show"
    """Show a topic; value: topic id."""
    COMPARE = "compare"
    """Compare certifications; value: ids joined by '+', then ':' and an aspect if only one."""
    CHOOSE_PATHWAY = "choose"
    """Choose a pathway; value: pathway id."""
    SHOW_PATHWAY = "plan"
    """Show the member's own plan, or one pathway; value: pathway id or ''."""
    MILESTONE_DONE = "done"
    """Mark a milestone as done; value: milestone id."""
    BROWSE = "browse"
    """Browse topics; value: category or ''."""
    PASS_ON = "pass_on"
    """Pass the question to the moderators; value: ''."""
    NONE_OF_THESE = "none"
    """None of the choices fits; value: ''."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the member can pick next."""

    label: str
    action: Action
    value: str = ""
    hint: str = ""
    """What it would say, in a few words, where the member has to tell it from others."""


@dataclass(frozen=True, slots=True)
class Section:
    """One block of a reply: what answers one question, or one column of a comparison."""

    title: str
    text: str
    """What is to be read first."""
    details: str = ""
    topic: str = ""
    """Id of the topic it shows, if it shows one."""
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    """Small print: how to check a volatile fact, what it means for the member's pathway."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Everything said in return to one question or click."""

    kind: Kind
    lead: str = ""
    """Said before the sections: a correction, a notice, a question back."""
    sections: tuple[Section, ...] = ()
    choices: tuple[Choice, ...] = ()
    confidence: float = 1.0
    """0 to 1: how sure the guide is that this answers what was asked."""
    rateable: bool = False
    """Whether to offer helpful / not what I asked."""
    question_id: int = 0
    """The stored question this replies to; 0 when it was not stored."""

    @property
    def topics(self) -> tuple[str, ...]:
        """Ids of the topics shown, in order, each once."""
        return tuple(dict.fromkeys(s.topic for s in self.sections if s.topic))

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of all sections, each once."""
        by_key = {(s.url, s.as_of): s for section in self.sections for s in section.sources}
        return tuple(by_key.values())

    def stored_as(self, question_id: int) -> Reply:
        """The same reply, knowing under which id its question is stored."""
        return replace(self, question_id=question_id)
