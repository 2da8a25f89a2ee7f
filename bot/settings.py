"""Every setting of the bot, declared once.

A setting is read from the environment first, then from `.env`, then has its default.
`.env.example` is written from this class (`python -m bot.settings > .env.example`), and a
test holds the two together.
"""

from __future__ import annotations

import os
import textwrap
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import Annotated, Literal, get_args

from dotenv.parser import Binding, parse_stream
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_core import PydanticUseDefault

HOME = Path(__file__).resolve().parent.parent
"""The folder of `run_bot.py`; relative paths start here, wherever the bot is started from."""

IN_MEMORY = Path(":memory:")
"""The `DATABASE` that keeps nothing."""

LARGEST_ID = 2**63 - 1

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


class SettingsError(Exception):
    """A setting is wrong. The text holds one sentence a line, fit for the operator."""


@dataclass(frozen=True, slots=True)
class MustBe:
    """What a value has to look like, for the sentence that refuses a wrong one."""

    text: str


class Settings(BaseModel):
    """All settings. The name of each in the environment is its name here in capitals."""

    model_config = ConfigDict(frozen=True)

    discord_token: Annotated[SecretStr | None, MustBe("the bot's token")] = Field(
        default=None,
        description="The bot's secret token, from https://discord.com/developers/applications "
        "under Bot. Without one the guide runs in the terminal only. Never show it to anybody.",
    )
    home_server_id: Annotated[
        int | None, MustBe("the ID of a Discord server: digits only, for example 81384788765712384")
    ] = Field(
        default=None,
        gt=0,
        le=LARGEST_ID,
        description="The ID of your own Discord server (switch on developer mode, right-click the "
        "server, Copy Server ID). The commands are synced there at once when the bot starts.",
    )
    knowledge_dir: Annotated[Path, MustBe("the path of a folder")] = Field(
        default=HOME / "knowledge",
        description="The folder with the guide's knowledge. Here and below, a relative path starts "
        "at the folder of run_bot.py.",
    )
    database: Annotated[Path, MustBe("the path of a file")] = Field(
        default=HOME / "data" / "ma-guide.db",
        description="The SQLite file that keeps pathways, questions and ratings. It is made when "
        "it is missing. ':memory:' keeps nothing once the bot stops.",
    )
    cache_dir: Annotated[Path, MustBe("the path of a folder")] = Field(
        default=HOME / ".cache",
        description="The folder for what can be computed again. It may be deleted at any time.",
    )
    log_level: Annotated[LogLevel, MustBe("one of DEBUG, INFO, WARNING and ERROR")] = Field(
        default="INFO",
        description="How much the log says: DEBUG, INFO, WARNING or ERROR.",
    )
    message_content: Annotated[bool, MustBe("true or false")] = Field(
        default=False,
        description="true: also answer questions in channels without being addressed. It needs "
        "the Message Content Intent, switched on where the token comes from.",
    )

    @field_validator("*", mode="before")
    @classmethod
    def _blank_means_default(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        if not value.strip():
            raise PydanticUseDefault
        return value.strip()

    @field_validator("log_level", mode="before")
    @classmethod
    def _any_case(cls, value: object) -> object:
        known = isinstance(value, str) and value.upper() in get_args(LogLevel)
        return str(value).upper() if known else value

    @field_validator("knowledge_dir", "database", "cache_dir")
    @classmethod
    def _from_home(cls, value: Path) -> Path:
        return value if value == IN_MEMORY else HOME / value.expanduser()


def load_settings(env_file: Path | None = HOME / ".env") -> Settings:
    """Read the settings from the environment and, where it exists, from `env_file`.

    Raises:
        SettingsError: a key of the file is unknown, or a value is invalid.
    """
    settings, problems = read_settings(env_file)
    if problems:
        raise SettingsError("\n".join(problems))
    return settings


def read_settings(env_file: Path | None = HOME / ".env") -> tuple[Settings, list[str]]:
    """The settings, and one sentence for each that is wrong and has its default instead."""
    bindings, problems = _read_file(env_file) if env_file is not None else ([], [])
    names = {name.upper(): name for name in Settings.model_fields}
    from_file = {b.key.upper(): b.value for b in bindings if b.key and b.value is not None}
    environment = {key.upper(): value for key, value in os.environ.items()}
    given = {**from_file, **environment}
    values = {name: given[key] for key, name in names.items() if key in given}
    try:
        return Settings.model_validate(values), problems
    except ValidationError as error:
        for problem in error.errors(include_url=False, include_context=False):
            name = str(problem["loc"][0])
            place = "the environment" if name.upper() in environment else str(env_file)
            problems.append(_refusal(name, values.pop(name), place))
    # Out here: the ValidationError would bring the refused values into the log.
    return Settings.model_validate(values), problems


def env_example() -> str:
    """The text of `.env.example`."""
    blocks = ["# Copy this file to .env and fill it in. An empty value means the default."]
    for name, field in Settings.model_fields.items():
        comment = textwrap.fill(
            field.description or "", 98, initial_indent="# ", subsequent_indent="# "
        )
        blocks.append(f"{comment}\n{name.upper()}={_as_text(field.default)}")
    return "\n\n".join(blocks) + "\n"


def _as_text(default: object) -> str:
    match default:
        case None:
            return ""
        case bool():
            return str(default).lower()
        case Path():
            return default.relative_to(HOME).as_posix()
        case _:
            return str(default)


def _refusal(name: str, value: str, place: str) -> str:
    field = Settings.model_fields[name]
    must_be = next(note.text for note in field.metadata if isinstance(note, MustBe))
    shown = "" if name == "discord_token" else f", but it is '{value.strip()}'"
    return f"{name.upper()} in {place} must be {must_be}{shown}."


def _read_file(env_file: Path) -> tuple[list[Binding], list[str]]:
    """What the file sets, and what is wrong with its lines."""
    try:
        # utf-8-sig: Windows editors put a byte order mark in front, and a name would begin with it.
        text = env_file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return [], []
    except UnicodeDecodeError:
        return [], [f"{env_file} is not saved as UTF-8. Save it again with the encoding UTF-8."]
    except OSError as error:
        return [], [f"{env_file} cannot be read: {error.strerror}."]
    bindings = list(parse_stream(StringIO(text)))
    return bindings, [p for binding in bindings if (p := _line_problem(binding, env_file))]


def _line_problem(binding: Binding, env_file: Path) -> str | None:
    # The parser counts the blank lines before a key as part of it.
    blank = len(binding.original.string) - len(binding.original.string.lstrip())
    line = binding.original.line + binding.original.string[:blank].count("\n")
    place = f"{env_file}, line {line}"
    if binding.error or (binding.key and binding.value is None):
        return f"{place}: this is not NAME=value."
    names = [name.upper() for name in Settings.model_fields]
    if not binding.key or binding.key.upper() in names:
        return None
    near = get_close_matches(binding.key.upper(), names, n=1, cutoff=0.5)
    hint = f"Did you mean {near[0]}?" if near else f"The settings are {', '.join(names)}."
    return f"{place}: there is no setting {binding.key}. {hint}"


if __name__ == "__main__":
    print(env_example(), end="")
