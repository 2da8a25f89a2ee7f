"""Make `bot/matching/vectors.bin`: `python -m benchmarks.vectors [--knowledge knowledge/]`.

Distils a sentence encoder (all-MiniLM-L6-v2, Apache License 2.0; see `requirements.txt` here)
into one short vector for each English word of its vocabulary, so that the bot needs neither
the encoder nor torch:

1. Each word is encoded alone, and weighed by its rank of frequency (Zipf), as in Tulkens and van
   Dongen, "Model2Vec" (2024).
2. The vectors are moved so that their sum over a sentence points where the encoder's vector of
   the sentence does, over the phrasings and answers of the knowledge base; words that it does
   not hold stay where they are.
3. The strongest `SIZE` directions are kept (principal components), each word in bytes.

Takes about ten minutes on two cores. No question file is looked at.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks.engines import sentence_encoder
from bot.knowledge.assembly import load
from bot.knowledge.phrasing import filled
from bot.matching import codec
from bot.matching.index import documents, phrasings
from bot.matching.text import plain_words
from bot.matching.vectors import FILE

SIZE = 64
COMMON = 20_000
"""Words whose vectors set the directions that are kept; rarer ones are often parts of words."""
ZIPF = 50
"""Rank at which a word weighs about as much as a word of the content should."""
EPOCHS = 4
BATCH = 128
RATE = 2e-3
STAY = 0.05
"""Price of moving away from the vector of the word alone."""
LEFT_OUT = 0.1
"""Share of the words of a sentence that are left out at random."""
SEED = 20_04

Floats = NDArray[np.float32]


def main() -> None:
    """Make the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--knowledge", type=Path, default=Path("knowledge"))
    parser.add_argument("--out", type=Path, default=FILE)
    arguments = parser.parse_args()
    encoder = sentence_encoder()
    vocabulary = encoder.tokenizer.get_vocab()
    words = sorted(filter(_is_word, vocabulary), key=vocabulary.__getitem__)
    texts = _texts(arguments.knowledge)
    print(f"{len(words)} words, {len(texts)} sentences")
    alone = encoder.encode(words, batch_size=256)
    sentences = encoder.encode(texts, batch_size=64, normalize_embeddings=True)
    vectors = _moved(_weighed(alone), words, texts, sentences)
    *_, directions = np.linalg.svd(vectors[:COMMON], full_matrices=False)
    arguments.out.write_bytes(_packed(words, vectors @ directions[:SIZE].T))
    print(f"{arguments.out}: {arguments.out.stat().st_size / 1e6:.1f} MB")


def _is_word(token: str) -> bool:
    return token.isascii() and token.isalpha() and token.islower() and len(token) > 1


def _texts(knowledge: Path) -> list[str]:
    snapshot, _ = load(knowledge)
    names = {kind: group[:1] for kind, group in snapshot.names.items() if group}
    found = (filled(text, names) for text, _ in (*phrasings(snapshot), *documents(snapshot)))
    return sorted(set(found))


def _weighed(alone: Floats) -> Floats:
    ranks = np.arange(len(alone), dtype=np.float32)
    vectors: Floats = (alone - alone.mean(axis=0)) * np.log1p(ranks / ZIPF)[:, None]
    vectors /= np.linalg.norm(vectors, axis=1).mean()
    return vectors


def _moved(vectors: Floats, words: list[str], texts: list[str], sentences: Floats) -> Floats:
    """(words, encoder size) vectors whose sums point where the (texts, encoder size) do."""
    places = {word: place for place, word in enumerate(words)}
    known = [[places[word] for word in plain_words(text) if word in places] for text in texts]
    sentences = sentences - sentences.mean(axis=0)
    sentences /= np.linalg.norm(sentences, axis=1, keepdims=True)
    wanted = torch.tensor(sentences)
    start = torch.tensor(vectors)
    bag = torch.nn.EmbeddingBag.from_pretrained(start.clone(), freeze=False, mode="sum")
    optimizer = torch.optim.Adam(bag.parameters(), lr=RATE)
    rng = np.random.default_rng(SEED)
    for epoch in range(EPOCHS):
        losses = []
        order = rng.permutation([at for at, places_ in enumerate(known) if places_])
        for batch in np.array_split(order, max(1, len(order) // BATCH)):
            flat: list[int] = []
            starts = []
            for at in batch:
                starts.append(len(flat))
                flat += [place for place in known[at] if rng.random() > LEFT_OUT]
            used = torch.tensor(flat, dtype=torch.long)
            sums = torch.nn.functional.normalize(bag(used, torch.tensor(starts)), dim=1, eps=1e-6)
            distance = 1 - (sums * wanted[batch]).sum(dim=1).mean()
            moved = ((bag.weight[used] - start[used]) ** 2).sum(dim=1).mean()
            loss = distance + STAY * moved
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            optimizer.step()
            losses.append(float(distance.detach()))
        print(f"pass {epoch + 1} of {EPOCHS}: distance {np.mean(losses):.3f}", flush=True)
    return np.asarray(bag.weight.detach().numpy())


def _packed(words: list[str], vectors: Floats) -> bytes:
    order = np.argsort(words)
    rows = vectors[order]
    scale = np.maximum(np.abs(rows).max(axis=1), 1e-6) / 127
    steps = np.rint(rows / scale[:, None]).astype(np.int8)
    text = " ".join(words[at] for at in order)
    return codec.pack({"words": text}, {"vectors": steps, "scale": scale.astype(np.float16)})


if __name__ == "__main__":
    main()
