"""A question as a curator writes it: its words, and the placeholders for what it is asked of."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
PLACEHOLDERS: frozenset[str] = frozenset({"certification", "state", "occupation", "term"})

_WORD = re.compile(r"[\w{}]+")


def fold_question(text: str) -> str:
    """A question reduced to its words, to tell whether two are the same."""
    plain = (text if text.isascii() else unicodedata.normalize("NFKC", text)).casefold()
    return " ".join(_WORD.findall(plain.replace("'", "").replace("\u2019", "")))


def filled(phrasing: str, names: Mapping[str, Sequence[str]]) -> str:
    """A phrasing as a member would type it.

    The first placeholder of a kind becomes that kind's first name, the next one its second,
    so that "{certification} or {certification}" compares two. A kind without names loses
    its braces only.
    """
    used: Counter[str] = Counter()

    def name(slot: re.Match[str]) -> str:
        kind = slot[1]
        choices = names.get(kind, ())
        if not choices:
            return kind
        used[kind] += 1
        return choices[(used[kind] - 1) % len(choices)]

    return PLACEHOLDER.sub(name, phrasing)
