"""Readings looked at, listened to and settled."""
