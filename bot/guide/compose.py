"""Topics to sections: what an answer shows, and what it offers next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.guide import strings
from bot.guide.ports import Progress
from bot.guide.reply import Action, Choice, Section
from bot.guide.steps import own_next_step
from bot.guide.wording import cut, listed
from bot.knowledge.model import Certification, Entry, Source
from bot.knowledge.snapshot import Snapshot, Topic

MAX_CHOICES = 3
"""Related topics offered under an answer; more is noise on a phone."""
MAX_LABEL = 80


@dataclass(frozen=True, slots=True)
class Answer:
    """The content of a reply to one question, before it becomes a reply."""

    sections: tuple[Section, ...]
    lead: str = ""
    choices: tuple[Choice, ...] = ()
    entry: str = ""
    subjects: tuple[str, ...] = ()


def show_choice(topic: Topic) -> Choice:
    """A choice that shows a topic."""
    return Choice(cut(topic.title, MAX_LABEL), Action.SHOW, topic.id)


class Composer:
    """Composes answers from one snapshot, for one day and one member's progress."""

    def __init__(self, snapshot: Snapshot, today: date, progress: Progress | None = None) -> None:
        self._snapshot = snapshot
        self._today = today
        self._pathway = progress.pathway if progress else ""
        self._step = own_next_step(snapshot, progress)

    def section(self, topic: Topic) -> Section:
        """One topic as a section, with its small print."""
        return Section(
            title=topic.title,
            text=topic.answer,
            details=topic.details,
            topic=topic.id,
            sources=topic.sources,
            notes=tuple(self._notes(topic)),
        )

    def _notes(self, topic: Topic) -> Iterable[str]:
        certification = self._snapshot.certifications.get(topic.subject)
        if certification and certification.ambiguity and topic.aspect == "overview":
            yield certification.ambiguity
        meaning = topic.fact.pathways.get(self._pathway)
        if meaning:
            title = self._snapshot.pathways[self._pathway].title
            yield strings.FOR_YOUR_PATHWAY.format(pathway=title, sentence=meaning)
        if self._step is not None and topic.id in self._step.topics:
            yield strings.PART_OF_NEXT_STEP.format(title=self._step.title)
        if topic.kind == "illustration":
            yield strings.ILLUSTRATION
        if topic.kind == "advice" and not topic.sources:
            yield strings.ADVICE
        if topic.overdue(self._today):
            yield strings.OVERDUE.format(date=topic.fact.review_by)
        if topic.fact.volatile and topic.sources:
            yield strings.VOLATILE.format(source=best_source(topic.sources).title)

    def topic(self, topic: Topic) -> Answer:
        """An answer that shows one topic."""
        subjects = (topic.subject,) if topic.subject else ()
        return Answer(
            (self.section(topic),),
            choices=self.related([topic]),
            entry=self._snapshot.entry_of(topic),
            subjects=subjects,
        )

    def related(self, topics: Sequence[Topic]) -> tuple[Choice, ...]:
        """What to offer after these topics: their related ones, each once."""
        shown = {topic.id for topic in topics}
        offered: dict[str, Choice] = {}
        for topic in topics:
            for other in (*topic.related, *self._sister_aspects(topic)):
                known = self._snapshot.topics.get(other)
                if known is not None and other not in shown and known.kind != "boundary":
                    offered.setdefault(other, show_choice(known))
        return tuple(offered.values())[:MAX_CHOICES]

    def _sister_aspects(self, topic: Topic) -> Iterable[str]:
        """Other aspects of the same subject, the next in order first."""
        if not topic.subject:
            return
        kind = self._snapshot.subjects[topic.subject][0]
        order = [aspect.id for aspect in self._snapshot.aspects.get(kind, ())]
        at = order.index(topic.aspect) if topic.aspect in order else -1
        for aspect in order[at + 1 :] + order[: max(at, 0)]:
            yield f"{topic.subject}.{aspect}"

    def answer(self, entry: Entry, subjects: Sequence[str]) -> Answer:
        """The answer to an entry's question, asked of the subjects named (ids, in order)."""
        for kind, aspect in entry.by.items():
            named = [s for s in dict.fromkeys(subjects) if self._snapshot.kind_of(s) == kind]
            if named:
                return self._by_subject(entry, kind, aspect, named)
        general = self._snapshot.topics[entry.id]
        return Answer((self.section(general),), choices=self.related([general]), entry=entry.id)

    def _by_subject(self, entry: Entry, kind: str, aspect: str, named: list[str]) -> Answer:
        """One section a subject; the general answer too where it adds to them."""
        found = [t for s in named if (t := self._snapshot.aspect_topic(s, aspect)) is not None]
        missing = [s for s in named if self._snapshot.aspect_topic(s, aspect) is None]
        sections = [self.section(topic) for topic in found]
        general = self._snapshot.topics[entry.id]
        lead = self._missing_lead(kind, aspect, missing)
        if missing or kind == "state":
            sections.append(self.section(general))
        return Answer(
            tuple(sections),
            lead=lead,
            choices=self.related([*found, general] if found else [general]),
            entry=entry.id,
            subjects=tuple(named),
        )

    def _missing_lead(self, kind: str, aspect: str, missing: Sequence[str]) -> str:
        if not missing:
            return ""
        names = listed([self._snapshot.subjects[s][1].name for s in missing])
        if kind == "state":
            return strings.NO_STATE.format(name=names)
        labels = {a.id: a.label for aspects in self._snapshot.aspects.values() for a in aspects}
        return strings.NO_VALUE.format(aspect=labels.get(aspect, aspect).lower(), name=names)

    def certification(self, certification: Certification) -> Answer:
        """A credential whole: what it is, then its values in order."""
        overview = self._snapshot.aspect_topic(certification.id, "overview")
        lines = [
            f"- **{aspect.label}:** {topic.short}"
            for aspect in self._snapshot.aspects.get("certification", ())
            if aspect.id != "overview"
            and (topic := self._snapshot.aspect_topic(certification.id, aspect.id)) is not None
        ]
        sections = [self.section(overview)] if overview else []
        facts = [
            topic
            for topic in self._snapshot.topics.values()
            if topic.subject == certification.id and topic is not overview
        ]
        if lines:
            sections.append(
                Section(
                    title=f"{certification.name} at a glance",
                    text="\n".join(lines),
                    sources=merge_sources(facts),
                )
            )
        choices = tuple(show_choice(topic) for topic in facts[:MAX_CHOICES])
        return Answer(
            tuple(sections), choices=choices, entry="cert.overview", subjects=(certification.id,)
        )


def best_source(sources: Sequence[Source]) -> Source:
    """The source to check first: a primary one where there is one."""
    return next((source for source in sources if source.primary), sources[0])


def merge_sources(topics: Iterable[Topic]) -> tuple[Source, ...]:
    """The best source of each topic, each address once, primary ones first."""
    best = [best_source(topic.sources) for topic in topics if topic.sources]
    by_url = {source.url: source for source in best}
    return tuple(sorted(by_url.values(), key=lambda source: not source.primary))
