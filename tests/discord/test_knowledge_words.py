"""A proposal in words: always within Discord's limits, whatever it is about."""

from __future__ import annotations

import pytest

from bot.discord_app.features.knowledge.forms import MORE, TEXTS, Form, names_in
from bot.discord_app.features.knowledge.keys import key, read
from bot.discord_app.features.knowledge.proposing import show
from bot.discord_app.features.knowledge.words import bullets, mend, proposal_reply, unstarred
from bot.guide.effects import Effect, Lead, Tried
from bot.guide.reply import Kind, Reply, Section
from bot.knowledge.changes import Change, ChangeKind
from bot.knowledge.diff import Diff, Line, Sort, UnitDiff
from bot.knowledge.forms import FieldProblem
from bot.knowledge.problems import Problem
from bot.matching.index import Zone
from bot.publishing.conflicts import Conflict
from bot.publishing.desk import Desk
from bot.publishing.proposals import Proposal
from bot.storage.revision_model import FileChange
from tests.discord.wire import components_of, message_problems

TOPIC = "a" * 60
LONG = "word **bold** <@1> " * 60


def proposal(kind: ChangeKind, count: int, *, sound: bool) -> Proposal:
    """A proposal that has `count` of everything."""
    lines = tuple(Line(sign, "answer", LONG) for sign in "-+" for _ in range(count))
    units = tuple(UnitDiff(f"{TOPIC}{n}", sort, LONG, lines) for n in range(count) for sort in Sort)
    lead = Lead(TOPIC, TOPIC, LONG, Zone.CLEAR, 0.9, 0.1)
    return Proposal(
        Change(kind, TOPIC, revision=7),
        1,
        0,
        id=10**9 if sound else 0,
        files={"x.yaml": FileChange(None, "x")},
        problems=() if sound else tuple(FieldProblem("answer", LONG, LONG) for _ in range(count)),
        warnings=tuple(Problem("x.yaml", 1, LONG, LONG) for _ in range(count)),
        diff=Diff(units),
        effects=tuple(Effect(LONG, Tried.OTHER, LONG, None, lead) for _ in range(count)),
    )


class Looking(Desk):
    """A desk that only previews."""

    def __init__(self) -> None:
        pass

    def preview(self, proposal: Proposal, topic: str = "") -> Reply | None:
        return Reply(Kind.ANSWER, sections=(Section(LONG[:120], LONG[:600], LONG * 2),))


@pytest.mark.parametrize("kind", list(ChangeKind))
@pytest.mark.parametrize("count", [0, 1, 60])
@pytest.mark.parametrize("sound", [True, False])
def test_any_proposal_fits_one_message(kind: ChangeKind, count: int, sound: bool) -> None:
    shown = show(Looking(), proposal(kind, count, sound=sound))
    components = components_of(shown)
    assert not message_problems(components)
    assert "Part 1 of" not in str(components)


def test_any_conflict_fits_one_message() -> None:
    fields = dict.fromkeys((*TEXTS, *MORE), LONG)
    theirs = {name: f"{text}\nother" for name, text in fields.items()}
    found = Proposal(
        Change(ChangeKind.EDIT, TOPIC),
        1,
        0,
        conflict=Conflict(TOPIC, theirs, fields, tuple(fields), "f" * 16),
    )
    shown = show(Looking(), found)
    assert not message_problems(components_of(shown))
    assert [button.label for button in shown.extra] == ["Go on with mine", "Leave it as it is now"]
    gone = Proposal(found.change, 1, 0, conflict=Conflict(TOPIC, {}, fields, (), ""))
    assert "removed" in proposal_reply(gone, None).lead


def test_every_button_of_the_longest_topic_has_its_custom_id() -> None:
    for parts in (("form", "f" * 16), ("resume", "texts"), ("phrase", "m" + "9" * 19)):
        made = key(*parts, TOPIC)
        assert made is not None
        verb, about = read(made) or ("", "")
        assert verb == parts[0]
        assert about.endswith(TOPIC)
    assert key("form", "f" * 16, "a" * 90) is None
    assert read("ma:take:show:0:x") is None


def test_a_text_too_long_for_a_form_is_left_as_it_is() -> None:
    fields = {"questions": "x" * 4_001, "answer": "short", "title": "T"}
    assert names_in(fields, more=False) == ["answer", "why"]
    assert names_in(fields, more=True) == ["title"]
    form = Form("T" * 200, "mk:form:new:x", names_in(fields, more=False), fields)
    assert len(form.title) <= 45


def test_lists_say_how_much_is_left_out() -> None:
    text = bullets((f"line {n} " + "x" * 40 for n in range(30)), 300)
    assert len(text) <= 300
    assert text.splitlines()[-1].startswith("- ... and ")
    assert bullets([], 100) == ""


def test_words_are_read_well() -> None:
    assert unstarred("this *question* from **Title**") == "this “question” from **Title**"
    problem = FieldProblem("answer", "it is too long", "shorten it")
    assert mend(str(problem)) == "**Answer**: it is too long. To mend it: shorten it."
