"""What a moderator wants changed, and which texts of which files that makes.

ChangeError   the change cannot be made; carries a problem for each field that is in the way
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from bot.knowledge import editing
from bot.knowledge.forms import FieldProblem, FormError, read_form
from bot.knowledge.layers import LayerDocument
from bot.knowledge.library import Library
from bot.knowledge.model import AspectValue, Entry, Term
from bot.knowledge.positions import Value
from bot.knowledge.units import TERM, Block, subjects

LAYER_FILE = "this-server.yaml"
"""Name of the files of a layer: at the top, and in the folder of each category."""
MAX_PHRASINGS = 50
"""Phrasings added at once."""
_FILE = re.compile(r"(?:[a-z0-9][a-z0-9_-]{0,60}/){0,3}[a-z0-9][a-z0-9_-]{0,60}\.yaml")
Files = dict[str, str | None]
"""New texts of files by name; None takes a file away."""


class ChangeKind(StrEnum):
    """What a change does."""

    ADD = "add"
    EDIT = "edit"
    REMOVE = "remove"
    PHRASE = "phrase"
    """Add phrasings to an entry."""
    HIDE = "hide"
    """Layers only: a topic of the common guide is not shown here."""
    SHOW = "show"
    """Layers only: a hidden topic is shown again, a replaced one is the common one again."""
    IMPORT = "import"
    """Whole files."""
    UNDO = "undo"
    """What a revision did is taken back."""


class ChangeError(Exception):
    """A change cannot be made; `problems` says why, field by field."""

    def __init__(self, *problems: FieldProblem) -> None:
        self.problems = problems
        super().__init__("; ".join(map(str, problems)))


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody wants changed. Plain data, so that it can be kept and worked out again."""

    kind: ChangeKind
    topic: str = ""
    """Id of the entry, term (`term.x`) or aspect (`ccma.cost`)."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """A form as in `forms`, for ADD and EDIT. A field left out stays as it is."""
    phrasings: tuple[str, ...] = ()
    """For PHRASE."""
    file: str = ""
    """Where an added entry goes: a file or a category; '' lets the guide choose."""
    base: str | None = None
    """`topic_version` of what the editor started from; None where it does not matter."""
    files: Mapping[str, str] = field(default_factory=dict)
    """For IMPORT."""
    revision: int = 0
    """For UNDO."""

    def to_json(self) -> dict[str, object]:
        """The change as plain JSON values."""
        return {key: value for key, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Change:
        """The change that `to_json` wrote."""
        phrasings = tuple(data.get("phrasings", ()))
        kind = ChangeKind(data["kind"])
        return cls(**{**data, "kind": kind, "phrasings": phrasings})


def work_out(change: Change, common: Library, layer: Library | None, today: date) -> Files:
    """The texts that a change leads to: of the common guide, or of `layer` where it is given.

    IMPORT gives its files; UNDO is worked out in `undoing`. Raises `ChangeError`.
    """
    maker = _Common(common, today) if layer is None else _Layer(common, layer, today)
    try:
        match change.kind:
            case ChangeKind.ADD:
                return maker.add(change)
            case ChangeKind.EDIT:
                return maker.edit(change)
            case ChangeKind.REMOVE:
                return maker.remove(change.topic)
            case ChangeKind.PHRASE:
                return maker.phrase(change.topic, _phrasings(change))
            case ChangeKind.HIDE | ChangeKind.SHOW:
                return maker.hide(change.topic, change.kind is ChangeKind.HIDE)
            case _:
                return dict(change.files)
    except FormError as error:
        raise ChangeError(*error.problems) from error
    except editing.EditError as error:
        raise ChangeError(FieldProblem("topic", str(error), "change something else")) from error


def _phrasings(change: Change) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(p.strip() for p in change.phrasings if p.strip()))
    if not found or len(found) > MAX_PHRASINGS:
        message = f"there are {len(found)} of them"
        raise ChangeError(FieldProblem("phrasings", message, f"give 1 to {MAX_PHRASINGS}"))
    return found


def _unknown(topic: str) -> ChangeError:
    return ChangeError(
        FieldProblem("topic", f"there is no '{topic}'", "choose one that the guide has")
    )


class _Common:
    """Changes of the common guide: in the file in which the topic stands."""

    def __init__(self, library: Library, today: date) -> None:
        self._library = library
        self._today = today

    def add(self, change: Change) -> Files:
        if self._library.find(change.topic) is not None:
            raise _taken(change.topic)
        block = _new_block(change, self._today)
        name = _file_for(change, block, self._library)
        text = self._library.texts.get(name, "")
        return {name: editing.add(text, change.topic, block)}

    def edit(self, change: Change) -> Files:
        name, old = self._found(change.topic)
        new = read_form(change.fields, type(old), old, self._today)
        return {name: editing.replace(self._library.texts[name], change.topic, new)}

    def remove(self, topic: str) -> Files:
        name, _ = self._found(topic)
        return {name: editing.remove(self._library.texts[name], topic)}

    def phrase(self, topic: str, phrasings: tuple[str, ...]) -> Files:
        name, old = self._found(topic)
        text = self._library.texts[name]
        if isinstance(old, Entry):
            # Checked through the form, which knows the limits of a question.
            lines = "\n".join((*old.questions, *phrasings))
            read_form({"questions": lines, "reviewed": str(old.reviewed)}, Entry, old, self._today)
        return {name: editing.add_questions(text, topic, phrasings)}

    def hide(self, topic: str, hidden: bool) -> Files:
        fix = "remove it, or hide it in the layer of one server"
        raise ChangeError(FieldProblem("topic", "the common guide hides nothing", fix))

    def _found(self, topic: str) -> tuple[str, Block]:
        found = self._library.find(topic)
        if found is None:
            raise _unknown(topic)
        return found


class _Layer:
    """Changes of one server's layer: what is common is overridden, never touched."""

    def __init__(self, common: Library, layer: Library, today: date) -> None:
        self._common = common
        self._layer = layer
        self._today = today

    def add(self, change: Change) -> Files:
        if self._common.find(change.topic) or self._layer.find(change.topic):
            raise _taken(change.topic)
        category = change.file.split("/")[0].removesuffix(".yaml")
        name = f"{category}/{LAYER_FILE}" if category else LAYER_FILE
        if not _FILE.fullmatch(name):
            fix = "choose one of the guide's categories"
            raise ChangeError(FieldProblem("file", f"'{change.file}' is no category", fix))
        return self._put(name, change.topic, _new_block(change, self._today))

    def edit(self, change: Change) -> Files:
        own = self._layer.find(change.topic)
        found = own or self._common.find(change.topic)
        if found is None:
            raise _unknown(change.topic)
        name, old = found
        new = read_form(change.fields, type(old), old, self._today)
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

    def phrase(self, topic: str, phrasings: tuple[str, ...]) -> Files:
        own = self._layer.find(topic)
        if own is not None:
            text = self._layer.texts[own[0]]
            return {own[0]: editing.add_questions(text, topic, phrasings, LayerDocument)}
        common = self._common.find(topic)
        if common is None or not isinstance(common[1], Entry):
            raise _unknown(topic)
        document = self._top()
        before = document.phrasings.get(topic, ())
        added: list[Value] = [*dict.fromkeys((*before, *phrasings))]
        value: dict[str, Value] = {**{k: list(v) for k, v in document.phrasings.items()}}
        return self._set("phrasings", {**value, topic: added})

    def hide(self, topic: str, hidden: bool) -> Files:
        own = self._layer.find(topic)
        if own is not None and not hidden:
            return self.remove(topic)
        document = self._top()
        if hidden and self._common.find(topic) is None:
            raise _unknown(topic)
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


def _taken(topic: str) -> ChangeError:
    return ChangeError(
        FieldProblem("topic", f"the id '{topic}' is in use", "choose another id, or edit that one")
    )


def _new_block(change: Change, today: date) -> Block:
    if change.topic.startswith(TERM):
        return read_form(change.fields, Term, None, today, id=change.topic.removeprefix(TERM))
    if "short" in change.fields:
        return read_form(change.fields, AspectValue, None, today)
    return read_form(change.fields, Entry, None, today, id=change.topic)


def _file_for(change: Change, block: Block, library: Library) -> str:
    """The file that a new block goes to: the one named, or where its neighbours stand."""
    if change.file in library.texts:
        return change.file
    area = change.topic.split(".")[0]
    if isinstance(block, AspectValue):
        subject = change.topic.rpartition(".")[0]
        for read in library.read:
            known = subjects(read.document) if read.document is not None else ()
            if any(one.id == subject for *_, one in known):
                return read.name
        raise _unknown(subject)
    near: Counter[str] = Counter()
    for read in library.read:
        if read.document is None or (change.file and read.name.split("/")[0] != change.file):
            continue
        blocks = read.document.terms if isinstance(block, Term) else read.document.entries
        near[read.name] += sum(1 + 9 * (b.id.split(".")[0] == area) for b in blocks)
    if near.total():
        return near.most_common(1)[0][0]
    name = change.file if change.file.endswith(".yaml") else f"{change.file or 'more'}/{area}.yaml"
    if not _FILE.fullmatch(name):
        fix = "choose one of the guide's categories"
        raise ChangeError(FieldProblem("file", f"'{change.file}' is no category", fix))
    return name
