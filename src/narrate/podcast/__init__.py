"""The show, its feed and what podcast apps remember of it."""

SHOW_FILE = "show.toml"
MEMORY_FILE = "published.toml"
