"""The schema that editors use: up to date, as generous as the reader, as strict as the model."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, FormatChecker

from bot.knowledge.reader import SCHEMA_COMMENT, SourceFile, read_file
from bot.knowledge.schema import EXAMPLES, SNIPPETS, schema, schema_text

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
SCHEMA_FILE = KNOWLEDGE / "schema.json"
FILES = sorted(path for path in KNOWLEDGE.rglob("*.y*ml"))
VALIDATOR = Draft7Validator(schema(), format_checker=FormatChecker())

ENTRY = """\
entries:
  - id: duties.vitals
    title: Taking vital signs
    questions:
      - what vital signs do MAs take
    answer: Blood pressure, pulse, temperature and breathing rate.
    sources:
      - title: BLS, Medical Assistants
        url: https://www.bls.gov/ooh
        as_of: 2025
        primary: yes
    reviewed: 2026-11-22
    volatile: true
    review_by: 2027-05-31
"""
SUBJECT = """\
states:
  - id: ohio
    name: Ohio
    names: [oh, 614]
    aspects:
      licence:
        short: no
        answer: Ohio does not license medical assistants.
        reviewed: 2026-11-22
words:
  filler: [yes, no, on, off, true]
  abbreviations: {no: number, bp: blood pressure}
"""


class Yaml12(yaml.SafeLoader):
    """Scalars as YAML 1.2 reads them, which is what most editors do."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  # PyYAML's name and kind


for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
):
    Yaml12.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), [*first, ""]
    )


def as_json(value: Any) -> Any:
    """A YAML value as an editor's validator gets it: JSON has no dates and only text as keys."""
    if isinstance(value, dict):
        return {str(key): as_json(child) for key, child in value.items()}
    if isinstance(value, list):
        return [as_json(child) for child in value]
    return value.isoformat() if isinstance(value, date) else value


def complaints(text: str, loader: type[yaml.SafeLoader]) -> list[str]:
    data = as_json(yaml.load(text, loader)) or {}
    return [f"{error.json_path}: {error.message[:200]}" for error in VALIDATOR.iter_errors(data)]


LOADERS = pytest.mark.parametrize("loader", [yaml.SafeLoader, Yaml12], ids=["YAML 1.1", "YAML 1.2"])


def test_the_shipped_schema_is_up_to_date() -> None:
    mend = "run `python run_bot.py schema > knowledge/schema.json`"
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), mend


def test_the_schema_is_a_schema() -> None:
    Draft7Validator.check_schema(schema())


def test_every_key_says_what_it_is_for() -> None:
    made = schema()
    for name, block in {"Document": made, **made["$defs"]}.items():
        assert block["description"], name
        for key, node in block["properties"].items():
            assert node.get("description"), f"{name}.{key} has no description"
            assert "title" not in node, f"{name}.{key}: the key is its title"


def test_examples_and_snippets_belong_to_keys_that_exist() -> None:
    blocks = schema()["$defs"]
    for block, key in EXAMPLES:
        assert key in blocks[block]["properties"], f"{block}.{key}"
    for block, (_, body) in SNIPPETS.items():
        assert set(body) <= set(blocks[block]["properties"]), block
        assert set(blocks[block]["required"]) <= set(body), block


@LOADERS
def test_every_shipped_file_passes(loader: type[yaml.SafeLoader]) -> None:
    found = {
        path.relative_to(KNOWLEDGE).as_posix(): complaints(path.read_text(encoding="utf-8"), loader)
        for path in FILES
    }
    assert not {name: texts for name, texts in found.items() if texts}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(KNOWLEDGE).as_posix())
def test_every_shipped_file_names_the_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith(SCHEMA_COMMENT), f"{path}: start it with `{SCHEMA_COMMENT}...`"
    target = (path.parent / first.removeprefix(SCHEMA_COMMENT).strip()).resolve()
    assert target == SCHEMA_FILE, f"{path}: {target} is not the schema"


@LOADERS
@pytest.mark.parametrize("text", [ENTRY, SUBJECT, "", "words:\n"])
def test_what_the_reader_takes_the_editor_takes(text: str, loader: type[yaml.SafeLoader]) -> None:
    assert not read_file(SourceFile("a.yaml", text)).problems
    assert not complaints(text, loader)


@LOADERS
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    answer:", "    anwser:"),
        ("    answer: Blood pressure, pulse, temperature and breathing rate.\n", ""),
        ("reviewed: 2026-11-22", "reviewed: soon"),
        ("as_of: 2025", "as_of: last year"),
        ("as_of: 2025", "as_of: 25"),
        ("url: https://www.bls.gov/ooh", "url: bls.gov"),
        ("id: duties.vitals", "id: Duties Vitals"),
        ("volatile: true", "volatile: maybe"),
        ("volatile: true", "kind: rumour"),
        ("volatile: true", "covers: [C1]"),
        ("volatile: true", "by: {country: cost}"),
        ("volatile: true", "pathways: {Not An Id: So it is.}"),
        ("title: Taking vital signs", "title:"),
        ("title: Taking vital signs", "title: " + "x" * 200),
        ("    questions:\n      - what vital signs do MAs take", "    questions: vitals"),
    ],
)
def test_what_the_reader_refuses_the_editor_refuses(
    old: str, new: str, loader: type[yaml.SafeLoader]
) -> None:
    text = ENTRY.replace(old, new)
    assert text != ENTRY
    assert read_file(SourceFile("a.yaml", text)).problems
    assert complaints(text, loader)
