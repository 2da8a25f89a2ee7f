"""A file as what it holds: everything that can be added, changed or removed by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic import BaseModel

from bot.knowledge.layers import LayerDocument
from bot.knowledge.model import AspectValue, Document, Entry, Subject, Term
from bot.knowledge.positions import Path

Block = Entry | AspectValue | Term
"""What a moderator edits: anything with an answer."""
BLOCKS = (Entry, AspectValue, Term)
Unit = BaseModel | tuple[object, ...] | str
TERM = "term."
NAMED = frozenset(
    ("entries", "certifications", "aspects", "states", "occupations", "terms", "pathways")
) | frozenset(("hides", "phrasings", "values"))
"""Keys of a file whose parts have names."""
HIDDEN = "hide "
PHRASINGS = "phrasings "


def units(document: Document, file: str = "") -> dict[str, Unit]:
    """The units of a file by name. Topics have their id, other things a kind in front.

    What has no name of its own has that of the file.
    """
    found: dict[str, Unit] = {}
    for entry in document.entries:
        found[entry.id] = entry
    for term in document.terms:
        found[f"{TERM}{term.id}"] = term
    for kind, _, _, subject in subjects(document):
        found[f"{kind} {subject.id}"] = subject.model_copy(update={"aspects": {}})
        for name, value in subject.aspects.items():
            found[f"{subject.id}.{name}"] = value
    for aspect in document.aspects:
        found[f"aspect {aspect.of} {aspect.id}"] = aspect
    for pathway in document.pathways:
        found[f"pathway {pathway.id}"] = pathway
    for key in (key for key in type(document).model_fields if key not in NAMED):
        value = getattr(document, key)
        if value:
            found[f"{key} in {file}"] = value
    if isinstance(document, LayerDocument):
        found |= {f"{HIDDEN}{topic}": topic for topic in document.hides}
        found |= {f"{PHRASINGS}{entry}": own for entry, own in document.phrasings.items()}
        for subject_id, values in document.values.items():
            found |= {f"{subject_id}.{name}": value for name, value in values.items()}
    return found


def subjects(document: Document) -> Iterable[tuple[str, str, int, Subject]]:
    """Kind, key in the file, place in the list, and the subject itself."""
    groups: tuple[tuple[str, str, tuple[Subject, ...]], ...] = (
        ("certification", "certifications", document.certifications),
        ("state", "states", document.states),
        ("occupation", "occupations", document.occupations),
    )
    for kind, key, group in groups:
        for number, subject in enumerate(group):
            yield kind, key, number, subject


def find(document: Document, topic: str) -> tuple[Path, Block] | None:
    """Where a topic stands in a file, as a path, and what it is; None when it is not there."""
    for number, entry in enumerate(document.entries):
        if entry.id == topic:
            return ("entries", number), entry
    for number, term in enumerate(document.terms):
        if f"{TERM}{term.id}" == topic:
            return ("terms", number), term
    for _, key, number, subject in subjects(document):
        for name, value in subject.aspects.items():
            if f"{subject.id}.{name}" == topic:
                return (key, number, "aspects", name), value
    if isinstance(document, LayerDocument):
        for subject_id, values in document.values.items():
            for name, value in values.items():
                if f"{subject_id}.{name}" == topic:
                    return ("values", subject_id, name), value
    return None


def topic_id(block: Block, subject: str = "", aspect: str = "") -> str:
    """The id that a block has as a topic."""
    if isinstance(block, Entry):
        return block.id
    return f"{TERM}{block.id}" if isinstance(block, Term) else f"{subject}.{aspect}"


def changed(before: Mapping[str, Unit], after: Mapping[str, Unit]) -> tuple[str, ...]:
    """Names of the units that are not the same in both, in the order of the files."""
    names = dict.fromkeys([*after, *before])
    return tuple(name for name in names if before.get(name) != after.get(name))
