"""Files in and out: everything is told, nothing is trusted, all or nothing is applied."""

from __future__ import annotations

import io
import zipfile

import pytest

from bot.knowledge.changes import Change, ChangeKind
from bot.knowledge.diff import Sort
from bot.knowledge.positions import parse
from bot.publishing.outcomes import Result
from bot.publishing.transfer import MAX_UPLOAD_BYTES, Upload, pack, unpack
from tests.knowledge.shipped import KNOWLEDGE as SHIPPED
from tests.samples import DUTIES, KNOWLEDGE, entry

from .house import ANN, CAT, OTHER, House

KNOWN = tuple(KNOWLEDGE)


def zipped(*files: tuple[str, bytes]) -> Upload:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return Upload("guide.zip", data.getvalue())


async def test_an_export_holds_every_byte_and_can_be_imported(house: House) -> None:
    data = await house.desk.export(ANN)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == KNOWLEDGE
    assert data == pack(house.publisher.state.common.texts)
    report = await house.desk.import_report([Upload("x.zip", data)], ANN)
    assert "nothing would change" in str(report.problems)


def test_the_shipped_guide_comes_back_from_its_own_zip() -> None:
    texts = {
        file.relative_to(SHIPPED).as_posix(): file.read_text(encoding="utf-8")
        for file in SHIPPED.rglob("*.yaml")
    }
    found = unpack([Upload("ma-guide-knowledge.zip", pack(texts))], tuple(texts))
    assert not found.problems
    assert found.files == texts


async def test_a_server_exports_its_own_layer_only(house: House) -> None:
    await house.edit("duties.vitals", CAT, answer="Here they take five vital signs.")
    data = await house.desk.export(CAT)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["duties/this-server.yaml"]
    await house.change(Change(ChangeKind.SHOW, "duties.vitals"), CAT)
    report = await house.desk.import_report([Upload("x.zip", data)], CAT)
    assert (await house.desk.publish(report.id, CAT)).result is Result.PUBLISHED
    assert house.answer("duties.vitals", OTHER).startswith("Here they take")


async def test_the_report_says_what_comes_goes_and_changes(house: House) -> None:
    new = DUTIES.replace("MAs answer phones", "MAs pick up phones").replace(
        "duties.rooming", "duties.room"
    )
    report = await house.desk.import_report([Upload("Clinical.yaml", new.encode())], ANN)
    assert report.diff.of(Sort.ADDED) == ("duties.room",)
    assert report.diff.of(Sort.REMOVED) == ("duties.rooming",)
    assert report.diff.of(Sort.CHANGED) == ("duties.vitals", "duties.phones")
    assert house.text("duties/clinical.yaml") == DUTIES
    outcome = await house.desk.publish(report.id, ANN)
    assert outcome.result is Result.PUBLISHED
    assert house.text("duties/clinical.yaml") == new
    await house.desk.undo(outcome.revision, ANN)
    assert house.text("duties/clinical.yaml") == DUTIES


async def test_one_wrong_file_keeps_all_from_being_applied(house: House) -> None:
    good = ("entries:\n" + entry("more.new", "is it new")).encode()
    bad = DUTIES.replace("title:", "titel:", 1).encode()
    report = await house.desk.import_report(
        [Upload("new.yaml", good), Upload("clinical.yaml", bad)], ANN
    )
    assert report.id == 0
    assert any("duties/clinical.yaml:2" in str(p) for p in report.problems), report.problems
    both = [Upload("new.yaml", good), Upload("a.exe", b"")]
    report = await house.desk.import_report(both, ANN)
    assert not report.sound
    assert "more.new" in report.diff.of(Sort.ADDED)


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (Upload("../../etc/passwd.yaml", b"a: b"), "its name cannot be used"),
        (Upload("/etc/x.yaml", b"a: b"), "its name cannot be used"),
        (Upload("C:\\x.yaml", b"a: b"), "its name cannot be used"),
        (Upload("a/b/c/d/e.yaml", b"a: b"), "its name cannot be used"),
        (Upload("x.yaml\0", b"a: b"), "it is no YAML file"),
        (Upload("", b""), "it is no YAML file"),
        (Upload(".yaml", b""), "its name cannot be used"),
        (Upload("x.yaml", b"\xff\xfe"), "it is not UTF-8 text"),
        (Upload("x.yaml", b"a" * 1_000_001), "more than 1,000,000 bytes"),
        (Upload("x.zip", b"PK no zip"), "it cannot be unpacked"),
        (Upload("x.zip", b"a" * (MAX_UPLOAD_BYTES + 1)), "more than 5,000,000 bytes"),
        (zipped(("../x.yaml", b"a: b")), "its name cannot be used"),
        (zipped(("bomb.yaml", b"\0" * 50_000_000)), "unpacks to too much"),
        (zipped(*((f"{n}.yaml", b"a" * 900_000) for n in range(25))), "unpacks to too much"),
        (zipped(*((f"{n}.yaml", b"") for n in range(501))), "there are 501 files in it"),
        (zipped(("x.yaml", b"a: b"), ("X.yml", b"a: b")), "'x.yaml' is there twice"),
    ],
)
def test_what_is_refused(upload: Upload, said: str) -> None:
    found = unpack([upload], KNOWN)
    assert said in str(found.problems[0])


def test_bounds_on_the_number() -> None:
    assert unpack([], KNOWN).problems
    assert unpack([Upload("x.yaml", b"")] * 11, KNOWN).problems


def test_a_damaged_zip_never_raises() -> None:
    whole = zipped(("x.yaml", DUTIES.encode())).data
    for at in range(0, len(whole), 7):
        broken = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
        unpack([Upload("x.zip", broken)], KNOWN)


@pytest.mark.parametrize("text", ["a: " + "[" * 500_000, "- " * 400_000, "{a: " * 200_000])
def test_deep_nesting_ends_nothing(text: str) -> None:
    [problem] = parse(text, "x.yaml").problems
    assert "nested too deeply" in problem.message
