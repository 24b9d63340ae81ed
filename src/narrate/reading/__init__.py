"""Utterance -> reading: what is said of a sentence, and the labels it becomes. `frontend` has all steps."""
