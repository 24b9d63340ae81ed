"""Written -> said."""
