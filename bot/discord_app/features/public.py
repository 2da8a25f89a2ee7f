"""Answers where others read along: given once, kept in step with the question, never too many.

A question to the guide is always answered. What people say among themselves is answered only
where somebody who manages the server switched that on, only when the guide is sure, and only
with the privileged intent, without which their text does not arrive at all.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Sequence
from dataclasses import replace

import discord

from bot.discord_app.base import GuideClient
from bot.discord_app.context import author_of, words_of
from bot.discord_app.exchanges import Exchange
from bot.discord_app.features.style import styled
from bot.discord_app.listening import asks
from bot.discord_app.pacing import slow_down
from bot.discord_app.render import Shown
from bot.discord_app.respond import outcome
from bot.discord_app.speak import (
    answer_message,
    answer_unasked,
    change_answer,
    remove_answer,
)
from bot.guide.ports import StorageError
from bot.guide.question import Question

log = logging.getLogger(__name__)

_EVERYBODY = re.compile(r"@(?:everyone|here)\b")


async def answer(client: GuideClient, message: discord.Message, question: Question) -> None:
    """Answer a question to the guide, unless it is one too many. Never raises."""
    if client.exchanges.find(message.id):
        return
    passed = client.pace.question(question.asker.member, question.asker.channel)
    if not passed.granted:
        if passed.tell:
            await answer_message(message, _told_to_wait(passed.wait))
        return
    exchange = client.exchanges.open(message.id, question, words_of(message.content))
    if exchange is None:
        return
    async with exchange.turn:
        exchange.answer = await answer_message(message, _answer(client, question))
        await _settle(client, exchange)


async def overhear(client: GuideClient, message: discord.Message) -> None:
    """Answer what people ask each other, where that is switched on and the guide is sure."""
    if not client.intents.message_content or message.guild is None or client.desk is None:
        return
    questions = overheard_in(message)
    if not questions or _to_somebody(client, message):
        return
    if not client.pace.may_overhear(message.channel.id) or not await _switched_on(client, message):
        return
    exchange = client.exchanges.open(message.id, questions[0], words_of(message.content))
    if exchange is None:
        return
    async with exchange.turn:
        shown = await _overheard(client, questions)
        if shown and not exchange.gone and client.pace.overheard(message.channel.id):
            exchange.answer = await answer_unasked(message, shown)
        if exchange.answer is None:
            client.exchanges.close(message.id)
        await _settle(client, exchange)


def overheard_in(message: discord.Message) -> list[Question]:
    """What a message may ask, the likeliest first: of a forum's post, the title counts too."""
    channel = message.channel
    texts = [words_of(message.content)]
    if isinstance(channel, discord.Thread) and message.id == channel.id:
        texts.insert(0, words_of(channel.name))
    asker = author_of(message)
    return [Question(text, asker, overheard=True) for text in texts if asks(text)]


async def on_edit(client: GuideClient, message: discord.Message) -> None:
    """Let the answer follow its question. Never raises."""
    exchange = client.exchanges.find(message.id)
    if exchange is None or not client.exchanges.editable(exchange):
        return
    # Without text it is not for us to read, or only a link's preview was added.
    text = words_of(message.content)
    if not text or text == exchange.seen:
        return
    exchange.seen = text
    exchange.edits += 1
    edit = exchange.edits
    while not (passed := client.pace.edit(exchange.question.asker.member)).granted:
        await asyncio.sleep(passed.wait)
        if exchange.edits != edit:
            return
    async with exchange.turn:
        if exchange.edits == edit and not exchange.gone:
            await _answer_again(client, exchange, message)


async def on_delete(client: GuideClient, *messages: int) -> None:
    """Delete the answers to questions that were deleted. Never raises."""
    for message in messages:
        exchange = client.exchanges.close(message)
        if exchange:
            async with exchange.turn:
                await _settle(client, exchange)


async def _answer_again(client: GuideClient, exchange: Exchange, message: discord.Message) -> None:
    question = replace(exchange.question, text=exchange.seen)
    if not exchange.question.overheard:
        if exchange.answer is not None:
            shown = await outcome(asyncio.ensure_future(_answer(client, question)))
            await _show(client, exchange, message.id, shown)
        return
    found = await _overheard(client, overheard_in(message))
    if found and exchange.answer:
        await _show(client, exchange, message.id, found)
    elif found:
        exchange.answer = await answer_unasked(message, found)
    elif exchange.answer:
        await remove_answer(exchange.answer)
        exchange.answer = None


async def _show(client: GuideClient, exchange: Exchange, message: int, shown: Shown) -> None:
    if exchange.answer and not await change_answer(exchange.answer, shown):
        # Somebody deleted the answer, and meant it.
        client.exchanges.close(message)
        exchange.answer = None


async def _settle(client: GuideClient, exchange: Exchange) -> None:
    """After each turn: the answer to a question that is gone goes too."""
    if exchange.gone and exchange.answer:
        await remove_answer(exchange.answer)
        exchange.answer = None
    client.exchanges.keep()


async def _switched_on(client: GuideClient, message: discord.Message) -> bool:
    """Whether the guide speaks unasked in the message's channel, or in that of its thread."""
    places = {message.channel.id, getattr(message.channel, "parent_id", None)}
    if client.desk is None or message.guild is None:
        return False
    try:
        settings = await client.desk.settings(message.guild.id)
    except StorageError as error:
        log.warning("nothing is overheard, the settings cannot be read: %s", error)
        return False
    return not places.isdisjoint(settings.answer_channels)


def _to_somebody(client: GuideClient, message: discord.Message) -> bool:
    """Whether a message speaks to certain people: an answer to them, or one with their name."""
    if message.mentions or message.role_mentions or _EVERYBODY.search(message.content):
        return True
    if message.reference is None:
        return False
    replied = message.reference.resolved
    return not isinstance(replied, discord.Message) or replied.author.id != (
        client.user.id if client.user else 0
    )


async def _overheard(client: GuideClient, questions: Sequence[Question]) -> Shown | None:
    for question in questions:
        reply = await client.guide.overhear(question)
        if reply is not None:
            return await styled(client, question.asker.server, Shown(reply))
    return None


async def _answer(client: GuideClient, question: Question) -> Shown:
    shown = Shown(await client.guide.ask(question))
    return await styled(client, question.asker.server, shown)


async def _told_to_wait(seconds: int) -> Shown:
    return slow_down(seconds)
