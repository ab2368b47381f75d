"""``regclaims check``: prose in, findings at lines out. Nothing from a checked file is run, fetched or followed."""
