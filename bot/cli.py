"""The command line: `python run_bot.py COMMAND`. Each command is a few lines around `bot.app`."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from bot.app import IN_MEMORY, AppError, Exit, load_served, open_guide, run_discord
from bot.discord_app.client import create_client
from bot.discord_app.sync import NoRecord
from bot.evaluate import QuestionFileError, Verdict, read_items, report, run
from bot.guide.ports import StorageError
from bot.guide.question import Question
from bot.index_cache import load_or_build
from bot.jsonl import answer_lines
from bot.knowledge.check import check
from bot.knowledge.counts import count, table
from bot.knowledge.schema import schema_text
from bot.preview import MissingPackageError, PreviewError, run_preview
from bot.routing import routing_problems
from bot.settings import Settings, SettingsError, load_settings
from bot.storage.backup import backup as backup_database
from bot.storage.backup import restore as restore_database
from bot.terminal import ASKER, INTRODUCTION, Terminal

app = typer.Typer(
    help="MA Guide: answers questions about working as a US medical assistant.",
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
)
NO_TOKEN = (
    "No DISCORD_TOKEN is set, so this is the terminal chat. To run the bot in Discord, copy "
    ".env.example to .env and put your bot's token in it."
)


def main() -> None:
    """Run the command line; every foreseen failure is one sentence and its own exit code."""
    try:
        app()
    except (AppError, SettingsError, StorageError, QuestionFileError) as error:
        print(error, file=sys.stderr)
        sys.exit(_code(error))
    except KeyboardInterrupt:
        sys.exit(130)


def _code(error: Exception) -> Exit:
    if isinstance(error, AppError):
        return error.code
    codes = {SettingsError: Exit.SETTINGS, StorageError: Exit.STORAGE}
    return codes.get(type(error), Exit.USAGE)


def _settings() -> Settings:
    settings = load_settings()
    logging.basicConfig(
        level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    # It would tell every start which database it looks at.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    return settings


def _run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)


@app.callback(invoke_without_command=True)
def start(context: typer.Context) -> None:
    """Run the bot in Discord, or the terminal chat when there is no token."""
    if context.invoked_subcommand is not None:
        return
    settings = _settings()
    if settings.discord_token is None:
        _run(_chat(settings, f"{NO_TOKEN}\n\n{INTRODUCTION}"))
    else:
        _run(run_discord(settings))


@app.command()
def chat() -> None:
    """Talk to the guide in the terminal."""
    _run(_chat(_settings(), INTRODUCTION))


async def _chat(settings: Settings, introduction: str) -> None:
    async with open_guide(settings) as guide:
        await Terminal(guide).chat(introduction)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="What you want to know.")] = "",
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read JSON lines from standard input instead.")
    ] = False,
) -> None:
    """Answer one question, or with --jsonl one JSON object a line."""
    settings = _settings()
    if jsonl:
        _run(_ask_lines(settings))
    elif question.strip():
        _run(_ask_once(settings, question))
    else:
        raise AppError('Give a question, like: ask "how much is the ccma exam"', Exit.USAGE)


async def _ask_once(settings: Settings, question: str) -> None:
    async with open_guide(settings, IN_MEMORY) as guide:
        Terminal(guide).show(await guide.ask(Question(question, ASKER)))


async def _ask_lines(settings: Settings) -> None:
    async with open_guide(settings, IN_MEMORY) as guide:
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        async for line in answer_lines(guide, sys.stdin):
            print(line, flush=True)


@app.command("check")
def check_command(
    folder: Annotated[Path | None, typer.Argument(help="The knowledge folder.")] = None,
    warnings: Annotated[bool, typer.Option(help="Show warnings, not only errors.")] = True,
    routing: Annotated[
        bool, typer.Option(help="Warn of phrasings that the matcher takes elsewhere.")
    ] = True,
    counts: Annotated[bool, typer.Option("--counts", help="Show the counts as well.")] = False,
) -> None:
    """Check the knowledge: every problem with its place and how to mend it."""
    settings = _settings()
    folder = folder or settings.knowledge_dir
    today = datetime.now(UTC).date()
    result = check(folder, today)
    if warnings and routing and result.snapshot is not None:
        index = load_or_build(result.snapshot, settings.cache_dir)
        result = result.with_warnings(routing_problems(result.snapshot, index))
    for problem in result.errors + (result.warnings if warnings else []):
        print(f"{folder.name}/{problem}")
    if counts and result.snapshot is not None:
        print("\n".join(table(count(result.snapshot, today))))
    print(result.summary)
    if result.errors:
        raise typer.Exit(Exit.KNOWLEDGE)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a knowledge file, as knowledge/schema.json holds it."""
    print(schema_text(), end="")


@app.command()
def evaluate(
    files: Annotated[list[Path], typer.Argument(help="YAML files of questions.")],
    verbose: Annotated[bool, typer.Option(help="Show the right ones too.")] = False,
) -> None:
    """Measure the guide against questions with expected answers."""
    items = [item for path in files for item in read_items(path)]
    _run(_evaluate(_settings(), items, verbose))


async def _evaluate(settings: Settings, items: list[Any], verbose: bool) -> None:
    async with open_guide(settings, IN_MEMORY) as guide:
        results = await run(guide, items)
    for line in report(results, verbose):
        print(line)
    right = sum(result.verdict is Verdict.RIGHT for result in results)
    print(f"{right} of {len(results)} right")


@app.command()
def preview(
    port: Annotated[int, typer.Option(help="Port on this machine; 0 takes a free one.")] = 0,
) -> None:
    """Show the real bot in a local browser page, without Discord."""
    _run(_preview(_settings(), port))


async def _preview(settings: Settings, port: int) -> None:
    async with open_guide(settings, IN_MEMORY) as guide:
        try:
            await run_preview(create_client(guide, sync_record=NoRecord()), port)
        except MissingPackageError as error:
            raise AppError(str(error), Exit.MISSING_PACKAGE) from error
        except PreviewError as error:
            raise AppError(str(error), Exit.FAILED) from error


@app.command()
def doctor() -> None:
    """Say what is set up, what is missing and how to mend it."""
    settings = _settings()
    out = Console(highlight=False, soft_wrap=True)
    served = load_served(settings)
    topics = len(served.snapshot.topics)
    out.print(f"knowledge: fine, {topics} topics from {settings.knowledge_dir}", markup=False)
    asyncio.run(_check_storage(settings))
    out.print(f"database: fine, {settings.database}", markup=False)
    token = "set" if settings.discord_token else "not set: copy .env.example to .env and fill it in"
    out.print(f"Discord token: {token}", markup=False)


async def _check_storage(settings: Settings) -> None:
    async with open_guide(settings):
        pass


@app.command()
def backup(target: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Copy the database to a file, also while the bot is running."""
    settings = _settings()
    backup_database(settings.database, target)
    print(f"Saved {settings.database} to {target}")


@app.command()
def restore(source: Annotated[Path, typer.Argument(help="A file made by `backup`.")]) -> None:
    """Put a backup back in place; stop the bot first."""
    settings = _settings()
    kept = restore_database(source, settings.database)
    rest = f"; the old one is kept as {kept}" if kept else ""
    print(f"Restored {settings.database} from {source}{rest}")
