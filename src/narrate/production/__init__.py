"""An article to its edition, step by step: `story` first."""
