"""A set of knowledge files in memory, each read once: what is checked, edited and served."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cached_property

from bot.knowledge.assembly import join, version_of
from bot.knowledge.layers import LayerDocument
from bot.knowledge.model import Document
from bot.knowledge.problems import Problem
from bot.knowledge.reader import ReadFile, SourceFile, read_file
from bot.knowledge.snapshot import Snapshot
from bot.knowledge.units import BLOCKS, Block, Unit, find, units

BOM = "\ufeff"


class Library:
    """Files by name, as they are on disk to the last byte. Never changes.

    `model` is `LayerDocument` for the files of a server's layer.
    """

    def __init__(
        self,
        texts: Mapping[str, str],
        model: type[Document] = Document,
        known: Library | None = None,
    ) -> None:
        self.model = model
        # The order in which the files of a folder are read.
        self.texts = {name: texts[name] for name in sorted(texts, key=lambda n: n.split("/"))}
        self._read: dict[str, ReadFile] = {
            name: known._read[name]
            if known is not None and known.texts.get(name) == text
            else read_file(SourceFile(name, text.removeprefix(BOM)), model)
            for name, text in self.texts.items()
        }

    def changed(self, files: Mapping[str, str | None]) -> Library:
        """The same with some files replaced, added or (None) taken out."""
        texts = {**self.texts, **files}
        kept = {name: text for name, text in texts.items() if text is not None}
        return Library(kept, self.model, self)

    @property
    def read(self) -> tuple[ReadFile, ...]:
        """The files as they were read, in order."""
        return tuple(self._read.values())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files, each by itself."""
        return tuple(problem for file in self.read for problem in file.problems)

    def file(self, name: str) -> ReadFile | None:
        """One file as it was read."""
        return self._read.get(name)

    def find(self, topic: str) -> tuple[str, Block] | None:
        """The file that a topic stands in, and the topic; None when there is none."""
        for name, document in self._documents():
            found = find(document, topic)
            if found is not None:
                return name, found[1]
        return None

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """Everything in the files that can be added, changed or removed by itself."""
        found: dict[str, Unit] = {}
        for name, document in self._documents():
            found |= units(document, name)
        return found

    def topics(self) -> Iterator[tuple[str, str, Block]]:
        """Everything with an answer: the file it stands in, its id, and the topic itself."""
        for name, document in self._documents():
            for topic, unit in units(document, name).items():
                if isinstance(unit, BLOCKS):
                    yield name, topic, unit

    def _documents(self) -> Iterator[tuple[str, Document]]:
        for name, read in self._read.items():
            if read.document is not None:
                yield name, read.document


def assemble(common: Library, layer: Library | None = None) -> tuple[Snapshot, list[Problem]]:
    """The snapshot of the common guide, or of one server's layer over it, and the warnings.

    Raises `KnowledgeError` with every problem when there is any error.
    """
    return join(common.read, version(common, layer), (), layer.read if layer is not None else ())


def version(common: Library, layer: Library | None = None) -> str:
    """The version that the snapshot of these files has, known without making it."""
    own = layer.texts if layer is not None else {}
    sources = [SourceFile(name, text.removeprefix(BOM)) for name, text in common.texts.items()]
    sources += [SourceFile(f"layer/{name}", text.removeprefix(BOM)) for name, text in own.items()]
    return version_of(sources)


def layer_library(texts: Mapping[str, str]) -> Library:
    """The files of one server's layer."""
    return Library(texts, LayerDocument)


def topic_version(block: Block | None) -> str:
    """What an editor started from: the same text of a topic has the same version, '' is none."""
    if block is None:
        return ""
    return hashlib.sha256(block.model_dump_json().encode()).hexdigest()[:16]
