"""Editing a file changes one block, and every other byte stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.editing import (
    EditError,
    add,
    remove,
    replace,
    set_key,
)
from bot.knowledge.layers import LayerDocument
from bot.knowledge.model import AspectValue, Document, Entry, FalseClaim, Source, Term
from bot.knowledge.positions import parse
from bot.knowledge.reader import SourceFile, read_file
from bot.knowledge.units import find, units
from bot.knowledge.writing import block_lines, key_lines, plain
from tests.samples import CERTIFICATIONS, DUTIES, entry

STYLED = """\
# A file by hand.

entries:
  # The first of them.
  - id: duties.vitals   # keep this id
    title: 'Vital signs'
    questions:   # as people ask
      - what vital signs are taken
      # the frequent one
      - "do MAs measure: blood pressure"   # said often
      - taking a pulse
    answer: >-
      MAs measure blood pressure, pulse,
      temperature and breathing rate.

    # where it is from
    reviewed: 2026-11-22

  - id: duties.phones
    title: Phones
    questions: [do MAs answer the phone, phone calls]
    answer: MAs answer phones.
    reviewed: 2026-11-22   # by a person
# The end.
"""


def document(text: str) -> Document:
    read = read_file(SourceFile("x.yaml", text.removeprefix("\ufeff")))
    assert read.document is not None, read.problems
    return read.document


def block(text: str, topic: str) -> Any:
    found = find(document(text), topic)
    assert found is not None
    return found[1]


def changed(text: str, topic: str, **fields: object) -> str:
    old = block(text, topic)
    return replace(text, topic, type(old).model_validate({**dict(old), **fields}))


def differing(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that are only in one of the two, once the same head and tail are taken off."""
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return old, new


def test_a_changed_title_changes_one_line() -> None:
    after = changed(STYLED, "duties.vitals", title="Taking: vital signs")
    assert differing(STYLED, after) == (
        ["    title: 'Vital signs'"],
        ['    title: "Taking: vital signs"'],
    )


def test_comments_behind_a_value_stay() -> None:
    after = changed(STYLED, "duties.phones", reviewed=date(2026, 12, 1))
    assert "    reviewed: 2026-12-01   # by a person\n# The end.\n" in after
    long = changed(STYLED, "duties.phones", answer="MAs answer phones and more. " * 8)
    assert "    answer: >-\n      MAs answer phones and more. MAs" in long


def asked(text: str, topic: str, more: Sequence[str] = (), less: Sequence[str] = ()) -> str:
    """A file in which an entry has more questions, or fewer."""
    kept = [question for question in block(text, topic).questions if question not in less]
    return changed(text, topic, questions=(*kept, *more))


def test_added_and_removed_questions_touch_their_lines_only() -> None:
    after = asked(STYLED, "duties.vitals", ["pulse?", '"quoted" word'])
    assert differing(STYLED, after) == ([], ["      - pulse?", '      - "\\"quoted\\" word"'])
    after = asked(STYLED, "duties.vitals", less=["do MAs measure: blood pressure"])
    assert differing(STYLED, after) == (
        ['      - "do MAs measure: blood pressure"   # said often'],
        [],
    )
    assert asked(after, "duties.vitals", less=["what vital signs are taken"]).count("#") == 8


def test_questions_written_in_one_line_are_opened() -> None:
    after = asked(STYLED, "duties.phones", ["who picks up the phone"])
    assert differing(STYLED, after) == (
        ["    questions: [do MAs answer the phone, phone calls]"],
        [
            "    questions:",
            "      - do MAs answer the phone",
            "      - phone calls",
            "      - who picks up the phone",
        ],
    )


def test_a_new_field_goes_where_people_look_for_it() -> None:
    after = changed(STYLED, "duties.vitals", details="- pulse\n- breathing", kind="advice")
    assert differing(STYLED, after)[1] == [
        "    kind: advice",
        *STYLED.splitlines()[6:14],
        "    details: |-",
        "      - pulse",
        "      - breathing",
    ]
    assert changed(after, "duties.vitals", details="", kind="fact") == STYLED


def test_an_entry_is_added_after_the_last_one() -> None:
    new = Entry(
        id="duties.new",
        title="New",
        questions=("is it no", "no"),
        answer="An answer.",
        reviewed=date(2026, 11, 22),
        related=("duties.phones", "duties.vitals"),
    )
    after = add(STYLED, "duties.new", new)
    assert differing(STYLED, after) == (
        [],
        [
            "",
            "  - id: duties.new",
            "    title: New",
            "    questions:",
            "      - is it no",
            '      - "no"',
            "    answer: An answer.",
            "    reviewed: 2026-11-22",
            "    related: [duties.phones, duties.vitals]",
        ],
    )
    assert remove(after, "duties.new") == STYLED


@pytest.mark.parametrize(
    "text", ["", "# nothing yet\n", "entries: []\n", "terms: []", "entries: []  # soon\n"]
)
def test_the_first_entry_of_a_file(text: str) -> None:
    after = add(text, "duties.vitals", block(DUTIES, "duties.vitals"))
    assert block(after, "duties.vitals") == block(DUTIES, "duties.vitals")
    assert "#" not in text or text.split("#")[1] in after


def test_removing_the_last_entry_leaves_a_file_that_reads() -> None:
    text = remove(remove(STYLED, "duties.vitals"), "duties.phones")
    assert units(document(text)) == {}
    assert text.startswith("# A file by hand.")


def test_an_aspect_of_a_subject() -> None:
    after = changed(CERTIFICATIONS, "rma.cost", short="$160", answer="The RMA exam costs $160.")
    assert differing(CERTIFICATIONS, after)[0][0] == '        short: "$150"'
    value = block(CERTIFICATIONS, "rma.renewal")
    added = add(CERTIFICATIONS, "cma.renewal", value)
    assert block(added, "cma.renewal") == value
    assert remove(added, "cma.renewal") == CERTIFICATIONS
    bare = remove(CERTIFICATIONS, "cma.cost")
    assert add(bare, "cma.cost", block(CERTIFICATIONS, "cma.cost")) == CERTIFICATIONS.replace(
        '"$125 or $250"', "$125 or $250"
    )


def test_an_id_may_change() -> None:
    assert differing(STYLED, changed(STYLED, "duties.vitals", id="duties.signs")) == (
        ["  - id: duties.vitals   # keep this id"],
        ["  - id: duties.signs   # keep this id"],
    )


def test_flow_style_is_opened_on_the_way() -> None:
    text = (
        "terms: [{id: bp, term: Blood pressure, answer: How hard it pumps., reviewed: 2026-11-22}]"
    )
    after = changed(text, "term.bp", answer="How hard the heart pumps.")
    assert after == (
        "terms:\n  - id: bp\n    term: Blood pressure\n"
        "    answer: How hard the heart pumps.\n    reviewed: 2026-11-22"
    )
    assert document(
        add(text, "term.a1", Term.model_validate({**dict(block(text, "term.bp")), "id": "a1"}))
    )
    braces = "{" + text + "}"
    assert block(changed(braces, "term.bp", term="BP"), "term.bp").term == "BP"


def test_what_cannot_be_done_is_said() -> None:
    new = block(STYLED, "duties.phones")
    with pytest.raises(EditError, match="in this file already"):
        add(STYLED, "duties.phones", new)
    with pytest.raises(EditError, match=r"'x\.y' is not in this file"):
        remove(STYLED, "x.y")
    with pytest.raises(EditError, match=r"'x\.y' is not in this file"):
        replace(STYLED, "x.y", new)
    with pytest.raises(EditError, match="errors of its own"):
        remove(STYLED.replace("title", "titel"), "duties.phones")
    term = "{id: bp, term: BP, answer: How hard it is., reviewed: 2026-11-22}"
    with pytest.raises(EditError, match="comment inside"):
        changed(f"terms: [  # all\n {term}]", "term.bp", term="B.P.")


def test_keys_at_the_top_of_a_layer_file() -> None:
    text = set_key("# ours\n", "hides", ["duties.vitals"], LayerDocument)
    assert text == "# ours\nhides:\n  - duties.vitals\n"
    text = set_key(text, "phrasings", {"a.b": ["who"]}, LayerDocument)
    text = set_key(text, "hides", None, LayerDocument)
    assert text == "# ours\nphrasings:\n  a.b:\n    - who\n"


# --- any text, any style ------------------------------------------------------------------

PIECES = (
    *("word", "CMA", " ", " ", "  ", ": ", "# ", "- ", "\n", "'", '"', "é", "🩺", "{x}", "[", "|"),
    *("> ", "no", "$165", "\t", "\u2028", "%", "@", "...", "a long stretch of plain words here"),
)
ANY_TEXT = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join).map(str.strip)


def text_of(least: int, most: int) -> st.SearchStrategy[str]:
    return ANY_TEXT.map(lambda t: t[:most].strip()).filter(lambda t: len(t) >= least)


entries = st.builds(
    Entry,
    id=st.just("duties.vitals"),
    title=text_of(2, 120),
    kind=st.sampled_from(["fact", "advice"]),
    questions=st.lists(text_of(2, 300), min_size=1, max_size=5).map(tuple),
    answer=text_of(10, 600),
    details=ANY_TEXT,
    sources=st.lists(
        st.builds(
            Source,
            title=text_of(2, 120),
            url=st.just("https://example.org/?a=b#c"),
            as_of=st.sampled_from(["2026", "2026-09"]),
            says=st.none() | text_of(2, 400),
        ),
        max_size=3,
    ).map(tuple),
    reviewed=st.just(date(2026, 11, 22)),
    volatile=st.booleans(),
    review_by=st.none() | st.just(date(2027, 1, 1)),
    related=st.lists(st.sampled_from(["a.b", "c.d"]), max_size=2).map(tuple),
    pathways=st.dictionaries(st.just("p1"), text_of(2, 300), max_size=1),
    by=st.dictionaries(st.just("state"), st.just("licence"), max_size=1),
    corrects=st.none()
    | st.builds(FalseClaim, claims=st.just(("x: y",)), correction=text_of(2, 90)),
)


@settings(max_examples=150, deadline=None)
@given(
    first=entries,
    second=entries,
    crlf=st.booleans(),
    bom=st.booleans(),
    final=st.booleans(),
    place=st.integers(0, 2),
)
def test_whatever_is_written_reads_back_and_the_rest_stays(
    first: Entry, second: Entry, crlf: bool, bom: bool, final: bool, place: int
) -> None:
    others = [STYLED.split("entries:\n")[1].split("\n# The end")[0].replace("duties.vitals", "a.a"),
              entry("b.b", "one", "two").rstrip("\n")]  # fmt: skip
    others = [others[0].replace("duties.phones", "a.c"), *others[1:]]
    own = "\n".join(key_lines("entries", [plain(first)], 0)).removeprefix("entries:\n")
    parts = [*others[:place], own, *others[place:]]
    text = "# head\n\nentries:\n" + "\n\n".join(parts) + ("\n" if final else "")
    if crlf:
        # Inside quotes and blocks YAML reads every line break as \n.
        text = text.replace("\n", "\r\n")
    text = "\ufeff" * bom + text
    assert block(text, "duties.vitals") == first

    after = replace(text, "duties.vitals", second)
    assert block(after, "duties.vitals") == second
    own_at = text.index(own.replace("\n", "\r\n") if crlf else own)
    own_end = own_at + len(own.replace("\n", "\r\n") if crlf else own)
    assert after.startswith(text[:own_at])
    assert after.endswith(text[own_end:])
    if crlf:
        assert after.count("\n") == after.count("\r\n")
    assert replace(after, "duties.vitals", second) == after

    gone = remove(text, "duties.vitals")
    assert "duties.vitals" not in units(document(gone))
    assert [line for line in gone.splitlines() if line.strip()] == [
        line for line in (text[:own_at] + text[own_end:]).splitlines() if line.strip()
    ]
    back = add(gone, "duties.vitals", first)
    assert block(back, "duties.vitals") == first
    assert back.startswith(gone.rstrip("\r\n"))


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT, st.integers(0, 3))
def test_any_text_is_written_so_that_it_reads_back(text: str, indent: int) -> None:
    values: Any = {"answer": text, "list": [text, {"a": text, "b": [text]}], "related": [text]}
    assert parse("\n".join(block_lines(values, indent)), "x").value == values


def test_an_aspect_reads_back_from_every_style() -> None:
    value = AspectValue(short="$1", answer="It costs a dollar.", reviewed=date(2026, 1, 1))
    text = "states:\n- id: ohio\n  name: Ohio\n- id: utah\n  name: Utah\n"
    after = add(text, "ohio.licence", value)
    assert after.startswith("states:\n- id: ohio\n  name: Ohio\n  aspects:\n    licence:\n")
    assert after.endswith("- id: utah\n  name: Utah\n")
    assert remove(after, "ohio.licence") == text
