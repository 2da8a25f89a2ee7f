"""Where every value of a YAML text begins and ends, to the character.

Unlike the lines of `positions`, an end here is the end of the value itself: what follows it,
blank lines and comments included, belongs to nobody and is never touched by an edit.
"""

from __future__ import annotations

import re
from bisect import bisect_right

import yaml

from bot.knowledge.positions import LOADER, Path

_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What YAML takes for the end of a line."""


class Blocks:
    """The values of one YAML text that has been parsed without problems."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in _LINE_BREAK.finditer(text))]
        self.root: yaml.Node | None = yaml.compose(text, Loader=LOADER)

    def node(self, path: Path) -> yaml.Node | None:
        """The value at a path; None when there is none."""
        node = self.root
        for part in path:
            if isinstance(node, yaml.MappingNode):
                node = next((value for key, value in node.value if key.value == part), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
                node = node.value[part] if part < len(node.value) else None
            else:
                return None
        return node

    def key(self, path: Path) -> yaml.Node | None:
        """The key of the value at a path, where it has one."""
        holder = self.node(path[:-1])
        if not isinstance(holder, yaml.MappingNode):
            return None
        return next((key for key, _ in holder.value if key.value == path[-1]), None)

    def at(self, mark: yaml.Mark) -> int:
        """The place of a mark in the text."""
        # Counted from the line, since the parsers do not agree on marks after a \ufeff.
        return min(self._starts[mark.line] + mark.column, len(self.text))

    def start(self, node: yaml.Node) -> int:
        """Where a value begins."""
        return self.at(node.start_mark)

    def end(self, node: yaml.Node) -> int:
        """One past the last character of a value, on the last line that it has."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self.end(last[1] if isinstance(last, tuple) else last)
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            # A line of blanks may be part of the text, an empty one can be left alone.
            found = self.text[: self.at(node.end_mark)].rstrip("\r\n\x85\u2028\u2029")
            return max(len(found), self.start(node) + 1)
        return self.at(node.end_mark)

    def line_start(self, place: int) -> int:
        """Where the line of a place begins."""
        return self._starts[bisect_right(self._starts, place) - 1]

    def line_end(self, place: int) -> int:
        """Where the line after that of a place begins."""
        number = bisect_right(self._starts, place)
        return self._starts[number] if number < len(self._starts) else len(self.text)

    def line(self, place: int) -> str:
        """The line of a place, with its break."""
        return self.text[self.line_start(place) : self.line_end(place)]

    def rest(self, place: int) -> str:
        """What stands between a place and the end of its line."""
        return _LINE_BREAK.sub("", self.text[place : self.line_end(place)])

    def dash(self, holder: yaml.SequenceNode, item: yaml.Node) -> int:
        """The place of the dash in front of an item of a block list."""
        column = holder.start_mark.column
        number = item.start_mark.line
        while number > holder.start_mark.line and not self._has_dash(number, column):
            number -= 1
        return self._starts[number] + column

    def _has_dash(self, number: int, column: int) -> bool:
        line = self.line(self._starts[number])
        return not line[:column].strip(" ") and line[column : column + 1] == "-"

    def first_flow(self, path: Path) -> Path | None:
        """The outermost value on the way to `path` that is written in [ ] or { }."""
        for length in range(len(path) + 1):
            node = self.node(path[:length])
            if isinstance(node, yaml.CollectionNode) and node.flow_style:
                return path[:length]
        return None
