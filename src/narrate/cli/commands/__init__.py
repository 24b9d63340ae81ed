"""A file for each command; those that publish have a room of their own. `narrate.cli.app` has them all."""
