"""What differs between two states of the knowledge, as lines and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel

from bot.knowledge.model import Source
from bot.knowledge.units import HIDDEN, PHRASINGS, Unit, changed
from bot.knowledge.writing import plain

ONE = {
    "questions": "question",
    "sources": "source",
    "related": "related topic",
    "names": "name",
    "covers": "number covered",
    "milestones": "step",
    "claims": "claim",
    "pathways": "pathway",
    "parts": "part",
}
"""What one item of a list field is called."""


class Sort(StrEnum):
    """What became of a unit."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is gone (-) or new (+) in a field."""

    sign: str
    field: str
    """As a person names it: 'answer', 'question'."""
    text: str

    def __str__(self) -> str:
        return f"{self.sign} {self.field}: {self.text}"


@dataclass(frozen=True, slots=True)
class UnitDiff:
    """What differs in one entry, aspect, or other part of the knowledge."""

    unit: str
    sort: Sort
    title: str
    lines: tuple[Line, ...]

    @property
    def words(self) -> str:
        """One sentence: 'cert.cost: answer changed, 2 questions added.'"""
        if self.sort is not Sort.CHANGED:
            return f"{self.unit}: {self.sort}."
        return f"{self.unit}: {', '.join(_counted(self.lines)) or 'changed'}."


@dataclass(frozen=True, slots=True)
class Diff:
    """All that differs, in the order of the files."""

    units: tuple[UnitDiff, ...]

    @property
    def words(self) -> str:
        """One sentence a unit, one a line."""
        return "\n".join(unit.words for unit in self.units)

    @property
    def lines(self) -> tuple[str, ...]:
        """A heading for each unit, then its lines with + and -."""
        return tuple(
            line
            for unit in self.units
            for line in (f"{unit.unit} ({unit.sort})", *map(str, unit.lines))
        )

    def of(self, sort: Sort) -> tuple[str, ...]:
        """Names of the units of one sort."""
        return tuple(unit.unit for unit in self.units if unit.sort is sort)


def diff(before: Mapping[str, Unit], after: Mapping[str, Unit]) -> Diff:
    """What differs between two sets of units."""
    return Diff(tuple(_unit(n, before.get(n), after.get(n)) for n in changed(before, after)))


def _unit(name: str, before: Unit | None, after: Unit | None) -> UnitDiff:
    sort = Sort.ADDED if before is None else Sort.REMOVED if after is None else Sort.CHANGED
    shown = after if after is not None else before
    title = getattr(shown, "title", None) or getattr(shown, "name", None) or name
    return UnitDiff(name, sort, str(title), tuple(_lines(_fields(before), _fields(after))))


def _fields(unit: Unit | None) -> dict[str, object]:
    if unit is None:
        return {}
    if isinstance(unit, BaseModel):
        # `plain` leaves out what is as usual and puts the rest in the usual order.
        return {key: getattr(unit, key) for key in plain(unit) if key != "id"}
    if isinstance(unit, tuple):
        return {"questions" if all(isinstance(part, str) for part in unit) else "parts": unit}
    return {"topic": unit}


def _lines(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Line]:
    for key in dict.fromkeys([*after, *before]):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        name = ONE.get(key, key.replace("_", " "))
        gone, came = _items(old), _items(new)
        if gone and came and Counter(gone) == Counter(came):
            yield Line("+", name, "in another order")
        yield from (Line("-", name, text) for text in gone if text not in came)
        yield from (Line("+", name, text) for text in came if text not in gone)


def _items(value: object) -> list[str]:
    if value is None or value == "":
        return []
    if isinstance(value, Mapping):
        return [f"{key}: {_text(inner)}" for key, inner in value.items()]
    if isinstance(value, list | tuple):
        return [_text(item) for item in value]
    return [_text(value)]


def _text(value: object) -> str:
    if isinstance(value, Source):
        says = f": {value.says}" if value.says else ""
        return f"{value.title} ({value.as_of}), {value.url}{says}"
    if isinstance(value, BaseModel):
        return "; ".join(f"{key}: {inner}" for key, inner in plain(value).items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(_text, value))
    return str(value)


def _counted(lines: Sequence[Line]) -> Iterator[str]:
    """'answer changed', '2 questions added': one for each field."""
    listed = set(ONE.values())
    for name in dict.fromkeys(line.field for line in lines):
        came = sum(line.sign == "+" for line in lines if line.field == name)
        gone = sum(line.sign == "-" for line in lines if line.field == name)
        if name not in listed:
            yield f"{name} {'changed' if came and gone else 'added' if came else 'removed'}"
            continue
        yield from (
            f"{count} {name}{'s' if count != 1 else ''} {verb}"
            for count, verb in ((came, "added"), (gone, "removed"))
            if count
        )


def topics_of(names: Sequence[str]) -> tuple[str, ...]:
    """The topics that units are about: an entry that is hidden or rephrased is that entry."""
    return tuple(dict.fromkeys(name.removeprefix(HIDDEN).removeprefix(PHRASINGS) for name in names))
