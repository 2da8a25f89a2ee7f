"""Documents to a snapshot: joins the files and checks everything that spans them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path as FilePath
from typing import Protocol

from rapidfuzz import process

from bot.knowledge.layers import Overlay
from bot.knowledge.model import (
    Aspect,
    AspectValue,
    Certification,
    Entry,
    Occupation,
    Pathway,
    State,
    Subject,
    SubjectKind,
    Term,
    Triage,
    Words,
)
from bot.knowledge.positions import Path
from bot.knowledge.problems import KnowledgeError, Problem, Severity
from bot.knowledge.reader import ReadFile, SourceFile, read_file, read_folder
from bot.knowledge.snapshot import Place, Snapshot, Topic

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
PLACEHOLDERS: frozenset[str] = frozenset({"certification", "state", "occupation", "term"})


def load(folder: FilePath) -> tuple[Snapshot, list[Problem]]:
    """Load the knowledge folder, all or nothing.

    Returns the snapshot and the warnings. Raises `KnowledgeError` with every problem when
    there is any error.
    """
    files, problems = read_folder(folder)
    return assemble(files, problems)


def assemble(
    files: Sequence[SourceFile], problems: Iterable[Problem] = ()
) -> tuple[Snapshot, list[Problem]]:
    """Build a snapshot from files that are already read. Raises like `load`."""
    return join([read_file(file) for file in files], version_of(files), problems)


def join(
    read: Sequence[ReadFile],
    version: str,
    problems: Iterable[Problem] = (),
    layer: Sequence[ReadFile] = (),
) -> tuple[Snapshot, list[Problem]]:
    """Build a snapshot from files as they were read, with one server's layer over them.

    Raises like `load`.
    """
    found = [*problems, *(p for file in (*read, *layer) for p in file.problems)]
    overlay = Overlay.of(file.document for file in layer if file.document is not None)
    builder = _Builder(overlay)
    for file in read:
        builder.add(file)
    builder.overlay = Overlay()
    for file in layer:
        builder.add(file)
    # Links are only worth checking when every file could be read: otherwise each entry of
    # a broken file would be reported again by all that point to it.
    whole = all(file.document is not None for file in (*read, *layer))
    found += builder.problems
    if whole:
        found += builder.check_links(overlay)
    if any(p.severity is Severity.ERROR for p in found):
        raise KnowledgeError(found)
    return builder.snapshot(version), sorted(found)


def fold_question(text: str) -> str:
    """A question reduced to its words, to tell whether two are the same."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"[\w{}]+", plain.replace("'", "").replace("\u2019", "")))


def _category(file: str) -> str:
    """The folder of a file, or its own name when it stands at the top."""
    return file.split("/")[0].removesuffix(".yaml").removesuffix(".yml")


def version_of(files: Iterable[SourceFile]) -> str:
    """The version of the snapshot that these files make."""
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda f: f.name):
        for part in (file.name, file.text):
            data = part.encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()[:32]


class _Placer(Protocol):
    """Turns a path inside a file into the place where it stands."""

    def __call__(self, *path: str | int) -> Place: ...


class _Builder:
    """Collects blocks from all files and notes what clashes."""

    def __init__(self, overlay: Overlay | None = None) -> None:
        self.overlay = overlay or Overlay()
        """What is changed in the files that are added."""
        self.problems: list[Problem] = []
        self.topics: dict[str, Topic] = {}
        self.entries: dict[str, Entry] = {}
        self.aspects: dict[SubjectKind, list[Aspect]] = {}
        self.certifications: dict[str, Certification] = {}
        self.states: dict[str, State] = {}
        self.occupations: dict[str, Occupation] = {}
        self.terms: dict[str, Term] = {}
        self.pathways: dict[str, Pathway] = {}
        self.words = Words()
        self.triage: list[Triage] = []
        self._ids: dict[str, Place] = {}
        self._questions: dict[str, tuple[str, Place]] = {}
        self._examples: dict[str, Place] = {}
        self._links: list[tuple[Place, str, str]] = []
        """(where, kind of thing linked to, id)"""
        self._aspect_values: list[tuple[Place, SubjectKind, str, Subject, AspectValue]] = []

    def add(self, file: ReadFile) -> None:
        document = file.document
        if document is None:
            return

        def place(*path: str | int) -> Place:
            return Place(file.name, file.located.line(path))

        category = _category(file.name)
        over = self.overlay
        for n, written in enumerate(document.entries):
            entry = over.entry(written)
            if entry is not None:
                self._entry(entry, category, place, ("entries", n))
        for n, aspect in enumerate(document.aspects):
            self._claim(f"aspect {aspect.of} {aspect.id}", place("aspects", n))
            self.aspects.setdefault(aspect.of, []).append(aspect)
        for n, certification in enumerate(map(over.subject, document.certifications)):
            self._subject("certification", certification, place, ("certifications", n))
            self.certifications[certification.id] = certification
        for n, state in enumerate(map(over.subject, document.states)):
            self._subject("state", state, place, ("states", n))
            self.states[state.id] = state
        for n, occupation in enumerate(map(over.subject, document.occupations)):
            self._subject("occupation", occupation, place, ("occupations", n))
            self.occupations[occupation.id] = occupation
        for n, term in enumerate(document.terms):
            if over.term(term) is None:
                continue
            where = place("terms", n)
            self._claim(f"term.{term.id}", where)
            self.terms[term.id] = term
            self._topic(Topic(f"term.{term.id}", term.term, category, "term", term, where))
        for n, pathway in enumerate(document.pathways):
            self._pathway(pathway, place, ("pathways", n))
        for n, group in enumerate(document.triage):
            self._triage(group, place, ("triage", n))
        if document.words is not None:
            self._words(document.words, place("words"))

    def _entry(self, entry: Entry, category: str, place: _Placer, path: Path) -> None:
        where = place(*path)
        if self._claim(entry.id, where):
            self.entries[entry.id] = entry
            self._topic(
                Topic(
                    entry.id,
                    entry.title,
                    category,
                    entry.kind,
                    entry,
                    where,
                    corrects=entry.corrects,
                )
            )
        for n, question in enumerate(entry.questions):
            self._question(question, entry.id, place(*path, "questions", n))
        if entry.corrects is not None:
            for n, claim in enumerate(entry.corrects.claims):
                self._question(claim, entry.id, place(*path, "corrects", "claims", n))
        for kind, aspect in entry.by.items():
            self._links.append((place(*path, "by", kind), f"aspect {kind}", aspect))

    def _subject(self, kind: SubjectKind, subject: Subject, place: _Placer, path: Path) -> None:
        self._claim(subject.id, place(*path))
        for aspect, value in subject.aspects.items():
            where = place(*path, "aspects", aspect)
            self._links.append((where, f"aspect {kind}", aspect))
            self._aspect_values.append((where, kind, aspect, subject, value))

    def _pathway(self, pathway: Pathway, place: _Placer, path: Path) -> None:
        self._claim(f"pathway {pathway.id}", place(*path))
        self.pathways[pathway.id] = pathway
        seen: set[str] = set()
        for n, milestone in enumerate(pathway.milestones):
            where = place(*path, "milestones", n)
            if milestone.id in seen:
                message = f"the milestone '{milestone.id}' stands twice in '{pathway.id}'"
                self._error(where, message, "give each milestone its own id")
            seen.add(milestone.id)
            self._links += [(where, "topic", topic) for topic in milestone.topics]

    def _triage(self, group: Triage, place: _Placer, path: Path) -> None:
        self.triage.append(group)
        for n, example in enumerate(group.examples):
            where = place(*path, "examples", n)
            taken = self._examples.setdefault(fold_question(example), where)
            if taken is not where:
                message = f"the example '{example}' already stands in {taken.file}:{taken.line}"
                self._error(where, message, "keep it in the kind that fits it best")

    def _words(self, words: Words, where: Place) -> None:
        if self.words != Words():
            self._error(where, "`words:` stands in two files", "keep them in one file")
        self.words = words

    def _topic(self, topic: Topic) -> None:
        self.topics[topic.id] = topic
        self._links += [(topic.place, "topic", other) for other in topic.related]
        self._links += [(topic.place, "pathway", other) for other in topic.fact.pathways]
        if topic.fact.volatile and topic.fact.review_by is None:
            message = f"'{topic.id}' is volatile but has no `review_by`"
            self._error(topic.place, message, "add the day by which to check it again")

    def _claim(self, name: str, where: Place) -> bool:
        """Take an id for the block at `where`; False (and a problem) if it is taken."""
        taken = self._ids.setdefault(name, where)
        if taken is where:
            return True
        message = f"the id '{name}' is already used in {taken.file}:{taken.line}"
        self._error(where, message, "choose another id, or merge the two")
        return False

    def _question(self, question: str, entry: str, where: Place) -> None:
        for slot in PLACEHOLDER.findall(question):
            if slot not in PLACEHOLDERS:
                near = process.extractOne(slot, sorted(PLACEHOLDERS))
                fix = f"write {{{near[0] if near else 'certification'}}}, or remove the braces"
                self._error(where, f"'{{{slot}}}' is not a placeholder", fix)
        folded = fold_question(question)
        other, taken = self._questions.setdefault(folded, (entry, where))
        if taken is where:
            return
        message = (
            f"the question '{question}' already stands in '{other}' ({taken.file}:{taken.line})"
        )
        if other == entry:
            self.problems.append(
                Problem(where.file, where.line, message, "remove one", Severity.WARNING)
            )
        else:
            self._error(where, message, "keep it in the entry that answers it best")

    def _error(self, where: Place, message: str, fix: str) -> None:
        self.problems.append(Problem(where.file, where.line, message, fix))

    def check_links(self, layer: Overlay) -> list[Problem]:
        """Problems with everything that points at something else, once all files are in."""
        before = len(self.problems)
        self._add_aspect_topics()
        known: dict[str, list[str]] = {
            # What a layer hides may still be pointed at; nobody is led there.
            "topic": [*self.topics, *layer.hidden],
            "pathway": list(self.pathways),
        }
        for subject_kind, aspects in self.aspects.items():
            known[f"aspect {subject_kind}"] = [aspect.id for aspect in aspects]
        for where, kind, target in self._links:
            choices = known.get(kind, [])
            if target not in choices:
                near = process.extractOne(target, choices, score_cutoff=50)
                fix = f"did you mean '{near[0]}'?" if near else f"add it, or remove '{target}'"
                self._error(where, f"there is no {kind} '{target}'", fix)
        return self.problems[before:]

    def _add_aspect_topics(self) -> None:
        titles = {(a.of, a.id): a.title for aspects in self.aspects.values() for a in aspects}
        for where, kind, aspect, subject, value in self._aspect_values:
            topic_id = f"{subject.id}.{aspect}"
            if not self._claim(topic_id, where):
                continue
            title = titles.get((kind, aspect), "{name}").replace("{name}", subject.name)
            category = _category(where.file)
            self._topic(
                Topic(
                    topic_id,
                    title,
                    category,
                    value.kind,
                    value,
                    where,
                    subject=subject.id,
                    aspect=aspect,
                    short=value.short,
                )
            )

    def snapshot(self, version: str) -> Snapshot:
        return Snapshot(
            topics=self.topics,
            entries=self.entries,
            aspects={kind: tuple(aspects) for kind, aspects in self.aspects.items()},
            certifications=self.certifications,
            states=self.states,
            occupations=self.occupations,
            terms=self.terms,
            pathways=self.pathways,
            words=self.words,
            triage=tuple(self.triage),
            version=version,
        )
