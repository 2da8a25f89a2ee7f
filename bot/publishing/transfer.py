"""Knowledge files in and out: a zip to take away, uploads that nobody has to trust."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from bot.knowledge.forms import FieldProblem
from bot.knowledge.limits import MAX_FILE_BYTES, MAX_FILES

MAX_UPLOADS = 10
MAX_UPLOAD_BYTES = 5_000_000
"""Bytes of one upload as it arrives."""
MAX_UNPACKED_BYTES = 20_000_000
"""Bytes of everything in a zip: several times what a whole guide has."""
_PART = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
_EPOCH = (2020, 1, 1, 0, 0, 0)
"""The time of every file in a zip, so that the same knowledge makes the same bytes."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as somebody uploaded it: its name, which is not trusted, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Unpacked:
    """Texts by the names that they are given here, and what is wrong with the rest."""

    files: dict[str, str]
    problems: tuple[FieldProblem, ...]


class _RefusedError(Exception):
    def __init__(self, name: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.problem = FieldProblem(name[:100] or "file", message, fix)


def pack(texts: Mapping[str, str]) -> bytes:
    """A zip of files, the same for the same files."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(_info(name), text.encode("utf-8"))
    return result.getvalue()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def unpack(uploads: Sequence[Upload], known: Sequence[str]) -> Unpacked:
    """The texts of uploaded YAML files, or of a zip of them.

    A name is reduced to small letters, digits, '-' and '_' in at most three folders. A file
    without a folder replaces the one among `known` that has its name, where there is exactly
    one.
    """
    files: dict[str, str] = {}
    problems: list[FieldProblem] = []
    if not uploads or len(uploads) > MAX_UPLOADS:
        fix = f"upload 1 to {MAX_UPLOADS}"
        return Unpacked({}, (FieldProblem("file", f"there are {len(uploads)} files", fix),))
    for upload in uploads:
        try:
            for name, data in _contents(upload):
                target = _target(name, known)
                if target in files:
                    raise _RefusedError(name, f"'{target}' is there twice", "keep one of them")
                files[target] = _text(name, data)
        except _RefusedError as refused:
            problems.append(refused.problem)
    if not files and not problems:
        problems.append(FieldProblem("file", "there is no YAML file in it", "upload .yaml files"))
    return Unpacked(files, tuple(problems))


def _contents(upload: Upload) -> Iterator[tuple[str, bytes]]:
    if len(upload.data) > MAX_UPLOAD_BYTES:
        message = f"it has more than {MAX_UPLOAD_BYTES:,} bytes"
        raise _RefusedError(upload.name, message, "upload fewer files at once")
    if upload.name.lower().endswith(".zip"):
        yield from _unzipped(upload)
    else:
        yield upload.name, upload.data


def _unzipped(upload: Upload) -> Iterator[tuple[str, bytes]]:
    """What is in a zip, read within bounds whatever the zip says of itself."""
    left = MAX_UNPACKED_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(upload.data)) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            if len(members) > MAX_FILES:
                fix = f"at most {MAX_FILES} are read"
                raise _RefusedError(upload.name, f"there are {len(members)} files in it", fix)
            for info in members:
                with archive.open(info) as file:
                    data = file.read(min(left, MAX_FILE_BYTES) + 1)
                left -= len(data)
                if left < 0 or len(data) > MAX_FILE_BYTES:
                    message = f"'{info.filename[:60]}' unpacks to too much"
                    raise _RefusedError(upload.name, message, "upload fewer or smaller files")
                yield info.filename, data
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError) as error:
        fix = "make the zip again, without a password"
        raise _RefusedError(upload.name, f"it cannot be unpacked: {error}", fix) from error
    except ValueError as error:
        raise _RefusedError(upload.name, "it cannot be unpacked", "make the zip again") from error


def _target(name: str, known: Sequence[str]) -> str:
    parts = PurePosixPath(name.replace("\\", "/").lower()).parts
    stem, dot, ending = parts[-1].rpartition(".") if parts else ("", "", "")
    if not dot or ending not in ("yaml", "yml"):
        raise _RefusedError(name, "it is no YAML file", "upload files that end with .yaml")
    folders = parts[:-1]
    cleaned = [re.sub(r"[ .]+", "-", part) for part in (*folders, stem)]
    if len(cleaned) > 4 or not all(_PART.fullmatch(part) for part in cleaned):
        fix = "use small letters, digits, '-' and '_', in at most three folders"
        raise _RefusedError(name, "its name cannot be used", fix)
    target = f"{'/'.join(cleaned)}.yaml"
    if target in known or folders:
        return target
    same = [other for other in known if other.rsplit("/", 1)[-1] == target]
    return same[0] if len(same) == 1 else target


def _text(name: str, data: bytes) -> str:
    if len(data) > MAX_FILE_BYTES:
        message = f"it has more than {MAX_FILE_BYTES:,} bytes"
        raise _RefusedError(name, message, "split it into several files")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _RefusedError(name, "it is not UTF-8 text", "save it as UTF-8") from error
