"""The blocks that a change leads to, checked like those of a form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from pydantic import ValidationError

from bot.knowledge.changes import Change, ChangeError, ClashError
from bot.knowledge.forms import FieldProblem, FormError, explained, read_form
from bot.knowledge.library import Library
from bot.knowledge.merging import merge
from bot.knowledge.model import AspectValue, Entry, Term
from bot.knowledge.phrasing import fold_question
from bot.knowledge.units import TERM, Block

MAX_PHRASINGS = 50
"""Phrasings added at once."""
_FILE = re.compile(r"(?:[a-z0-9][a-z0-9_-]{0,60}/){0,3}[a-z0-9][a-z0-9_-]{0,60}\.yaml")


def edited(change: Change, now: Block, started: Block | None, today: date) -> Block:
    """What an EDIT makes of a topic, with all that others changed since the editor started.

    Raises `FormError`, and `ClashError` where both changed the same field.
    """
    if started is None or started == now or type(started) is not type(now):
        return read_form(change.fields, type(now), now, today)
    mine = read_form(change.fields, type(started), started, today)
    try:
        merged = merge(started, mine, now)
    except ValidationError as error:
        raise FormError(explained(error)) from error
    if merged.clashes:
        raise ClashError(merged.clashes, merged.block)
    return merged.block


def new_block(change: Change, today: date) -> Block:
    """The block that an ADD means. Raises `FormError`."""
    if change.topic.startswith(TERM):
        return read_form(change.fields, Term, None, today, id=change.topic.removeprefix(TERM))
    if "short" in change.fields:
        return read_form(change.fields, AspectValue, None, today)
    return read_form(change.fields, Entry, None, today, id=change.topic)


def rephrased(
    topic: str, old: Block, added: tuple[str, ...], removed: tuple[str, ...], today: date
) -> Entry:
    """An entry with other phrasings, checked as those of a form are."""
    if not isinstance(old, Entry):
        message = f"'{topic}' is asked for through its entry and has no phrasings of its own"
        raise ChangeError(FieldProblem("questions", message, "choose the entry"))
    kept = [question for question in old.questions if question not in removed]
    if missing := [question for question in removed if question not in old.questions]:
        message = f"'{missing[0]}' is not there any more"
        raise ChangeError(FieldProblem("questions", message, "leave it out"))
    fields = {"questions": "\n".join([*kept, *added]), "reviewed": str(old.reviewed)}
    new = read_form(fields, Entry, old, today)
    assert isinstance(new, Entry)
    return new


def phrasings_of(change: Change) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The phrasings that a PHRASE adds and takes out. Raises `ChangeError`."""
    added, removed = (
        tuple(dict.fromkeys(p.strip() for p in phrasings if p.strip()))
        for phrasings in (change.phrasings, change.removed)
    )
    if not added and not removed:
        raise ChangeError(FieldProblem("questions", "there is none", "write one on each line"))
    if len(added) > MAX_PHRASINGS:
        message = f"{len(added)} are new, {MAX_PHRASINGS} are allowed at once"
        raise ChangeError(FieldProblem("questions", message, "add the rest afterwards"))
    return added, removed


def check_asked(topic: str, old: Block | None, new: Block, libraries: Iterable[Library]) -> None:
    """Raise `ChangeError` where a question that is new in an entry leads to another one."""
    before = old.questions if isinstance(old, Entry) else ()
    asked = {fold_question(q): q for q in getattr(new, "questions", ()) if q not in before}
    if not asked:
        return
    for _, other, block in (found for library in libraries for found in library.topics()):
        if other == topic or not isinstance(block, Entry):
            continue
        for question in block.questions:
            if same := asked.get(fold_question(question)):
                message = f"'{same}' already leads to '{block.title}' ({other})"
                fix = "leave it there, or take it out there first"
                raise ChangeError(FieldProblem("questions", message, fix))


def file_name(name: str, category: str) -> str:
    """The name of a file for a new block. Raises `ChangeError` when it can be none."""
    if not _FILE.fullmatch(name):
        fix = "choose one of the guide's categories"
        raise ChangeError(FieldProblem("file", f"'{category}' is no category", fix))
    return name


def unknown(topic: str) -> ChangeError:
    """That the guide has no such topic."""
    return ChangeError(
        FieldProblem("topic", f"there is no '{topic}'", "choose one that the guide has")
    )


def taken(topic: str) -> ChangeError:
    """That an id is not free."""
    return ChangeError(
        FieldProblem("topic", f"the id '{topic}' is in use", "choose another id, or edit that one")
    )
