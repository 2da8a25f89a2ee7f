"""The counts for reports."""

from datetime import date

from bot.guide.live import Served
from bot.knowledge.assembly import assemble
from bot.knowledge.counts import count, table

TODAY = date(2026, 11, 22)


def test_everything_is_counted_once(served: Served) -> None:
    snapshot = served.snapshot
    counts = count(snapshot, TODAY)
    assert counts.topics == len(snapshot.topics)
    assert sum(counts.categories.values()) == counts.topics
    assert sum(counts.facts.values()) == counts.kinds["fact"]
    assert sum(counts.sources.values()) == sum(len(t.sources) for t in snapshot.topics.values())
    assert counts.kinds["boundary"] == 1
    assert counts.facts == {"high": 0, "medium": counts.kinds["fact"], "low": 0, "none": 0}
    assert counts.parts["certifications"] == 3
    assert counts.parts["false claims"] == 2


def test_a_review_is_overdue_the_day_after_its_day(served: Served) -> None:
    volatile = sum(topic.fact.volatile for topic in served.snapshot.topics.values())
    assert count(served.snapshot, date(2027, 5, 31)).overdue == 0
    assert count(served.snapshot, date(2027, 6, 1)).overdue == volatile > 0


def test_the_table_gives_shares(served: Served) -> None:
    lines = list(table(count(served.snapshot, TODAY)))
    topics = len(served.snapshot.topics)
    assert lines[0].split() == ["topics", str(topics)]
    boundary = next(line for line in lines if line.split()[0] == "boundary")
    assert boundary.split() == ["boundary", "1", f"{1 / topics:.1%}"]
    assert "  overdue reviews                  0    0.0%" in lines


def test_nothing_at_all_can_be_counted() -> None:
    empty, _ = assemble([])
    counts = count(empty, TODAY)
    assert counts.topics == 0
    assert "topics                             0" in list(table(counts))
