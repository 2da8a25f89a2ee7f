"""What a moderator wants changed.

ChangeError   the change cannot be made; carries a problem for each field that is in the way
ClashError    somebody else has changed the same fields meanwhile
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from bot.knowledge.forms import FieldProblem
from bot.knowledge.units import Block

Files = dict[str, str | None]
"""New texts of files by name; None takes a file away."""


class ChangeKind(StrEnum):
    """What a change does."""

    ADD = "add"
    EDIT = "edit"
    REMOVE = "remove"
    PHRASE = "phrase"
    """Add phrasings to an entry, and take others out."""
    HIDE = "hide"
    """Layers only: a topic of the common guide is not shown here."""
    SHOW = "show"
    """Layers only: a hidden topic is shown again, a replaced one is the common one again."""
    IMPORT = "import"
    """Whole files."""
    UNDO = "undo"
    """What a revision did is taken back."""


class ChangeError(Exception):
    """A change cannot be made; `problems` says why, field by field."""

    def __init__(self, *problems: FieldProblem) -> None:
        self.problems = problems
        super().__init__("; ".join(map(str, problems)))


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody wants changed. Plain data, so that it can be kept and worked out again."""

    kind: ChangeKind
    topic: str = ""
    """Id of the entry, term (`term.x`) or aspect (`ccma.cost`)."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """A form as in `forms`, for ADD and EDIT. A field left out stays as it is."""
    phrasings: tuple[str, ...] = ()
    """For PHRASE: those added."""
    removed: tuple[str, ...] = ()
    """For PHRASE: those taken out."""
    draft: str = ""
    """For PHRASE: the name of the draft that it was typed in, done with once it is published."""
    file: str = ""
    """Where an added entry goes: a file or a category; '' lets the guide choose."""
    base: str | None = None
    """`topic_version` of what the editor started from; None where it does not matter."""
    files: Mapping[str, str] = field(default_factory=dict)
    """For IMPORT."""
    revision: int = 0
    """For UNDO."""

    def to_json(self) -> dict[str, object]:
        """The change as plain JSON values."""
        return {key: value for key, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Change:
        """The change that `to_json` wrote."""
        lists = {key: tuple(data.get(key, ())) for key in ("phrasings", "removed")}
        return cls(**{**data, **lists, "kind": ChangeKind(data["kind"])})


class ClashError(ChangeError):
    """Somebody else has changed the same fields since; `block` has the editor's text of them."""

    def __init__(self, fields: Sequence[str], block: Block) -> None:
        super().__init__(*(FieldProblem(f, "somebody else changed it too", "") for f in fields))
        self.block = block
