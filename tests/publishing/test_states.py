"""What is served is whole: the triage that keeps members safe comes with every index."""

from __future__ import annotations

from pathlib import Path

from bot.knowledge.changes import Change, ChangeKind
from tests.samples import write_knowledge

from .house import CAT, HOME, OTHER, MakeIndex, open_house

TRIAGE = """\
triage:
  - kind: crisis
    about: plan
    examples:
      - i do not want to live any more
      - i am going to end my life tonight
      - nobody would miss me if i was dead
"""


async def test_the_triage_is_served_whatever_is_published(
    tmp_path: Path, same_index: MakeIndex
) -> None:
    folder = write_knowledge(tmp_path / "knowledge")
    (folder / "triage.yaml").write_text(TRIAGE)
    async with open_house(tmp_path, same_index) as house:
        assert "crisis" in house.live.current.triage.kinds
        await house.edit("duties.vitals", answer="They take four vital signs.")
        assert "crisis" in house.live.current.triage.kinds
        await house.change(Change(ChangeKind.PHRASE, "duties.phones", phrasings=("who rings",)))
        await house.change(Change(ChangeKind.HIDE, "duties.phones"), CAT)
        for server in (0, HOME, OTHER):
            assert "crisis" in house.live.for_server(server).triage.kinds, server
    async with open_house(tmp_path, same_index) as house:
        for server in (0, HOME, OTHER):
            assert "crisis" in house.live.for_server(server).triage.kinds, server
