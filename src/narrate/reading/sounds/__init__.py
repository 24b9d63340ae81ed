"""From letters to kana, and where the pitch falls."""
