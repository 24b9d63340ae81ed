"""What every room may stand on: files, locks, tables."""
