"""Files to documents: reads YAML text into the model and explains what does not fit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import process

from bot.knowledge.limits import MAX_FILES
from bot.knowledge.model import Document
from bot.knowledge.positions import Located, Path, parse
from bot.knowledge.problems import Problem

SCHEMA_COMMENT = "# yaml-language-server: $schema="
_ID = re.compile(r"^[ -]*id: *[\"']?([\w.-]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of the knowledge: its name relative to the knowledge folder, and its text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: its document, if it is whole, and where everything stands."""

    name: str
    document: Document | None
    located: Located
    problems: tuple[Problem, ...]
    unread_ids: frozenset[str] = frozenset()
    """Of a file that does not fit: the ids that stand in it."""


def read_folder(folder: FilePath) -> tuple[list[SourceFile], list[Problem]]:
    """Read every `*.yaml` below `folder`, in the order of their names.

    Files that cannot be read or are not UTF-8 become problems, not exceptions.
    """
    if not folder.is_dir():
        fix = "point KNOWLEDGE_DIR at the folder that holds the YAML files"
        return [], [Problem(".", 1, "there is no such folder", fix)]
    paths = sorted(p for p in folder.rglob("*.y*ml") if p.suffix in {".yaml", ".yml"})
    if not paths:
        fix = "restore the files, or point KNOWLEDGE_DIR at the folder that holds them"
        return [], [Problem(".", 1, "there is no YAML file in it", fix)]
    if len(paths) > MAX_FILES:
        fix = f"keep at most {MAX_FILES}"
        return [], [Problem(".", 1, f"there are {len(paths)} files in it", fix)]
    files: list[SourceFile] = []
    problems: list[Problem] = []
    for path in paths:
        name = path.relative_to(folder).as_posix()
        try:
            files.append(SourceFile(name, path.read_text(encoding="utf-8-sig")))
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            problems.append(Problem(name, line, "this is not UTF-8 text", "save it as UTF-8"))
        except OSError as error:
            message = f"cannot be read: {error.strerror}"
            problems.append(Problem(name, 1, message, "check the file's permissions"))
    return files, problems


def read_file(file: SourceFile, model: type[Document] = Document) -> ReadFile:
    """Read one file into a document. Never raises; an unfit file has `document` None."""
    located = parse(file.text, file.name)
    problems = list(located.problems)
    document: Document | None = None
    if isinstance(located.value, Mapping):
        try:
            document = model.model_validate(located.value)
        except ValidationError as error:
            told = {problem.line for problem in problems}
            fields = (explain(file.name, located, e) for e in error.errors())
            problems += [problem for problem in fields if problem.line not in told]
    elif located.value is not None:
        fix = f"start it with one of {', '.join(f'{name}:' for name in model.model_fields)}"
        problems.append(Problem(file.name, 1, "the file is not a mapping", fix))
    elif not problems:
        document = model()
    if problems:
        return ReadFile(file.name, None, located, tuple(problems), _ids(file.text))
    return ReadFile(file.name, document, located, ())


def _ids(text: str) -> frozenset[str]:
    """Every id that stands in a text, however broken it is."""
    return frozenset(_ID.findall(text))


def explain(file: str, located: Located, error: ErrorDetails) -> Problem:
    """One pydantic error as a problem with a line and a way to mend it."""
    path: Path = tuple(part for part in error["loc"] if part != "[key]")
    line = located.line(path)
    key = next((part for part in reversed(path) if isinstance(part, str)), "file")
    context: dict[str, Any] = error.get("ctx", {})
    match error["type"]:
        case "extra_forbidden":
            fields = _fields_at(path[:-1])
            near = process.extractOne(key, fields, score_cutoff=60)
            hint = f"did you mean '{near[0]}'?" if near else f"use one of {', '.join(fields)}"
            return Problem(file, line, f"'{key}' is not a known key", hint)
        case "missing":
            return Problem(file, line, f"'{key}' is missing", f"add a line `{key}: ...`")
        case "string_too_long":
            limit = context["max_length"]
            length = len(str(error["input"]).strip())
            message = f"'{key}' has {length} characters, {limit} are allowed"
            return Problem(file, line, message, "shorten it, or move part of it to the details")
        case "string_too_short" | "too_short" | "string_type" if not error["input"]:
            return Problem(file, line, f"'{key}' is empty", "fill it in, or remove the line")
        case "string_too_short":
            least = context["min_length"]
            return Problem(
                file, line, f"'{key}' is too short, it needs {least} characters", "say more"
            )
        case "string_pattern_mismatch":
            return Problem(file, line, f"'{key}' cannot be '{error['input']}'", _pattern_fix(key))
        case "literal_error":
            fix = f"use {context['expected']}"
            return Problem(file, line, f"'{key}' cannot be '{error['input']}'", fix)
        case "tuple_type" | "list_type":
            fix = "put each item on its own line, starting with `- `"
            return Problem(file, line, f"'{key}' must be a list", fix)
        case "date_from_datetime_parsing" | "date_parsing" | "date_type":
            fix = "write it as YYYY-MM-DD, for example 2026-11-30"
            return Problem(file, line, f"'{key}' is not a date: '{error['input']}'", fix)
        case "bool_parsing" | "bool_type":
            fix = "write true or false"
            return Problem(file, line, f"'{key}' cannot be '{error['input']}'", fix)
        case "model_type" | "dict_type" | "model_attributes_type":
            fix = "write it as `key: value` lines, indented below it"
            return Problem(file, line, f"'{key}' must hold keys and values", fix)
        case "string_type":
            fix = "write it as text; put quotes around it if it holds ': '"
            return Problem(file, line, f"'{key}' must be text", fix)
    return Problem(file, line, f"'{key}': {error['msg']}", "see docs/curators.md")


def _pattern_fix(key: str) -> str:
    fixes = {
        "url": "write the whole address, starting with https://",
        "as_of": "write the source's date as 2026, 2026-09 or 2026-09-30",
        "covers": "write the numbers like C013",
    }
    return fixes.get(key, "use small letters, digits, '-' and '.', for example ccma-renewal")


def _fields_at(path: Path) -> list[str]:
    """The keys that the model knows at `path`."""
    model: type[BaseModel] = Document
    for part in path:
        # A list index, or the key of a mapping such as `aspects:`, stays in the same block.
        if isinstance(part, str) and part in model.model_fields:
            model = _inner_model(model.model_fields[part].annotation) or model
    return list(model.model_fields)


def _inner_model(annotation: object) -> type[BaseModel] | None:
    """The block class inside an annotation such as `tuple[Entry, ...]` or `Words | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _inner_model(argument)
        if found is not None:
            return found
    return None
