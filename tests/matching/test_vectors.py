"""The vectors of words: what they add, and that they may be missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bot.matching import vectors
from bot.matching.engine import Engine
from tests.matching.test_engine import EXAMPLES


@pytest.fixture
def no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(vectors, "FILE", tmp_path / "missing.bin")
    vectors.word_vectors.cache_clear()
    yield
    vectors.word_vectors.cache_clear()


def nearness(one: str, other: str) -> float:
    known = vectors.word_vectors()
    a, b = known.of(one), known.of(other)
    assert a is not None
    assert b is not None
    return float(a @ b / np.sqrt((a @ a) * (b @ b)))


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [("wage", "salary", "needle"), ("exam", "test", "uniform"), ("kid", "child", "tax")],
)
def test_words_of_like_meaning_lie_near_each_other(word: str, near: str, far: str) -> None:
    assert nearness(word, near) > nearness(word, far) + 0.2


def test_unknown_words_have_no_vector() -> None:
    assert vectors.word_vectors().of("zxqvw") is None
    assert vectors.word_vectors().of("{certification:cma}") is None


def test_a_text_meets_phrasings_that_share_no_word_with_it() -> None:
    engine = Engine.train(EXAMPLES)
    assert engine.rank("cheeseburger").candidates[0].label == "food"


def test_the_matcher_works_without_the_file(no_file: None) -> None:
    engine = Engine.train(EXAMPLES)
    assert engine.rank("play me a song").candidates[0].label == "music"
    again = Engine.from_bytes(engine.to_bytes())
    assert again.rank("play me a song") == engine.rank("play me a song")
    assert not vectors.word_vectors().size
