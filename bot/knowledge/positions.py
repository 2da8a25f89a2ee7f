"""YAML text to plain values that remember their lines.

Every scalar stays the text that was typed (so `no` is the word "no", and a date is not
turned into something else); the model decides what it must be. Aliases, tags, several
documents and deep nesting are refused: nobody who writes answers needs them, and they are
how a small file becomes a huge one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from bot.knowledge.limits import MAX_DEPTH, MAX_FILE_BYTES
from bot.knowledge.problems import Problem

Path = tuple[str | int, ...]
Value = str | None | list["Value"] | dict[str, "Value"]

LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""That of libyaml where it is there: many times as fast."""
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True)
class Located:
    """A parsed file: its value, the span of lines of every node, and what was wrong."""

    value: Value = None
    lines: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """Path -> first line and the line after the last, counted from 1."""
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of `path`, or of the nearest ancestor that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, (1, 1))[0]


def parse(text: str, file: str) -> Located:
    """Parse one YAML file. Never raises: what is wrong stands in `problems`."""
    reading = _Reading(file)
    try:
        if len(text.encode("utf-8", "surrogatepass")) > MAX_FILE_BYTES:
            message = f"the file is larger than {MAX_FILE_BYTES:,} bytes"
            reading.problem(1, message, "split it into several")
        else:
            reading.read(text)
    except _TooDeepError as error:
        fix = f"use at most {MAX_DEPTH} levels"
        reading.problem(error.line, "the file is nested too deeply", fix)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reading.problem(
            mark.line + 1 if mark else 1,
            f"this is not valid YAML: {error.problem or error.context}",
            "check the indentation, and put quotes around text that holds ': ' or starts with "
            "one of - [ { # & * ! | > % @ `",
        )
    except yaml.YAMLError as error:
        sentence = f"this is not valid YAML: {str(error).splitlines()[0]}"
        reading.problem(1, sentence, "save it as UTF-8 text")
    return reading.result


class _TooDeepError(Exception):
    """The nesting goes beyond all bounds."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Reading:
    """Reads one file event by event.

    Events do not nest: composing 100,000 open brackets at once would end the process.
    """

    def __init__(self, file: str) -> None:
        self.result = Located()
        self._file = file
        self._events: Iterator[yaml.Event] = iter(())

    def problem(self, line: int, message: str, fix: str) -> None:
        self.result.problems.append(Problem(self._file, line, message, fix))

    def read(self, text: str) -> None:
        """Read everything. Raises `yaml.YAMLError` or `_TooDeepError`."""
        self._events = yaml.parse(text, Loader=LOADER)
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    fix = "remove the line `---`"
                    self.problem(_line(event), "a second document starts here", fix)
                    return
            elif isinstance(event, yaml.NodeEvent):
                self.result.value = self._value(event, ())

    def _value(self, event: yaml.Event, path: Path) -> Value:
        """The value that begins with an event, which is read to its end."""
        first = _line(event)
        if len(path) > MAX_DEPTH:
            raise _TooDeepError(first)
        value: Value = None
        if isinstance(event, yaml.ScalarEvent):
            # An unquoted scalar has no style, or an empty one when libyaml reads it.
            value = None if not event.style and event.value in _NULLS else event.value
            end: yaml.Event = event
        elif isinstance(event, yaml.SequenceStartEvent):
            value, end = self._list(path)
        elif isinstance(event, yaml.MappingStartEvent):
            value, end = self._mapping(path)
        else:
            fix = "write the text out; aliases are not used here"
            self.problem(first, "an alias (*name) is used", fix)
            end = event
        if getattr(event, "tag", None) is not None:
            fix = "put quotes around the text, or remove the word with the !"
            self.problem(first, "a tag (!name) is used", fix)
        self.result.lines[path] = (first, max(_after(end), first + 1))
        return value

    def _list(self, path: Path) -> tuple[list[Value], yaml.Event]:
        values: list[Value] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return values, event
            values.append(self._value(event, (*path, len(values))))
        raise yaml.YAMLError("a list without an end")

    def _mapping(self, path: Path) -> tuple[dict[str, Value], yaml.Event]:
        values: dict[str, Value] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                return values, event
            line = _line(event)
            nowhere = (*path, "")
            if not isinstance(event, yaml.ScalarEvent):
                self.problem(line, "a key is not a plain word", "write `key: value`")
                self._value(event, nowhere)
                self._value(next(self._events), nowhere)
            elif event.value in values:
                self.problem(line, f"'{event.value}' stands here twice", "keep one of them")
                self._value(next(self._events), nowhere)
            else:
                child = (*path, event.value)
                values[event.value] = self._value(next(self._events), child)
                self.result.lines[child] = (line, max(self.result.lines[child][1], line + 1))
        raise yaml.YAMLError("a mapping without an end")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _after(event: yaml.Event) -> int:
    """The line after the last one of an event; one that ends at a line's start is not on it."""
    mark = event.end_mark
    return mark.line + (1 if mark.column else 0) + 1 if mark else 1
