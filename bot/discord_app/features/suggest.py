"""Autocomplete: what is offered while a member types.

discord.py swallows errors here, so each suggester is guarded and offers nothing instead.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from discord import app_commands

from bot.discord_app.base import Interaction
from bot.discord_app.context import asker_of
from bot.discord_app.limits import CHOICE_NAME, CHOICE_VALUE, CHOICES
from bot.discord_app.markdown import plain

log = logging.getLogger(__name__)

Suggester = Callable[[Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]
Offered = Iterable[tuple[str, str]]
"""Pairs of what is shown and what is sent."""

TOPIC_MARK = "topic:"
"""Begins the value of a suggested question: it names a topic, not a question to look up."""


def suggester(offer: Callable[[Interaction, str], Offered]) -> Suggester:
    """An autocomplete callback that keeps to Discord's limits and never raises."""

    @functools.wraps(offer)
    async def suggest(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        try:
            return as_choices(offer(interaction, typed))
        except Exception:  # Nobody would be told of it; typing goes on without.
            log.exception("autocomplete failed in %s", offer.__name__)
            return []

    return suggest


def as_choices(pairs: Offered) -> list[app_commands.Choice[str]]:
    """Choices within Discord's limits, each value once."""
    fitting = {value: name for name, value in pairs if value and len(value) <= CHOICE_VALUE}
    return [
        app_commands.Choice(name=plain(name, CHOICE_NAME), value=value)
        for value, name in list(fitting.items())[:CHOICES]
    ]


@suggester
def questions(interaction: Interaction, typed: str) -> Offered:
    """Known questions like what is typed so far."""
    found = interaction.client.guide.suggest_questions(typed, server=_server(interaction))
    return ((choice.label, TOPIC_MARK + choice.value) for choice in found)


@suggester
def certifications(interaction: Interaction, typed: str) -> Offered:
    """Certifications by any of their names."""
    return interaction.client.guide.suggest_certifications(typed, server=_server(interaction))


@suggester
def aspects(interaction: Interaction, typed: str) -> Offered:
    """What can be asked of a certification: its fee, its exam, its renewal."""
    return interaction.client.guide.suggest_aspects(typed, server=_server(interaction))


@suggester
def pathways(interaction: Interaction, typed: str) -> Offered:
    """Pathways to choose from."""
    return interaction.client.guide.suggest_pathways(typed, server=_server(interaction))


@suggester
def categories(interaction: Interaction, typed: str) -> Offered:
    """Categories of topics."""
    return interaction.client.guide.suggest_categories(typed, server=_server(interaction))


def _server(interaction: Interaction) -> int:
    """The server whose guide is offered from."""
    return asker_of(interaction).server
