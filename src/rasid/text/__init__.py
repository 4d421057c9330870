"""From any text to a view of it, tokens, sentences, and what of a page is its report."""
