"""A YAML text on which edits are noted down, to be made all at once.

ValueError   the text is written in a way that these edits do not know
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from bot.knowledge.blocks import Blocks
from bot.knowledge.positions import Path, Value
from bot.knowledge.writing import Bare, block_lines, item_lines, key_lines


class Target:
    """A text and the path of the value in it that is to be edited."""

    def __init__(self, text: str, path: Path) -> None:
        self.text = text
        self.path = path
        self.blocks = Blocks(text)
        self.newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
        self._edits: list[tuple[int, int, str]] = []

    def node(self, path: Path) -> yaml.Node:
        """The value at a path. Raises `ValueError` when there is none."""
        node = self.blocks.node(path)
        if node is None:
            raise ValueError("a part of the file cannot be found")
        return node

    def key(self, path: Path) -> yaml.Node:
        """The key at a path. Raises `ValueError` when there is none."""
        key = self.blocks.key(path)
        if key is None:
            raise ValueError("a part of the file cannot be found")
        return key

    def put(self, start: int, end: int, text: str) -> None:
        """Replace a stretch of the text, once all edits are known."""
        self._edits.append((start, end, text))

    def put_lines(self, start: int, end: int, lines: Sequence[str]) -> None:
        """Replace a stretch, from where the first line's text begins, by lines.

        A comment behind the stretch stays behind the first line.
        """
        rest = self.blocks.rest(end)
        if len(lines) > 1 and rest.strip():
            lines = [lines[0] + rest.rstrip(), *lines[1:]]
            end += len(rest)
        self.put(start, end, self.newline.join(lines).lstrip(" "))

    def insert_after(self, place: int, lines: Sequence[str]) -> None:
        """Insert lines after the line of a place."""
        at = self.blocks.line_end(place)
        new = self.newline.join(lines)
        ended = at > 0 and self.text[at - 1] in "\r\n\x85\u2028\u2029"
        self.put(at, at, new + self.newline if ended or not at else self.newline + new)

    def drop_lines(self, start: int, end: int) -> None:
        """Take out all lines from that of `start` to that of `end`."""
        first, last = self.blocks.line_start(start), self.blocks.line_end(end)
        if last == len(self.text) and not self.text.endswith(("\n", "\r")):
            # The text before it ends without a line break too.
            first = len(self.text[:first].removesuffix("\n").removesuffix("\r"))
        self.put(first, last, "")

    def done(self) -> str:
        """The text with all edits made."""
        text = self.text
        for start, end, new in sorted(self._edits, reverse=True, key=lambda edit: edit[:2]):
            text = text[:start] + new + text[end:]
        return text

    def write_key(self, value: Value, path: Path | None = None) -> str:
        """The text with the key and value at a path written anew."""
        path = self.path if path is None else path
        key = self.key(path)
        lines = key_lines(str(path[-1]), value, key.start_mark.column)
        self.put_lines(self.blocks.start(key), self.blocks.end(self.node(path)), lines)
        return self.done()


def open_up(text: str, path: Path) -> str:
    """The text with every [ ] or { } around the value at `path` written as a block."""
    while True:
        target = Target(text, path)
        flow = target.blocks.first_flow(path)
        if flow is None:
            return text
        node = target.node(flow)
        start, end = target.blocks.start(node), target.blocks.end(node)
        if re.search(r"\s#", text[start:end]):
            raise ValueError("there is a comment inside [ ] or { }")
        value = _value(node)
        if not value:
            # Nothing is in it, so that it has no block form; who adds to it replaces it.
            return text
        if not flow:
            target.put_lines(start, end, block_lines(value, 0) if isinstance(value, dict) else [])
            text = target.done()
        elif isinstance(flow[-1], int):
            holder = target.node(flow[:-1])
            assert isinstance(holder, yaml.SequenceNode)
            dash = target.blocks.dash(holder, node)
            lines = item_lines(value, holder.start_mark.column)
            target.put_lines(dash, end, lines)
            text = target.done()
        else:
            text = target.write_key(value, flow)
        if Blocks(text).first_flow(path) == flow:
            raise ValueError("a part of the file is written in [ ] or { }")


def _value(node: yaml.Node) -> Value:
    """A value as it was written: what stood there without quotes gets none."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _value(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    plain_style = isinstance(node, yaml.ScalarNode) and not node.style
    return Bare(node.value) if plain_style else str(node.value)
