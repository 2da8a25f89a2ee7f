"""`/topics`, `/certification`, `/compare` and `/help`."""

from __future__ import annotations

import pytest

from bot.guide import browse
from tests.discord.conftest import World
from tests.discord.extra_knowledge import MANY
from tests.discord.reading import SELECT, Shown, answer, labels, of_type, options, text
from tests.discord.wire import choice_problems


def offered(shown: Shown | None) -> list[str]:
    """What can be picked, in a menu or by a button."""
    return [*(str(option["label"]) for option in options(shown)), *labels(shown)]


async def test_topics_shows_the_categories(world: World) -> None:
    shown = answer(await world.maya.slash(world.channel, "topics"))
    assert {"Duties", "Practical"} <= set(labels(shown))


async def test_a_category_shows_its_topics(world: World) -> None:
    shown = answer(await world.maya.slash(world.channel, "topics", category="duties"))
    assert "Title of duties.vitals" in labels(shown)


async def test_many_topics_become_a_menu_that_shows_one(world: World) -> None:
    shown = answer(await world.maya.slash(world.channel, "topics", category="practical"))
    offered = list(options(shown))
    assert len(offered) > 10
    menus = [menu for menu in of_type(shown, SELECT) if "practical.item-7'" in str(menu["options"])]
    result = await world.sam.select(
        shown, ["show:practical.item-7"], custom_id=menus[0]["custom_id"]
    )
    assert "practical.item-7" in text(answer(result))
    assert answer(result).ephemeral


async def test_what_does_not_fit_a_message_is_a_button_away(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browse, "PAGE", 30)
    first = answer(await world.maya.slash(world.channel, "topics", category="practical"))
    assert "1 to 30" in text(first)
    second = answer(await world.sam.click(first, label="More topics"))
    assert "31 to" in text(second)
    everything = [*offered(first), *offered(second)]
    for number in range(MANY):
        assert everything.count(f"Title of practical.item-{number}") == 1
    back = answer(await world.sam.click(second, label="Topics before these"))
    assert offered(back) == offered(first)


async def test_a_certification_whole(world: World) -> None:
    shown = answer(await world.maya.slash(world.channel, "certification", name="ccma"))
    assert "clinical credential" in text(shown)
    assert "$165" in text(shown)


async def test_one_aspect_of_a_certification(world: World) -> None:
    result = await world.maya.slash(
        world.channel, "certification", name="registered medical assistant", aspect="cost"
    )
    assert "The RMA exam costs $150." in text(answer(result))


async def test_an_unknown_certification_is_told_to_the_asker_alone(world: World) -> None:
    shown = answer(await world.maya.slash(world.channel, "certification", name="plumber"))
    assert "plumber" in text(shown)
    assert shown.ephemeral


async def test_a_comparison_has_one_section_each(world: World) -> None:
    result = await world.maya.slash(world.channel, "compare", first="ccma", second="rma")
    shown = text(answer(result))
    assert "### CCMA" in shown
    assert "### RMA" in shown
    assert "**Exam fee:** $165" in shown


async def test_a_comparison_of_one_aspect(world: World) -> None:
    result = await world.maya.slash(
        world.channel, "compare", first="cma", second="rma", third="ccma", aspect="cost"
    )
    shown = text(answer(result))
    assert all(price in shown for price in ("$125 or $250", "$150", "$165"))


async def test_comparing_a_certification_with_itself(world: World) -> None:
    shown = answer(await world.maya.slash(world.channel, "compare", first="rma", second="rma"))
    assert "at least two" in text(shown)


async def test_help_tells_how_to_ask(world: World) -> None:
    shown = answer(await world.maya.slash(world.channel, "help"))
    assert "`/ask`" in text(shown)
    assert shown.ephemeral


@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("certification", "name"),
        ("certification", "aspect"),
        ("compare", "first"),
        ("compare", "second"),
        ("compare", "third"),
        ("compare", "fourth"),
        ("compare", "aspect"),
        ("topics", "category"),
        ("pathway choose", "pathway"),
        ("pathway show", "pathway"),
    ],
)
async def test_every_suggestion_keeps_to_the_limits(
    world: World, command: str, option: str
) -> None:
    for typed in ("", "a", "exam fee", "zzzz"):
        offered = await world.maya.autocomplete(world.channel, command, option, typed)
        assert not list(choice_problems(offered))
    assert await world.maya.autocomplete(world.channel, command, option, "")
