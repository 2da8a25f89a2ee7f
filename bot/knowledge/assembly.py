"""Documents to a snapshot: joins the files and checks everything that spans them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Protocol

from bot.knowledge.layers import Overlay
from bot.knowledge.ledger import Ledger
from bot.knowledge.model import (
    Aspect,
    AspectValue,
    Certification,
    Entry,
    Occupation,
    Pathway,
    Said,
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
    unreadable = list(problems)
    found = [*unreadable, *(p for file in (*read, *layer) for p in file.problems)]
    overlay = Overlay.of(file.document for file in layer if file.document is not None)
    builder = _Builder(overlay)
    for file in read:
        builder.add(file)
    builder.overlay = Overlay()
    for file in layer:
        builder.add(file)
    builder.add_aspect_topics()
    if not unreadable:
        # What a layer hides may still be pointed at; nobody is led there.
        unread = frozenset(i for file in (*read, *layer) for i in file.unread_ids)
        builder.ledger.check_links(builder.known(overlay.hidden), unread)
    found += builder.ledger.problems
    if any(p.severity is Severity.ERROR for p in found):
        raise KnowledgeError(found)
    return builder.snapshot(version), sorted(found)


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
    """Collects the blocks of all files."""

    def __init__(self, overlay: Overlay | None = None) -> None:
        self.overlay = overlay or Overlay()
        """What is changed in the files that are added."""
        self.ledger = Ledger()
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
        self.conversations: list[tuple[Said, ...]] = []
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
            self.ledger.claim(f"aspect {aspect.of} {aspect.id}", place("aspects", n))
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
            self.ledger.claim(f"term.{term.id}", where)
            self.terms[term.id] = term
            self._topic(Topic(f"term.{term.id}", term.term, category, "term", term, where))
        for n, pathway in enumerate(document.pathways):
            self._pathway(pathway, place, ("pathways", n))
        for n, group in enumerate(document.triage):
            self._triage(group, place, ("triage", n))
        for n, conversation in enumerate(document.conversations):
            self._conversation(conversation, place, ("conversations", n))
        if document.words is not None:
            self._words(document.words, place("words"))

    def _entry(self, entry: Entry, category: str, place: _Placer, path: Path) -> None:
        where = place(*path)
        if self.ledger.claim(entry.id, where):
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
            self.ledger.question(question, entry.id, place(*path, "questions", n))
        if entry.corrects is not None:
            for n, claim in enumerate(entry.corrects.claims):
                self.ledger.question(claim, entry.id, place(*path, "corrects", "claims", n))
        for kind, aspect in entry.by.items():
            self.ledger.link(place(*path, "by", kind), f"aspect {kind}", [aspect])

    def _subject(self, kind: SubjectKind, subject: Subject, place: _Placer, path: Path) -> None:
        self.ledger.claim(subject.id, place(*path))
        for aspect, value in subject.aspects.items():
            where = place(*path, "aspects", aspect)
            self.ledger.link(where, f"aspect {kind}", [aspect])
            self._aspect_values.append((where, kind, aspect, subject, value))

    def _pathway(self, pathway: Pathway, place: _Placer, path: Path) -> None:
        self.ledger.claim(f"pathway {pathway.id}", place(*path))
        self.pathways[pathway.id] = pathway
        seen: set[str] = set()
        for n, milestone in enumerate(pathway.milestones):
            where = place(*path, "milestones", n)
            if milestone.id in seen:
                message = f"the milestone '{milestone.id}' stands twice in '{pathway.id}'"
                self.ledger.problem(where, message, "give each milestone its own id")
            seen.add(milestone.id)
            self.ledger.link(where, "topic", milestone.topics)

    def _triage(self, group: Triage, place: _Placer, path: Path) -> None:
        self.triage.append(group)
        for n, example in enumerate(group.examples):
            self.ledger.example(example, place(*path, "examples", n))

    def _conversation(self, said: tuple[Said, ...], place: _Placer, path: Path) -> None:
        self.conversations.append(said)
        for n, message in enumerate(said):
            # Who takes an entry away must not have to mend the conversations that led to it.
            self.ledger.link(place(*path, n, "to"), "entry", message.to, Severity.WARNING)

    def _words(self, words: Words, where: Place) -> None:
        if self.words != Words():
            self.ledger.problem(where, "`words:` stands in two files", "keep them in one file")
        self.words = words

    def _topic(self, topic: Topic) -> None:
        self.topics[topic.id] = topic
        self.ledger.link(topic.place, "topic", topic.related)
        self.ledger.link(topic.place, "pathway", topic.fact.pathways)
        if topic.fact.volatile and topic.fact.review_by is None:
            message = f"'{topic.id}' is volatile but has no `review_by`"
            self.ledger.problem(topic.place, message, "add the day by which to check it again")

    def known(self, hidden: Iterable[str]) -> Mapping[str, Iterable[str]]:
        """What can be linked to: kind -> ids."""
        return {
            "topic": [*self.topics, *hidden],
            "entry": [*self.entries, *hidden],
            "pathway": self.pathways,
            **{f"aspect {kind}": [a.id for a in found] for kind, found in self.aspects.items()},
        }

    def add_aspect_topics(self) -> None:
        """The topics that subjects make, once the titles of all aspects are known."""
        titles = {(a.of, a.id): a.title for aspects in self.aspects.values() for a in aspects}
        for where, kind, aspect, subject, value in self._aspect_values:
            topic_id = f"{subject.id}.{aspect}"
            if not self.ledger.claim(topic_id, where):
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
            conversations=tuple(self.conversations),
            places=self.ledger.places,
            version=version,
        )
