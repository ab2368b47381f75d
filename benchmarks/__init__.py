"""Scripts that measure regclaims against other ways to the same end. See README.md beside this file."""
