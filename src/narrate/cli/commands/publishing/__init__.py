"""Commands that make what is published, and let others listen to it."""
