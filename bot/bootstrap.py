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
from importlib import metadata
from pathlib import Path

MINIMUM = (3, 11)
ENVIRONMENT = ".venv"
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
    if _satisfied(needed):
        return
    if os.environ.get(RESTARTED) == requirements:
        sys.exit(
            f"The packages of {requirements} are still not right in {ENVIRONMENT}. Remove that "
            "folder, then run the same command again."
        )
    python = _environment(home)
    if Path(sys.prefix).resolve() == (home / ENVIRONMENT).resolve() or not _has(python, needed):
        print(f"Installing {requirements} into {ENVIRONMENT} ...", file=sys.stderr)
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        result = subprocess.run([*command, "-r", str(needed)], cwd=home, check=False)
        if result.returncode:
            sys.exit(
                "The packages could not be installed; pip says why above. Check the internet "
                "connection, then run the same command again."
            )
    arguments = [str(python), str(script.resolve()), *sys.argv[1:]]
    environment = {**os.environ, RESTARTED: requirements}
    if os.name == "nt":
        sys.exit(subprocess.call(arguments, env=environment))
    os.execve(python, arguments, environment)


def _has(python: Path, requirements: Path) -> bool:
    """Whether another Python has every pinned package."""
    code = "import sys; from bot.bootstrap import _satisfied; from pathlib import Path; "
    code += "sys.exit(not _satisfied(Path(sys.argv[1])))"
    command = [str(python), "-c", code, str(requirements)]
    return subprocess.run(command, cwd=requirements.parent, check=False).returncode == 0


def _environment(home: Path) -> Path:
    """The Python of the virtual environment, which is made when it is not there."""
    folder = home / ENVIRONMENT
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if python.exists() and _runs_pip(python):
        return python
    print(f"Making a virtual environment in {folder} (once) ...", file=sys.stderr)
    # --clear: one that was left half made is made again.
    command = [sys.executable, "-m", "venv", "--clear", str(folder)]
    result = subprocess.run(command, check=False)
    if result.returncode or not _runs_pip(python):
        sys.exit(
            "The virtual environment could not be made. On Debian or Ubuntu install it with "
            "`apt install python3-venv`, then run the same command again."
        )
    return python


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
            pins[found.group(1)] = found.group(2)
    return pins


def _satisfied(requirements: Path) -> bool:
    """Whether the running Python has exactly the pinned packages."""
    for name, version in _pins(requirements).items():
        try:
            if metadata.version(name) != version:
                return False
        except metadata.PackageNotFoundError:
            return False
    return True
