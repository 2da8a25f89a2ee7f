"""What spans several files: links, ids, questions, all or nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.guide.live import Served
from bot.knowledge.assembly import assemble, load
from bot.knowledge.phrasing import fold_question
from bot.knowledge.problems import KnowledgeError, Severity
from bot.knowledge.reader import SourceFile
from bot.knowledge.snapshot import Snapshot
from tests.samples import KNOWLEDGE, entry


def build(**files: str) -> Snapshot:
    sources = [SourceFile(f"{name}/a.yaml", text) for name, text in files.items()]
    return assemble(sources)[0]


def errors(**files: str) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        build(**files)
    return [str(p) for p in caught.value.problems if p.severity is Severity.ERROR]


def test_the_sample_is_whole(tmp_path: Path) -> None:
    for name, text in KNOWLEDGE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    snapshot, warnings = load(tmp_path)
    assert not warnings
    assert snapshot.topics["ccma.cost"].title == "CCMA: exam fee"
    assert snapshot.topics["ccma.cost"].short == "$165"
    assert snapshot.topics["ccma.cost"].category == "certifications"
    assert snapshot.topics["duties.vitals"].category == "duties"


def test_a_duplicate_id_names_the_other_place() -> None:
    found = errors(
        a="entries:\n" + entry("x.one", "first"), b="entries:\n" + entry("x.one", "second")
    )
    assert len(found) == 1
    assert "b/a.yaml:2" in found[0]
    assert "a/a.yaml:2" in found[0]


def test_the_same_question_in_two_entries_is_an_error() -> None:
    found = errors(
        a="entries:\n" + entry("x.one", "What's an MA?"),
        b="entries:\n" + entry("x.two", "whats an ma"),
    )
    assert "already stands in 'x.one'" in found[0]


def test_a_broken_link_names_the_nearest_topic() -> None:
    text = "entries:\n" + entry("duties.vitals", "first") + "    related: [duties.vital]\n"
    assert "did you mean 'duties.vitals'?" in errors(a=text)[0]


def test_a_wrong_placeholder_names_the_right_one() -> None:
    found = errors(a="entries:\n" + entry("x.one", "how much is the {certificaton}"))
    assert "{certification}" in found[0]


def test_an_aspect_nobody_declared_is_an_error() -> None:
    text = "entries:\n" + entry("x.one", "how much") + "    by: {certification: cost}\n"
    assert "there is no aspect certification 'cost'" in errors(a=text)[0]


def test_volatile_needs_a_review_date() -> None:
    text = "entries:\n" + entry("x.one", "how much") + "    volatile: true\n"
    assert "review_by" in errors(a=text)[0]


def test_one_broken_file_does_not_hide_or_invent_problems() -> None:
    good = "entries:\n" + entry("x.one", "first") + "    related: [y.two]\n"
    found = errors(a=good, b="entries:\n" + entry("y.two", "second").replace("answer", "anser"))
    assert all(message.startswith("b/a.yaml") for message in found)


def test_the_version_follows_the_content() -> None:
    one = build(a="entries:\n" + entry("x.one", "first"))
    same = build(a="entries:\n" + entry("x.one", "first"))
    other = build(a="entries:\n" + entry("x.one", "second"))
    assert one.version == same.version != other.version


def test_folding_a_question() -> None:
    assert fold_question("What\u2019s the  CCMA cost?!") == "whats the ccma cost"


def test_a_missing_or_empty_folder_is_said_plainly(tmp_path: Path) -> None:
    for folder in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(KnowledgeError) as caught:
            load(folder)
        assert "KNOWLEDGE_DIR" in str(caught.value)


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"entries: []\n# caf\xe9\n")
    with pytest.raises(KnowledgeError) as caught:
        load(tmp_path)
    assert "a.yaml:2" in str(caught.value)
    assert "UTF-8" in str(caught.value)


def test_add_ons_come_last_among_the_credentials(served: Served) -> None:
    first, *rest = served.snapshot.certifications.values()
    known = [first.model_copy(update={"group": "add-on"}), *rest]
    snapshot = replace(served.snapshot, certifications={c.id: c for c in known})
    assert [c.id for c in snapshot.credentials] == [*(c.id for c in rest), first.id]


def test_an_aspect_belongs_to_the_entry_that_asks_for_it(served: Served) -> None:
    topics = served.snapshot.topics
    assert served.snapshot.entry_of(topics["ccma.cost"]) == "cert.cost"
    assert served.snapshot.entry_of(topics["duties.vitals"]) == "duties.vitals"
