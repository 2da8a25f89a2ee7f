"""What a front end hands to the guide: who asks what, where, and in answer to what."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where. Ids are Discord snowflakes; 0 stands for the terminal.

    Two askers are the same person in the same place exactly when they compare equal, and
    only then do they share a conversation.
    """

    member: int = 0
    server: int = 0
    """0 in direct messages, in a user-installed app's private replies, and in the terminal."""
    channel: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """One message to the guide."""

    text: str
    asker: Asker
    replies_to: tuple[str, ...] = ()
    """Topic ids of the guide's message that this replies to, if it replies to one."""
    overheard: bool = False
    """True when nobody addressed the guide: it then speaks only when it is sure."""
