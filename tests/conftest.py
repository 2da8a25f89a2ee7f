"""What many tests need: the sample knowledge, served."""

from __future__ import annotations

import pytest

from bot.guide.live import Served
from bot.index_cache import load_or_build, load_or_build_triage
from bot.knowledge.assembly import assemble
from bot.knowledge.reader import SourceFile
from bot.matching.index import Index
from bot.matching.triage import Triage
from tests.knowledge.shipped import ROOT, shipped
from tests.samples import KNOWLEDGE

CACHE = ROOT / ".cache"
"""Shared with the bot: training the matcher is what takes the time."""


@pytest.fixture(scope="session")
def served() -> Served:
    """The sample knowledge and its index."""
    snapshot, _ = assemble([SourceFile(name, text) for name, text in KNOWLEDGE.items()])
    return Served(snapshot, Index.build(snapshot), Triage.build(snapshot))


@pytest.fixture(scope="session")
def shipped_served() -> Served:
    """The shipped knowledge and its index, trained once for each change of it."""
    snapshot = shipped()
    index = load_or_build(snapshot, CACHE)
    return Served(snapshot, index, load_or_build_triage(snapshot, CACHE))
