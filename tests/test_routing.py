"""Phrasings tried with the real matcher, and `check` reporting those that go astray."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.guide.live import Served
from bot.knowledge.assembly import assemble
from bot.knowledge.phrasing import filled
from bot.knowledge.problems import Severity
from bot.knowledge.reader import SourceFile
from bot.knowledge.schema import schema_text
from bot.matching.index import Index
from bot.routing import misrouted, routing_problems
from tests.samples import KNOWLEDGE, entry, write_knowledge

ASTRAY = "how often do i have to recertify and renew my certification"
EXTRA = "entries:\n" + entry("duties.badge", "where do i wear my badge", ASTRAY)


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    files = {**KNOWLEDGE, "duties/extra.yaml": EXTRA}
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KNOWLEDGE_DIR", str(write_knowledge(tmp_path / "knowledge", files)))
    monkeypatch.setenv("CACHE_DIR", str(tmp_path / "cache"))
    return CliRunner()


def test_placeholders_become_the_first_names_of_their_kind(served: Served) -> None:
    names = served.snapshot.names
    assert filled("how much is the {certification} exam", names) == "how much is the CCMA exam"
    assert filled("{certification} or {certification}", names) == "CCMA or RMA"
    assert filled("{occupation} in {state}", names) == "Veterinary technician in Washington"
    assert filled("what is {term}", names) == "what is term"
    assert filled("what is a huddle", names) == "what is a huddle"


def test_the_sample_leads_home(served: Served) -> None:
    assert not list(misrouted(served.snapshot, served.index))


def test_a_phrasing_in_the_wrong_entry_is_found(served: Served) -> None:
    files = [SourceFile(name, text) for name, text in KNOWLEDGE.items()]
    snapshot, _ = assemble([*files, SourceFile("duties/extra.yaml", EXTRA)])
    # The index of the sample does not know the new entry: its phrasings lead elsewhere.
    found = list(misrouted(snapshot, served.index))
    assert {item.entry for item in found} == {"duties.badge"}
    astray = next(item for item in found if item.phrasing == ASTRAY)
    assert astray.leads_to == "cert.renewal"
    problems = routing_problems(snapshot, served.index)
    assert len(problems) == len(found)
    assert all(problem.severity is Severity.WARNING for problem in problems)
    assert all(problem.file == "duties/extra.yaml" for problem in problems)
    lines = EXTRA.splitlines()
    assert all(
        item.phrasing in lines[problem.line - 1]
        for item, problem in zip(found, problems, strict=True)
    )
    assert any("'cert.renewal'" in problem.fix for problem in problems)


def test_a_phrasing_that_leads_nowhere_is_found(served: Served) -> None:
    snapshot, _ = assemble([SourceFile("a.yaml", "entries:\n" + entry("x.one", "first"))])
    nothing, _ = assemble([])
    problems = routing_problems(snapshot, Index.build(nothing))
    assert ["leads nowhere" in problem.message for problem in problems] == [True]


def test_check_routes_unless_told_not_to(command: CliRunner) -> None:
    result = command.invoke(app, ["check"])
    assert result.exit_code == 0, result.output
    cache = Path(os.environ["CACHE_DIR"])
    assert list(cache.glob("index-*.bin"))
    for path in cache.glob("*"):
        path.unlink()
    for option in ("--no-routing", "--no-warnings"):
        assert command.invoke(app, ["check", option]).exit_code == 0
        assert not list(cache.glob("*"))


def test_check_counts_when_asked(command: CliRunner) -> None:
    plain = command.invoke(app, ["check", "--no-routing"]).output
    counted = command.invoke(app, ["check", "--no-routing", "--counts"]).output
    assert "overdue reviews" not in plain
    assert "overdue reviews" in counted
    assert counted.splitlines()[-1] == plain.splitlines()[-1]


def test_the_schema_is_printed(command: CliRunner) -> None:
    assert command.invoke(app, ["schema"]).output == schema_text()


def test_check_shows_the_first_warnings_unless_asked_for_every_one(
    command: CliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = command.invoke(app, ["check", "--every"]).output.splitlines()
    warned = [line for line in every if ": warning: " in line]
    assert len(warned) > 1
    monkeypatch.setattr("bot.cli.SHOWN_WARNINGS", 1)
    shown = command.invoke(app, ["check"]).output.splitlines()
    assert shown[0] == warned[0]
    assert shown[1] == f"... and {len(warned) - 1} more warnings (--every shows them)"
    assert shown[-1] == every[-1]
