"""The show as static pages: an article to read along in for each edition, and a front page."""
