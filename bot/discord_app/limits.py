"""Discord's limits, by name. Characters unless said otherwise."""

from __future__ import annotations

ACKNOWLEDGE_SECONDS = 3.0
"""An interaction that is not acknowledged by then is dead."""

MESSAGE_COMPONENTS = 40
"""Components of one message, nested ones counted too."""
MESSAGE_TEXT = 4_000
"""All text of one message together."""

ROW_BUTTONS = 5
BUTTON_LABEL = 80
CUSTOM_ID = 100

SELECT_OPTIONS = 25
OPTION_LABEL = 100
OPTION_VALUE = 100

CHOICES = 25
"""Choices offered by one autocomplete."""
CHOICE_NAME = 100
CHOICE_VALUE = 100
