"""Editing the text of a knowledge file: one block changed, every other byte kept.

A block is an entry, a term, or one aspect of a subject. Inside a block only the lines of the
fields that differ are written anew, in a list only the items that differ, so that comments,
order and style stay a curator's own. Every result is read again before it is returned.

EditError   the file cannot be edited this way; the text says why and what to do by hand
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bot.knowledge.edits import add_fields, drop_block, put_block
from bot.knowledge.layers import LayerDocument
from bot.knowledge.model import Document, Entry, Term
from bot.knowledge.positions import Path, Value
from bot.knowledge.reader import SourceFile, read_file
from bot.knowledge.target import Target, open_up
from bot.knowledge.units import Block, Unit, find, subjects, topic_id, units
from bot.knowledge.writing import plain

BOM = "\ufeff"
BY_HAND = "edit the file by hand"


class EditError(Exception):
    """A file cannot be edited as asked. The text is fit for a moderator."""


def replace(text: str, topic: str, block: Block, model: type[Document] = Document) -> str:
    """Put `block` in the place of `topic`, changing only the fields that differ.

    The id may change with it. Raises `EditError` when `topic` is not in the file, or the
    file cannot be edited.
    """
    document = _read(text, model)
    path, old = _found(document, topic)
    wanted = units(document)
    name = _name(topic, block)
    del wanted[topic]
    wanted[name] = block
    for whole in (False, True):
        edited = _edit(text, path, partial(put_block, old=old, new=block, whole=whole))
        if _says(edited, wanted, model):
            return edited
    raise EditError(f"'{topic}' is written in a way that cannot be edited here; {BY_HAND}.")


def add(text: str, topic: str, block: Block, model: type[Document] = Document) -> str:
    """Add `block` as `topic`, after the last one of its kind.

    The value of an aspect goes to its subject. Raises `EditError` when `topic` is there
    already, its subject is not, or the file cannot be edited.
    """
    document = _read(text, model)
    if find(document, topic) is not None:
        raise EditError(f"'{topic}' is in this file already; edit it instead.")
    wanted: dict[str, Unit] = {**units(document), topic: block}
    path, value = _new_place(document, topic, block)
    edited = _edit(text, path[:-1], lambda at: add_fields(at, path, value))
    if not _says(edited, wanted, model):
        raise EditError(f"'{topic}' cannot be added here; {BY_HAND}.")
    return edited


def remove(text: str, topic: str, model: type[Document] = Document) -> str:
    """Take `topic` out. Raises `EditError` when it is not there or the file cannot be edited."""
    document = _read(text, model)
    path, _ = _found(document, topic)
    wanted = units(document)
    del wanted[topic]
    edited = _edit(text, path, drop_block)
    if not _says(edited, wanted, model):
        raise EditError(f"'{topic}' cannot be taken out here; {BY_HAND}.")
    return edited


def set_key(text: str, key: str, value: Value, model: type[Document] = Document) -> str:
    """Write a key at the top of a file anew (None: take it out), for `hides` and the like.

    Raises `EditError` when the file cannot be edited.
    """
    document = _read(text, model)

    def work(at: Target) -> str:
        if at.blocks.node((key,)) is not None:
            return drop_block(at) if value is None else at.write_key(value)
        return at.text if value is None else add_fields(at, (key,), value)

    edited = _edit(text, (key,), work)
    after = _read(edited, model)
    kept = {name: getattr(after, name) == getattr(document, name) for name in model.model_fields}
    if not all(same or name == key for name, same in kept.items()):
        raise EditError(f"'{key}' cannot be written here; {BY_HAND}.")
    return edited


def _read(text: str, model: type[Document]) -> Document:
    read = read_file(SourceFile("this file", text.removeprefix(BOM)), model)
    if read.document is None:
        raise EditError(f"The file has errors of its own. {read.problems[0]}")
    return read.document


def _found(document: Document, topic: str) -> tuple[Path, Block]:
    found = find(document, topic)
    if found is None:
        raise EditError(f"'{topic}' is not in this file.")
    return found


def _name(topic: str, block: Block) -> str:
    subject, _, aspect = topic.rpartition(".")
    return topic_id(block, subject, aspect)


def _new_place(document: Document, topic: str, block: Block) -> tuple[Path, Value]:
    """The path that a new block gets, and what is written there."""
    if isinstance(block, Entry):
        return ("entries", len(document.entries)), plain(block)
    if isinstance(block, Term):
        return ("terms", len(document.terms)), plain(block)
    for _, key, number, subject in subjects(document):
        if topic.startswith(f"{subject.id}."):
            return (key, number, "aspects", topic[len(subject.id) + 1 :]), plain(block)
    if isinstance(document, LayerDocument):
        subject_id, _, aspect = topic.partition(".")
        return ("values", subject_id, aspect), plain(block)
    raise EditError(f"'{topic}' belongs to a subject that is not in this file.")


def _says(text: str, wanted: dict[str, Unit], model: type[Document]) -> bool:
    """Whether a text reads as exactly these units."""
    read = read_file(SourceFile("", text.removeprefix(BOM)), model)
    return read.document is not None and units(read.document) == wanted


def _edit(text: str, path: Path, work: Callable[[Target], str]) -> str:
    """Run an edit on the text behind a byte order mark, flow style on the way opened up."""
    mark = BOM if text.startswith(BOM) else ""
    try:
        opened = open_up(text.removeprefix(mark), path)
        return mark + work(Target(opened, path))
    except ValueError as error:
        raise EditError(f"{error}; {BY_HAND}.") from error
