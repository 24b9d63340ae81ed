"""Which part of a page is its article: by what its elements say, how they are called, where they lead."""
