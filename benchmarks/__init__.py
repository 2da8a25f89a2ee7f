"""Measurements of the matcher beside other engines. See README.md."""
