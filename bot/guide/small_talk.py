"""The small talk that belongs to a helper, and messages that are no question for it at all.

Each kind is recognised only when the whole message is that: "hi, how much is the exam" is
a question, and its greeting does not matter. Patterns come first; what they do not know is left
to the estimate learned from examples (`bot.matching.triage`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.guide import small_talk_patterns as patterns
from bot.guide import strings
from bot.guide.reply import Kind
from bot.guide.wording import words
from bot.matching.triage import JOB, MAYBE_JOB, Assessment

LONGEST = 14
"""Words up to which a message can be small talk and nothing else."""
LONGEST_TEXT = 300
"""The same in characters."""
SURE = 0.56
"""Probability of small talk from which it counts, and of an attempt to change the guide."""
SURE_AT_WORK = 0.85
"""The same for a message that speaks of the job."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A ready answer to something that is not a question about the job."""

    kind: Kind
    text: str
    ends: bool = False
    """Whether it closes the conversation ("stop")."""
    sure: bool = True
    """False for an estimate that a clear question about the job overrules."""


_WHOLE = (
    (patterns.WHO_ARE_YOU, Remark(Kind.SMALL_TALK, strings.WHO_ARE_YOU)),
    (patterns.WHAT_CAN_YOU_DO, Remark(Kind.SMALL_TALK, strings.WHAT_CAN_YOU_DO)),
    (patterns.WAS_WRONG, Remark(Kind.SMALL_TALK, strings.WAS_WRONG)),
    (patterns.STOP, Remark(Kind.SMALL_TALK, strings.STOPPED, ends=True)),
    (patterns.CHATTER, Remark(Kind.SMALL_TALK, strings.CHATTER)),
    (patterns.PLAYFUL, Remark(Kind.SMALL_TALK, strings.PLAYFUL)),
)
_BY_WORDS = (
    (patterns.THANKS, strings.WELCOME),
    (patterns.BYE, strings.GOODBYE),
    (patterns.GREETING, strings.HELLO),
    (patterns.PRAISE, strings.NICE),
)
_SMALL_WORDS = patterns.GLUE.union(*(members for members, _ in _BY_WORDS))


_LEARNED = {
    "hello": strings.HELLO,
    "thanks": strings.WELCOME,
    "bye": strings.GOODBYE,
    "praise": strings.NICE,
    "who-are-you": strings.WHO_ARE_YOU,
    "what-can-you-do": strings.WHAT_CAN_YOU_DO,
    "was-wrong": strings.WAS_WRONG,
    "stop": strings.STOPPED,
    "playful": strings.PLAYFUL,
}
"""Group of examples -> what is said; the rest is chatter."""


def remark(text: str, seen: Assessment) -> Remark | None:
    """The fixed answer to small talk, injections and other languages; None for a question.

    `text` is the cleaned message and `seen` is its estimate.
    """
    if patterns.INJECTION.search(text):
        return Remark(Kind.ABSTAIN, strings.NOT_MY_INSTRUCTIONS)
    if is_foreign(text):
        return Remark(Kind.ABSTAIN, strings.NOT_ENGLISH)
    if seen.curated or len(text) > LONGEST_TEXT:
        return _by_words(text)
    bare = " ".join(re.findall(r"[\w']+", text))
    core = strip_courtesy(bare)
    for pattern, found in _WHOLE:
        if pattern.fullmatch(core) or pattern.fullmatch(bare):
            playful = pattern is patterns.PLAYFUL
            return None if playful and not (JOB | MAYBE_JOB).isdisjoint(seen.named) else found
    return _by_words(text) or _learned(text, seen)


def _by_words(text: str) -> Remark | None:
    """Small talk made of nothing but small words."""
    said = words(text.lower().replace("not bad", "good"))
    if not said or len(said) > LONGEST or not _SMALL_WORDS.issuperset(said):
        return None
    if patterns.ASKS.search(text):
        return None
    for members, answer in _BY_WORDS:
        if not members.isdisjoint(said):
            return Remark(Kind.SMALL_TALK, answer)
    return None


def _learned(text: str, seen: Assessment) -> Remark | None:
    """What the estimate says."""
    enough = SURE if JOB.isdisjoint(seen.named) else SURE_AT_WORK
    if seen["injection"] >= enough:
        return Remark(Kind.ABSTAIN, strings.NOT_MY_INSTRUCTIONS)
    if seen["small_talk"] < enough or len(words(text)) > LONGEST or patterns.ASKS.search(text):
        return None
    said = _LEARNED.get(seen.about, strings.CHATTER)
    return Remark(Kind.SMALL_TALK, said, ends=said == strings.STOPPED, sure=False)


def strip_courtesy(text: str) -> str:
    """The text without the greetings and thanks it opens with; itself when nothing is left."""
    rest = patterns.COURTESY.sub("", text).strip()
    return rest or text


def is_courtesy(text: str) -> bool:
    """Whether a text is nothing but the greetings and thanks that questions open with."""
    return not words(patterns.COURTESY.sub("", f"{text} "))


def is_foreign(text: str) -> bool:
    """Whether a message is in another language than English, as far as small words tell."""
    letters = [letter for letter in text if letter.isalpha()]
    if letters and sum(not _is_latin(letter) for letter in letters) > len(letters) / 2:
        return True
    said = words(text)
    if len(said) < 3:
        return False
    english = sum(word in patterns.ENGLISH for word in said)
    plain = [_without_accents(word) for word in said]
    foreign = max(sum(word in known for word in plain) for known in patterns.OTHER_LANGUAGES)
    return foreign >= 2 and foreign > 2 * english and foreign / len(said) >= 0.3


def without_false_friends(text: str) -> str:
    """A text in another language without its small words that are alarming in English."""
    return patterns.FALSE_FRIENDS.sub(" ", text) if is_foreign(text) else text


def _is_latin(letter: str) -> bool:
    return ord(letter) < 0x250


def _without_accents(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word)
    return "".join(part for part in parts if not unicodedata.combining(part))
