"""Arrays and JSON in one byte string, and back.

The layout is a JSON header, then the bytes of each array. No pickle: a cache file that
someone tampered with can be wrong, but it cannot run anything. The same content gives the
same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

MAGIC = b"MAGUIDE\n"
_TYPES = ("float32", "int32", "float16", "int8", "uint8")


class CodecError(ValueError):
    """The bytes are not what `pack` made."""


def pack(meta: Mapping[str, Any], arrays: Mapping[str, np.ndarray[Any, Any]]) -> bytes:
    """One byte string of JSON-able `meta` and `arrays`."""
    shapes = [(name, array.dtype.name, array.shape) for name, array in arrays.items()]
    header = json.dumps({"meta": meta, "arrays": shapes}, separators=(",", ":")).encode()
    bodies = (np.ascontiguousarray(array).tobytes() for array in arrays.values())
    return b"".join([MAGIC, len(header).to_bytes(8, "little"), header, *bodies])


def unpack(data: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray[Any, Any]]]:
    """The meta data and the arrays, which cannot be written to. Raises `CodecError`."""
    try:
        if not data.startswith(MAGIC):
            raise CodecError("not an index")
        at = len(MAGIC) + 8
        size = int.from_bytes(data[len(MAGIC) : at], "little")
        header = json.loads(data[at : at + size])
        at += size
        arrays: dict[str, np.ndarray[Any, Any]] = {}
        for name, kind, shape in header["arrays"]:
            if kind not in _TYPES:
                raise CodecError(f"array of an unknown type: {kind}")
            count = int(np.prod(shape, dtype=np.int64))
            arrays[name] = np.frombuffer(data, kind, count, at).reshape(shape)
            at += arrays[name].nbytes
        if at != len(data):
            raise CodecError("bytes are left over")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CodecError(f"damaged index: {error}") from error
    return dict(header["meta"]), arrays


def pack_nested(
    version: str, words: Iterable[str], bound: Mapping[str, str], *bodies: bytes
) -> bytes:
    """Packed bytes with words, bound entries and the version of what they were made from."""
    meta = {"version": version, "words": sorted(words), "bound": dict(bound)}
    arrays = {f"body{n}": np.frombuffer(body, np.uint8) for n, body in enumerate(bodies)}
    return pack(meta, arrays)


def unpack_nested(
    data: bytes, bodies: int
) -> tuple[str, list[str], dict[str, str], tuple[bytes, ...]]:
    """What `pack_nested` joined, in its order; so many bodies. Raises `CodecError`."""
    meta, arrays = unpack(data)
    names = [f"body{n}" for n in range(bodies)]
    if arrays.keys() != set(names) or not {"version", "words", "bound"} <= set(meta):
        raise CodecError("damaged index: something is missing")
    found = tuple(arrays[name].tobytes() for name in names)
    return meta["version"], list(meta["words"]), dict(meta["bound"]), found
