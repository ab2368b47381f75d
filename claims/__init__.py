"""What people say about L1 and L2, one module a topic, and how evidence becomes a verdict."""
