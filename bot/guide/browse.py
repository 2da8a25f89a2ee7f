"""What there is to ask: the categories, their topics, and a first help."""

from __future__ import annotations

from bot.guide import strings
from bot.guide.compose import show_choice
from bot.guide.reply import Action, Choice, Kind, Reply, Section
from bot.guide.suggest import category_name
from bot.knowledge.snapshot import Snapshot

MAX_BROWSED = 100
"""As many as four Discord menus hold; nobody scrolls further."""
EXAMPLES = (
    "how much is the CCMA exam",
    "which certification should I take",
    "do I need a license in Texas",
    "what does an MA earn",
    "what are the steps to become a medical assistant",
)


def browse(snapshot: Snapshot, category: str = "") -> Reply:
    """The categories as choices, or the topics of one."""
    categories = tuple(
        Choice(category_name(name), Action.BROWSE, name) for name in snapshot.categories
    )
    if not category:
        return Reply(Kind.ANSWER, strings.BROWSE_LEAD, choices=categories[:MAX_BROWSED])
    topics = [
        topic
        for topic in snapshot.topics.values()
        if topic.category == category and topic.kind != "boundary"
    ]
    if not topics:
        lead = strings.NO_SUCH_CATEGORY.format(name=category)
        return Reply(Kind.ERROR, lead, choices=categories[:MAX_BROWSED])
    # Entries first: an aspect of one certification is reached through its certification.
    topics.sort(key=lambda topic: bool(topic.subject))
    name = category_name(category).lower()
    shown = topics[:MAX_BROWSED]
    said = strings.BROWSE_CATEGORY if len(shown) == len(topics) else strings.BROWSE_FIRST
    lead = said.format(count=len(topics), category=name, shown=len(shown))
    return Reply(Kind.ANSWER, lead, choices=tuple(show_choice(topic) for topic in shown))


def help_reply(snapshot: Snapshot) -> Reply:
    """How to use the guide, with examples that work."""
    examples = "\n".join(f"- {example}" for example in EXAMPLES)
    sections = (
        Section(strings.HELP_ASK, examples),
        Section(strings.HELP_COMMANDS, strings.HELP_COMMAND_LINES),
        Section(strings.HELP_LIMITS_TITLE, strings.HELP_LIMITS),
    )
    categories = tuple(
        Choice(category_name(name), Action.BROWSE, name) for name in snapshot.categories
    )
    return Reply(Kind.ANSWER, strings.HELP_LEAD, sections, categories[:5])
