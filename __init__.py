"""regclaims: what people write about L1 and L2 regularization, put to experiment."""

__version__ = "0.1.0"
