"""Limits of the knowledge format, in characters unless said otherwise.

They are chosen so that one answer fits a phone screen and three fit one Discord message.
"""

from __future__ import annotations

MAX_TITLE = 120
MAX_QUESTION = 300
MAX_SENTENCE = 500
MAX_ANSWER = 600
MAX_DETAILS = 1200

MAX_FILE_BYTES = 1_000_000
MAX_FILES = 500
MAX_DEPTH = 12
"""Levels of nesting in one YAML file."""
