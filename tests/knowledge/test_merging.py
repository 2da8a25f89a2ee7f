"""What two people make of one topic: nothing of either is lost, and clashes are told."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.merging import Merged, merge
from bot.knowledge.model import Entry

WORDS = st.sampled_from(("pulse", "blood pressure", "temperature", "weight", "height"))
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
ENTRIES = st.builds(
    lambda answer, details, questions, related, day: Entry(
        id="duties.vitals",
        title="Vital signs",
        answer=f"MAs take the {answer} of each patient.",
        details=details,
        questions=tuple(questions),
        related=tuple(related),
        reviewed=day,
    ),
    WORDS,
    st.sampled_from(("", "It depends on the clinic.", "Some clinics differ.")),
    st.lists(WORDS, min_size=1, unique=True),
    st.lists(st.sampled_from(("duties.phones", "duties.rooming")), unique=True),
    DAYS,
)


@given(ENTRIES, ENTRIES)
def test_what_only_one_changed_is_theirs(base: Entry, changed: Entry) -> None:
    assert merge(base, changed, base) == Merged(changed, ())
    assert merge(base, base, changed) == Merged(changed, ())
    assert merge(base, changed, changed) == Merged(changed, ())


@given(ENTRIES, ENTRIES, ENTRIES)
def test_both_are_kept_field_by_field(base: Entry, mine: Entry, theirs: Entry) -> None:
    try:
        merged = merge(base, mine, theirs)
    except ValueError:
        # Each took out the questions that the other left: an entry has at least one.
        kept = set(mine.questions) & set(theirs.questions)
        assert not kept - (set(base.questions) - set(mine.questions) - set(theirs.questions))
        return
    found = merged.block
    assert isinstance(found, Entry)
    for field in ("answer", "details"):
        old, one, two, now = (getattr(e, field) for e in (base, mine, theirs, found))
        clash = one != old and two != old and one != two
        assert (field in merged.clashes) is clash
        assert now == (two if one == old else one)
    for field in ("questions", "related"):
        old, one, two, now = (set(getattr(e, field)) for e in (base, mine, theirs, found))
        assert now == ((one | two) - (old - one) - (old - two))
    assert found.reviewed in (mine.reviewed, theirs.reviewed)


def test_an_added_source_does_not_take_another_away() -> None:
    base = Entry(
        id="duties.vitals",
        title="Vital signs",
        questions=("pulse",),
        answer="MAs take the pulse.",
        reviewed=date(2026, 11, 22),
    )
    mine = base.model_copy(update={"questions": ("pulse", "mine")})
    theirs = base.model_copy(update={"questions": ("theirs", "pulse"), "details": "More."})
    found = merge(base, mine, theirs)
    assert isinstance(found.block, Entry)
    assert found.block.questions == ("theirs", "pulse", "mine")
    assert found.block.details == "More."
    assert not found.clashes
