"""What is wrong with the knowledge, told so that a curator can mend it.

KnowledgeError   the knowledge cannot be served; carries every problem found
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePath


class Severity(StrEnum):
    """An error keeps the knowledge from being served; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One defect: where it is, what it is, and how to mend it."""

    file: str
    line: int
    message: str
    fix: str
    severity: Severity = Severity.ERROR

    def within(self, folder: PurePath) -> str:
        """The same with the path of its file below the knowledge folder."""
        return str(replace(self, file=(folder / self.file).as_posix()))

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}: {self.message} -> {self.fix}"


class KnowledgeError(Exception):
    """The knowledge has errors. `problems` holds all of them, warnings included."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        errors = [p for p in self.problems if p.severity is Severity.ERROR]
        first = f"; the first: {errors[0]}" if errors else ""
        super().__init__(f"{len(errors)} error(s) in the knowledge{first}")
