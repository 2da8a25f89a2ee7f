from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.guide.live import Served

from .house import House, MakeIndex, open_house


@pytest.fixture
def same_index(served: Served) -> MakeIndex:
    """An index maker that costs nothing: for tests that ask no questions."""
    return lambda snapshot, previous: served.index


@pytest_asyncio.fixture
async def house(tmp_path: Path, same_index: MakeIndex) -> AsyncIterator[House]:
    async with open_house(tmp_path, same_index) as opened:
        yield opened
