"""What is kept of a member, told to that member."""

from __future__ import annotations

from collections.abc import Mapping, Sized

from bot.guide.reply import Kind, Reply, Section

TITLE = "What I keep about you"
KEPT = (
    "- Your pathway and the steps you marked as done\n"
    "- Your verdicts on answers, and that you passed a question on"
)
QUESTIONS = "Questions are kept without your name and with personal details taken out."
NOW = "Right now"
NOTHING = "At the moment: nothing."


def kept_reply(kept: Mapping[str, object], how: str) -> Reply:
    """What may be kept and how much there is; `how` tells the ways to see and delete it."""
    counts = {name: len(rows) for name, rows in kept.items() if isinstance(rows, Sized)}
    lines = [f"- {name.replace('_', ' ').capitalize()}: {n}" for name, n in counts.items() if n]
    now = "\n".join(lines) or NOTHING
    return Reply(
        Kind.ANSWER,
        sections=(Section(TITLE, KEPT, details=QUESTIONS), Section(NOW, now, details=how)),
    )
