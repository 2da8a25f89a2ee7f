"""Entries as forms: one plain text a field, lists one item a line. No YAML needed.

A source is written on one line: `Title | https://... | 2026-09 | official | what it says`,
where `official`, a confidence (high, medium, low) and what it says may be left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from bot.knowledge.model import AspectValue, Entry, Source, Term
from bot.knowledge.positions import Located, Value
from bot.knowledge.reader import explain
from bot.knowledge.units import Block
from bot.knowledge.writing import plain

LISTS = frozenset({"questions", "names"})
COMMON = ("answer", "details", "sources", "related", "kind", "volatile", "reviewed", "review_by")
FIELDS: dict[type[Block], tuple[str, ...]] = {
    Entry: ("title", "questions", *COMMON),
    AspectValue: ("short", *COMMON),
    Term: ("term", "names", *(field for field in COMMON if field != "kind")),
}
"""What a form shows of each block, in this order. The rest of a block stays as it is."""
CHECKED = ("answer", "details", "sources", "short")
"""Who changes one of these has looked at the answer on that day."""

_URL = re.compile(r"https?://\S+")
_AS_OF = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_MISSING = {
    "url": ("there is no address in it", "put it between two bars, such as | https://... |"),
    "as_of": ("there is no date in it", "say of when it is, between two bars: | 2026-09 |"),
}
"""Part of a source's line -> what is wrong without it, and how to mend that."""
_YES = {"yes": "true", "y": "true", "no": "false", "n": "false", "": "false"}


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field of a form, and how to mend it."""

    field: str
    message: str
    fix: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message} -> {self.fix}"


class FormError(Exception):
    """A form cannot become an entry; `problems` says why, field by field."""

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(map(str, problems)))


def form_of(block: Block) -> dict[str, str]:
    """A block as the fields of a form."""
    return {field: _shown(block, field) for field in FIELDS[type(block)]}


def _shown(block: Block, field: str) -> str:
    value = getattr(block, field)
    match field:
        case "questions" | "names":
            return "\n".join(value)
        case "related":
            return ", ".join(value)
        case "sources":
            return "\n".join(map(_source_line, value))
        case "volatile":
            return "yes" if value else "no"
    return "" if value is None else str(value)


def _source_line(source: Source) -> str:
    parts = [source.title, source.url, source.as_of]
    parts += ["official"] if source.primary else []
    parts += [source.confidence] if source.confidence != "medium" else []
    return " | ".join([*parts, *([source.says] if source.says else [])])


def read_form(
    fields: Mapping[str, str], kind: type[Block], old: Block | None, today: date, **fixed: str
) -> Block:
    """The block that a form means. Fields that it leaves out stay as they are in `old`.

    Where the answer changed, the day of review becomes `today` unless the form says another.
    `fixed` are keys that no form shows, such as the id. Raises `FormError`.
    """
    values: dict[str, Value] = plain(old) if old is not None else {}
    values |= fixed
    before = {key: values.get(key) for key in CHECKED}
    problems: list[FieldProblem] = []
    for field, text in fields.items():
        if field not in FIELDS[kind]:
            known = ", ".join(FIELDS[kind])
            problems.append(FieldProblem(field, "there is no such field", f"use {known}"))
            continue
        value = _value(field, text.replace("\r\n", "\n").strip(), old)
        if value in ("", [], None):
            values.pop(field, None)
        else:
            values[field] = value
    if "reviewed" not in values or (
        "reviewed" not in fields and any(values.get(key) != before[key] for key in CHECKED)
    ):
        values["reviewed"] = today.isoformat()
    if values.get("volatile") == "true" and "review_by" not in values:
        fix = "say by which day to check it again, for example " + str(today.replace(day=1))
        problems.append(FieldProblem("review_by", "what changes often needs it", fix))
    try:
        block = kind.model_validate(values)
    except ValidationError as error:
        problems += explained(error)
    if problems:
        raise FormError(problems)
    return block


def explained(error: ValidationError) -> list[FieldProblem]:
    """What the model says, as problems of fields."""
    found = []
    for one in error.errors():
        problem = explain("", Located(), one)
        item = next((part + 1 for part in one["loc"][1:] if isinstance(part, int)), 0)
        where = f"line {item}: " if item else ""
        message, fix = problem.message, problem.fix
        if one["type"] == "missing":
            message, fix = _MISSING.get(str(one["loc"][-1]), (message, "fill it in"))
        elif one["type"] in ("bool_parsing", "bool_type"):
            fix = "write yes or no"
        found.append(FieldProblem(str(one["loc"][0]), where + message, fix))
    return found


def _value(field: str, text: str, old: Block | None) -> Value:
    if field in LISTS:
        lines = (line.strip().removeprefix("- ").strip() for line in text.split("\n"))
        return [line for line in dict.fromkeys(lines) if line]
    if field == "related":
        return [part for part in re.split(r"[,\s]+", text) if part]
    if field == "sources":
        known = {source.url: source for source in old.sources} if old is not None else {}
        return [_source(line, known) for line in text.split("\n") if line.strip()]
    if field == "volatile":
        return _YES.get(text.lower(), text.lower())
    return text


def _source(line: str, known: Mapping[str, Source]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    says: list[str] = []
    for part in (part.strip() for part in line.removeprefix("- ").split("|")):
        if "title" not in found:
            found["title"] = part
        elif "url" not in found and _URL.fullmatch(part):
            found["url"] = part
        elif "as_of" not in found and _AS_OF.fullmatch(part):
            found["as_of"] = part
        elif part.lower() == "official":
            found["primary"] = "true"
        elif part.lower() in ("high", "medium", "low"):
            found["confidence"] = part.lower()
        elif part:
            says.append(part)
    if says:
        found["says"] = " | ".join(says)
    before = known.get(str(found.get("url")))
    # A line that is as it was shown is that very source, whatever bars are in its text.
    return plain(before) if before and _source_line(before) == line.strip() else found
