"""The curators' page: its examples are what it says they are, and its numbers are the real ones."""

import re
from typing import get_args

from bot.knowledge import limits, lint
from bot.knowledge.model import TriageKind
from bot.knowledge.reader import SourceFile, read_file
from tests.knowledge.shipped import ROOT, shipped

PAGE = (ROOT / "docs" / "curators.md").read_text(encoding="utf-8")


def example(heading: str) -> str:
    """The first example under a heading."""
    found = re.search(rf"## {heading}\n[^#]*?```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert found, heading
    return found.group(1)


def test_the_good_example_is_good() -> None:
    result = read_file(SourceFile("certifications/example.yaml", example("Good")))
    assert not result.problems
    assert result.document is not None
    entry = result.document.entries[0]
    assert entry.id not in shipped().topics
    assert set(entry.related) <= set(shipped().topics)


def test_the_bad_example_has_the_mistakes_that_are_named() -> None:
    result = read_file(SourceFile("certifications/example.yaml", example("Bad")))
    found = " ".join(problem.message for problem in result.problems)
    for mistake in ("'id'", "'titel'", "'questions'", "'reviewed'", "'url'", "'as_of'"):
        assert mistake in found


def test_its_numbers_are_the_real_ones() -> None:
    assert lint.MIN_QUESTIONS == 20
    assert "at least twenty" in PAGE
    assert lint.MAX_ANSWER_SENTENCES == 3
    assert f"at most three sentences and {limits.MAX_ANSWER} characters" in PAGE
    assert f"{lint.MAX_SENTENCE_WORDS} words at most" in PAGE
    assert f"At most {limits.MAX_DETAILS:,} characters" in PAGE


def test_the_example_of_triage_is_good_and_every_kind_is_explained() -> None:
    text = example("What must not be answered: `triage`")
    result = read_file(SourceFile("triage/example.yaml", text))
    assert not result.problems
    assert result.document is not None
    assert {group.kind for group in result.document.triage} == {"medical_advice", "about_the_job"}
    for kind in get_args(TriageKind):
        assert f"`{kind}`" in PAGE


def test_the_example_of_a_conversation_is_good() -> None:
    text = example("What is said after an answer: `conversations`")
    result = read_file(SourceFile("conversations/example.yaml", text))
    assert not result.problems
    assert result.document is not None
    for said in (said for talk in result.document.conversations for said in talk):
        assert set(said.to) <= set(shipped().entries)
