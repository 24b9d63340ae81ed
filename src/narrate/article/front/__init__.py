"""What stands above an article: where it ends, what its lines say, and what other tools mean by them."""
