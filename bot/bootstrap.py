"""Makes `python3 run_bot.py` work on a fresh machine: a virtual environment with what is needed.

Standard library only, because nothing else is there yet. The environment is `.venv` beside
`run_bot.py`; it is made once, brought up to date when a pinned version changes, and left alone
when the running Python already has every pinned package.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

MINIMUM = (3, 11)
ENVIRONMENT = ".venv"
CONSTRAINTS = "constraints.txt"
"""The version of every package, those included that only other packages need."""
RESTARTED = "MA_GUIDE_RESTARTED"
"""Set for the one restart, so that a Python that cannot be set right does not loop."""
_PIN = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^\s;#]+)")


def ensure(requirements: str, script: Path) -> None:
    """Return in a Python that has everything in `requirements`, restarting `script` if needed.

    Exits with one sentence when that cannot be done.
    """
    if sys.version_info < MINIMUM:
        found = ".".join(map(str, sys.version_info[:2]))
        wanted = ".".join(map(str, MINIMUM))
        sys.exit(
            f"Python {wanted} or newer is needed; this is {found}. Run it with a newer python3."
        )
    home = script.resolve().parent
    needed = home / requirements
    if _satisfied(needed, sys.path):
        return
    if os.environ.get(RESTARTED) == requirements:
        sys.exit(
            f"The packages of {requirements} are still not right in {ENVIRONMENT}. Remove that "
            "folder, then run the same command again."
        )
    folder = home / ENVIRONMENT
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    packages = sysconfig.get_path("purelib", "venv", {"base": str(folder)})
    if not (python.exists() and _satisfied(needed, [packages])):
        _make(folder, python)
        _install(needed, python)
    arguments = [str(python), str(script.resolve()), *sys.argv[1:]]
    environment = {**os.environ, RESTARTED: requirements}
    if os.name == "nt":
        sys.exit(subprocess.call(arguments, env=environment))
    os.execve(python, arguments, environment)


def _make(folder: Path, python: Path) -> None:
    """Make the virtual environment, unless it is there and can be used."""
    if _runs_pip(python):
        return
    print(f"Making a virtual environment in {folder} (once) ...", file=sys.stderr)
    # --clear: one that was left half made is made again.
    command = [sys.executable, "-m", "venv", "--clear", str(folder)]
    result = subprocess.run(command, check=False)
    if result.returncode or not _runs_pip(python):
        sys.exit(
            "The virtual environment could not be made. On Debian or Ubuntu install it with "
            "`apt install python3-venv`, then run the same command again."
        )


def _install(requirements: Path, python: Path) -> None:
    """Bring the virtual environment up to date."""
    home = requirements.parent
    print(f"Installing {requirements.name} into {ENVIRONMENT} ...", file=sys.stderr)
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["-r", str(requirements), "-c", str(home / CONSTRAINTS)]
    if subprocess.run(command, cwd=home, check=False).returncode:
        sys.exit(
            "The packages could not be installed; pip says why above. Check the internet "
            "connection, then run the same command again."
        )


def _runs_pip(python: Path) -> bool:
    """Whether a Python is there and can install packages."""
    if not python.exists():
        return False
    command = [str(python), "-m", "pip", "--version"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _pins(requirements: Path) -> dict[str, str]:
    """Package -> version of a requirements file and of those it includes with -r."""
    pins: dict[str, str] = {}
    for line in requirements.read_text(encoding="utf-8").splitlines():
        text = line.strip()
        if text.startswith("-r "):
            pins |= _pins(requirements.parent / text[3:].strip())
        elif found := _PIN.match(text):
            pins[_normal(found.group(1))] = found.group(2)
    return pins


def _normal(name: str) -> str:
    """One spelling for the many that a package's name may have."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _installed(folders: Iterable[str]) -> dict[str, str]:
    """Package -> version of what is installed in folders, the first of which is looked in first.

    Read from the names of the folders beside the packages: `importlib.metadata` opens a file
    for each, which is felt at every start.
    """
    found: dict[str, str] = {}
    for folder in folders:
        if os.path.isdir(folder):
            for entry in os.listdir(folder):
                name, _, version = entry.removesuffix(".dist-info").rpartition("-")
                if entry.endswith(".dist-info"):
                    found.setdefault(_normal(name), version)
    return found


def _satisfied(requirements: Path, folders: Iterable[str]) -> bool:
    """Whether folders hold exactly the pinned packages.

    What `requirements` names must be there; what only the others need must not differ.
    """
    installed = _installed(folders)
    needed = _pins(requirements)
    others = _pins(requirements.with_name(CONSTRAINTS))
    return all(installed.get(name) == version for name, version in needed.items()) and all(
        installed.get(name, version) == version for name, version in others.items()
    )
