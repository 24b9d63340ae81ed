"""The review at a terminal: on a screen, or line by line."""
