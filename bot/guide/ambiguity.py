"""A name that means several things is said to do so, wherever it was used bare.

"CMA" alone may be the credential of the AAMA, an accountant's or a medication aide's. The
guide answers for its own and says so, once in a conversation.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.guide.compose import Answer
from bot.guide.reply import Section
from bot.knowledge.model import Certification
from bot.knowledge.snapshot import Snapshot
from bot.matching.subjects import Mention


def with_ambiguity(
    answer: Answer, mentions: Sequence[Mention], known: Collection[str], snapshot: Snapshot
) -> Answer:
    """The answer with a note on each bare name; `known`: subjects spoken of before."""
    named = {m.subject: m for m in mentions if m.subject in answer.subjects}
    for subject, mention in named.items():
        certification = snapshot.certifications.get(subject)
        if certification is None or subject in known or not _is_bare(mention.text, certification):
            continue
        answer = _noted(answer, subject, certification.ambiguity or "", snapshot)
    return answer


def _is_bare(typed: str, certification: Certification) -> bool:
    """Whether only the part of the name was typed that other things are called as well."""
    first, _, rest = certification.name.partition(" ")
    return bool(certification.ambiguity and rest) and typed.lower() == first.lower()


def _noted(answer: Answer, subject: str, note: str, snapshot: Snapshot) -> Answer:
    sections = list(answer.sections)
    topics = [snapshot.topics.get(section.topic) for section in sections]
    at = next((n for n, t in enumerate(topics) if t is not None and t.subject == subject), 0)
    if not sections or note in sections[at].notes:
        return answer
    sections[at] = _with_note(sections[at], note)
    return replace(answer, sections=tuple(sections))


def _with_note(section: Section, note: str) -> Section:
    return replace(section, notes=(note, *section.notes))
