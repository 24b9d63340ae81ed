"""Labels -> clips: voices, engines, and the workers that render."""
