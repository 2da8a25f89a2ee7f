"""The real bot on a page in the local browser, without Discord and without a token.

SimCord, which the tests use too, stands in for Discord. Only this machine can open the page.

    PreviewError   the preview cannot run; the text is one sentence for the operator
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import TYPE_CHECKING

import discord

if TYPE_CHECKING:
    from simcord.env import Env

PACKAGES = ("simcord", "aiohttp", "markdown_it", "linkify_it", "regex", "PIL")
"""What the page is made with; none of it is needed to run the bot."""
MISSING_PACKAGE = (
    "The preview needs the development packages, and {name} is not installed: run "
    "`python3 run_tests.py --version`, which installs them, then start the preview again."
)
CANNOT_SERVE = (
    "The preview cannot run ({reason}): if the port is taken, choose another with --port."
)

BOT_NAME = "MA Guide"
WELCOME = (
    "Welcome! Ask the guide with `/ask`, mention it like Maya below, or reply to one of its "
    "answers. Try `/compare` and `/pathway choose` too."
)
FIRST_QUESTION = "{mention} how much is the CCMA exam?"


class PreviewError(Exception):
    """The preview cannot run. The text is one sentence that says what to do."""


class MissingPackageError(PreviewError):
    """A package that only the preview needs is not installed."""


async def run_preview(
    client: discord.Client, port: int = 0, announce: Callable[[str], None] = print
) -> None:
    """Serve the client on a local page until cancelled or ended on the page itself.

    Args:
        client: The bot, not yet running.
        port: The port of the page; 0 takes a free one.
        announce: Gets the lines for the operator, the address of the page among them.

    Raises:
        PreviewError: it cannot run.
    """
    if missing := next((n for n in PACKAGES if importlib.util.find_spec(n) is None), None):
        raise MissingPackageError(MISSING_PACKAGE.format(name=missing))
    import simcord

    async with simcord.run(client, check_errors=False) as env:
        await _show(env, port, announce)


async def _show(env: Env, port: int, announce: Callable[[str], None]) -> None:
    """A server with one channel, a member and a moderator, on the page."""
    from simcord import SetupError

    env.backend.bot_user.name = BOT_NAME
    server = env.create_guild("MA Guide preview")
    moderators = server.create_role(
        "Moderators", permissions=discord.Permissions(manage_guild=True, manage_messages=True)
    )
    channel = server.create_text_channel("questions", topic="Ask the guide anything")
    moderator = server.add_member(
        env.create_user("morgan", global_name="Morgan (moderator)"), roles=[moderators]
    )
    member = server.add_member(env.create_user("maya", global_name="Maya (member)"))
    mention = f"<@{env.backend.bot_user.id}>"
    await moderator.send(channel, WELCOME)
    await member.send(channel, FIRST_QUESTION.format(mention=mention))
    try:
        async with env.preview(
            channel, viewers=(member, moderator), layout="channel", port=port
        ) as page:
            announce(f"The guide is at {page.url}")
            announce("Open it in a browser on this machine. Ctrl-C ends it.")
            announce(f"To mention the guide on the page, type {mention} and your question.")
            await page.wait_closed()
    except SetupError as error:
        raise PreviewError(CANNOT_SERVE.format(reason=error)) from error
