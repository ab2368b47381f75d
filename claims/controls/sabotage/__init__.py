"""What turns each verdict: for every claim a named fault of its evidence, declared by topic in the modules here."""
