"""MA Guide: `python3 run_bot.py` runs the bot, or without a Discord token the terminal chat."""

from __future__ import annotations

from pathlib import Path

from bot import bootstrap

if __name__ == "__main__":
    bootstrap.ensure("requirements.txt", Path(__file__))
    from bot.cli import main

    main()
