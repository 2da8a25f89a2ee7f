"""Values to readable YAML: block style, long text folded, quotes only where they are needed.

What is written here reads back as the same text, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

import yaml
from pydantic import BaseModel
from yaml.resolver import Resolver

from bot.knowledge.positions import Value

WIDTH = 100
"""Columns that a line should keep to."""
ON_ONE_LINE = frozenset({"related", "covers"})
"""Lists of ids, which read best as [a, b, c]."""
ORDER = (
    *("id", "term", "names", "title", "short", "kind", "by", "compares", "questions", "answer"),
    *("details", "corrects", "sources", "reviewed", "volatile", "review_by", "related"),
    *("pathways", "covers"),
)
"""Keys of an entry, an aspect or a term in the order in which a person reads them."""

_STARTS = "-?:,[]{}#&*!|>'\"%@`=~<"
_NOT_PLAIN = re.compile(r":\s|:$|\s#|^\s|\s$|^\.\.\.")
_PRINTABLE = re.compile("[\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*")
_LINE_BREAKS = "\x85\u2028\u2029"
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
_BREAK = re.compile(r"(?<=\S) (?=\S)")


class Bare(str):
    """A scalar that is written without quotes, whatever other programs take it for."""

    __slots__ = ()


def plain(block: BaseModel) -> dict[str, Value]:
    """A block as it is written down: what equals its default left out, in the usual order."""
    fields = type(block).model_fields
    order = [key for key in ORDER if key in fields] + [key for key in fields if key not in ORDER]
    found: dict[str, Value] = {}
    for key in order:
        value = getattr(block, key)
        field = fields[key]
        if not field.is_required() and value == field.get_default(call_default_factory=True):
            continue
        written = _plain(value)
        found[key] = Bare(written) if key == "as_of" and isinstance(written, str) else written
    return found


def _plain(value: object) -> Value:
    if isinstance(value, BaseModel):
        return plain(value)
    if isinstance(value, bool):
        return Bare(str(value).lower())
    if isinstance(value, date):
        return Bare(value.isoformat())
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return None if value is None else str(value)


def block_lines(values: Mapping[str, Value], indent: int) -> list[str]:
    """The lines of a mapping, `indent` columns in."""
    return [line for key, value in values.items() for line in key_lines(key, value, indent)]


def item_lines(value: Value, indent: int, gap: int = 1) -> list[str]:
    """The lines of one list item whose dash stands in column `indent`.

    `gap` is the number of blanks between the dash and what follows.
    """
    inner = indent + 1 + gap
    lines = _item(value, inner)
    return [" " * indent + "-" + " " * gap + lines[0][inner:], *lines[1:]]


def _item(value: Value, inner: int) -> list[str]:
    pad = " " * inner
    if isinstance(value, dict) and value:
        return block_lines(value, inner)
    if isinstance(value, list) and value:
        return [line for item in value for line in item_lines(item, inner)]
    if isinstance(value, str) and _literal(value):
        return [f"{pad}|-", *_literal_lines(value, inner)]
    return [pad + _inline(value)]


def key_lines(key: str, value: Value, indent: int) -> list[str]:
    """The lines of `key: value`, `indent` columns in."""
    head = f"{' ' * indent}{scalar(key)}:"
    if isinstance(value, dict) and value:
        return [head, *block_lines(value, indent + 2)]
    if isinstance(value, list) and value:
        if key in ON_ONE_LINE and all(isinstance(item, str) for item in value):
            line = f"{head} [{', '.join(_inline(item, flow=True) for item in value)}]"
            if len(line) <= WIDTH:
                return [line]
        return [head, *(line for item in value for line in item_lines(item, indent + 2))]
    if isinstance(value, str):
        if _literal(value):
            return [f"{head} |-", *_literal_lines(value, indent + 2)]
        line = f"{head} {_inline(value)}"
        if len(line) > WIDTH and _foldable(value):
            return [f"{head} >-", *_folded(value, indent + 2)]
        return [line]
    return [head] if value is None else [f"{head} {_inline(value)}"]


def scalar(text: str, flow: bool = False) -> str:
    """A text on one line, in quotes where it needs them. `flow`: inside [ ] or { }."""
    if isinstance(text, Bare):
        return str(text)
    if _is_plain(text) and not (flow and re.search(r"[,\[\]{}:]", text)):
        return text
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _inline(value: Value, flow: bool = False) -> str:
    if isinstance(value, str):
        return scalar(value, flow)
    if value is None:
        return "null" if flow else ""
    return "[]" if isinstance(value, Sequence) else "{}"


def _is_plain(text: str) -> bool:
    if not text or text[0] in _STARTS or _NOT_PLAIN.search(text):
        return False
    if not _PRINTABLE.fullmatch(text):
        return False
    # Other programs would read `no` as false and `2026` as a number.
    resolve = Resolver().resolve
    tag = resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]  # PyYAML's stub has no types for it
    return tag == "tag:yaml.org,2002:str" and not set(text) & set(_LINE_BREAKS)


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if _PRINTABLE.fullmatch(character) and character not in _LINE_BREAKS:
        return character
    number = ord(character)
    return f"\\x{number:02X}" if number < 0x100 else f"\\u{number:04X}"


def _clean(text: str) -> bool:
    """Whether the lines of a text can stand in a block as they are."""
    lines = text.split("\n")
    return (
        bool(lines[0].strip() and lines[-1].strip())
        and not any(line[:1].isspace() and (line[0] == "\t" or n == 0)
                    for n, line in enumerate(lines) if line)
        and all(_PRINTABLE.fullmatch(line.replace("\t", " ")) for line in lines)
        and not set(text) & set(_LINE_BREAKS)
    )  # fmt: skip


def _literal(text: str) -> bool:
    return "\n" in text and _clean(text)


def _literal_lines(text: str, indent: int) -> list[str]:
    return [" " * indent + line if line else "" for line in text.split("\n")]


def _foldable(text: str) -> bool:
    return "\n" not in text and _clean(text) and not text[-1].isspace()


def _folded(text: str, indent: int) -> list[str]:
    """The lines of a folded text: broken only where folding puts the same blank back."""
    pad = " " * indent
    lines: list[str] = []
    for word in _BREAK.split(text):
        if lines and len(lines[-1]) + 1 + len(word) <= WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(pad + word)
    return lines
