"""What two people made of the same topic, put together: a three-way merge, field by field.

A field that only one of them changed is taken from that one; in a list each item counts by
itself. What both changed, each in another way, is a clash that a person has to settle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.knowledge.positions import Value
from bot.knowledge.units import Block
from bot.knowledge.writing import plain

T = TypeVar("T")

LATER = frozenset({"reviewed", "review_by"})
"""Days of which the later one holds."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A topic put together from two."""

    block: Block
    """With `mine` wherever there is a clash."""
    clashes: tuple[str, ...]
    """Names of the fields that both changed, each in another way."""


def merge(base: Block, mine: Block, theirs: Block) -> Merged:
    """Put together what became of `base` in two hands.

    Raises pydantic's `ValidationError` when the two cannot stand together.
    """
    clashes: list[str] = []
    before, ours, other = plain(base), plain(mine), plain(theirs)
    found: dict[str, Value] = {}
    for key in dict.fromkeys([*other, *ours, *before]):
        value, clash = _merged(before.get(key), ours.get(key), other.get(key))
        if clash and key in LATER:
            value, clash = max(str(ours.get(key) or ""), str(other.get(key) or "")), False
        if clash:
            clashes.append(key)
        if value is not None:
            found[key] = value
    return Merged(type(theirs).model_validate(found), tuple(clashes))


def _merged(base: Value, mine: Value, theirs: Value) -> tuple[Value, bool]:
    """The value that holds, and whether the two are at odds."""
    if mine in (base, theirs):
        return theirs, False
    if theirs == base:
        return mine, False
    # A list that is left out is an empty one.
    if all(value is None or isinstance(value, list) for value in (base, mine, theirs)):
        lists = (value if isinstance(value, list) else [] for value in (base, mine, theirs))
        return merge_items(*lists) or None, False
    return mine, True


def merge_items(base: Sequence[T], mine: Sequence[T], theirs: Sequence[T]) -> list[T]:
    """Theirs, without what mine took out of `base`, and with what mine added, each once."""
    kept = [item for item in theirs if item in mine or item not in base]
    added = [item for item in mine if item not in base and item not in kept]
    return kept + added
