"""Samples -> MP3 frames -> clips -> one recording: everything about sound that has no words in it."""
