"""Everything that can be said about the knowledge without asking it anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.knowledge.assembly import load
from bot.knowledge.lint import lint
from bot.knowledge.problems import KnowledgeError, Problem, Severity
from bot.knowledge.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class CheckResult:
    """All problems, and the snapshot when there is no error."""

    errors: list[Problem]
    warnings: list[Problem]
    snapshot: Snapshot | None

    @property
    def summary(self) -> str:
        """One line that says how it stands."""
        counts = f"{len(self.errors)} error(s), {len(self.warnings)} warning(s)"
        if self.snapshot is None:
            return f"{counts}; the knowledge cannot be served until the errors are mended"
        questions = sum(len(entry.questions) for entry in self.snapshot.entries.values())
        return f"{counts}; {len(self.snapshot.topics)} topics, {questions} questions"

    def with_warnings(self, more: Iterable[Problem]) -> CheckResult:
        """The same with more warnings after its own, for checks that need more than the files."""
        return replace(self, warnings=[*self.warnings, *sorted(more)])


def check(folder: Path, today: date) -> CheckResult:
    """Check a knowledge folder."""
    try:
        snapshot, found = load(folder)
    except KnowledgeError as error:
        errors = [p for p in error.problems if p.severity is Severity.ERROR]
        return CheckResult(errors, [p for p in error.problems if p not in errors], None)
    return CheckResult([], sorted([*found, *lint(snapshot, today)]), snapshot)
