"""What a member reads when something did not work: one table for every way in.

Nothing here is the member's to debug. Each sentence says what happened and what to do,
and what is a fault of the bot gets a code under which the log has the rest.
"""

from __future__ import annotations

import logging
import secrets

from discord import app_commands

from bot.guide import strings
from bot.guide.ports import StorageError
from bot.guide.reply import Kind, Reply

log = logging.getLogger(__name__)

TOO_SLOW = (
    "My storage did not answer in time, so I can't say whether that was saved. "
    "Please look again in a minute and repeat it if needed."
)
COMMAND_CHANGED = (
    "This command has just changed and your Discord still shows the old one. "
    "Restart Discord (Ctrl+R on a computer) and use it again."
)
MISSING_PERMISSION = "You need the permission **{names}** for this."
NOT_ALLOWED = "You are not allowed to do this here."
COOLDOWN = "That was a bit fast. Please try again in {seconds:.0f} seconds."
CODE = "If it happens again, give a moderator this code: {code}."


def explain(error: BaseException) -> Reply:
    """The reply that tells a member about an error."""
    return Reply(Kind.ERROR, lead=_sentence(error))


def _sentence(error: BaseException) -> str:
    match error:
        case app_commands.CommandInvokeError() | app_commands.TransformerError() if error.__cause__:
            return _sentence(error.__cause__)
        case StorageError():
            log.error("storage failed: %s", error)
            return strings.NOT_SAVED
        case TimeoutError():
            log.error("work for a member was given up because it took too long")
            return TOO_SLOW
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            log.warning("a member used a command that Discord still shows in an old form")
            return COMMAND_CHANGED
        case app_commands.MissingPermissions():
            return MISSING_PERMISSION.format(
                names=", ".join(map(_title, error.missing_permissions))
            )
        case app_commands.CommandOnCooldown():
            return COOLDOWN.format(seconds=max(1.0, error.retry_after))
        case app_commands.CheckFailure():
            return NOT_ALLOWED
        case _:
            code = secrets.token_hex(3).upper()
            log.error("unexpected error, code %s", code, exc_info=error)
            return f"{strings.BROKEN} {CODE.format(code=code)}"


def _title(permission: str) -> str:
    return permission.replace("_", " ").title()
