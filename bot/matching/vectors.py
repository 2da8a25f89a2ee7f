"""What words mean, as numbers: lets a question meet phrasings that share no word with it.

`vectors.bin` holds one short vector for each of some 22,000 English words. They were distilled
from a sentence encoder by `benchmarks/vectors.py`, which says how and from what. A text is the sum
of its words' vectors ("Towards Universal Paraphrastic Sentence Embeddings", Wieting et al., 2016).
They are an option: without the file the matcher works on words alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.matching import codec

FILE = Path(__file__).with_name("vectors.bin")
Floats = NDArray[np.float32]


class WordVectors:
    """Vectors of `size` numbers for words. Never changes."""

    def __init__(
        self, words: Iterable[str], vectors: NDArray[np.int8], scale: NDArray[np.float16]
    ) -> None:
        """`vectors`: (words, size); `scale`: (words,) what one step of a byte stands for."""
        # Sorted bytes: a dictionary of so many words would take eight times the memory.
        encoded = np.array([word.encode() for word in words] or [b""], np.bytes_)
        self._order: Final = encoded.argsort(kind="stable").astype(np.int32)
        self._words: Final = encoded[self._order]
        self._vectors: Final = vectors
        self._scale: Final = scale
        self.size: Final = int(vectors.shape[1])

    def of(self, word: str) -> Floats | None:
        """(size,) the vector of a word, where it has one."""
        if not self.size:
            return None
        typed = np.bytes_(word.encode("utf-8", "surrogatepass"))
        at = min(int(self._words.searchsorted(typed)), len(self._words) - 1)
        if self._words[at] != typed:
            return None
        place = self._order[at]
        vector: Floats = self._vectors[place] * self._scale[place].astype(np.float32)
        return vector


NO_VECTORS = WordVectors((), np.zeros((0, 0), np.int8), np.zeros(0, np.float16))


@cache
def word_vectors() -> WordVectors:
    """The vectors in `vectors.bin`; none where there is no such file."""
    try:
        meta, arrays = codec.unpack(FILE.read_bytes())
    except FileNotFoundError:
        return NO_VECTORS
    return WordVectors(meta["words"].split(), arrays["vectors"], arrays["scale"])
