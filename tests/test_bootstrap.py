"""Whether the running Python has what is needed, told without importing any of it."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import bootstrap

ROOT = Path(__file__).resolve().parent.parent

Have = Callable[..., bool]


@pytest.fixture
def have(tmp_path: Path) -> Have:
    """Whether installed packages (name=version) do, for `Some_Pkg`, `other` and what they need."""
    (tmp_path / "base.txt").write_text("# why\nother[extra]==2.0\n")
    requirements = tmp_path / "all.txt"
    requirements.write_text("-r base.txt\nSome_Pkg==1.0  # why\n")
    (tmp_path / bootstrap.CONSTRAINTS).write_text("other==2.0\nsome-pkg==1.0\nneeded==3.0\n")

    def satisfied(*installed: str) -> bool:
        site = tmp_path / "site"
        site.mkdir()
        for name in installed:
            (site / f"{name}.dist-info").mkdir()
        return bootstrap._satisfied(requirements, [str(site), str(tmp_path / "no-such-folder")])

    return satisfied


def test_exactly_the_pinned_versions_will_do(have: Have) -> None:
    assert have("some_pkg-1.0", "other-2.0", "needed-3.0", "unrelated-9")


@pytest.mark.parametrize(
    "installed",
    [
        (),
        ("some_pkg-1.0",),
        ("some_pkg-1.0", "other-2.1"),
        ("some_pkg-1.0", "other-2.0", "needed-3.1"),
    ],
)
def test_anything_else_will_not(have: Have, installed: tuple[str, ...]) -> None:
    assert not have(*installed)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_and_the_same_in_the_constraints(name: str) -> None:
    pins = bootstrap._pins(ROOT / name)
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith(("#", "-r"))]
    assert all("==" in line for line in wanted)
    everything = bootstrap._pins(ROOT / bootstrap.CONSTRAINTS)
    assert {package: everything.get(package) for package in pins} == pins


def test_what_runs_these_tests_is_what_is_pinned() -> None:
    assert bootstrap._satisfied(ROOT / "requirements-dev.txt", sys.path)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A project with a script that needs nothing."""
    (tmp_path / "requirements.txt").write_text("")
    (tmp_path / bootstrap.CONSTRAINTS).write_text("")
    script = tmp_path / "run.py"
    script.write_text("")
    return script


def test_where_everything_is_there_nothing_is_started(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("subprocess.run", None)
    monkeypatch.setattr("os.execve", None)
    bootstrap.ensure("requirements.txt", house)
    assert not (house.parent / bootstrap.ENVIRONMENT).exists()


def test_an_environment_that_has_everything_is_entered_at_once(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered: list[list[str]] = []
    monkeypatch.setattr("subprocess.run", None)
    monkeypatch.setattr(
        "os.execve", lambda python, arguments, environment: entered.append(arguments)
    )
    monkeypatch.setattr("sys.argv", ["run.py", "ask", "a b"])
    (house.parent / "requirements.txt").write_text("surely-not-installed==1.0\n")
    python = house.parent / bootstrap.ENVIRONMENT / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("")
    base = {"base": str(house.parent / bootstrap.ENVIRONMENT)}
    packages = Path(sysconfig.get_path("purelib", "venv", base))
    (packages / "surely_not_installed-1.0.dist-info").mkdir(parents=True)
    bootstrap.ensure("requirements.txt", house)
    assert entered == [[str(python), str(house), "ask", "a b"]]


def test_a_restart_that_did_not_help_ends_with_one_sentence(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (house.parent / "requirements.txt").write_text("surely-not-installed==1.0\n")
    monkeypatch.setenv(bootstrap.RESTARTED, "requirements.txt")
    with pytest.raises(SystemExit, match="Remove that folder"):
        bootstrap.ensure("requirements.txt", house)


def test_an_old_python_is_told(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "MINIMUM", (99, 0))
    with pytest.raises(SystemExit, match=r"Python 99\.0 or newer is needed"):
        bootstrap.ensure("requirements.txt", house)
