"""`python3 run_tests.py` runs the tests; arguments are passed on to pytest."""

from __future__ import annotations

import sys
from pathlib import Path

from bot import bootstrap

if __name__ == "__main__":
    bootstrap.ensure("requirements-dev.txt", Path(__file__))
    import pytest

    sys.exit(pytest.main(["--rootdir", str(Path(__file__).resolve().parent), *sys.argv[1:]]))
