"""What the desk answers to somebody who edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.knowledge.changes import ChangeKind
from bot.publishing.proposals import Proposal

FORMS = (ChangeKind.ADD, ChangeKind.EDIT)
"""Changes that begin as a form, and so as a draft."""


class Result(StrEnum):
    """What became of a wish to publish."""

    PUBLISHED = "published"
    WAITING = "waiting"
    """A second person has to agree first."""
    REFUSED = "refused"
    """Problems or a conflict: they stand in the proposal."""
    ASTRAY = "astray"
    """It would take pinned questions away, which nobody was shown yet; publishing it once more
    is the answer to that."""
    DECIDED = "decided"
    """Somebody published, rejected or discarded it before."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result, and what a front end needs to tell it."""

    result: Result
    proposal: Proposal | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """A topic as plain fields, and the version that an edit of it starts from."""

    topic: str
    fields: Mapping[str, str]
    version: str
    own: bool
    """Whether the server has its own text of it; only then SHOW and REMOVE bring back another."""
