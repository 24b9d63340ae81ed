"""The command line: thin, and alone in printing and exiting."""

from narrate.cli.app import main

__all__ = ["main"]
