"""From a change to the texts that it leads to."""

from __future__ import annotations

from datetime import date

from bot.knowledge import editing
from bot.knowledge.changes import Change, ChangeError, ChangeKind, Files
from bot.knowledge.common_changes import CommonChanges
from bot.knowledge.forms import FieldProblem, FormError
from bot.knowledge.layer_changes import LayerChanges
from bot.knowledge.library import Library
from bot.knowledge.units import Block
from bot.knowledge.wanted import phrasings_of


def work_out(
    change: Change,
    common: Library,
    layer: Library | None,
    today: date,
    started: Block | None = None,
) -> Files:
    """The texts that a change leads to: of the common guide, or of `layer` where it is given.

    IMPORT gives its files; UNDO is worked out in `undoing`. `started` is the topic as an EDIT
    found it: what others made of it since is kept. Raises `ChangeError`, which is a `ClashError`
    where both changed the same field.
    """
    maker = CommonChanges(common, today) if layer is None else LayerChanges(common, layer, today)
    try:
        match change.kind:
            case ChangeKind.ADD:
                return maker.add(change)
            case ChangeKind.EDIT:
                return maker.edit(change, started)
            case ChangeKind.REMOVE:
                return maker.remove(change.topic)
            case ChangeKind.PHRASE:
                return maker.phrase(change.topic, *phrasings_of(change))
            case ChangeKind.HIDE | ChangeKind.SHOW:
                return maker.hide(change.topic, change.kind is ChangeKind.HIDE)
            case _:
                return dict(change.files)
    except FormError as error:
        raise ChangeError(*error.problems) from error
    except editing.EditError as error:
        raise ChangeError(FieldProblem("topic", str(error), "change something else")) from error
