"""A proposal in words: what is wrong, what it would do, what changes, how it will look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.discord_app.features.knowledge.forms import label_of
from bot.guide.reply import Kind, Reply, Section
from bot.guide.wording import cut
from bot.knowledge.changes import ChangeKind
from bot.knowledge.diff import Diff, Line, Sort, UnitDiff
from bot.publishing.conflicts import Conflict
from bot.publishing.proposals import Proposal

PROBLEMS = 950
EFFECTS = 650
WARNINGS = 300
CHANGES = 1_000
LOOK = 800
"""Characters of each part, so that all of them fit one message."""
LINE = 280
MANY = 4
"""More topics than this are only named; the file has the rest."""

_ITALIC = re.compile(r"(?<!\*)\*(?!\*)([^*]+)(?<!\*)\*(?!\*)")
_HEADS = {
    ChangeKind.ADD: "This would add **{name}**.",
    ChangeKind.EDIT: "This would change **{name}**.",
    ChangeKind.REMOVE: "This would remove **{name}**.",
    ChangeKind.PHRASE: "This would change the phrasings of **{name}**.",
    ChangeKind.HIDE: "This would hide **{name}** in this server.",
    ChangeKind.SHOW: "This would bring **{name}** of the common guide back in this server.",
    ChangeKind.UNDO: "This would undo revision {revision}.",
    ChangeKind.IMPORT: "This would take over the uploaded files.",
}
MORE_PHRASINGS = (
    "This would add a phrasing to **{name}**.",
    "This would add phrasings to **{name}**.",
)
JOINED = "Somebody else changed it too, elsewhere in it; that is kept."
NOT_YET = "Nothing has changed yet."
HINDERED = "It cannot be published yet; what you wrote is kept as a draft."
NOT_POSSIBLE = "It cannot be published like this. Nothing has changed."
CHANGED = "Somebody else changed **{name}** since you took it up. Nothing is lost: here are both."
GONE = "Somebody else removed **{name}** since you took it up. What you wrote is kept as a draft."

CHANGED_BEFORE = "Somebody else changed **{name}** after you wanted it removed. It is still there."
REMOVED_BEFORE = "Somebody else removed **{name}** before you. Nothing is left to do."


def proposal_reply(proposal: Proposal, look: Reply | None) -> Reply:
    """All that a moderator should see before it counts."""
    change = proposal.change
    if proposal.conflict is not None:
        removing = change.kind is ChangeKind.REMOVE
        return _removal(proposal.conflict) if removing else _conflict(proposal.conflict)
    kind = change.kind
    if kind is ChangeKind.REMOVE and proposal.hides:
        kind = ChangeKind.HIDE
    head = _HEADS[kind].format(name=_name(proposal), revision=change.revision)
    if kind is ChangeKind.PHRASE and not change.removed:
        head = MORE_PHRASINGS[len(change.phrasings) > 1].format(name=_name(proposal))
    if proposal.joined:
        head = f"{head} {JOINED}"
    if change.kind is ChangeKind.IMPORT:
        head = f"{head} {_counted(proposal.diff)}"
    hindered = HINDERED if change.kind in (ChangeKind.ADD, ChangeKind.EDIT) else NOT_POSSIBLE
    head = f"{head} {NOT_YET if proposal.sound else hindered}"
    found = [
        Section("To be mended first", bullets((mend(str(p)) for p in proposal.problems), PROBLEMS)),
        Section("What it would take over", bullets(_effects(proposal), EFFECTS)),
        Section("What changes", bullets(diff_lines(proposal.diff), CHANGES)),
        Section("Worth a thought", bullets(_thoughts(proposal), WARNINGS)),
    ]
    sections = [section for section in found if section.text]
    if look is not None and look.sections:
        sections.append(_as_seen(look))
    return Reply(Kind.CLARIFY, head, tuple(sections))


def _counted(diff: Diff) -> str:
    return ", ".join(f"{len(diff.of(sort))} {sort.value}" for sort in Sort).capitalize() + "."


def _name(proposal: Proposal) -> str:
    return cut(proposal.title or proposal.change.topic, 120)


def _effects(proposal: Proposal) -> Iterator[str]:
    for effect in proposal.effects:
        yield unstarred(effect.sentence)


def unstarred(text: str) -> str:
    """Text with quotation marks for what is in single stars."""
    return _ITALIC.sub("“\\1”", text)


def mend(problem: str) -> str:
    """A problem with its field in bold, named as in the form, and the way out as a sentence."""
    field, _, rest = problem.partition(": ")
    message, _, fix = rest.partition(" -> ")
    said = f"**{label_of(field)}**: {_sentence(message)}"
    return f"{said} To mend it: {_sentence(fix)}" if fix else said


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _thoughts(proposal: Proposal) -> Iterator[str]:
    for one in proposal.warnings:
        yield f"{one.message} ({one.fix})" if one.fix else one.message


def diff_lines(diff: Diff) -> Iterator[str]:
    """What changes, one thing a line, without signs that are read out badly."""
    several = len(diff.units) > 1
    for unit in diff.units:
        if several or not unit.lines:
            yield f"**{unit.title}** ({unit.unit}): {unit.sort}"
        if len(diff.units) > MANY or (unit.sort is Sort.REMOVED and several):
            continue
        yield from _lines(unit)


def _lines(unit: UnitDiff) -> Iterator[str]:
    signs = Counter((line.field, line.sign) for line in unit.lines)
    # Of lists, what stands in place of what cannot be told; of single texts it can.
    both = {name for name, _ in signs if signs[name, "-"] == signs[name, "+"] == 1}
    for line in unit.lines:
        yield f"{_change(unit, line, line.field in both)}: {cut(' '.join(line.text.split()), LINE)}"


def _change(unit: UnitDiff, line: Line, replaced: bool) -> str:
    if unit.sort is not Sort.CHANGED:
        return f"**{line.field}**"
    if replaced:
        return f"**{line.field}**, {'before' if line.sign == '-' else 'now'}"
    return f"**{line.field}** {'removed' if line.sign == '-' else 'added'}"


def bullets(lines: Iterable[str], limit: int) -> str:
    """A list within `limit` characters that says how much more there is."""
    found = list(lines)
    kept: list[str] = []
    for n, line in enumerate(found):
        more = f"- ... and {len(found) - n} more"
        if sum(map(len, kept)) + 3 * len(kept) + len(line) + len(more) + 3 > limit:
            kept.append(more if kept else f"- {cut(line, limit - 2)}")
            break
        kept.append(f"- {line}")
    return "\n".join(kept)


def _as_seen(look: Reply) -> Section:
    shown = look.sections[0]
    text = cut(shown.text, LOOK)
    details = cut(shown.details, LOOK - len(text)) if LOOK - len(text) > 100 else ""
    title = f"As members will see it: {shown.title}"
    return Section(title, text, details, sources=shown.sources[:2], notes=shown.notes[:1])


def _conflict(conflict: Conflict) -> Reply:
    name = _theirs(conflict)
    if not conflict.theirs:
        return Reply(Kind.CLARIFY, GONE.format(name=name))
    return Reply(
        Kind.CLARIFY,
        CHANGED.format(name=name),
        tuple(_both(field, conflict) for field in _first(conflict.fields)),
    )


def _removal(conflict: Conflict) -> Reply:
    name = _theirs(conflict)
    if not conflict.theirs:
        return Reply(Kind.CLARIFY, REMOVED_BEFORE.format(name=name))
    now = Section("Now in the guide", cut(conflict.theirs.get("answer", ""), 600))
    return Reply(Kind.CLARIFY, CHANGED_BEFORE.format(name=name), (now,))


def _theirs(conflict: Conflict) -> str:
    """What a topic is called as somebody else left it."""
    return conflict.theirs.get("title") or conflict.theirs.get("term") or conflict.topic


def _both(field: str, conflict: Conflict) -> Section:
    theirs, yours = conflict.theirs.get(field, ""), conflict.yours.get(field, "")
    if "\n" in theirs + yours:
        old, new = theirs.splitlines(), yours.splitlines()
        theirs = "; ".join(line for line in old if line not in new)
        yours = "; ".join(line for line in new if line not in old)
    text = f"**Now in the guide:** {cut(theirs or 'nothing', 450)}\n"
    return Section(field.capitalize(), f"{text}**Yours:** {cut(yours or 'nothing', 450)}")


def _first(names: Sequence[str]) -> Sequence[str]:
    return names[:3]
