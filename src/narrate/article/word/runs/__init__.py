"""What stands in a paragraph: words in their looks, fields, pictures, signs, readings."""
