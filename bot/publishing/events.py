"""What the publisher tells others."""

from __future__ import annotations

from dataclasses import dataclass

from bot.knowledge.problems import Problem


class PublishError(Exception):
    """Nothing was published, and why not."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that moderators may want to see in their log channel."""

    server: int
    """0 for the common guide."""
    revision: int | None
    """The revision that was published, by whomever; None: something is wrong."""
    problems: tuple[Problem, ...] = ()
