"""Makes `python3 run_bot.py` work on a fresh machine: a virtual environment with what is needed.

Standard library only, because nothing else is there yet. The environment is `.venv` beside
`run_bot.py`; it is made once, brought up to date when a requirements file changes, and left
alone when the running Python already has every pinned package.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

MINIMUM = (3, 11)
ENVIRONMENT = ".venv"
STAMP = "requirements.sha256"
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
    python = _environment(home)
    stamp = home / ENVIRONMENT / STAMP
    wanted_hash = _hash(needed)
    if not stamp.exists() or wanted_hash not in stamp.read_text().split():
        print(f"Installing {requirements} into {ENVIRONMENT} (once) ...", file=sys.stderr)
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        result = subprocess.run([*command, "-r", str(needed)], cwd=home, check=False)
        if result.returncode:
            sys.exit(
                "The packages could not be installed; pip says why above. Check the internet "
                "connection, then run the same command again."
            )
        with stamp.open("a") as file:
            file.write(f"{wanted_hash}\n")
    if Path(sys.prefix).resolve() == (home / ENVIRONMENT).resolve():
        # Freshly installed into the environment that is running: import caches are stale.
        sys.exit(subprocess.call([str(python), *sys.argv]))
    arguments = [str(python), str(script.resolve()), *sys.argv[1:]]
    if os.name == "nt":
        sys.exit(subprocess.call(arguments))
    os.execv(python, arguments)


def _environment(home: Path) -> Path:
    """The Python of the virtual environment, which is made when it is not there."""
    folder = home / ENVIRONMENT
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if python.exists():
        return python
    print(f"Making a virtual environment in {folder} (once) ...", file=sys.stderr)
    result = subprocess.run([sys.executable, "-m", "venv", str(folder)], check=False)
    if result.returncode or not python.exists():
        sys.exit(
            "The virtual environment could not be made. On Debian or Ubuntu install it with "
            "`apt install python3-venv`, then run the same command again."
        )
    return python


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


def _hash(requirements: Path) -> str:
    text = "\n".join(f"{name}=={version}" for name, version in sorted(_pins(requirements).items()))
    return hashlib.sha256(text.encode()).hexdigest()
