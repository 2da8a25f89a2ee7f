"""YAML text to plain values that remember their lines.

Every scalar stays the text that was typed (so `no` is the word "no", and a date is not
turned into something else); the model decides what it must be. Aliases, tags, several
documents and deep nesting are refused: nobody who writes answers needs them, and they are
how a small file becomes a huge one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from bot.knowledge.limits import MAX_DEPTH, MAX_FILE_BYTES
from bot.knowledge.problems import Problem

Path = tuple[str | int, ...]
Value = str | None | list["Value"] | dict[str, "Value"]

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
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
    result = Located()

    def problem(line: int, message: str, fix: str) -> None:
        result.problems.append(Problem(file, line, message, fix))

    if len(text.encode("utf-8", "surrogatepass")) > MAX_FILE_BYTES:
        problem(1, f"the file is larger than {MAX_FILE_BYTES:,} bytes", "split it into several")
        return result
    try:
        deep = _too_deep(text)
        if deep:
            problem(deep, "the file is nested too deeply", f"use at most {MAX_DEPTH} levels")
            return result
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem(
            mark.line + 1 if mark else 1,
            f"this is not valid YAML: {error.problem or error.context}",
            "check the indentation, and put quotes around text that holds ': ' or starts with "
            "one of - [ { # & * ! | > % @ `",
        )
        return result
    except yaml.YAMLError as error:
        problem(1, f"this is not valid YAML: {str(error).splitlines()[0]}", "save it as UTF-8 text")
        return result
    except RecursionError:
        problem(1, "the file is nested too deeply", f"use at most {MAX_DEPTH} levels")
        return result
    if root is None:
        return result

    seen: set[int] = set()

    def build(node: yaml.Node, path: Path) -> Value:
        start = node.start_mark.line + 1
        end = node.end_mark.line + (1 if node.end_mark.column else 0) + 1
        result.lines.setdefault(path, (start, max(end, start + 1)))
        if id(node) in seen:
            problem(
                start, "an alias (*name) is used", "write the text out; aliases are not used here"
            )
            return None
        seen.add(id(node))
        if len(path) > MAX_DEPTH:
            problem(start, "the file is nested too deeply", f"use at most {MAX_DEPTH} levels")
            return None
        if isinstance(node, yaml.SequenceNode):
            return [build(item, (*path, n)) for n, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return mapping(node, path)
        return scalar(node) if isinstance(node, yaml.ScalarNode) else None

    def scalar(node: yaml.ScalarNode) -> str | None:
        # An unquoted scalar has no style, or an empty one when libyaml reads it.
        if not node.style and node.value in _NULLS:
            return None
        return str(node.value)

    def mapping(node: yaml.MappingNode, path: Path) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                problem(line, "a key is not a plain word", "write `key: value`")
                continue
            key = str(key_node.value)
            if key in values:
                problem(line, f"'{key}' stands here twice", "keep one of them")
                continue
            child = (*path, key)
            values[key] = build(value_node, child)
            result.lines[child] = (line, max(result.lines[child][1], line + 1))
        return values

    result.value = build(root, ())
    return result


def _too_deep(text: str) -> int:
    """The line where the nesting goes beyond all bounds, or 0.

    Reads events, which do not nest: composing 100,000 open brackets ends the process.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH + 1:
                return event.start_mark.line + 1 if event.start_mark else 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return 0


def is_mapping(value: Value) -> bool:
    """Whether the top of a file is a mapping, as every knowledge file must be."""
    return isinstance(value, Mapping)
