"""What a revision of the knowledge is, and what a text of a file is to the guide.

StaleError     somebody else changed a file in the meantime; nothing was written
DecidedError   the proposal was published, rejected or discarded already; nothing was written
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Origin(StrEnum):
    """How a revision came to be."""

    DISCORD = "discord"
    HAND = "hand edit"
    IMPORT = "import"
    UNDO = "undo"


class RevisionStatus(StrEnum):
    """Whether a revision is on disk."""

    WRITING = "writing"
    """Decided and kept here; the files may not be written yet."""
    DONE = "done"
    WITHDRAWN = "withdrawn"
    """The files could not be written, and nobody was told that they were."""


class Standing(StrEnum):
    """What the text of a file is to the guide."""

    CURRENT = "current"
    OLDER = "older"
    """It was the file's text once, and a moderator's revision came after it."""
    UNKNOWN = "unknown"
    """Somebody wrote it by hand, or took back by hand what was written by hand."""


class StaleError(Exception):
    """Files are no longer what a change was made from; `names` says which.

    Without names the files are, but something else was published, so that what was checked
    together is to be checked again.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        super().__init__(f"changed in the meantime: {', '.join(names)}")


class DecidedError(Exception):
    """The proposal was decided already."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file before and after; None where there is none."""

    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class NewRevision:
    """A revision to be kept."""

    server: int
    """0 for the common guide; otherwise the server whose layer it is."""
    files: Mapping[str, FileChange]
    topics: tuple[str, ...]
    words: str
    """What changed, in words."""
    why: str
    origin: Origin
    at: datetime
    author: int | None = None
    """None: not through Discord, or a moderator who wanted to be forgotten."""
    approver: int | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision that is kept. `files` are only there where they were asked for."""

    id: int
    server: int
    author: int | None
    approver: int | None
    at: datetime
    why: str
    origin: Origin
    words: str
    undoes: int | None
    status: RevisionStatus
    files: Mapping[str, FileChange]


def digest_of(text: str | None) -> str:
    """The digest of a text; '' for a file that is not there."""
    if text is None:
        return ""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
