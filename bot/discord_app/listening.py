"""Whether what people say among themselves is meant as a question at all.

The guide finds an answer to "the CCMA exam is on Monday" as surely as to a question about
that exam. To who speaks to it that is help; to two people who chat it is an interruption.
"""

from __future__ import annotations

import re

_GREETING = (
    r"(?:(?:hi|hey|hello|hiya|so|ok|okay|well|and|but|um+|sorry|please|guys|all|everyone|y'?all|folks"
    r"|quick question|question|good (?:morning|afternoon|evening))\b[\s,.:!-]*)*"
)
_FIRST = (
    r"(?:who|what|when|where|which|why|how|whats|hows|wheres|is|are|am|was|do|does|did|can|could|will"
    r"|would|should|shall|may|must|has|anyone|anybody|someone|somebody|wondering|looking for)\b"
)
_ANYWHERE = (
    r"\b(?:any(?:one|body) (?:know|have|tell)|(?:i|i'm|im|was) wonder(?:ing)?\b"
    r"|(?:can|could|does|would) (?:some|any)(?:one|body)|how (?:do|does|can|much|many|long|often)"
    r"|what (?:is|are|does|do)|(?:want|need|like) to know|question about|tell me)\b"
)
_ASKS = re.compile(rf"\?|(?:^|[.!;\n])\s*{_GREETING}{_FIRST}|{_ANYWHERE}", re.IGNORECASE)


def asks(text: str) -> bool:
    """Whether a text has the form of a question."""
    return _ASKS.search(text.strip()) is not None
