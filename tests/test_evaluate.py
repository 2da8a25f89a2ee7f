"""Question files: what they may hold, how a reply is judged, what the report says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluate import QuestionFileError, Verdict, read_items, report, run
from bot.guide.guide import Guide
from bot.guide.live import Live, Served
from bot.storage.store import open_store

QUESTIONS = """\
- id: a
  q: how much is the ccma exam
  kind: plain
  expect: {all_of: [['\\$165', '165 dollars'], [NHA, CCMA]]}
- id: b
  q: how much is the ccma exam
  expect: {all_of: [[nonsense]]}
- id: c
  q: how do i become a vet tech
  class: near_domain
  want: abstain
- id: d
  q: renew rma
  topic: rma.renewal
  exact: true
- id: e
  pattern: ellipsis
  turns:
  - {q: how much is the ccma exam, expect: {all_of: [[165]]}}
  - {q: 'what about rma?', expect: {all_of: [[150]]}}
"""


async def test_a_file_is_run_and_judged(served: Served, tmp_path: Path) -> None:
    path = tmp_path / "questions.yaml"
    path.write_text(QUESTIONS)
    async with open_store(":memory:") as store:
        results = await run(Guide(Live(served), store), read_items(path))
    assert [r.verdict for r in results] == [
        Verdict.RIGHT,
        Verdict.WRONG,
        Verdict.RIGHT,
        Verdict.RIGHT,
        Verdict.RIGHT,
        Verdict.RIGHT,
    ]
    lines = "\n".join(report(results))
    assert "in scope: 5 messages: 4 right (80.0%), 1 wrong (20.0%)" in lines
    assert "left unanswered: 1 of 1 (100.0%)" in lines
    assert "missed ['nonsense']" in lines


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "cannot be read"),
        ("a: 1", "must be a list"),
        ("- 5", "item 1: must be keys and values"),
        ("- {id: x}", "`q` is missing"),
        ("- {q: x}", "says neither"),
        ("- {q: x, want: nothing}", "must be one of abstain"),
        ("- {q: x, expect: {all_of: [['(']]}}", "cannot be used"),
        ("- {turns: 5}", "must be a list"),
    ],
)
def test_a_broken_file_is_explained(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "questions.yaml"
    path.write_text(text)
    with pytest.raises(QuestionFileError, match=r"questions\.yaml") as caught:
        read_items(path)
    assert says in str(caught.value)
