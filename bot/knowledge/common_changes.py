"""Changes of the common guide: in the file in which the topic stands."""

from __future__ import annotations

from collections import Counter
from datetime import date

from bot.knowledge import editing
from bot.knowledge.changes import Change, ChangeError, Files
from bot.knowledge.forms import FieldProblem
from bot.knowledge.library import Library
from bot.knowledge.model import AspectValue, Term, area
from bot.knowledge.units import Block, subjects
from bot.knowledge.wanted import (
    check_asked,
    edited,
    file_name,
    new_block,
    rephrased,
    taken,
    unknown,
)


class CommonChanges:
    """Works out the texts that changes of the common guide lead to."""

    def __init__(self, library: Library, today: date) -> None:
        self._library = library
        self._today = today

    def add(self, change: Change) -> Files:
        if self._library.find(change.topic) is not None:
            raise taken(change.topic)
        block = new_block(change, self._today)
        check_asked(change.topic, None, block, (self._library,))
        name = _file_for(change, block, self._library)
        text = self._library.texts.get(name, "")
        return {name: editing.add(text, change.topic, block)}

    def edit(self, change: Change, started: Block | None) -> Files:
        name, old = self._found(change.topic)
        new = edited(change, old, started, self._today)
        check_asked(change.topic, old, new, (self._library,))
        return {name: editing.replace(self._library.texts[name], change.topic, new)}

    def remove(self, topic: str) -> Files:
        name, _ = self._found(topic)
        self._check_steps(topic)
        files: Files = {name: editing.remove(self._library.texts[name], topic)}
        for file, other, block in self._library.topics():
            if other != topic and topic in block.related:
                kept = tuple(one for one in block.related if one != topic)
                without = block.model_copy(update={"related": kept})
                text = files.get(file) or self._library.texts[file]
                files[file] = editing.replace(text, other, without)
        return files

    def _check_steps(self, topic: str) -> None:
        """Raise `ChangeError` where a step of a pathway needs a topic that is to go."""
        documents = (read.document for read in self._library.read)
        for pathway in (p for d in documents if d is not None for p in d.pathways):
            for step in pathway.milestones:
                if topic in step.topics:
                    message = f"the step '{step.title}' of '{pathway.title}' leads to it"
                    fix = "edit the topic instead, or mend that step by `export` and `import`"
                    raise ChangeError(FieldProblem("topic", message, fix))

    def phrase(self, topic: str, added: tuple[str, ...], removed: tuple[str, ...]) -> Files:
        name, old = self._found(topic)
        new = rephrased(topic, old, added, removed, self._today)
        check_asked(topic, old, new, (self._library,))
        return {name: editing.replace(self._library.texts[name], topic, new)}

    def hide(self, topic: str, hidden: bool) -> Files:
        fix = "remove it, or hide it in the layer of one server"
        raise ChangeError(FieldProblem("topic", "the common guide hides nothing", fix))

    def _found(self, topic: str) -> tuple[str, Block]:
        found = self._library.find(topic)
        if found is None:
            raise unknown(topic)
        return found


def _file_for(change: Change, block: Block, library: Library) -> str:
    """The file that a new block goes to: the one named, or where its neighbours stand."""
    if change.file in library.texts:
        return change.file
    own = area(change.topic)
    if isinstance(block, AspectValue):
        subject = change.topic.rpartition(".")[0]
        for read in library.read:
            known = subjects(read.document) if read.document is not None else ()
            if any(one.id == subject for *_, one in known):
                return read.name
        raise unknown(subject)
    near: Counter[str] = Counter()
    for read in library.read:
        if read.document is None or (change.file and read.name.split("/")[0] != change.file):
            continue
        blocks = read.document.terms if isinstance(block, Term) else read.document.entries
        near[read.name] += sum(1 + 9 * (area(b.id) == own) for b in blocks)
    if near.total():
        return near.most_common(1)[0][0]
    name = change.file if change.file.endswith(".yaml") else f"{change.file or 'more'}/{own}.yaml"
    return file_name(name, change.file)
