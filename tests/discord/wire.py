"""Discord's own rules for what it accepts, as its API description states them.

SimCord lets much of this pass, so the tests hold every command and every message that the
bot can produce against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from simcord.components import walk_components

from bot.discord_app.render import Shown, render

_NAME = re.compile(r"^[-_'a-z0-9]{1,32}$")
_SUBCOMMANDS = (1, 2)


def components_of(shown: Shown) -> list[dict[str, Any]]:
    """What is shown, as it goes over the wire."""
    components: list[dict[str, Any]]
    # discord.py has no types for what goes over the wire.
    components = render(shown).to_components()  # type: ignore[no-untyped-call]  # discord.py's
    return components


def message_problems(components: list[dict[str, Any]]) -> list[str]:
    """Everything that Discord would refuse about a message's components."""
    return list(_message(components))


def _message(components: list[dict[str, Any]]) -> Iterator[str]:
    every = list(walk_components(components))
    if not components:
        yield "a message without components"
    if len(every) > 40:
        yield f"{len(every)} components"
    texts = [c["content"] for c in every if c["type"] == 10]
    if sum(map(len, texts)) > 4000:
        yield f"{sum(map(len, texts))} characters"
    if any(not text.strip() for text in texts):
        yield "an empty text"
    ids = [c["custom_id"] for c in every if "custom_id" in c]
    if len(ids) != len(set(ids)):
        yield f"a custom id twice: {ids}"
    yield from (f"custom id of {len(i)}: {i}" for i in ids if not 1 <= len(i) <= 100)
    for component in every:
        match component["type"]:
            case 1:
                yield from _row(component)
            case 2:
                if not 1 <= len(component.get("label") or "") <= 80:
                    yield f"button label: {component.get('label')!r}"
            case 3:
                yield from _menu(component)
            case 17 if not component["components"]:
                yield "an empty container"


def _row(row: dict[str, Any]) -> Iterator[str]:
    kinds = [c["type"] for c in row["components"]]
    if not kinds or len(kinds) > 5 or (3 in kinds and len(kinds) > 1):
        yield f"a row of {kinds}"


def _menu(menu: dict[str, Any]) -> Iterator[str]:
    options = menu["options"]
    if not 1 <= len(options) <= 25:
        yield f"{len(options)} options"
    if len(menu.get("placeholder") or "") > 150:
        yield "a long placeholder"
    for option in options:
        if not all(1 <= len(option[key]) <= 100 for key in ("label", "value")):
            yield f"option {option}"
    if len({option["value"] for option in options}) != len(options):
        yield "an option twice"


def command_problems(commands: list[dict[str, Any]]) -> list[str]:
    """Everything that Discord would refuse about a set of commands."""
    return list(_commands(commands))


def _commands(commands: list[dict[str, Any]]) -> Iterator[str]:
    names = [(c["name"], c.get("type", 1)) for c in commands]
    if len(set(names)) != len(names):
        yield f"a command twice: {names}"
    for kind, most in ((1, 100), (2, 15), (3, 15)):
        if sum(k == kind for _, k in names) > most:
            yield f"too many commands of type {kind}"
    for command in commands:
        where = command["name"]
        if command.get("type", 1) == 1:
            yield from _option(command, where)
            if (size := _size(command)) > 8000:
                yield f"{where}: {size} characters in all"
        elif not 1 <= len(where) <= 32 or command.get("description"):
            yield f"menu {where!r}"


def _option(option: dict[str, Any], where: str) -> Iterator[str]:
    if not _NAME.match(option["name"]):
        yield f"{where}: name {option['name']!r}"
    if not 1 <= len(option["description"]) <= 100:
        yield f"{where}: description of {len(option['description'])}"
    children = option.get("options") or []
    if len(children) > 25:
        yield f"{where}: {len(children)} options"
    if len({child["name"] for child in children}) != len(children):
        yield f"{where}: an option twice"
    required = [bool(c.get("required")) for c in children if c["type"] not in _SUBCOMMANDS]
    if required != sorted(required, reverse=True):
        yield f"{where}: a required option after one that is not"
    if option.get("autocomplete") and option.get("choices"):
        yield f"{where}: both choices and autocomplete"
    yield from choice_problems(option.get("choices") or [], where)
    for child in children:
        yield from _option(child, f"{where} {child['name']}")


def choice_problems(choices: list[dict[str, Any]], where: str = "") -> Iterator[str]:
    """Everything that Discord would refuse about choices offered."""
    if len(choices) > 25:
        yield f"{where}: {len(choices)} choices"
    for choice in choices:
        if not 1 <= len(choice["name"]) <= 100 or not 1 <= len(str(choice["value"])) <= 100:
            yield f"{where}: choice {choice}"


def _size(option: dict[str, Any]) -> int:
    own = len(option["name"]) + len(option.get("description", ""))
    chosen = sum(len(str(c["value"])) + len(c["name"]) for c in option.get("choices") or [])
    return own + chosen + sum(map(_size, option.get("options") or []))
