"""Faults of the laboratory itself: the code that draws, fits, measures, decides and keeps, broken on purpose.

Each is a real change of code, under which a laboratory measures anew. It names what notices it: a claim whose verdict
turns, on a few of the claim's own cells, or a test of the machinery that fails. What notices nothing has escaped.
"""
