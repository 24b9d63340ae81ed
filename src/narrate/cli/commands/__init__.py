"""A file for each command; `narrate.cli.app` has them all."""
