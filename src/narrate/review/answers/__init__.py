"""Doubtful words asked about one by one, and what each answer writes and changes."""
