from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.clauses import LONG, STORY_WEIGHT, weigh
from bot.matching.lexicon import Lexicon
from bot.matching.spelling import Speller
from bot.matching.stem import stem
from bot.matching.text import MAX_WORDS, plain_words, words_of
from bot.matching.thesaurus import GROUPS_OF


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What's the C.M.A. cost?", "what is the cma cost"),
        ("whats it", "what is it"),
        ("I can\u2019t, don't won\u2019t", "i can not do not will not"),
        ("I'll we're well were", "i will we are well were"),
        ("na\u00efve \U0001d407ello \uff21\uff22", "naive hello ab"),
        ("{certification:ccma} exam", "{certification:ccma} exam"),
        ("'' ... !!", ""),
        ("nurse's", "nurse"),
        ("$$ diff, $15 or $ 16 an hour", "money diff 15 or 16 an hour"),
    ],
)
def test_words(text: str, words: str) -> None:
    assert plain_words(text) == words.split()


@given(st.text())
def test_words_lie_in_the_text(text: str) -> None:
    words = words_of(text)
    assert len(words) <= MAX_WORDS
    assert all(text[word.start : word.end] == word.typed for word in words)
    assert all(plain_words(text))


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("renewing", "renew"),
        ("stopped", "stop"),
        ("classes", "class"),
        ("studies", "study"),
        ("exam", "exam"),
        ("bls", "bls"),
    ],
)
def test_stem(word: str, root: str) -> None:
    assert stem(word) == root


def test_groups_hold_stems() -> None:
    assert all(all(word == stem(word) or word for word in words) for words in GROUPS_OF)
    assert set(GROUPS_OF[("buy",)]) & set(GROUPS_OF[(stem("purchase"),)])


def test_rewrite() -> None:
    lexicon = Lexicon(
        abbreviations={"ce": "continuing education", "c e": "continuing education"},
        spellings={"phlebotomy": ["flebotomy"]},
        filler=["lol", "just wondering"],
    )
    words = ["just", "wondering", "about", "ce", "and", "flebotomy", "lol"]
    assert " ".join(lexicon.rewrite(words)) == "about continuing education and phlebotomy"
    assert lexicon.rewrite(["lol"]) == ["lol"]


def test_speller_prefers_few_edits_and_frequent_words() -> None:
    speller = Speller({"exam": 9, "exams": 1, "example": 5})
    near = dict(speller.near("exm"))
    assert max(near, key=near.__getitem__) == "exam"
    assert speller.near("x") == []
    found = Speller({"how": 3, "much": 2}).parts("howmuch")
    assert found is not None
    assert found[:2] == ("how", "much")


def test_story_weighs_less_than_its_question() -> None:
    story = "i work nights. " * LONG
    parts = weigh(f"{story}how long is school?")
    assert parts[-1] == ("how long is school?", 1.0)
    assert all(weight == STORY_WEIGHT for _, weight in parts[:-1])
    assert weigh("how long is school?") == [("how long is school?", 1.0)]
