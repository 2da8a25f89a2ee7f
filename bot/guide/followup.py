"""What a short message says about the turn before it: its signs, told by its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from bot.guide import followup_patterns as patterns
from bot.guide.wording import words
from bot.matching.subjects import Mention

SHORT = 7
"""Words up to which a message may lean on the one before it without saying so."""

_ORDINALS = {
    "first": 0, "1st": 0, "one": 0, "1": 0, "a": 0, "top": 0,
    "second": 1, "2nd": 1, "two": 1, "2": 1, "b": 1, "middle": 1,
    "third": 2, "3rd": 2, "three": 2, "3": 2, "c": 2,
    "fourth": 3, "4th": 3, "four": 3, "4": 3, "d": 3,
    "last": -1, "former": 0, "latter": -1,
}  # fmt: skip


class Meta(Enum):
    """A message about the answer itself."""

    MORE = auto()
    WHY = auto()
    SOURCE = auto()


@dataclass(frozen=True, slots=True)
class Signs:
    """How a message leans on the turn before it."""

    points_back: bool
    """It says "it", "that", "their", ..."""
    continues: bool
    """It opens like a continuation: "and", "what about", "no, I meant"."""
    corrects: bool
    """It takes back something: "I meant", "not the"."""
    lacks_matter: bool
    """All its words are general ("how many hours"): what about is left to be understood."""
    short: bool

    @property
    def leans(self) -> bool:
        """Whether its words say that it leans."""
        return self.points_back or self.continues or self.corrects or self.lacks_matter

    @property
    def may_lean(self) -> bool:
        """Whether it leans, or is too short to be sure that it does not."""
        return self.leans or self.short


def signs(text: str) -> Signs:
    """The signs of one message."""
    said = words(text)
    return Signs(
        points_back=patterns.POINTS_BACK.search(text) is not None,
        continues=patterns.CONTINUES.match(text) is not None,
        corrects=patterns.CORRECTS.search(text) is not None,
        lacks_matter=not matter(text),
        short=len(said) <= SHORT,
    )


def matter(text: str) -> int:
    """How many words of a message say what it is about."""
    said = words(text)
    return sum(word not in patterns.GENERAL_WORDS and not word.isdigit() for word in said)


def switches(text: str) -> str | None:
    """What follows "new topic:", or None when the message does not say so."""
    found = patterns.SWITCH.match(text)
    return text[found.end() :] if found else None


def meta(text: str) -> Meta | None:
    """Whether the message asks for more of, the reason for, or the source of the answer."""
    core = text.strip(" ?!.,")
    for pattern, kind in (
        (patterns.MORE, Meta.MORE),
        (patterns.SOURCE, Meta.SOURCE),
        (patterns.WHY, Meta.WHY),
    ):
        if pattern.fullmatch(core):
            return kind
    return None


def picked(text: str, labels: list[str]) -> int | None:
    """Which of the numbered choices a message picks: an index, -1 for none of them, or None.

    Understands ordinals, numbers, a plain yes when there is one choice, and a choice's words.
    """
    core = text.strip(" ?!.,\"'")
    if patterns.NONE_OF_THEM.fullmatch(core):
        return -1
    if len(labels) == 1 and patterns.YES.fullmatch(core):
        return 0
    found = patterns.PICK.fullmatch(core)
    if found:
        index = _ORDINALS[found.group(1).lower()]
        index = len(labels) - 1 if index == -1 else index
        return index if index < len(labels) else None
    said = set(words(core))
    if not said or len(said) > SHORT:
        return None
    inside = [n for n, label in enumerate(labels) if said <= set(words(label))]
    return inside[0] if len(inside) == 1 else None


def with_names(text: str, names: Sequence[str]) -> str:
    """The text with "the second one" replaced by the second of several names."""
    if len(names) < 2:
        return text

    def name(found: re.Match[str]) -> str:
        index = _ORDINALS[(found[1] or found[2]).lower()]
        return names[index] if index < len(names) else found[0]

    return patterns.LISTED.sub(name, text)


def asks_to_compare(text: str) -> bool:
    """Whether a message sets the things it names against each other."""
    return patterns.COMPARES.search(text) is not None


def asks_meaning(text: str) -> bool:
    """Whether a message asks what a word means."""
    return patterns.ASKS_MEANING.search(text) is not None


def carries_nothing(text: str) -> bool:
    """Whether a message, its names taken out, adds no question of its own ("what about X?")."""
    return all(word in patterns.CARRIERS for word in words(text))


def without_names(text: str, mentions: Sequence[Mention]) -> str:
    """The text with the names in it taken out."""
    for mention in sorted(mentions, key=lambda m: -len(m.text)):
        at = text.lower().find(mention.text.lower())
        if at >= 0:
            text = f"{text[:at]} {text[at + len(mention.text) :]}"
    return text


def replacement(text: str) -> tuple[str, str]:
    """'I meant CMA, not CCMA' as what is meant and what is not ('' when it does not say).

    A message that takes nothing back, or nothing but that, is what is meant.
    """
    if patterns.CORRECTS.search(text) is None:
        return text, ""
    core = patterns.I_MEANT.sub("", text)
    found = patterns.NOT.fullmatch(core)
    if found and words(found.group(1)):
        return found.group(1), found.group(2)
    if core.lower().startswith("not "):
        head, _, rest = core[4:].partition(",")
        return (rest, head) if words(rest) else (text, "")
    return (core, "") if words(core) else (text, "")
