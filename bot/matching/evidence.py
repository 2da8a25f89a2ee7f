"""A decision in words: what matched, what was corrected, who came second."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.matching.engine import Ranking
from bot.matching.subjects import Mention

MAX_LISTED = 6


def sentences(
    ranking: Ranking, mentions: Sequence[Mention], titles: Mapping[str, str], zone: str
) -> tuple[str, ...]:
    """One sentence for each thing that led to the decision."""
    return tuple(_sentences(ranking, mentions, titles, zone))


def _sentences(
    ranking: Ranking, mentions: Sequence[Mention], titles: Mapping[str, str], zone: str
) -> Iterator[str]:
    found = ranking.evidence
    if not ranking.candidates:
        yield "No word of it is known."
    for place, candidate in enumerate(ranking.candidates[:2]):
        title = titles.get(candidate.label, candidate.label)
        rank = "First" if place == 0 else "Second"
        yield f"{rank}: “{title}” ({candidate.label}), {candidate.probability:.0%}."
    if len(ranking.candidates) > 1:
        lead = ranking.candidates[0].probability - ranking.candidates[1].probability
        yield f"The first leads by {lead * 100:.0f} points."
    if found.support:
        yield f"Words that spoke for the first: {_listed(found.support)}."
    for mention in mentions:
        yield f"“{mention.text}” is the {mention.kind} {mention.subject}."
    for typed, taken in found.corrected[:MAX_LISTED]:
        yield f"“{typed}” was read as “{taken}”."
    if found.unknown:
        yield f"Unknown words: {_listed(found.unknown)}."
    yield (
        f"{ranking.ours:.0%} sure that it is ours and {ranking.right:.0%} that the first is "
        f"right: {zone}."
    )


def _listed(words: Sequence[str]) -> str:
    shown = list(dict.fromkeys(words))
    more = f" and {len(shown) - MAX_LISTED} more" if len(shown) > MAX_LISTED else ""
    return ", ".join(shown[:MAX_LISTED]) + more
