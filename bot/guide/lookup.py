"""What the commands for certifications show: one, whole or in one respect, or several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.guide import strings
from bot.guide.compare import MAX_COMPARED, compare
from bot.guide.compose import Answer, Composer
from bot.guide.live import Served
from bot.guide.names import find_aspect, find_certification
from bot.guide.wording import listed
from bot.knowledge.snapshot import Snapshot


class UnknownNameError(Exception):
    """What was typed names nothing known; the text is for the member."""


def certification(served: Served, composer: Composer, name: str, aspect: str) -> Answer:
    """One credential by its name, whole or (with an aspect, by id or words) in one respect."""
    snapshot = served.snapshot
    found = find_certification(served, name)
    if found is None:
        raise _no_such(snapshot, name)
    if not aspect:
        return composer.certification(found)
    aspect_id = _aspect(snapshot, aspect)
    topic = snapshot.aspect_topic(found.id, aspect_id)
    if topic is not None:
        return composer.topic(topic)
    entry = snapshot.entry_for("certification", aspect_id)
    if entry is None:
        raise UnknownNameError(strings.GONE)
    return composer.answer(entry, [found.id])


def comparison(served: Served, composer: Composer, names: Sequence[str], aspect: str) -> Answer:
    """Credentials side by side, on one aspect or on what matters most."""
    snapshot = served.snapshot
    ids: list[str] = []
    for name in names:
        found = find_certification(served, name)
        if found is None:
            raise _no_such(snapshot, name)
        ids.append(found.id)
    different = list(dict.fromkeys(ids))
    if len(different) < 2:
        raise UnknownNameError(strings.COMPARE_TWO)
    answer = compare(snapshot, composer, ids, _aspect(snapshot, aspect) if aspect else "")
    rest = [snapshot.certifications[i].name for i in different[MAX_COMPARED:]]
    if not rest:
        return answer
    lead = strings.COMPARED_FOUR.format(names=listed(rest))
    return replace(answer, lead=f"{answer.lead}\n{lead}".strip())


def _aspect(snapshot: Snapshot, name: str) -> str:
    found = find_aspect(snapshot, name)
    if found is None:
        known = listed([aspect.label for aspect in snapshot.aspects.get("certification", ())])
        raise UnknownNameError(strings.NO_SUCH_ASPECT.format(name=name, known=known))
    return found


def _no_such(snapshot: Snapshot, name: str) -> UnknownNameError:
    known = listed([c.name for c in snapshot.credentials])
    return UnknownNameError(strings.NO_SUCH_CERTIFICATION.format(name=name, known=known))
