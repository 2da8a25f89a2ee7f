"""A message as words: what is left when Discord's markup and decoration are taken off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

MAX_MESSAGE = 4000
"""Characters of a message that are read at all."""

_MARKUP = re.compile(r"<(?:@[!&]?|#|a?:\w+:|t:)[^>\s]*>|@(?:everyone|here)\b")
_LINK = re.compile(r"https?://\S+")
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?", re.UNICODE)
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)][.!?])\s+(?=[A-Z0-9*])")
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "`": "'", "\u00b4": "'"})


def clean(text: str) -> str:
    """The text without mentions, custom emoji and links, in normal form, on normal spaces."""
    plain = unicodedata.normalize("NFKC", text[: MAX_MESSAGE + 1].translate(_APOSTROPHES))
    plain = _LINK.sub(" ", _MARKUP.sub(" ", plain))
    lines = (" ".join(line.split()) for line in plain.splitlines())
    return "\n".join(line for line in lines if line)


def words(text: str) -> list[str]:
    """The words in lower case, apostrophes dropped: "What's it?" -> ["whats", "it"]."""
    plain = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).casefold()
    return [word.replace("'", "") for word in _WORD.findall(plain)]


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word where there is one."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    at_word = head.rpartition(" ")[0]
    return (at_word if len(at_word) > limit // 2 else head).rstrip(" ,;:\\") + "\u2026"


def first_sentence(text: str, limit: int) -> str:
    """The first sentence of a text, cut at a word where it is longer than `limit`."""
    found = _SENTENCE_END.split(" ".join(text.split()), maxsplit=1)
    return cut(found[0], limit)


def listed(names: Sequence[str]) -> str:
    """'A, B and C'."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
