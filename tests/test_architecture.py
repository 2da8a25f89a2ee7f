"""The rooms of the house, and what may pass between them."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BOT = ROOT / "bot"
MAX_LINES = 400

OUTSIDE = frozenset({"discord", "aiosqlite", "sqlalchemy", "alembic", "typer", "rich", "simcord"})
IO = frozenset(
    {"sqlite3", "socket", "urllib", "http", "aiohttp", "subprocess", "tempfile", "os", "io"}
)
MAY_IMPORT = {
    "knowledge": {"knowledge"},
    "matching": {"matching", "knowledge"},
    "guide": {"guide", "matching", "knowledge"},
    "storage": {"storage", "guide", "knowledge", "settings"},
    "publishing": {"publishing", "storage", "guide", "matching", "knowledge", "index_cache"},
    "discord_app": {"discord_app", "publishing", "guide", "knowledge"},
    "settings": {"settings"},
    "index_cache": {"matching", "knowledge"},
    "routing": {"matching", "knowledge"},
    "terminal": {"guide"},
    "jsonl": {"guide"},
    "evaluate": {"guide", "knowledge"},
    "preview": set(),
    "app": {
        "discord_app",
        "publishing",
        "storage",
        "guide",
        "knowledge",
        "settings",
        "index_cache",
    },
}
READS_FILES = {"knowledge/reader.py"}
"""The modules of the core that touch the disk: never on a question's way."""


def imports(path: Path) -> set[str]:
    """Full names of the modules that a file imports, type-checking imports included."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names.add(node.module or "")
    return names


def modules(room: str) -> list[Path]:
    single = BOT / f"{room}.py"
    return [single] if single.exists() else sorted((BOT / room).rglob("*.py"))


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_rooms_import_only_what_they_may(room: str) -> None:
    for path in modules(room):
        for name in imports(path):
            if name.startswith("bot."):
                assert name.split(".")[1] in MAY_IMPORT[room], f"{path} imports {name}"


@pytest.mark.parametrize("room", ["knowledge", "matching", "guide"])
def test_the_core_knows_neither_discord_nor_a_database(room: str) -> None:
    for path in modules(room):
        tops = {name.split(".")[0] for name in imports(path)}
        assert not tops & OUTSIDE, f"{path} imports {tops & OUTSIDE}"


@pytest.mark.parametrize("room", ["knowledge", "matching", "guide"])
def test_the_core_does_no_io(room: str) -> None:
    for path in modules(room):
        if path.relative_to(BOT).as_posix() in READS_FILES:
            continue
        tops = {name.split(".")[0] for name in imports(path)}
        assert not tops & IO, f"{path} imports {tops & IO}"
        calls = {
            node.func.id
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not calls & {"open", "print", "input"}, path


def test_only_the_discord_package_imports_discord() -> None:
    for path in BOT.rglob("*.py"):
        if "discord_app" in path.parts or path == BOT / "preview.py":
            continue
        assert not {n for n in imports(path) if n.split(".")[0] == "discord"}, path


def test_what_runs_before_anything_is_installed_needs_nothing() -> None:
    tops = {name.split(".")[0] for name in imports(BOT / "bootstrap.py")}
    assert tops <= sys.stdlib_module_names


def test_every_file_can_be_read_at_one_sitting() -> None:
    for path in [*BOT.rglob("*.py"), *ROOT.glob("tests/**/*.py"), *ROOT.glob("benchmarks/**/*.py")]:
        lines = path.read_text(encoding="utf-8").count("\n")
        assert lines <= MAX_LINES, f"{path} has {lines} lines"


def test_the_project_speaks_of_itself_alone() -> None:
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *BOT.rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        assert "../" + "shared" not in text, path
