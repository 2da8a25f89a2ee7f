"""Discord's own limits, for every command and for whatever the guide may say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord_app.client import Bot
from bot.discord_app.render import MAX_BUTTONS, Shown, render
from bot.discord_app.state import Origin, Source, topics_of_id
from bot.guide.live import Served
from bot.guide.reply import Action, Choice, Kind, Reply, Section
from bot.knowledge.model import Source as Cited
from tests.discord.wire import command_problems, components_of, message_problems

LONG_ID = "a" * 60


def cited(n: int = 1, url: int = 400) -> tuple[Cited, ...]:
    return tuple(
        Cited(
            title="T" * 120,
            url="https://example.org/" + "u" * (url - 20 - 2) + f"{i:02}",
            as_of="2026-09",
        )
        for i in range(n)
    )


def problems(reply: Reply, **shown: object) -> list[str]:
    return message_problems(components_of(Shown(reply, **shown)))  # type: ignore[arg-type]  # fields of any kind


def test_every_command_is_acceptable(simcord_bot: Bot) -> None:
    payload = [command.to_dict(simcord_bot.tree) for command in simcord_bot.tree.get_commands()]
    assert not command_problems(payload)
    for command in payload:
        assert command["integration_types"] == [0, 1]
        assert command["contexts"] == [0, 1, 2]


async def test_every_known_topic_fits_a_message(served: Served, simcord_bot: Bot) -> None:
    from bot.guide.question import Asker

    for topic in served.snapshot.topics:
        assert not problems(await simcord_bot.guide.show(topic, Asker(1)))
    for category in ("", *served.snapshot.categories):
        assert not problems(simcord_bot.guide.browse(category))
    assert not problems(simcord_bot.guide.help())


@pytest.mark.parametrize("count", [0, 1, 3, 9, 40])
def test_the_longest_sections_the_format_allows(count: int) -> None:
    section = Section(
        "T" * 120, "word " * 120, "- line of a list\n" * 70, LONG_ID, cited(5), ("n" * 500,) * 4
    )
    reply = Reply(Kind.ANSWER, "lead " * 200, (section,) * count, rateable=True)
    for page in (0, 1, 2, 5, 20, 60):
        assert not problems(reply, page=page)


@pytest.mark.parametrize("count", [1, MAX_BUTTONS, MAX_BUTTONS + 1, 26, 100, 300])
@pytest.mark.parametrize("action", list(Action))
def test_any_number_of_choices(action: Action, count: int) -> None:
    choices = tuple(Choice(f"{n} " + "l" * 200, action, f"{n}{LONG_ID}"[:60]) for n in range(count))
    assert not problems(Reply(Kind.CLARIFY, "Which?", choices=choices, question_id=10**14))


def test_a_choice_that_does_not_fit_is_offered_in_words() -> None:
    long = Choice("CCMA and others", Action.COMPARE, "+".join([LONG_ID] * 4))
    components = components_of(Shown(Reply(Kind.ANSWER, "Hello", choices=(long, long))))
    assert "CCMA and others" in str(components)
    assert not message_problems(components)


def test_the_same_choice_twice_is_one_button() -> None:
    twice = Choice("Fee", Action.SHOW, "ccma.cost")
    assert not problems(Reply(Kind.ANSWER, "x", choices=(twice, twice)))


def test_an_empty_reply_is_still_a_message() -> None:
    assert not problems(Reply(Kind.ANSWER))


def test_a_long_reply_offers_to_read_on_to_the_end() -> None:
    sections = tuple(Section(f"Part {n}", f"text {n} " * 200, topic=f"t.{n}") for n in range(5))
    reply = Reply(Kind.ANSWER, sections=sections)
    seen = ""
    for page in range(20):
        components = components_of(Shown(reply, page=page))
        seen += str(components)
        if "ma:page" not in str(components):
            break
    assert all(f"text {n}" in seen for n in range(5))
    assert page > 1


def test_what_cannot_be_made_again_says_so() -> None:
    sections = tuple(Section(f"Part {n}", f"text {n} " * 300) for n in range(5))
    shown = str(components_of(Shown(Reply(Kind.ANSWER, sections=sections))))
    assert "one thing at a time" in shown


@pytest.mark.parametrize(
    ("origin", "fits"),
    [
        (Origin(Source.TOPICS, ("ccma.cost", "rma.cost")), True),
        (Origin(Source.COMPARE, ("ccma", "rma"), "cost"), True),
        (Origin(Source.HELP), True),
        (Origin(Source.TOPICS, (LONG_ID, LONG_ID)), False),
        (Origin(Source.COMPARE, ("a:b", "c+d")), False),
    ],
)
def test_an_origin_is_read_back(origin: Origin, fits: bool) -> None:
    key = origin.page_id(2)
    assert (key is not None) is fits
    if key:
        _, _, _, source, aspect, names = key.split(":", 5)
        assert Origin.read(source, aspect, names) == origin


def test_the_topics_of_a_message_are_read_off_its_verdict_buttons() -> None:
    sections = tuple(Section("x", "y", topic=f"ccma.{n}") for n in ("cost", "renewal"))
    components = render(Shown(Reply(Kind.ANSWER, sections=sections, rateable=True)))
    ids = [i.custom_id for i in components.walk_children() if hasattr(i, "custom_id")]
    assert {topics_of_id(i) for i in ids} == {("ccma.cost", "ccma.renewal")}


anything = st.text(max_size=5000)
choices = st.builds(
    Choice,
    label=st.text(max_size=200),
    action=st.sampled_from(Action),
    value=st.text(alphabet="abc.-:+0", max_size=130),
)
sections = st.builds(
    Section,
    title=st.text(max_size=300),
    text=anything,
    details=anything,
    topic=st.text(alphabet="abc.-", max_size=60),
    sources=st.just(()) | st.just(cited(6)),
    notes=st.lists(st.text(max_size=600), max_size=4).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(
    reply=st.builds(
        Reply,
        kind=st.sampled_from(Kind),
        lead=anything,
        sections=st.lists(sections, max_size=6).map(tuple),
        choices=st.lists(choices, max_size=40).map(tuple),
        rateable=st.booleans(),
        question_id=st.integers(0, 2**40),
    ),
    page=st.integers(-1, 30),
)
def test_whatever_the_guide_says_fits_and_never_raises(reply: Reply, page: int) -> None:
    assert not problems(reply, page=page)
