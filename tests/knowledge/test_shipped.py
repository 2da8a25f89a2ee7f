"""What must hold of the knowledge as it is shipped, whatever it says."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from bot.guide.compose import Composer
from bot.knowledge.lint import MIN_QUESTIONS, lint
from bot.knowledge.model import Source
from bot.knowledge.readability import sentences
from bot.knowledge.snapshot import Topic
from bot.matching.subjects import Recogniser
from bot.matching.text import words_of
from tests.knowledge.shipped import ROOT, shipped

SNAPSHOT = shipped()
TOPICS = tuple(SNAPSHOT.topics.values())
LAST_REVIEW = max(topic.fact.reviewed for topic in TOPICS)
"""The day the checks look from, so that they do not fail by themselves as time passes."""

ALLOWED_WARNINGS: frozenset[str] = frozenset()
"""Starts of warnings that may stand, each with its reason beside it."""

MIN_TOPICS = 220
MIN_TERMS = 60
MIN_PATHWAYS = 8
COPIED_WORDS = 12
"""A sentence of this many words that stands in two answers was copied."""

CREDENTIALS = ("cma", "ccma", "rma", "ncma", "cmac", "cmaa")
USED_IN_CODE = frozenset({"cert.choose", "cert.compare", "cert.overview"})
STATES = (
    "Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Connecticut",
    "Delaware", "District of Columbia", "Florida", "Georgia", "Hawaii", "Idaho", "Illinois",
    "Indiana", "Iowa", "Kansas", "Kentucky", "Louisiana", "Maine", "Maryland", "Massachusetts",
    "Michigan", "Minnesota", "Mississippi", "Missouri", "Montana", "Nebraska", "Nevada",
    "New Hampshire", "New Jersey", "New Mexico", "New York", "North Carolina", "North Dakota",
    "Ohio", "Oklahoma", "Oregon", "Pennsylvania", "Rhode Island", "South Carolina",
    "South Dakota", "Tennessee", "Texas", "Utah", "Vermont", "Virginia", "Washington",
    "West Virginia", "Wisconsin", "Wyoming",
)  # fmt: skip


def all_sources() -> list[tuple[str, Source]]:
    cited = [(topic.id, source) for topic in TOPICS for source in topic.sources]
    cited += [(path.id, source) for path in SNAPSHOT.pathways.values() for source in path.sources]
    return cited


def test_nothing_to_complain_about() -> None:
    found = [
        str(problem)
        for problem in lint(SNAPSHOT, LAST_REVIEW)
        if not problem.message.startswith(tuple(ALLOWED_WARNINGS))
    ]
    assert not found, "\n".join(found)


def test_there_is_enough_of_everything() -> None:
    assert len(TOPICS) >= MIN_TOPICS
    assert len(SNAPSHOT.terms) >= MIN_TERMS
    assert len(SNAPSHOT.pathways) >= MIN_PATHWAYS


def test_every_entry_can_be_asked_in_many_ways() -> None:
    few = {e.id: len(e.questions) for e in SNAPSHOT.entries.values()}
    assert not {entry: number for entry, number in few.items() if number < MIN_QUESTIONS}


def test_every_fact_has_a_source_with_date_and_confidence() -> None:
    for topic in TOPICS:
        if topic.kind == "fact":
            assert topic.sources, f"{topic.id} has no source"
    for owner, source in all_sources():
        stated = source.model_fields_set
        assert {"title", "url", "as_of", "confidence"} <= stated, f"{owner}: {source.title}"


def test_every_volatile_answer_has_its_next_review() -> None:
    for topic in TOPICS:
        review_by = topic.fact.review_by
        if topic.fact.volatile:
            assert review_by is not None, topic.id
        assert review_by is None or review_by > topic.fact.reviewed, topic.id


def test_no_date_lies_in_the_future() -> None:
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    for topic in TOPICS:
        assert topic.fact.reviewed <= tomorrow, topic.id
    for owner, source in all_sources():
        assert source.as_of <= tomorrow.isoformat()[: len(source.as_of)], f"{owner}: {source.title}"


def test_addresses_are_well_formed() -> None:
    addresses = [(owner, source.url) for owner, source in all_sources()]
    addresses += [(c.id, c.url) for c in SNAPSHOT.certifications.values()]
    for owner, url in addresses:
        parts = urlsplit(url)
        host = parts.hostname or ""
        assert parts.scheme in {"http", "https"}, f"{owner}: {url}"
        assert re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", host), f"{owner}: {url}"
        assert "@" not in parts.netloc, f"{owner}: {url}"
        assert re.fullmatch(r"[\x21-\x7e]+", url), f"{owner}: {url}"


@pytest.mark.parametrize("credential", CREDENTIALS)
def test_the_main_credentials_have_every_aspect(credential: str) -> None:
    aspects = [aspect.id for aspect in SNAPSHOT.aspects["certification"]]
    missing = set(aspects) - set(SNAPSHOT.certifications[credential].aspects)
    assert not missing


def test_every_state_is_recognised() -> None:
    recogniser = Recogniser(SNAPSHOT)
    assert len(STATES) == 51
    for name in STATES:
        mentions = recogniser.find(words_of(f"do I need a license in {name} to work"))
        expected = name.lower().replace(" ", "-")
        assert [(m.kind, m.subject) for m in mentions] == [("state", expected)], name


def test_every_state_can_say_what_it_asks_for() -> None:
    assert len(SNAPSHOT.states) == len(STATES)
    entry = SNAPSHOT.entries["licence.states"]
    assert entry.by["state"] in {aspect.id for aspect in SNAPSHOT.aspects["state"]}


def test_ids_written_in_the_code_exist() -> None:
    areas = {topic.id.split(".")[0] for topic in TOPICS}
    written: dict[str, str] = {}
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                area, dot, rest = node.value.partition(".")
                if dot and area in areas and re.fullmatch(r"[a-z0-9]+(?:[-.][a-z0-9]+)*", rest):
                    written[node.value] = path.name
    missing = {name: file for name, file in written.items() if name not in SNAPSHOT.topics}
    assert not missing
    assert set(written) >= USED_IN_CODE, "the search for ids misses some"


def parallel(topics: list[Topic]) -> bool:
    """Whether they all answer the same aspect: alike facts may be told in like words."""
    aspects = {topic.aspect for topic in topics}
    return len(aspects) == 1 and aspects != {""}


def test_no_sentence_is_copied_from_answer_to_answer() -> None:
    where: dict[str, list[Topic]] = defaultdict(list)
    for topic in TOPICS:
        for sentence in {" ".join(words(s)) for s in sentences(topic.answer)}:
            where[sentence].append(topic)
    copied = {
        sentence: [topic.id for topic in topics]
        for sentence, topics in where.items()
        if len(sentence.split()) >= COPIED_WORDS and len(topics) > 1 and not parallel(topics)
    }
    assert not copied


def words(text: str) -> list[str]:
    return re.findall(r"[\w$%.,']*\w[%']?", text.lower())


def test_a_term_is_reached_by_its_name() -> None:
    entry = SNAPSHOT.entries["glossary.term"]
    answer = Composer(SNAPSHOT, LAST_REVIEW).answer(entry, ["prior-authorization"])
    assert answer.sections[0].topic == "term.prior-authorization"
