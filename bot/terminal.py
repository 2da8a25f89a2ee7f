"""The guide in a terminal: the same answers, commands and buttons as in Discord."""

from __future__ import annotations

import asyncio
import json
import re
import shlex
import signal
import sys
from collections.abc import Callable, Sequence
from typing import TextIO

from bot.guide import strings
from bot.guide.guide import Guide
from bot.guide.kept import kept_reply
from bot.guide.ports import StorageError
from bot.guide.question import Asker, Question
from bot.guide.reply import Action, Choice, Kind, Reply, Section
from bot.guide.text import labelled, plain, source_line
from bot.guide.wording import words

ASKER = Asker()
PROMPT = "> "
MAX_WIDTH = 88
INTRODUCTION = (
    "MA Guide in the terminal. Ask in your own words; type a number to pick a choice, /help for "
    "commands, /quit to leave."
)
COMMANDS = (
    "- /topics [category]\n"
    "- /certification NAME [aspect]\n"
    "- /compare NAME vs NAME ... [on ASPECT]\n"
    "- /pathway choose NAME, show [NAME], done [step], leave\n"
    "- /privacy show, export, forget\n"
    "- /help, /quit"
)
FORGET = (
    "This deletes your pathway, its steps and your verdicts. To do it, type: /privacy forget yes"
)
EXPORTED = "This is everything I keep about you."
HOW = "/privacy export shows all of it, /privacy forget deletes it."
NO_SUCH_COMMAND = "There is no such command. What there is:"
_BETWEEN = re.compile(r"\s*,\s*|\s+(?:vs\.?|versus|and|or|with|to)\s+", re.IGNORECASE)
_ON = re.compile(r"\s+(?:on|by)\s+", re.IGNORECASE)


class Printer:
    """Prints replies: colours and wrapped lines in a terminal, bare lines anywhere else."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stdout
        self._write = _in_colour(self._out) if self._out.isatty() else self._bare

    def _bare(self, text: str, style: str = "", indent: int = 0) -> None:
        for line in plain(text).splitlines() or [""]:
            print(f"{' ' * indent}{line}".rstrip(), file=self._out)

    def say(self, text: str) -> None:
        """Print something that is no reply."""
        self._write(text, "dim")
        self._out.flush()

    def raw(self, text: str) -> None:
        """Print something to the letter."""
        print(text, file=self._out)

    def show(self, reply: Reply, *, numbered: bool = False) -> None:
        """Print a reply; `numbered` in a chat, where a choice is picked by its number."""
        write = self._write
        if numbered:
            write("")
        blocks = [[(reply.lead, "", 0)]] if reply.lead else []
        blocks += [_lines(section) for section in reply.sections]
        choices = _numbered(reply.choices) if numbered else _offered(reply)
        blocks += [[(choices, "", 0)]] if choices else []
        for number, block in enumerate(blocks):
            if number:
                write("")
            for text, style, indent in block:
                write(text, style, indent)
        if numbered:
            write("")
        self._out.flush()


def _lines(section: Section) -> list[tuple[str, str, int]]:
    """A section's texts, each with its style and its indent."""
    source = source_line(section.sources)
    found = [
        (section.title, "bold cyan", 0),
        (section.text, "", 0),
        (section.details, "", 2),
        *((note, "italic", 0) for note in section.notes),
        (source, "dim", 0),
        *((source.url, "dim", 0) for source in section.sources),
    ]
    return [line for line in found if line[0]]


def _numbered(choices: Sequence[Choice]) -> str:
    to = {Action.PASS_ON: " to the moderators"}
    lines = (f"**{n}** {labelled(c)}{to.get(c.action, '')}" for n, c in enumerate(choices, 1))
    return "\n".join(lines)


def _offered(reply: Reply) -> str:
    lines = [f"- {labelled(choice)}" for choice in reply.choices if choice.action is Action.SHOW]
    head = [] if reply.kind is Kind.CLARIFY else ["You can also ask about:"]
    return "\n".join([*head, *lines]) if lines else ""


def _in_colour(out: TextIO) -> Callable[..., None]:
    """What writes to a terminal."""
    from rich.console import Console  # takes a while to load, and a pipe needs none of it
    from rich.padding import Padding
    from rich.text import Text

    console = Console(file=out, highlight=False)
    console.width = min(console.width, MAX_WIDTH)

    def write(text: str, style: str = "", indent: int = 0) -> None:
        if text.startswith("http"):
            # Whole, however long: it is there to be clicked.
            out.write(f"{text}\n")
            return
        marked = Text(style=style)
        for number, part in enumerate(text.replace("\\", "").split("**")):
            marked.append(part, style="bold" if number % 2 else "")
        console.print(Padding(marked, (0, 0, 0, indent)) if indent else marked)

    return write


class Terminal:
    """A chat on standard input and output."""

    def __init__(
        self, guide: Guide, out: TextIO | None = None, read: Callable[[], str] | None = None
    ) -> None:
        self._guide = guide
        self._printer = Printer(out)
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

    async def chat(self, notice: str = "") -> None:
        """Read and answer until the end of input or /quit."""
        for text in filter(None, (notice, INTRODUCTION)):
            self._printer.say(text)
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
        self._printer.show(reply, numbered=True)
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
        name, _, rest = line[1:].partition(" ")
        rest = rest.strip()
        match name.lower():
            case "help" | "":
                reply = self._guide.help()
                section = Section("Commands in the terminal", COMMANDS)
                sections = (reply.sections[0], section, *reply.sections[2:])
                return Reply(reply.kind, reply.lead, sections, reply.choices)
            case "ask" if rest:
                return await self._guide.ask(Question(rest, ASKER))
            case "topics":
                return self._guide.browse(rest)
            case "certification" | "cert" if rest:
                return await self._certification(rest)
            case "compare":
                return await self._compare(rest)
            case "pathway":
                return await self._pathway(rest)
            case "privacy":
                return await self._privacy(rest)
        return Reply(Kind.ERROR, sections=(Section(NO_SUCH_COMMAND, COMMANDS),))

    async def _certification(self, rest: str) -> Reply:
        typed, _, aspect = _parted(_ON, rest)
        if not aspect:
            typed, aspect = self._first_name(_quoted(typed))
        return await self._guide.certification(typed, aspect, ASKER)

    async def _compare(self, rest: str) -> Reply:
        typed, _, aspect = _parted(_ON, rest)
        names = [name for name in _BETWEEN.split(typed) if name]
        if len(names) == 1:
            names = []
            left = _quoted(typed)
            while left:
                name, others = self._first_name(left, alone=True)
                names.append(name)
                left = others.split()
        return await self._guide.compare(names, aspect, ASKER)

    def _first_name(self, typed: Sequence[str], alone: bool = False) -> tuple[str, str]:
        """The certification that typed words begin with, and what follows it.

        Where they begin with none that is known, the name is all of them, or with `alone`
        the first.
        """
        known = [
            f" {' '.join(words(f'{shown} {identifier}'))} "
            for shown, identifier in self._guide.suggest_certifications("", limit=100)
        ]
        for end in range(len(typed), 0, -1):
            head = " ".join(words(" ".join(typed[:end])))
            if head and any(f" {head} " in name for name in known):
                return " ".join(typed[:end]), " ".join(typed[end:])
        end = 1 if alone else len(typed)
        return " ".join(typed[:end]), " ".join(typed[end:])

    async def _pathway(self, rest: str) -> Reply:
        verb, _, name = rest.partition(" ")
        name = name.strip()
        match verb.lower():
            case "choose" if name:
                return await self._guide.choose_pathway(name, ASKER)
            case "done":
                return await self._guide.set_done(name, True, ASKER)
            case "leave":
                return await self._guide.leave_pathway(ASKER)
            case "show" | "":
                return await self._guide.show_pathway(ASKER, name)
        return await self._guide.show_pathway(ASKER, rest)

    async def _privacy(self, rest: str) -> Reply:
        match rest.lower().split():
            case ["forget", "yes"]:
                return await self._guide.forget(ASKER)
            case ["forget", *_]:
                return Reply(Kind.CLARIFY, FORGET)
            case ["export"]:
                kept = await self._guide.export(ASKER)
                self._printer.raw(json.dumps(kept, indent=2, ensure_ascii=False, default=str))
                return Reply(Kind.ANSWER, EXPORTED)
        return kept_reply(await self._guide.export(ASKER), HOW)


def _parted(sign: re.Pattern[str], text: str) -> tuple[str, str, str]:
    """Like `str.partition`, at the last place where the pattern is found."""
    found = list(sign.finditer(text))
    if not found:
        return text, "", ""
    return text[: found[-1].start()], found[-1][0], text[found[-1].end() :].strip()


def _quoted(text: str) -> list[str]:
    """The words of a text, what stands in quotes as one."""
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()
