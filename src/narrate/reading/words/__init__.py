"""Said -> words."""
