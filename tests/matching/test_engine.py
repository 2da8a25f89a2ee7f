from __future__ import annotations

import random
import time
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.matching import codec
from bot.matching.engine import Engine
from bot.matching.index import Index
from bot.matching.lexicon import Lexicon

EXAMPLES = [
    *((f"{w} the weather {w2}", "weather") for w in ("how is", "tell me") for w2 in ("today", "")),
    *((f"will it rain {w}", "weather") for w in ("tomorrow", "on monday", "tonight")),
    *((f"play {w}", "music") for w in ("some jazz", "a song", "my favorite album", "music")),
    *((f"set an alarm for {w}", "alarm") for w in ("seven", "noon", "tomorrow morning", "six")),
    *((f"wake me up at {w}", "alarm") for w in ("seven", "eight")),
    *((f"order a {w}", "food") for w in ("pizza", "burger with fries", "salad", "large pizza")),
]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.train(EXAMPLES)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=4000))
def test_any_text_is_ranked(text: str) -> None:
    ranking = ENGINE.rank(text)
    assert 0 <= ranking.ours <= 1
    assert 0 <= ranking.right <= 1
    assert ranking == ENGINE.rank(text)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=4000))
def test_any_text_is_matched(index: Index, text: str) -> None:
    assert index.match(text) == index.match(text)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 4000,
        "a " * 2000,
        "ab cd ef " * 440,
        "'" * 4000,
        "a'" * 2000,
        "{" * 4000,
        "a." * 2000,
        "\ufdfa" * 4000,
        "e\u0301" * 2000,
        "\U0001d400" * 4000,
        "?!.;" * 1000,
        "how do i " * 440,
        " ".join(f"qzx{n}vk" for n in range(444)),
        " ".join("".join(random.Random(n).choices("abcdefgh", k=7)) for n in range(500)),
        "newyork" * 571,
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_adversarial_text_is_quick(index: Index, text: str) -> None:
    index.match(text)
    took = []
    for _ in range(5):
        start = time.process_time()
        index.match(text)
        took.append(time.process_time() - start)
    # 20 ms is aimed at; the slack is for slow and busy machines.
    assert min(took) < 0.06


def test_order_and_copies_of_training_texts_make_no_difference(engine: Engine) -> None:
    shuffled = [*EXAMPLES, *EXAMPLES[:5]]
    random.Random(7).shuffle(shuffled)
    assert Engine.train(shuffled).to_bytes() == engine.to_bytes()


def test_round_trip_gives_the_same_results(engine: Engine) -> None:
    again = Engine.from_bytes(engine.to_bytes())
    for text, _ in EXAMPLES:
        assert again.rank(text) == engine.rank(text)


@pytest.mark.parametrize("text", ["wak me up at sevn", "wkae me up at seven", "wakeme up at seven"])
def test_typos_are_read_through(engine: Engine, text: str) -> None:
    assert engine.rank(text).candidates[0].label == "alarm"


def test_words_of_the_same_meaning_meet() -> None:
    engine = Engine.train(EXAMPLES, Lexicon(synonyms={"pizza": ["calzone"]}))
    assert engine.rank("calzone").candidates[0].label == "food"


def test_everyday_words_meet_without_a_lexicon(engine: Engine) -> None:
    assert engine.rank("purchase me a hamburger").candidates[0].label == "food"


def test_many_phrasings_do_not_drown_few() -> None:
    many = [(f"play {a} {b}", "music") for a in "abcdefghij" for b in ("song", "tune", "album")]
    few = [("order a pizza", "food"), ("order a burger", "food")]
    engine = Engine.train([*many, *few])
    assert engine.rank("order something").candidates[0].label == "food"
    assert engine.rank("a pizza").candidates[0].label == "food"


def _phrasings(label: str, words: Sequence[str], count: int) -> list[tuple[str, str]]:
    rng = random.Random(label)
    common = ["how", "do", "i", "get", "my", "about", "when", "the", "what", "is", "for"]
    texts = {
        " ".join(rng.sample(common, 3) + rng.sample(list(words), 2)) for _ in range(20 * count)
    }
    return [(text, label) for text in sorted(texts)[:count]]


def test_few_phrasings_are_found_among_entries_with_many() -> None:
    """What a moderator has just added competes with entries that have hundreds."""
    rich = {
        "uniform": ["scrubs", "shoes", "color", "badge", "jacket", "laundry", "pocket", "sleeve"],
        "salary": ["wage", "raise", "overtime", "bonus", "hourly", "paycheck", "stub", "tax"],
        "exam": ["score", "retake", "proctor", "testing", "pearson", "ticket", "seat", "timer"],
    }
    examples = [e for label, words in rich.items() for e in _phrasings(label, words, 150)]
    poor = [
        (text, "parking")
        for text in (
            "reserve a parking spot",
            "where the garage is",
            "badge for the parking lot",
            "does a ticket cost a raise",
        )
    ]
    engine = Engine.train([*examples, *poor])
    for text in ("a badge for the garage", "the lot and my badge jacket"):
        assert engine.rank(text).candidates[0].label == "parking", text
    for text in ("when is my badge and jacket", "lot badge laundry"):
        assert engine.rank(text).candidates[0].label == "uniform", text


def test_confidence_falls_with_what_is_foreign(engine: Engine) -> None:
    ours = engine.rank("set an alarm for seven")
    foreign = engine.rank("quarterly derivatives hedge for zinc")
    assert ours.ours > foreign.ours
    assert ours.right > foreign.right


@pytest.mark.parametrize("examples", [[], [("one text", "only")], [("", "a"), ("", "b")]])
def test_tiny_training_sets(examples: list[tuple[str, str]]) -> None:
    engine = Engine.train(examples)
    assert 0 <= engine.rank("one text").right <= 1
    assert Engine.from_bytes(engine.to_bytes()).rank("x") == engine.rank("x")


def test_arrays_of_a_cache_cannot_be_written() -> None:
    _, arrays = codec.unpack(codec.pack({}, {"a": np.ones(3, np.float32)}))
    with pytest.raises(ValueError, match="read-only"):
        arrays["a"][0] = 2


ENGINE = Engine.train(EXAMPLES)
