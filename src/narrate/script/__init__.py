"""Article -> utterances, which know where they stand."""
