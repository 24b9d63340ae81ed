"""Article -> utterances -> readings: what is said, and the labels it becomes."""
