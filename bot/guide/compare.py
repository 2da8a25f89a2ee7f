"""Certifications side by side, differences first, as text that reads aloud well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.guide import strings
from bot.guide.compose import Answer, Composer, merge_sources, show_choice
from bot.guide.reply import Section
from bot.guide.wording import listed
from bot.knowledge.model import Aspect, Certification
from bot.knowledge.snapshot import Snapshot, Topic

MAX_COMPARED = 4
"""More than four side by side nobody can hold in mind, nor does it fit one message."""
KEY_ASPECTS = (
    "cost", "eligibility", "experience", "exam", "content", "passing", "retakes", "where",
    "renewal", "renewal-cost", "lapsed", "recognition",
)  # fmt: skip
"""Aspects compared when none is asked for, the most asked first; others come after them."""
MAX_ASPECTS = 12
"""Values shown for each certification; the rest is one question away."""


def compare(snapshot: Snapshot, composer: Composer, ids: Sequence[str], aspect: str = "") -> Answer:
    """Compare certifications (ids), on one aspect or on what matters most."""
    certifications = [snapshot.certifications[i] for i in dict.fromkeys(ids)][:MAX_COMPARED]
    if aspect:
        return _on_aspect(snapshot, composer, certifications, aspect)
    aspects = sorted(snapshot.aspects.get("certification", ()), key=_importance)
    values = {a.id: [snapshot.aspect_topic(c.id, a.id) for c in certifications] for a in aspects}
    compared = [a for a in aspects if a.id != "overview" and sum(map(bool, values[a.id])) > 1]
    same = [a for a in compared if len({t.short for t in values[a.id] if t}) == 1]
    different = [a for a in compared if a not in same][:MAX_ASPECTS]

    sections = [
        _column(certification, different, [values[a.id][n] for a in different])
        for n, certification in enumerate(certifications)
    ]
    shared = [a for a in same if all(values[a.id])]
    if shared:
        lines = (f"- **{a.label}:** {t.short}" for a in shared if (t := values[a.id][0]))
        sections.append(Section(title="The same for all of them", text="\n".join(lines)))
    names = listed([c.name for c in certifications])
    choose = snapshot.topics.get("cert.choose")
    return Answer(
        tuple(sections),
        lead=f"**{names}: what differs**",
        choices=(show_choice(choose),) if choose else (),
        entry="cert.compare",
        subjects=tuple(c.id for c in certifications),
    )


def _importance(aspect: Aspect) -> int:
    return KEY_ASPECTS.index(aspect.id) if aspect.id in KEY_ASPECTS else len(KEY_ASPECTS)


def _column(
    certification: Certification, aspects: Sequence[Aspect], topics: Sequence[Topic | None]
) -> Section:
    """One certification: who awards it, then its values in the order of the aspects."""
    lines = [f"- **Awarding body:** {certification.body}"]
    lines += [
        f"- **{aspect.label}:** {topic.short if topic else 'not confirmed'}"
        for aspect, topic in zip(aspects, topics, strict=True)
    ]
    known = [topic for topic in topics if topic]
    sources = merge_sources(known)
    return Section(
        title=f"{certification.name}: {certification.full_name}",
        text="\n".join(lines),
        topic=f"{certification.id}.overview",
        sources=sources,
        notes=(strings.VOLATILE.format(source=sources[0].title),) if sources else (),
    )


def _on_aspect(
    snapshot: Snapshot, composer: Composer, certifications: Sequence[Certification], aspect: str
) -> Answer:
    """One aspect: the bare values together first, then each in full."""
    label = next((a.label for a in snapshot.aspects["certification"] if a.id == aspect), aspect)
    topics = [(c, snapshot.aspect_topic(c.id, aspect)) for c in certifications]
    lines = (f"- **{c.name}:** {t.short if t else 'not confirmed'}" for c, t in topics)
    summary = Section(title=f"{label}, side by side", text="\n".join(lines))
    full = [replace(composer.section(t), details="") for _, t in topics if t]
    found = [t for _, t in topics if t]
    entry = snapshot.entry_for("certification", aspect)
    return Answer(
        (summary, *full),
        choices=composer.related(found),
        entry=entry.id if entry else "",
        subjects=tuple(c.id for c in certifications),
    )
