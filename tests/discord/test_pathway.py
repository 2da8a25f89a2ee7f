"""`/pathway`: personal, kept, and undoable."""

from __future__ import annotations

from tests.discord.conftest import World
from tests.discord.reading import answer, button_id, labels, text

CHOOSE = {"pathway": "first-credential"}
STEP = "Your next step: Choose a program"
NEXT = "Your next step: Pass the exam"
DONE = "I have done this step"
UNDO = "Undo: not done yet"


async def test_choosing_shows_the_plan_to_the_member_alone(world: World) -> None:
    shown = answer(await world.maya.slash(world.channel, "pathway choose", **CHOOSE))
    assert STEP in text(shown)
    assert shown.ephemeral
    assert not world.channel.history(viewer=world.sam)


async def test_a_step_done_on_the_plan_itself_and_taken_back(world: World) -> None:
    result = await world.maya.slash(world.channel, "pathway choose", **CHOOSE)
    plan = answer(result)
    await world.maya.click(plan, label=DONE)
    assert NEXT in text(answer(result))
    await world.maya.click(answer(result), label=UNDO)
    assert STEP in text(answer(result))


async def test_done_marks_the_next_step(world: World) -> None:
    await world.maya.slash(world.channel, "pathway choose", **CHOOSE)
    shown = answer(await world.maya.slash(world.channel, "pathway done"))
    assert NEXT in text(shown)
    assert UNDO in labels(shown)
    assert NEXT in text(answer(await world.maya.slash(world.channel, "pathway show")))
    last = answer(await world.maya.slash(world.channel, "pathway done"))
    assert "Every step" in text(last)
    again = answer(await world.maya.slash(world.channel, "pathway done"))
    assert "Every step" in text(again)


async def test_done_without_a_pathway_offers_some(world: World) -> None:
    shown = answer(await world.maya.slash(world.channel, "pathway done"))
    assert "haven't chosen" in text(shown)


async def test_members_have_their_own(world: World) -> None:
    await world.maya.slash(world.channel, "pathway choose", **CHOOSE)
    assert "haven't chosen" in text(answer(await world.sam.slash(world.channel, "pathway show")))


async def test_leaving_deletes_it(world: World) -> None:
    await world.maya.slash(world.channel, "pathway choose", **CHOOSE)
    assert "deleted" in text(answer(await world.maya.slash(world.channel, "pathway leave")))
    assert "nothing to delete" in text(
        answer(await world.maya.slash(world.channel, "pathway leave"))
    )


async def test_looking_at_one_does_not_choose_it(world: World) -> None:
    shown = answer(await world.maya.slash(world.channel, "pathway show", **CHOOSE))
    assert "Choose this pathway" in labels(shown)
    assert "haven't chosen" in text(answer(await world.maya.slash(world.channel, "pathway show")))
    await world.maya.click(shown, label="Choose this pathway")
    assert STEP in text(answer(await world.maya.slash(world.channel, "pathway show")))


async def test_it_is_kept_over_a_restart(world: World) -> None:
    result = await world.maya.slash(world.channel, "pathway choose", **CHOOSE)
    await world.env.restart_bot()
    await world.maya.click(answer(result), custom_id=button_id(answer(result), DONE))
    assert NEXT in text(answer(result))


async def test_an_unknown_pathway_leaves_the_plan_as_it_is(world: World) -> None:
    shown = answer(await world.maya.slash(world.channel, "pathway choose", pathway="astronaut"))
    assert "no pathway called" in text(shown)
