"""The records of storage that the desk hands to front ends, under one roof."""

from __future__ import annotations

from bot.storage.inbox import ToTell
from bot.storage.moderation import Draft, Golden, StoredProposal
from bot.storage.revision_model import Origin, Revision, StaleError

__all__ = ["Draft", "Golden", "Origin", "Revision", "StaleError", "StoredProposal", "ToTell"]
