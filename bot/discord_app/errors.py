"""What a member reads when something did not work: one table for every way in.

Nothing here is the member's to debug. Each sentence says what happened and what to do,
and what is a fault of the bot gets a code under which the log has the rest.
"""

from __future__ import annotations

import logging
import secrets

from discord import app_commands

from bot.discord_app import texts
from bot.guide import strings
from bot.guide.ports import StorageError
from bot.guide.reply import Kind, Reply

log = logging.getLogger(__name__)


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
            return texts.TOO_SLOW
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            log.warning("a member used a command that Discord still shows in an old form")
            return texts.COMMAND_CHANGED
        case app_commands.MissingPermissions():
            return texts.MISSING_PERMISSION.format(
                names=", ".join(map(_title, error.missing_permissions))
            )
        case app_commands.CommandOnCooldown():
            return texts.COOLDOWN.format(seconds=max(1.0, error.retry_after))
        case app_commands.CheckFailure():
            return texts.NOT_ALLOWED
        case _:
            code = secrets.token_hex(3).upper()
            log.error("unexpected error, code %s", code, exc_info=error)
            return f"{strings.BROKEN} {texts.CODE.format(code=code)}"


def _title(permission: str) -> str:
    return permission.replace("_", " ").title()
