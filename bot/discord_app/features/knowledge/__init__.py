"""The moderators' desk in Discord: edit, check, publish and undo what the guide knows."""

from bot.discord_app.features.knowledge.dispatch import DeskButton, submitted
from bot.discord_app.features.knowledge.group import knowledge
from bot.discord_app.features.knowledge.log import LogChannels
from bot.discord_app.features.knowledge.teach import teach_the_guide

MODERATION = (knowledge, teach_the_guide)
"""Commands and menus of a client that has a desk."""

__all__ = ["MODERATION", "DeskButton", "LogChannels", "submitted"]
