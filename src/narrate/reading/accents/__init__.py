"""Which words share an accent phrase, and after which mora the pitch falls."""
