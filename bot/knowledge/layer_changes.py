"""Changes of one server's layer: what is common is overridden, never touched."""

from __future__ import annotations

from datetime import date

from bot.knowledge import editing
from bot.knowledge.changes import Change, ChangeError, Files
from bot.knowledge.forms import FieldProblem
from bot.knowledge.layers import LayerDocument
from bot.knowledge.library import Library
from bot.knowledge.model import AspectValue
from bot.knowledge.positions import Value
from bot.knowledge.units import Block
from bot.knowledge.wanted import (
    check_asked,
    edited,
    file_name,
    new_block,
    rephrased,
    taken,
    unknown,
)

LAYER_FILE = "this-server.yaml"
"""Name of the files of a layer: at the top, and in the folder of each category."""


class LayerChanges:
    """Works out the texts that changes of a layer lead to."""

    def __init__(self, common: Library, layer: Library, today: date) -> None:
        self._common = common
        self._layer = layer
        self._today = today

    def add(self, change: Change) -> Files:
        if self._common.find(change.topic) or self._layer.find(change.topic):
            raise taken(change.topic)
        category = change.file.split("/")[0].removesuffix(".yaml")
        name = f"{category}/{LAYER_FILE}" if category else LAYER_FILE
        name = file_name(name, change.file)
        block = new_block(change, self._today)
        check_asked(change.topic, None, block, (self._common, self._layer))
        return self._put(name, change.topic, block)

    def edit(self, change: Change, started: Block | None) -> Files:
        own = self._layer.find(change.topic)
        found = own or self._common.find(change.topic)
        if found is None:
            raise unknown(change.topic)
        name, old = found
        new = edited(change, old, started, self._today)
        check_asked(change.topic, old, new, (self._common, self._layer))
        if own is not None:
            text = self._layer.texts[name]
            return {name: editing.replace(text, change.topic, new, LayerDocument)}
        category = name.split("/")[0]
        name = f"{category}/{LAYER_FILE}" if "/" in name else LAYER_FILE
        return self._put(LAYER_FILE if isinstance(new, AspectValue) else name, change.topic, new)

    def remove(self, topic: str) -> Files:
        own = self._layer.find(topic)
        if own is not None:
            text = editing.remove(self._layer.texts[own[0]], topic, LayerDocument)
            return {own[0]: text}
        return self.hide(topic, True)

    def phrase(self, topic: str, added: tuple[str, ...], removed: tuple[str, ...]) -> Files:
        own = self._layer.find(topic)
        if own is not None:
            new = rephrased(topic, own[1], added, removed, self._today)
            check_asked(topic, own[1], new, (self._common, self._layer))
            text = self._layer.texts[own[0]]
            return {own[0]: editing.replace(text, topic, new, LayerDocument)}
        common = self._common.find(topic)
        if common is None:
            raise unknown(topic)
        new = rephrased(topic, common[1], added, (), self._today)
        check_asked(topic, common[1], new, (self._common, self._layer))
        document = self._top()
        before = document.phrasings.get(topic, ())
        if foreign := [question for question in removed if question not in before]:
            message = f"'{foreign[0]}' belongs to the common guide"
            fix = "leave it, or edit the entry, which gives this server its own text of it"
            raise ChangeError(FieldProblem("questions", message, fix))
        now: list[Value] = [q for q in dict.fromkeys((*before, *added)) if q not in removed]
        every: dict[str, Value] = {k: list(v) for k, v in document.phrasings.items() if k != topic}
        return self._set("phrasings", ({**every, topic: now} if now else every) or None)

    def hide(self, topic: str, hidden: bool) -> Files:
        own = self._layer.find(topic)
        if own is not None and not hidden:
            return self.remove(topic)
        document = self._top()
        if hidden and self._common.find(topic) is None:
            raise unknown(topic)
        if (topic in document.hides) == hidden:
            message = f"'{topic}' is {'hidden already' if hidden else 'not hidden here'}"
            raise ChangeError(FieldProblem("topic", message, "nothing has to be done"))
        kept: list[Value] = [other for other in document.hides if other != topic]
        return self._set("hides", [*kept, topic] if hidden else kept or None)

    def _top(self) -> LayerDocument:
        read = self._layer.file(LAYER_FILE)
        document = read.document if read is not None else None
        return document if isinstance(document, LayerDocument) else LayerDocument()

    def _set(self, key: str, value: Value) -> Files:
        text = self._layer.texts.get(LAYER_FILE, "")
        return {LAYER_FILE: editing.set_key(text, key, value, LayerDocument)}

    def _put(self, name: str, topic: str, block: Block) -> Files:
        text = self._layer.texts.get(name, "")
        return {name: editing.add(text, topic, block, LayerDocument)}
