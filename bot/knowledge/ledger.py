"""What may stand only once, and what must exist: kept while the files are joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import process

from bot.knowledge.phrasing import PLACEHOLDER, PLACEHOLDERS, fold_question
from bot.knowledge.problems import Problem, Severity
from bot.knowledge.snapshot import Place


class Ledger:
    """Ids, questions and links of all files, and what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._ids: dict[str, Place] = {}
        self._questions: dict[str, tuple[str, Place]] = {}
        self._examples: dict[str, Place] = {}
        self._links: list[tuple[Place, str, str, Severity]] = []
        """(where, kind of thing linked to, id, how bad it is if that is not there)"""

    @property
    def places(self) -> Mapping[str, Place]:
        """Where each question stands, by its folded words."""
        return {folded: place for folded, (_, place) in self._questions.items()}

    def problem(
        self, where: Place, message: str, fix: str, severity: Severity = Severity.ERROR
    ) -> None:
        self.problems.append(Problem(where.file, where.line, message, fix, severity))

    def claim(self, name: str, where: Place) -> bool:
        """Take an id for the block at `where`; False (and a problem) if it is taken."""
        taken = self._ids.setdefault(name, where)
        if taken is where:
            return True
        message = f"the id '{name}' is already used in {taken.file}:{taken.line}"
        self.problem(where, message, "choose another id, or merge the two")
        return False

    def question(self, question: str, entry: str, where: Place) -> None:
        """Note a question of an entry: no other may have the same."""
        for slot in PLACEHOLDER.findall(question):
            if slot not in PLACEHOLDERS:
                near = process.extractOne(slot, sorted(PLACEHOLDERS))
                fix = f"write {{{near[0] if near else 'certification'}}}, or remove the braces"
                self.problem(where, f"'{{{slot}}}' is not a placeholder", fix)
        folded = fold_question(question)
        other, taken = self._questions.setdefault(folded, (entry, where))
        if taken is where:
            return
        message = (
            f"the question '{question}' already stands in '{other}' ({taken.file}:{taken.line})"
        )
        if other == entry:
            self.problem(where, message, "remove one", Severity.WARNING)
        else:
            self.problem(where, message, "keep it in the entry that answers it best")

    def example(self, example: str, where: Place) -> None:
        """Note an example of the triage: it may stand in one kind only."""
        taken = self._examples.setdefault(fold_question(example), where)
        if taken is not where:
            message = f"the example '{example}' already stands in {taken.file}:{taken.line}"
            self.problem(where, message, "keep it in the kind that fits it best")

    def link(
        self,
        where: Place,
        kind: str,
        targets: Iterable[str],
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note that a block points at things of a kind."""
        self._links += [(where, kind, target, severity) for target in targets]

    def check_links(self, known: Mapping[str, Iterable[str]], unread: frozenset[str]) -> None:
        """Note every link to something that is not there.

        Args:
            known: Kind -> ids that there are.
            unread: Ids in files that could not be read: nobody can tell what else they hold.
        """
        there = {(kind, name) for kind, names in known.items() for name in names}
        for where, kind, target, severity in self._links:
            # `ccma.cost` is the aspect of a subject, `term.huddle` is a term.
            parts = {target, target.rpartition(".")[0], target.removeprefix("term.")}
            if (kind, target) in there or not unread.isdisjoint(parts):
                continue
            near = process.extractOne(target, list(known.get(kind, ())), score_cutoff=50)
            fix = f"did you mean '{near[0]}'?" if near else f"add it, or remove '{target}'"
            self.problem(where, f"there is no {kind} '{target}'", fix, severity)
