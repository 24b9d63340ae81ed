"""When every phone and mora of an utterance sounds, and is heard."""
