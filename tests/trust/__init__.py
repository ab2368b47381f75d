"""Commands of developers that answer a question about the laboratory and record the answer."""
