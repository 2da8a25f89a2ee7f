"""Taking back what a revision did, also when others came after it.

Where a file still is as the revision left it, it becomes byte for byte what it was before.
Otherwise each field that the revision changed is set back, as long as nobody has changed
that field since; what others did elsewhere stays.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from bot.knowledge import editing
from bot.knowledge.changes import ChangeError, Files
from bot.knowledge.forms import FieldProblem
from bot.knowledge.layers import LayerDocument
from bot.knowledge.library import Library
from bot.knowledge.merging import merge, merge_items
from bot.knowledge.positions import Value
from bot.knowledge.units import BLOCKS, HIDDEN, PHRASINGS, Unit, changed

Texts = Mapping[str, str | None]


def undo(before: Texts, after: Texts, now: Library) -> Files:
    """The texts that take a revision back, given its files before and after it.

    Raises `ChangeError`, with a problem for each topic of which a field was changed again since.
    """
    model = now.model
    files: Files = {}
    problems: list[FieldProblem] = []
    for name in after:
        current = now.texts.get(name)
        if current == before[name]:
            continue
        if current == after[name]:
            files[name] = before[name]
            continue
        try:
            old, new = (_units(name, texts[name], model) for texts in (before, after))
            files[name] = _set_back(name, current or "", old, new, now)
        except ChangeError as error:
            problems += error.problems
        except editing.EditError as error:
            problems.append(FieldProblem("file", f"{name}: {error}", "undo it by hand"))
    if problems:
        raise ChangeError(*problems)
    if not files:
        fix = "nothing has to be done"
        raise ChangeError(FieldProblem("revision", "it is undone already", fix))
    return files


def _units(name: str, text: str | None, model: type) -> Mapping[str, Unit]:
    return Library({name: text} if text is not None else {}, model).units


def _set_back(
    name: str, text: str, old: Mapping[str, Unit], new: Mapping[str, Unit], now: Library
) -> str:
    model = now.model
    current = _units(name, text, model)
    names = changed(old, new)
    wishes: dict[str, Unit | None] = {}
    problems: list[FieldProblem] = []
    for unit in names:
        try:
            wishes[unit] = _wanted(unit, old.get(unit), new.get(unit), current.get(unit))
        except ChangeError as error:
            problems += error.problems
    if problems:
        raise ChangeError(*problems)
    for unit in names:
        wanted, present = wishes[unit], current.get(unit)
        if wanted == present:
            continue
        if unit.startswith((HIDDEN, PHRASINGS)):
            text = _set_layer(text, unit, wanted)
        elif wanted is None and isinstance(present, BLOCKS):
            text = editing.remove(text, unit, model)
        elif present is None and isinstance(wanted, BLOCKS):
            text = editing.add(text, unit, wanted, model)
        elif isinstance(wanted, BLOCKS):
            text = editing.replace(text, unit, wanted, model)
        else:
            message = f"'{unit}' in {name} is no entry, and the file was changed since"
            raise ChangeError(FieldProblem("file", message, "undo the later changes first"))
    return text


def _wanted(unit: str, old: Unit | None, new: Unit | None, now: Unit | None) -> Unit | None:
    """What a unit has to be: as it was before, with what others changed since elsewhere in it.

    Raises `ChangeError` when they changed the same.
    """
    if now in (new, old):
        return old
    what = f"'{unit}'"
    if unit.startswith(PHRASINGS):
        lists = (unit if isinstance(unit, tuple) else () for unit in (new, old, now))
        return tuple(merge_items(*lists))
    if isinstance(old, BLOCKS) and isinstance(new, BLOCKS) and isinstance(now, BLOCKS):
        try:
            merged = merge(new, old, now)
        except ValidationError:
            merged = None
        if merged is not None and not merged.clashes:
            return merged.block
        fields = merged.clashes if merged is not None else ()
        what = f"the {' and the '.join(fields)} of '{unit}'" if fields else what
    fix = f"undo the later change first: `/knowledge history` of '{unit}' has it"
    raise ChangeError(FieldProblem("topic", f"{what} was changed again since", fix))


def _set_layer(text: str, unit: str, wanted: Unit | None) -> str:
    read = Library({"x": text}, LayerDocument).file("x")
    document = read.document if read is not None else None
    if not isinstance(document, LayerDocument):
        raise editing.EditError("the file has errors of its own")
    if unit.startswith(HIDDEN):
        topic = unit.removeprefix(HIDDEN)
        kept: list[Value] = [other for other in document.hides if other != topic]
        value: list[Value] = [*kept, topic] if wanted is not None else kept
        return editing.set_key(text, "hides", value or None, LayerDocument)
    entry = unit.removeprefix(PHRASINGS)
    all_of: dict[str, Value] = {k: list(v) for k, v in document.phrasings.items() if k != entry}
    if isinstance(wanted, tuple) and wanted:
        all_of[entry] = [str(question) for question in wanted]
    return editing.set_key(text, "phrasings", all_of or None, LayerDocument)
