"""How the guide is used: numbers and sentences for moderators, without names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.guide.inbox import Group
from bot.guide.reply import Kind
from bot.knowledge.snapshot import Snapshot

SHOWN = 10
KINDS = {
    Kind.ANSWER: "answered",
    Kind.CLARIFY: "asked back",
    Kind.ABSTAIN: "not answered",
    Kind.SAFETY: "safety notice",
    Kind.SMALL_TALK: "small talk",
    Kind.ERROR: "error",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """How often something was asked on one day."""

    day: date
    topics: tuple[str, ...]
    kind: Kind
    count: int
    helpful: int = 0
    unhelpful: int = 0


@dataclass(frozen=True, slots=True)
class Week:
    """One week, named by its Monday."""

    monday: date
    asked: int
    answered: int
    not_answered: int
    unhelpful: int


@dataclass(frozen=True, slots=True)
class Insights:
    """What moderators should know, all of it as numbers."""

    weeks: tuple[Week, ...]
    """Oldest first, the weeks in which nothing was asked included."""
    kinds: tuple[tuple[Kind, int], ...]
    topics: tuple[tuple[str, str, int], ...]
    """Id, title and how often it was shown; the most asked first."""
    unhelpful: tuple[tuple[str, str, int], ...]
    """Id, title and how often it was found not helpful."""
    missing: tuple[tuple[str, str, int], ...]
    """Id and title of the entry nearest to questions that got no answer, and how many they are."""
    unreached: tuple[tuple[str, str], ...]
    """Id and title of entries that nobody reached."""
    overdue: tuple[tuple[str, str, date], ...]
    """Id, title and the day by which a person should have checked it, the oldest first."""

    @property
    def text(self) -> str:
        """All of it in words, as a screen reader should read it."""
        return "\n".join(_sentences(self))


def insights(
    asked: Sequence[Asked],
    waiting: Sequence[Group],
    snapshot: Snapshot,
    today: date,
    weeks: int = 8,
) -> Insights:
    """Count what was asked in the last weeks. `waiting`: the inbox of the same time."""
    kinds: Counter[Kind] = Counter()
    topics: Counter[str] = Counter()
    bad: Counter[str] = Counter()
    for row in asked:
        kinds[row.kind] += row.count
        for topic in row.topics:
            topics[topic] += row.count
            bad[topic] += row.unhelpful
    known = snapshot.topics
    missing: Counter[tuple[str, str]] = Counter()
    for group in waiting:
        if group.guesses:
            unanswered = sum(question.kind is not Kind.ANSWER for question in group.questions)
            missing[group.guesses[0].entry, group.guesses[0].title] += unanswered
    reached = set(topics) | {_entry_of(snapshot, topic) for topic in topics}
    overdue = [t for t in known.values() if t.overdue(today)]
    return Insights(
        weeks=_weeks(asked, today, weeks),
        kinds=tuple(kinds.most_common()),
        topics=tuple((t, known[t].title, n) for t, n in topics.most_common() if t in known),
        unhelpful=tuple((t, known[t].title, n) for t, n in bad.most_common() if n and t in known),
        missing=tuple((t, title, n) for (t, title), n in missing.most_common() if n),
        unreached=tuple(
            (e.id, e.title)
            for e in snapshot.entries.values()
            if e.id not in reached and e.kind != "boundary"
        ),
        overdue=tuple(
            (t.id, t.title, t.fact.review_by)
            for t in sorted(overdue, key=lambda t: t.fact.review_by or today)
            if t.fact.review_by is not None
        ),
    )


def _entry_of(snapshot: Snapshot, topic: str) -> str:
    """The entry whose question leads to an aspect."""
    known = snapshot.topics.get(topic)
    return (snapshot.entry_of(known) if known is not None else "") or topic


def _weeks(asked: Sequence[Asked], today: date, count: int) -> tuple[Week, ...]:
    this_monday = today - timedelta(days=today.weekday())
    found = []
    for back in range(count - 1, -1, -1):
        monday = this_monday - timedelta(weeks=back)
        rows = [row for row in asked if monday <= row.day < monday + timedelta(weeks=1)]
        found.append(
            Week(
                monday,
                sum(row.count for row in rows),
                sum(row.count for row in rows if row.kind is Kind.ANSWER),
                sum(row.count for row in rows if row.kind is Kind.ABSTAIN),
                sum(row.unhelpful for row in rows),
            )
        )
    return tuple(found)


def _sentences(found: Insights) -> Iterable[str]:
    total = sum(week.asked for week in found.weeks)
    questions = "question" if total == 1 else "questions"
    weeks = "week" if len(found.weeks) == 1 else f"{len(found.weeks)} weeks"
    yield f"{total} {questions} in the last {weeks}."
    for week in (week for week in found.weeks if week.asked):
        yield (
            f"Week of {week.monday}: {week.asked} asked, {week.answered} answered, "
            f"{week.not_answered} not answered, {week.unhelpful} found not helpful."
        )
    yield f"By kind of reply: {', '.join(f'{KINDS[k]} {n}' for k, n in found.kinds) or 'none'}."
    for heading, rows in (
        ("Most asked", found.topics),
        ("Not answered, by the nearest topic", found.missing),
        ("Found not helpful", found.unhelpful),
    ):
        shown = "; ".join(f"{title} ({topic}) {n}" for topic, title, n in rows[:SHOWN])
        yield f"{heading}: {shown or 'nothing'}{_more(rows)}."
    shown = "; ".join(f"{title} ({topic})" for topic, title in found.unreached[:SHOWN])
    yield f"Entries that nobody reached: {shown or 'none'}{_more(found.unreached)}."
    shown = "; ".join(f"{title} ({topic}), by {day}" for topic, title, day in found.overdue[:SHOWN])
    yield f"Overdue reviews: {shown or 'none'}{_more(found.overdue)}."


def _more(rows: Sequence[object]) -> str:
    return f" and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
