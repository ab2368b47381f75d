"""Recognising the claims in prose: passages in, statements out. Imports nothing of the laboratory."""
