"""The only reader of matching."""
