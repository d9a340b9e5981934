"""The only reader of the observatory."""
