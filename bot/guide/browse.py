"""What there is to ask: the categories, their topics, and a first help."""

from __future__ import annotations

from bot.guide import strings
from bot.guide.compose import show_choice
from bot.guide.reply import Action, Choice, Kind, Reply, Section
from bot.guide.suggest import category_name
from bot.knowledge.snapshot import Snapshot

PAGE = 75
"""Topics shown at once: as many as three Discord menus hold."""
EXAMPLES = (
    "how much is the CCMA exam",
    "which certification should I take",
    "do I need a license in Texas",
    "what does an MA earn",
    "what are the steps to become a medical assistant",
)


def browse(snapshot: Snapshot, category: str = "") -> Reply:
    """The categories as choices, or the topics of one; 'duties/2' is its second page."""
    if not category.strip():
        return Reply(Kind.ANSWER, strings.BROWSE_LEAD, choices=_categories(snapshot))
    named, _, part = category.strip().lower().replace(" ", "-").partition("/")
    topics = [
        topic
        for topic in snapshot.topics.values()
        if topic.category == named and topic.kind != "boundary"
    ]
    if not topics:
        lead = strings.NO_SUCH_CATEGORY.format(name=category)
        return Reply(Kind.ERROR, lead, choices=_categories(snapshot))
    # Entries first: an aspect of one certification is reached through its certification.
    topics.sort(key=lambda topic: bool(topic.subject))
    pages = range(0, len(topics), PAGE)
    page = min(max(int(part) if part.isdecimal() and len(part) < 4 else 1, 1), len(pages))
    first, last = pages[page - 1] + 1, min(page * PAGE, len(topics))
    said = strings.BROWSE_CATEGORY if len(pages) == 1 else strings.BROWSE_PAGE
    name = category_name(named).lower()
    lead = said.format(count=len(topics), category=name, first=first, last=last)
    shown = tuple(show_choice(topic) for topic in topics[first - 1 : last])
    turns = [(page - 1, strings.BROWSE_BACK), (page + 1, strings.BROWSE_ON)]
    return Reply(
        Kind.ANSWER,
        lead,
        choices=(
            *shown,
            *(
                Choice(label, Action.BROWSE, f"{named}/{number}")
                for number, label in turns
                if 1 <= number <= len(pages)
            ),
        ),
    )


def _categories(snapshot: Snapshot) -> tuple[Choice, ...]:
    return tuple(Choice(category_name(name), Action.BROWSE, name) for name in snapshot.categories)


def help_reply(snapshot: Snapshot) -> Reply:
    """How to use the guide, with examples that work."""
    examples = "\n".join(f"- {example}" for example in EXAMPLES)
    sections = (
        Section(strings.HELP_ASK, examples),
        Section(strings.HELP_COMMANDS, strings.HELP_COMMAND_LINES),
        Section(strings.HELP_LIMITS_TITLE, strings.HELP_LIMITS),
    )
    return Reply(Kind.ANSWER, strings.HELP_LEAD, sections, _categories(snapshot))
