"""Controls: the laboratory and its decisions put to questions whose answers are known."""
