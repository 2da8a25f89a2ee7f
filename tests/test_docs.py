"""What the documents say there is, there is, and the other way round."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from discord import app_commands

from bot.app import Exit
from bot.cli import app
from bot.discord_app.client import COMMANDS, MENUS, SETUP
from bot.discord_app.features.knowledge import MODERATION

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATORS = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")


def test_every_command_of_the_shell_is_in_the_readme_and_no_other() -> None:
    known = {
        name or function.__name__
        for command in app.registered_commands
        if (function := command.callback)
        for name in [command.name]
    }
    told = set(re.findall(r"`(?:python3 run_bot.py )?([a-z]+)(?: [^`]*)?`", README))
    named = set(re.findall(r"python3 run_bot.py ([a-z]+)", README))
    assert named <= known
    assert known - told == {"schema"}, "for those who change the model: CONTRIBUTING.md"


@pytest.mark.parametrize("command", [*COMMANDS, *SETUP, *MODERATION], ids=lambda c: c.name)
def test_every_slash_command_is_in_the_readme_with_its_options(
    command: Any,
) -> None:
    if isinstance(command, app_commands.ContextMenu):
        assert f"**{command.name}**" in README
        return
    (line,) = [line for line in README.splitlines() if line.startswith(f"| `/{command.name}")]
    words = [c.name for c in command.commands] if isinstance(command, app_commands.Group) else []
    if isinstance(command, app_commands.Command):
        words = [
            option.name if option.required else f"[{option.name}]" for option in command.parameters
        ]
    for word in words:
        assert word in line, f"{word} is missing in: {line}"


def test_every_menu_entry_is_in_the_readme() -> None:
    assert all(f"**{menu.name}**" in README for menu in MENUS)


def test_every_exit_code_is_explained() -> None:
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", OPERATORS, re.MULTILINE)}
    assert set(map(int, Exit)) | {130} == told


def test_every_address_within_the_documents_leads_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"
