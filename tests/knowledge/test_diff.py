"""What differs between two states of the knowledge, told so that a person sees it at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.knowledge.diff import Sort, diff, topics_of
from bot.knowledge.forms import form_of, read_form
from bot.knowledge.layers import LayerDocument
from bot.knowledge.library import Library
from bot.knowledge.model import Entry
from tests.samples import KNOWLEDGE

FILE = "duties/clinical.yaml"
COMMON = Library(KNOWLEDGE)


def changed(*pairs: tuple[str, str]) -> Library:
    text = KNOWLEDGE[FILE]
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return COMMON.changed({FILE: text})


def test_nothing_differs_from_itself() -> None:
    assert diff(COMMON.units, changed().units).words == ""
    assert diff(COMMON.units, changed(("entries:", "# a comment\nentries:")).units).units == ()


def test_a_change_in_lines_and_in_words() -> None:
    after = changed(
        (
            '      - "do MAs measure blood pressure"\n',
            '      - "is it hard"\n      - "who cares"\n',
        ),
        ("MAs measure blood pressure, pulse", "They measure pulse"),
    )
    found = diff(COMMON.units, after.units)
    assert found.words == ("duties.vitals: 2 questions added, 1 question removed, answer changed.")
    assert found.lines == (
        "duties.vitals (changed)",
        "- question: do MAs measure blood pressure",
        "+ question: is it hard",
        "+ question: who cares",
        "- answer: MAs measure blood pressure, pulse, temperature and breathing rate.",
        "+ answer: They measure pulse, temperature and breathing rate.",
    )


def test_what_comes_and_goes() -> None:
    found = diff(COMMON.units, changed(("duties.phones", "duties.calls")).units)
    assert found.of(Sort.ADDED) == ("duties.calls",)
    assert found.of(Sort.REMOVED) == ("duties.phones",)
    assert diff(COMMON.units, COMMON.changed({FILE: None}).units).of(Sort.REMOVED) == (
        "duties.vitals", "duties.rooming", "duties.phones",
    )  # fmt: skip


def test_questions_in_another_order_are_a_change() -> None:
    one, other = '      - "what does rooming mean"\n', '      - "how do i room a patient"\n'
    found = diff(COMMON.units, changed((other, "@"), (one, other), ("@", one)).units)
    assert found.lines[1:] == ("+ question: in another order",)


def test_parts_without_a_name_and_layers_differ_too() -> None:
    words = COMMON.changed({"words.yaml": KNOWLEDGE["words.yaml"].replace("fee", "charge")})
    assert [unit.unit for unit in diff(COMMON.units, words.units).units] == ["words in words.yaml"]
    layer = Library({"x.yaml": "hides: [a.b]\nphrasings: {c.d: [who is it]}"}, LayerDocument)
    names = [unit.unit for unit in diff({}, layer.units).units]
    assert set(topics_of(names)) == {"a.b", "c.d"}


def test_a_form_that_nobody_touched_changes_nothing() -> None:
    for unit in COMMON.units.values():
        if isinstance(unit, Entry):
            fields: Any = form_of(unit)
            assert read_form(fields, Entry, unit, date(2030, 1, 1)) == unit
