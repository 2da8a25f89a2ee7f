"""Messages about the reply before them: "the second one", "none of these", "why", "source?"."""

from __future__ import annotations

from enum import Enum, auto

from bot.guide import followup, strings
from bot.guide.compose import Composer, show_choice
from bot.guide.context import Turn
from bot.guide.reply import Action, Kind, Reply
from bot.knowledge.snapshot import Snapshot, Topic


class NoneOfThese(Enum):
    """What a question back may be answered with."""

    NONE_OF_THESE = auto()


NONE_OF_THESE = NoneOfThese.NONE_OF_THESE


def picked(text: str, last: Turn, snapshot: Snapshot) -> Topic | NoneOfThese | None:
    """The topic that a message picks of those asked about, shown or offered."""
    choices = [c for c in last.choices if c.action is not Action.NONE_OF_THESE]
    shown = _shown(last, snapshot)
    if len(shown) > 1 and not last.asking_back:
        choices = [show_choice(topic) for topic in shown]
    if not choices:
        return None
    index = followup.picked(text, [choice.label for choice in choices])
    if index is None:
        return None
    if index < 0:
        return NONE_OF_THESE if last.asking_back else None
    chosen = choices[index]
    return snapshot.topics.get(chosen.value) if chosen.action is Action.SHOW else None


def about_the_answer(text: str, last: Turn, snapshot: Snapshot, composer: Composer) -> Reply | None:
    """ "Tell me more", "why", "source?": the topics that were just shown, once again."""
    asked = followup.meta(text)
    topics = _shown(last, snapshot)
    if asked is None or not topics:
        return None
    sections = tuple(composer.section(topic) for topic in topics)
    related = composer.related(topics)
    if asked is followup.Meta.MORE:
        more = [snapshot.topics[choice.value] for choice in related[:1]]
        sections += tuple(composer.section(topic) for topic in more)
    lead = strings.ABOUT_SOURCE if asked is followup.Meta.SOURCE else ""
    return Reply(Kind.ANSWER, lead, sections, related, rateable=True)


def _shown(last: Turn, snapshot: Snapshot) -> list[Topic]:
    return [topic for i in last.topics if (topic := snapshot.topics.get(i)) is not None]
