"""The single edits that `editing` is made of: text in, text out, nothing checked.

ValueError   the text is written in a way that these edits do not know
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

import yaml

from bot.knowledge.positions import Path, Value
from bot.knowledge.target import Target
from bot.knowledge.units import Block
from bot.knowledge.writing import ORDER, item_lines, key_lines, plain, scalar


def put_block(target: Target, old: Block, new: Block, *, whole: bool) -> str:
    """Write what differs between `old`, which stands at the target, and `new`."""
    before, after = plain(old), plain(new)
    node = target.node(target.path)
    if whole or not isinstance(node, yaml.MappingNode):
        return _put_whole(target, node, after)
    present = [str(key.value) for key, _ in node.value]
    indent = node.start_mark.column
    for key in [key for key in present if key not in after]:
        _drop_pair(target, node, key)
    for key in present:
        if key in after and before.get(key) != after[key]:
            _put_field(target, (*target.path, key), before.get(key), after[key], indent)
    for anchor, keys in _missing(present, list(after)):
        lines = [line for key in keys for line in key_lines(key, after[key], indent)]
        target.insert_after(target.blocks.end(target.node((*target.path, anchor))), lines)
    return target.done()


def _missing(present: Sequence[str], wanted: Sequence[str]) -> Iterable[tuple[str, list[str]]]:
    """The keys to add, together with the key after which they go."""
    places: dict[str, list[str]] = {}
    for key in wanted:
        if key in present:
            continue
        rank = ORDER.index(key)
        before = [k for k in present if k in wanted and k in ORDER and ORDER.index(k) < rank]
        anchor = before[-1] if before else next(k for k in present if k in wanted)
        places.setdefault(anchor, []).append(key)
    return places.items()


def _put_whole(target: Target, node: yaml.Node, after: dict[str, Value]) -> str:
    if not isinstance(target.path[-1], int):
        return target.write_key(after)
    holder = target.node(target.path[:-1])
    assert isinstance(holder, yaml.SequenceNode)
    dash = target.blocks.dash(holder, node)
    lines = item_lines(after, holder.start_mark.column, _gap(node, holder))
    target.put_lines(dash, target.blocks.end(node), lines)
    return target.done()


def _put_field(target: Target, path: Path, before: Value, after: Value, indent: int) -> None:
    node, key = target.node(path), target.key(path)
    listed = isinstance(node, yaml.SequenceNode) and not node.flow_style
    if listed and isinstance(after, list) and isinstance(before, list):
        assert isinstance(node, yaml.SequenceNode)
        if len(before) == len(node.value):
            _put_items(target, node, before, after)
            return
    lines = key_lines(str(path[-1]), after, indent)
    end = target.blocks.end(node)
    beside = node.start_mark.line == key.start_mark.line and bool(node.value)
    if beside and len(lines) == 1 and isinstance(after, str) and isinstance(node, yaml.ScalarNode):
        target.put(target.blocks.start(node), end, scalar(after))
        return
    target.put_lines(target.blocks.start(key), end, lines)


def _put_items(
    target: Target, node: yaml.SequenceNode, before: Sequence[Value], after: Sequence[Value]
) -> None:
    """Write the items of a block list that differ."""
    column = node.start_mark.column
    gap = _gap(node.value[0], node)
    keys = [repr(value) for value in before], [repr(value) for value in after]
    for tag, i, j, k, m in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        same = min(j - i, m - k)
        for item, value in zip(node.value[i : i + same], after[k : k + same], strict=True):
            start, end = target.blocks.dash(node, item), target.blocks.end(item)
            target.put_lines(start, end, item_lines(value, column, gap))
        for item in node.value[i + same : j]:
            target.drop_lines(target.blocks.dash(node, item), target.blocks.end(item))
        new = [line for v in after[k + same : m] for line in item_lines(v, column, gap)]
        if new and i + same:
            target.insert_after(target.blocks.end(node.value[i + same - 1]), new)
        elif new:
            at = target.blocks.line_start(target.blocks.dash(node, node.value[0]))
            target.put(at, at, target.newline.join([*new, ""]))


def _gap(item: yaml.Node, holder: yaml.SequenceNode) -> int:
    return max(1, min(item.start_mark.column - holder.start_mark.column - 1, 8))


def _drop_pair(target: Target, node: yaml.MappingNode, key: str) -> None:
    number, (key_node, value) = next(
        (n, pair) for n, pair in enumerate(node.value) if pair[0].value == key
    )
    start = target.blocks.start(key_node)
    if number == 0 and target.text[target.blocks.line_start(start) : start].strip(" "):
        if len(node.value) < 2:
            raise ValueError("nothing would be left in a list item")
        # It shares its line with the dash of the list, which the next key takes over.
        target.put(start, target.blocks.start(node.value[1][0]), "")
        return
    target.drop_lines(start, target.blocks.end(value))


def drop_block(target: Target) -> str:
    """Take out the value at the target; a list or mapping that is empty then goes with it."""
    holder = target.node(target.path[:-1])
    node = target.node(target.path)
    if not isinstance(holder, yaml.CollectionNode):
        raise ValueError("a part of the file cannot be found")
    if len(holder.value) == 1 and len(target.path) > 1:
        target.path = target.path[:-1]
        return drop_block(target)
    end = target.blocks.end(node)
    key: yaml.Node | None = None
    if isinstance(holder, yaml.SequenceNode):
        start = target.blocks.dash(holder, node)
        if target.text[target.blocks.line_start(start) : start].strip(" "):
            raise ValueError("a list begins on the line of another")
    elif isinstance(holder, yaml.MappingNode):
        key = target.key(target.path)
        start = target.blocks.start(key)
        if target.text[target.blocks.line_start(start) : start].strip(" "):
            _drop_pair(target, holder, str(target.path[-1]))
            return target.done()
    is_last = holder.value[-1] in (node, (key, node))
    target.drop_lines(*_with_gap(target, start, end, is_last=is_last))
    return target.done()


def _with_gap(target: Target, start: int, end: int, *, is_last: bool) -> tuple[int, int]:
    """A block with the blank lines that set it apart: those after it, or if last before it."""
    blocks = target.blocks

    def blank(place: int) -> bool:
        return place >= 0 and not blocks.line(place).strip()

    last, first = end, blocks.line_start(start)
    while (after := blocks.line_end(last)) < len(target.text) and blank(after):
        last = after
    if last != end and blocks.line_end(last) < len(target.text):
        return (start, last) if first == 0 or blank(first - 1) else (start, end)
    if not is_last or not blank(first - 1):
        return start, end
    while blank(first - 1):
        first = blocks.line_start(first - 1)
    return first, end


def add_fields(target: Target, path: Path, value: Value) -> str:
    """Add a value at a path that does not exist yet, making what is missing on the way."""
    blocks = target.blocks
    depth = len(path) - 1
    while depth and (blocks.node(path[:depth]) is None or _empty(blocks.node(path[:depth]))):
        depth -= 1
        value = [value] if isinstance(path[depth + 1], int) else {str(path[depth + 1]): value}
    holder = blocks.node(path[:depth])
    if holder is None or _empty(holder):
        target.insert_after(len(target.text), key_lines(str(path[0]), value, 0))
        return target.done()
    if not isinstance(holder, yaml.CollectionNode):
        raise ValueError("a part of the file is not what it should be")
    if isinstance(holder, yaml.MappingNode) and blocks.node(path[: depth + 1]) is not None:
        # The key is there and empty.
        return target.write_key(value, path[: depth + 1])
    indent = holder.start_mark.column
    if isinstance(holder, yaml.SequenceNode):
        items = holder.value
        lines = item_lines(value, indent, _gap(items[-1], holder))
        last = target.blocks.dash(holder, items[-1])
        apart = len(items) < 2 or not blocks.line(blocks.line_start(last) - 1).strip()
        if apart and len(path) == 2:
            lines = ["", *lines]
    else:
        lines = key_lines(str(path[depth]), value, indent)
    target.insert_after(blocks.end(holder), lines)
    return target.done()


def _empty(node: yaml.Node | None) -> bool:
    return node is None or not node.value
