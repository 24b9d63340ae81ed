"""The elements of pages and books -> paragraphs, notes, and what of a source is neither."""
