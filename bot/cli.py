"""The command line: `python3 run_bot.py COMMAND`. Each command is a few lines around `bot.app`.

A command imports what it alone needs, so that none waits for the imports of the others.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Coroutine
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import Annotated, Any, NoReturn

import typer

from bot.app import (
    AppError,
    Exit,
    answering_guide,
    load_served,
    nearby,
    open_guide,
    open_trial,
    run_discord,
)
from bot.guide.ports import StorageError
from bot.settings import Settings, SettingsError, load_settings

app = typer.Typer(
    help="MA Guide: answers questions about working as a US medical assistant.",
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
SHOWN_WARNINGS = 30
"""Warnings that `check` prints unless it is asked for every one."""
NO_TOKEN = (
    "No DISCORD_TOKEN is set, so this is the terminal chat. To run the bot in Discord, copy "
    ".env.example to .env and put your bot's token in it."
)


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(Exit.OK)


def main() -> None:
    """Run the command line; every foreseen failure is one sentence and its own exit code."""
    # What a service manager sends: what is open is closed in order, as with Ctrl-C.
    signal.signal(signal.SIGTERM, _stop)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A sign that the other side cannot take is no reason to end.
            stream.reconfigure(errors="replace")
    try:
        app()
    except AppError as error:
        _end(error, error.code)
    except SettingsError as error:
        _end(error, Exit.SETTINGS)
    except StorageError as error:
        _end(error, Exit.STORAGE)
    except KeyboardInterrupt:
        sys.exit(130)


def _end(error: Exception, code: Exit) -> None:
    print(error, file=sys.stderr)
    sys.exit(code)


def _settings() -> Settings:
    settings = load_settings()
    _log(settings.log_level)
    return settings


def _log(level: str) -> None:
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # It would tell every start which database it looks at.
    logging.getLogger("alembic").setLevel(logging.WARNING)


def _run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)


@app.callback(invoke_without_command=True)
def start(context: typer.Context) -> None:
    """Run the bot in Discord, or the terminal chat when there is no token."""
    if context.invoked_subcommand is not None:
        return
    settings = _settings()
    if settings.discord_token is None:
        _run(_chat(settings, NO_TOKEN))
    else:
        _run(run_discord(settings))


@app.command()
def chat() -> None:
    """Talk to the guide in the terminal."""
    _run(_chat(_settings()))


async def _chat(settings: Settings, notice: str = "") -> None:
    from bot.terminal import Terminal

    async with open_guide(settings) as guide:
        await Terminal(guide).chat(notice)


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
    from bot.guide.question import Asker, Question
    from bot.terminal import Printer

    Printer().show(await answering_guide(settings).ask(Question(question, Asker())))


async def _ask_lines(settings: Settings) -> None:
    from bot.jsonl import answer_lines, read_lines

    async for line in answer_lines(answering_guide(settings), read_lines(sys.stdin.buffer)):
        print(line, flush=True)


@app.command("check")
def check_command(
    folder: Annotated[Path | None, typer.Argument(help="The knowledge folder.")] = None,
    warnings: Annotated[bool, typer.Option(help="Show warnings, not only errors.")] = True,
    routing: Annotated[
        bool, typer.Option(help="Warn of phrasings that the matcher takes elsewhere.")
    ] = True,
    every: Annotated[bool, typer.Option("--every", help="Show every warning.")] = False,
    counts: Annotated[bool, typer.Option("--counts", help="Show the counts as well.")] = False,
) -> None:
    """Check the knowledge: every problem with its place and how to mend it."""
    from bot.index_cache import load_or_build
    from bot.knowledge.check import check
    from bot.knowledge.counts import count, table
    from bot.routing import routing_problems

    settings = _settings()
    folder = folder or settings.knowledge_dir
    today = datetime.now(UTC).date()
    result = check(folder, today)
    if warnings and routing and result.snapshot is not None:
        index = load_or_build(result.snapshot, settings.cache_dir)
        result = result.with_warnings(routing_problems(result.snapshot, index))
    shown = result.warnings[: None if every else SHOWN_WARNINGS] if warnings else []
    for problem in result.errors + shown:
        print(problem.within(nearby(folder)))
    if warnings and len(shown) < len(result.warnings):
        print(f"... and {len(result.warnings) - len(shown)} more warnings (--every shows them)")
    if counts and result.snapshot is not None:
        print("\n".join(table(count(result.snapshot, today))))
    print(result.summary)
    if result.errors:
        raise typer.Exit(Exit.KNOWLEDGE)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a knowledge file, as knowledge/schema.json holds it."""
    from bot.knowledge.schema import schema_text

    print(schema_text(), end="")


@app.command()
def evaluate(
    files: Annotated[list[Path] | None, typer.Argument(help="YAML files of questions.")] = None,
    verbose: Annotated[bool, typer.Option(help="Show the right ones too.")] = False,
) -> None:
    """Measure the guide against questions with expected answers, the pinned ones included."""
    from bot.evaluate import QuestionFileError, read_items

    try:
        items = [item for path in files or () for item in read_items(path)]
    except QuestionFileError as error:
        raise AppError(str(error), Exit.USAGE) from error
    _run(_evaluate(_settings(), items, verbose))


async def _evaluate(settings: Settings, items: list[Any], verbose: bool) -> None:
    from bot.evaluate import Verdict, report, run
    from bot.publishing import pinned

    served = load_served(settings)
    tried = await pinned.try_pinned(settings.database, settings.knowledge_dir, served)
    for line in pinned.report(tried):
        print(line)
    if not items:
        if not tried:
            raise AppError("Nothing is pinned; give a file of questions as well.", Exit.USAGE)
        return
    results = await run(answering_guide(settings), items)
    for line in report(results, verbose):
        print(line)
    right = sum(result.verdict is Verdict.RIGHT for result in results)
    print(f"{right} of {len(results)} right")


@app.command()
def preview(
    port: Annotated[int, typer.Option(help="Port on this machine; 0 takes a free one.")] = 0,
) -> None:
    """Show the real bot in a local browser page, without Discord; nothing there is kept."""
    _run(_preview(_settings(), port))


async def _preview(settings: Settings, port: int) -> None:
    from bot.preview import MissingPackageError, PreviewError, run_preview

    # What it says of connecting and of inviting is not true of a Discord on a local page.
    for name in ("discord", "bot.discord_app"):
        logging.getLogger(name).setLevel(logging.ERROR)
    async with open_trial(settings) as client:
        try:
            await run_preview(client, port)
        except MissingPackageError as error:
            raise AppError(str(error), Exit.MISSING_PACKAGE) from error
        except PreviewError as error:
            raise AppError(str(error), Exit.FAILED) from error


@app.command()
def doctor() -> None:
    """Check everything that the bot needs, and say how to mend what is wrong."""
    from bot.doctor import examine

    _log("ERROR")
    worst = Exit.OK
    for finding in asyncio.run(examine()):
        print(finding)
        worst = worst or finding.code
    if worst:
        raise typer.Exit(worst)


@app.command()
def backup(target: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Copy the database to a file, also while the bot is running."""
    from bot.storage.backup import backup as save

    settings = _settings()
    save(settings.database, target)
    print(f"Saved {settings.database} to {target}")


@app.command()
def restore(source: Annotated[Path, typer.Argument(help="A file made by `backup`.")]) -> None:
    """Put a backup back in place; stop the bot first."""
    from bot.storage.backup import restore as put_back

    settings = _settings()
    kept = put_back(source, settings.database)
    rest = f"; the old one is kept as {kept}" if kept else ""
    print(f"Restored {settings.database} from {source}{rest}")
