"""Articles from the web: documents are fetched once and kept as files beside the user's own."""
