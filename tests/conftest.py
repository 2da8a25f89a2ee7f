"""What many tests need: the sample knowledge, served."""

from __future__ import annotations

import pytest

from bot.guide.live import Served
from bot.knowledge.assembly import assemble
from bot.knowledge.reader import SourceFile
from bot.matching.index import Index
from bot.matching.triage import Triage
from tests.samples import KNOWLEDGE


@pytest.fixture(scope="session")
def served() -> Served:
    """The sample knowledge and its index."""
    snapshot, _ = assemble([SourceFile(name, text) for name, text in KNOWLEDGE.items()])
    return Served(snapshot, Index.build(snapshot), Triage.build(snapshot))
