"""The guide in a terminal: the same answers, commands and buttons as in Discord."""

from __future__ import annotations

import asyncio
import shlex
import signal
import sys
from collections.abc import Callable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from bot.guide import strings
from bot.guide.guide import Guide
from bot.guide.ports import StorageError
from bot.guide.question import Asker, Question
from bot.guide.reply import Action, Choice, Kind, Reply, Section
from bot.guide.text import plain, source_line

ASKER = Asker()
PROMPT = "> "
MAX_WIDTH = 88
INTRODUCTION = (
    "MA Guide in the terminal. Ask in your own words; type a number to pick a choice, /help for "
    "commands, /quit to leave."
)
COMMANDS = (
    "/topics [category], /certification NAME [aspect], /compare NAME NAME ... [on ASPECT], "
    "/pathway [choose|show|done|leave] [name], /privacy [show|forget], /help, /quit"
)


class Terminal:
    """A chat on standard input and output; colours only where they can be seen."""

    def __init__(
        self, guide: Guide, console: Console | None = None, read: Callable[[], str] | None = None
    ) -> None:
        self._guide = guide
        width = min(Console().width, MAX_WIDTH)
        self._console = console or Console(highlight=False, width=width)
        self._read = read or self._read_line
        self._last: Reply | None = None

    def _read_line(self) -> str:
        if sys.stdin.isatty():
            # asyncio's own handler would only ask the task to end, which waits for Enter.
            handler = signal.signal(signal.SIGINT, signal.default_int_handler)
            try:
                return input(PROMPT)
            finally:
                signal.signal(signal.SIGINT, handler)
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line

    async def chat(self, introduction: str = INTRODUCTION) -> None:
        """Read and answer until the end of input or /quit."""
        self._console.print(introduction, style="dim")
        while True:
            try:
                # On the loop itself: a thread that waits for input would outlive Ctrl-C.
                line = self._read().strip()
            except (EOFError, KeyboardInterrupt):
                return
            await asyncio.sleep(0)
            if line in {"/quit", "/exit", "/q"}:
                return
            if line:
                await self.say(line)

    async def say(self, line: str) -> Reply:
        """Answer one line and show the answer."""
        try:
            reply = await self._reply(line)
        except StorageError:
            reply = Reply(Kind.ERROR, strings.NOT_SAVED)
        self.show(reply)
        self._last = reply
        return reply

    async def _reply(self, line: str) -> Reply:
        if line.startswith("/"):
            return await self._command(line)
        picked = self._picked(line)
        if picked is not None and self._last is not None:
            return await self._guide.take(picked, ASKER, self._last.question_id)
        return await self._guide.ask(Question(line, ASKER))

    def _picked(self, line: str) -> Choice | None:
        """The choice whose number was typed."""
        if self._last is None or not line.isdecimal():
            return None
        number = int(line)
        choices = self._last.choices
        return choices[number - 1] if 1 <= number <= len(choices) else None

    async def _command(self, line: str) -> Reply:
        try:
            name, *arguments = shlex.split(line[1:])
        except ValueError:
            name, *arguments = line[1:].split()
        match name:
            case "help" | "":
                reply = self._guide.help()
                sections = (*reply.sections, Section("In the terminal", COMMANDS))
                return Reply(reply.kind, reply.lead, sections, reply.choices)
            case "ask":
                return await self._guide.ask(Question(" ".join(arguments), ASKER))
            case "topics":
                return self._guide.browse(" ".join(arguments))
            case "certification" | "cert" if arguments:
                name, *aspect = arguments
                return await self._guide.certification(name, " ".join(aspect), ASKER)
            case "compare":
                return await self._compare(arguments)
            case "pathway":
                return await self._pathway(arguments)
            case "privacy":
                return await self._privacy(arguments)
        return Reply(Kind.ERROR, f"There is no such command. Commands: {COMMANDS}")

    async def _compare(self, arguments: Sequence[str]) -> Reply:
        names, aspect = list(arguments), ""
        if "on" in names:
            at = names.index("on")
            names, aspect = names[:at], " ".join(names[at + 1 :])
        return await self._guide.compare(names, aspect, ASKER)

    async def _pathway(self, arguments: Sequence[str]) -> Reply:
        verb, *rest = arguments or ["show"]
        name = " ".join(rest)
        match verb:
            case "choose" if name:
                return await self._guide.choose_pathway(name, ASKER)
            case "done" if name:
                return await self._guide.set_done(name, True, ASKER)
            case "leave":
                return await self._guide.leave_pathway(ASKER)
        return await self._guide.show_pathway(ASKER, name)

    async def _privacy(self, arguments: Sequence[str]) -> Reply:
        if arguments[:1] == ["forget"]:
            return await self._guide.forget(ASKER)
        kept = await self._guide.export(ASKER)
        lines = [f"- {table}: {rows}" for table, rows in kept.items() if rows]
        text = "\n".join(lines) or strings.FORGOTTEN_NOTHING
        return Reply(Kind.ANSWER, sections=(Section("What is stored about you", text),))

    def show(self, reply: Reply) -> None:
        """Print a reply."""
        out = self._console
        out.print()
        if reply.lead:
            out.print(_marked(reply.lead))
        for section in reply.sections:
            out.print(Text(plain(section.title), style="bold cyan"))
            out.print(_marked(section.text))
            if section.details:
                out.print(Padding(_marked(section.details), (0, 0, 0, 2)))
            for note in section.notes:
                out.print(Text(plain(note), style="italic"))
            line = source_line(section.sources)
            if line:
                out.print(Text(line, style="dim"))
                for source in section.sources:
                    out.print(Text(source.url, style="dim"), soft_wrap=True)
            out.print()
        for number, choice in enumerate(reply.choices, 1):
            pick = "" if choice.action is not Action.PASS_ON else " to the moderators"
            out.print(f"[bold]{number}[/bold] {escape(choice.label)}{pick}")
        if reply.choices:
            out.print()


def _marked(text: str) -> Text:
    """Markdown-light as rich text."""
    parts = text.replace("\\", "").split("**")
    result = Text()
    for number, part in enumerate(parts):
        result.append(part, style="bold" if number % 2 else "")
    return result
