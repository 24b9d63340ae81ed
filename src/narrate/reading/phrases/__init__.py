"""Marks and breaths between words."""
