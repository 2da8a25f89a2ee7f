"""Long stories: which words carry the question?

Members tell where they stand before they ask. In a long text the clause that asks counts
fully and the story around it less, so that sixty words about a shift do not outweigh "how
often do I renew". A short text counts as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LONG = 36
"""Words from which a text is read as a story."""
STORY_WEIGHT = 0.5
"""Weight of a word that is not in an asking clause."""
MIN_ASKING = 3
"""An opener with fewer words after it does not make a clause of its own."""

_END = re.compile(r"[.!?;\n]+(?=\s|$)|\n")
_OPENER = re.compile(
    r"\b(?:(?:what|whats|how|hows|where|when|why|which|who|whos)\b"
    r"|(?:can|could|do|does|did|is|are|am|will|would|should|may|must|has|have)"
    r" (?:i|you|we|they|it|there|that|this|an?|the|my|your|mas?|someone|anyone|people|medical)\b)",
    re.IGNORECASE,
)


def _clauses(text: str) -> Iterator[tuple[str, bool]]:
    """Clauses with whether they ask: sentences, split where a question opens within one."""
    at = 0
    for end in [*(m.end() for m in _END.finditer(text)), len(text)]:
        sentence = text[at:end]
        at = end
        openers = [m.start() for m in _OPENER.finditer(sentence)]
        start = next((o for o in openers if len(sentence[o:].split()) >= MIN_ASKING), None)
        if start is None:
            asks = sentence.rstrip().endswith("?")
            if sentence.strip():
                yield sentence, asks
            continue
        if sentence[:start].strip():
            yield sentence[:start], False
        yield sentence[start:], True


def weigh(text: str) -> list[tuple[str, float]]:
    """The text in parts with the weight of each; a short text is one part of weight 1."""
    if text.count(" ") < LONG:
        return [(text, 1.0)]
    parts = list(_clauses(text))
    if not any(asks for _, asks in parts) or all(asks for _, asks in parts):
        return [(text, 1.0)]
    return [(part, 1.0 if asks else STORY_WEIGHT) for part, asks in parts]
