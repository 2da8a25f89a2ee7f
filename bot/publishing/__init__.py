"""Changing the knowledge while the guide runs: checked, atomic, undoable."""
