"""Knowledge files out of Discord and in again."""

from __future__ import annotations

from dataclasses import replace

import aiohttp
import discord

from bot.discord_app.base import Interaction
from bot.discord_app.features.knowledge.access import at_desk, failed
from bot.discord_app.features.knowledge.dispatch import Values, on_submit, uploaded
from bot.discord_app.features.knowledge.forms import WHY, Form
from bot.discord_app.features.knowledge.keys import PREFIX
from bot.discord_app.features.knowledge.proposing import show
from bot.discord_app.render import Shown
from bot.guide.reply import Kind, Reply
from bot.publishing.proposals import Proposal
from bot.publishing.transfer import MAX_UPLOAD_BYTES, MAX_UPLOADS, Upload

IMPORT = f"{PREFIX}:import:"
ZIP = "ma-guide-knowledge.zip"
REPORT = "report.txt"
EXPORTED = "The YAML files as they are published. `/knowledge import` takes them back."
TOO_BIG = "**{name}** has more than {limit:,} bytes. Upload fewer or smaller files."
NOT_READ = "Discord did not hand over **{name}**. Please upload it again."


async def export(interaction: Interaction) -> Shown:
    """All files in a zip."""
    desk, who = at_desk(interaction)
    content = await desk.export(who)
    return Shown(Reply(Kind.ANSWER, EXPORTED), file=(ZIP, content))


async def open_import(interaction: Interaction) -> Form | Shown:
    """The form to upload files with."""
    desk, who = at_desk(interaction)
    await desk.drafts(who)  # Who may not do this is told before they look for their files.
    return Form("Import", IMPORT, (WHY,), {}, uploads=MAX_UPLOADS)


@on_submit("import")
async def take_in(interaction: Interaction, _about: str, values: Values) -> Shown:
    """What uploaded files would change. Nothing of it counts before it is published."""
    desk, who = at_desk(interaction)
    await desk.drafts(who)  # Nothing is fetched for somebody who may not do this.
    uploads = []
    for file in uploaded(interaction):
        if file.size > MAX_UPLOAD_BYTES:
            return failed(TOO_BIG.format(name=file.filename, limit=MAX_UPLOAD_BYTES))
        try:
            uploads.append(Upload(file.filename, await file.read()))
        except (discord.HTTPException, aiohttp.ClientError, OSError):
            return failed(NOT_READ.format(name=file.filename))
    proposal = await desk.import_report(uploads, who, values.get(WHY, ""))
    return replace(show(desk, proposal), file=(REPORT, _report(proposal).encode()))


def _report(proposal: Proposal) -> str:
    """All that is wrong and all that would change, line by line."""
    parts = (
        ("To be mended first", [str(problem) for problem in proposal.problems]),
        ("What it would take over", [effect.sentence for effect in proposal.effects]),
        ("Worth a thought", [str(warning) for warning in proposal.warnings]),
        ("What changes", list(proposal.diff.lines)),
    )
    return "\n\n".join("\n".join((title, *lines)) for title, lines in parts if lines) + "\n"
